"""The draft goes to the chair, comes back or is approved, and is circulated."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from access.errors import Mendable, form_errors
from access.rules import require
from access.viewer import ViewerRequest
from language.words import number
from meetings import actions
from meetings.forms import NoteForm, SignedForm
from meetings.pages import circulated_statement
from meetings.queries import items_of
from meetings.views.answers import minutes_or_404, try_it

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def to_chair(request: ViewerRequest, ref: str) -> HttpResponse:
    """Send the draft to the chair."""
    minutes = minutes_or_404(request.viewer, ref)
    return try_it(
        request,
        lambda: actions.send_to_chair(by=request.user, minutes=minutes, at=request.viewer.at),
        _("The draft is with the chair."),
        "meeting",
        ref,
    )


@require_POST
def take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take the draft back to change it."""
    minutes = minutes_or_404(request.viewer, ref)
    return try_it(
        request,
        lambda: actions.take_back(by=request.user, minutes=minutes, at=request.viewer.at),
        _("The draft is yours again. Send it to the chair when it is ready."),
        "meeting",
        ref,
    )


@require_POST
def approve(request: ViewerRequest, ref: str) -> HttpResponse:
    """The chair approves."""
    minutes = minutes_or_404(request.viewer, ref)
    return try_it(
        request,
        lambda: actions.approve(by=request.user, minutes=minutes, at=request.viewer.at),
        _("Approved. The secretariat can circulate the minutes now."),
        "meeting",
        ref,
    )


@form_page
def send_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """The chair sends the draft back and says what to change."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "approve", minutes)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_back(
                by=request.user, minutes=minutes, note=form.cleaned_data["note"], at=request.viewer.at
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", ref)
    context = {"form": form, "meeting": minutes.meeting, "minutes": minutes}
    return render(request, "meetings/send_back.html", context, status=422 if form.errors else 200)


@form_page
def signed(request: ViewerRequest, ref: str) -> HttpResponse:
    """Enter that the chair signed on paper."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "write", minutes)
    form = SignedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_on_paper(
                by=request.user,
                minutes=minutes,
                signed_by=form.cleaned_data["signed_by"],
                signed_on=form.cleaned_data["signed_on"],
                at=request.viewer.at,
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", ref)
    context = {"form": form, "meeting": minutes.meeting, "minutes": minutes}
    return render(request, "meetings/signed.html", context, status=422 if form.errors else 200)


@form_page
def circulate(request: ViewerRequest, ref: str) -> HttpResponse:
    """Confirm what circulating does, then circulate. It cannot be recalled."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "circulate", minutes)
    if request.method == "POST":
        done = ngettext(
            "Circulated. %(number)s commitment was made and its body told.",
            "Circulated. %(number)s commitments were made and their bodies told.",
            minutes.action_points.count(),
        ) % {"number": number(minutes.action_points.count())}
        return try_it(
            request,
            lambda: actions.circulate(by=request.user, minutes=minutes, at=request.viewer.at),
            done,
            "meeting",
            ref,
        )
    items = items_of(minutes)
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "points": [(item, point) for item in items for point in item.action_points.all()],
        "audience": circulated_statement(minutes, request.viewer),
    }
    return render(request, "meetings/circulate.html", context)
