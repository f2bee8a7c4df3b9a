"""Calling a meeting, changing it, sending its notice, calling it off; and entering past ones."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.errors import Mendable, form_errors
from access.rules import RefusedError
from access.viewer import Viewer, ViewerRequest
from language.words import DHAKA
from meetings import actions
from meetings.actions.planning import next_number
from meetings.forms import CancelForm, ChangeForm, ItemForm, PastForm, PlanForm, bodies_of
from meetings.models import Meeting
from meetings.pages import people
from meetings.queries import people_invited
from meetings.views.answers import find_meeting, item_or_404, try_it
from meetings.views.workspace import show_meeting
from partners.models import Committee
from partners.queries import committees_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Call a meeting: of a committee whose secretariat one is, or of one's own organisation."""
    form = _form(PlanForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan_meeting(
                by=request.user,
                plan=form.plan(),
                at=request.viewer.at,
                committee=form.committee,
                organisation=form.organisation,
                together_with=form.others,
                agenda=form.agenda_lines,
                number=form.cleaned_data["number"],
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", meeting.ref)
    return _show(request, form, is_past=False)


@form_page
def past(request: ViewerRequest) -> HttpResponse:
    """Enter a meeting that has been held."""
    form = _form(PastForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.enter_past_meeting(
                by=request.user,
                plan=form.plan(),
                at=request.viewer.at,
                committee=form.committee,
                organisation=form.organisation,
                together_with=form.others,
                agenda=form.agenda_lines,
                number=form.cleaned_data["number"],
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", meeting.ref)
    return _show(request, form, is_past=True)


@form_page
def edit(request: ViewerRequest, ref: str) -> HttpResponse:
    """Change day, time, place or title before the meeting."""
    meeting = find_meeting(request.viewer, ref, "edit")
    if not meeting.is_open_to_change:
        return redirect("meeting", ref)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=_standing(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(
                by=request.user,
                meeting=meeting,
                plan=form.plan(),
                number=form.cleaned_data["number"],
                at=request.viewer.at,
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", ref)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


@require_POST
def notice(request: ViewerRequest, ref: str) -> HttpResponse:
    """Send the notice."""
    meeting = find_meeting(request.viewer, ref, "notice")
    told = people_invited(meeting, request.viewer.at)
    return try_it(
        request,
        lambda: actions.send_notice(by=request.user, meeting=meeting, at=request.viewer.at),
        _("The notice is sent to %(people)s.") % {"people": people(told)},
        "meeting",
        ref,
    )


@form_page
def cancel(request: ViewerRequest, ref: str) -> HttpResponse:
    """Call the meeting off."""
    meeting = find_meeting(request.viewer, ref, "edit")
    if not meeting.is_open_to_change:
        return redirect("meeting", ref)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_meeting(
                by=request.user, meeting=meeting, reason=form.cleaned_data["reason"], at=request.viewer.at
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", ref)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/cancel.html", context, status=422 if form.errors else 200)


@require_POST
def start(request: ViewerRequest, ref: str) -> HttpResponse:
    """Open the minutes."""
    meeting = find_meeting(request.viewer, ref, "take_minutes")
    return try_it(
        request,
        lambda: actions.open_minutes(by=request.user, meeting=meeting, at=request.viewer.at),
        _("The minutes are open. Only the secretariat and its minute-takers see them."),
        "meeting",
        ref,
    )


@require_POST
def add_item(request: ViewerRequest, ref: str) -> HttpResponse:
    """Put one more item on the agenda."""
    meeting = find_meeting(request.viewer, ref, "edit")
    form = ItemForm(request.POST)
    if form.is_valid():
        try:
            actions.add_item(
                by=request.user, meeting=meeting, title=form.cleaned_data["title"], at=request.viewer.at
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return redirect("meeting", ref)
    return show_meeting(request, meeting, item_form=form, status=422)


@require_POST
def change_item(request: ViewerRequest, ref: str, item: str) -> HttpResponse:
    """Move an item up or down, or take it off the agenda."""
    meeting = find_meeting(request.viewer, ref, "edit")
    found = item_or_404(meeting, item)
    do = request.POST.get("do", "")
    at = request.viewer.at
    if do == "remove":
        return try_it(
            request,
            lambda: actions.remove_item(by=request.user, item=found, at=at),
            _("The item is off the agenda."),
            "meeting",
            ref,
        )
    return try_it(
        request,
        lambda: actions.move_item(by=request.user, item=found, up=do == "up", at=at),
        _("The item was moved."),
        "meeting",
        ref,
    )


def _form(kind: type[Any], request: ViewerRequest) -> Any:
    viewer = request.viewer
    committees, organisations = bodies_of(viewer)
    if not committees and not organisations:
        raise RefusedError("call_meeting", Meeting())
    wanted = f"committee:{request.GET.get('committee', '')}"
    return kind(
        request.POST if request.method == "POST" else None,
        committees=committees,
        organisations=organisations,
        together=_beside(viewer, committees),
        initial={"body": wanted, "number": _next(committees, wanted)},
    )


def _beside(viewer: Viewer, callable_by: list[Committee]) -> list[Committee]:
    """Committees one belongs to can meet together with one's own."""
    known = {committee.pk: committee for committee in committees_of(viewer)}
    return list(known.values()) if len(known.keys() | {one.pk for one in callable_by}) > 1 else []


def _next(committees: list[Committee], wanted: str) -> int | None:
    """The next number of the committee whose page one comes from; else it follows by itself."""
    chosen = next((one for one in committees if f"committee:{one.ref}" == wanted), None)
    return next_number(chosen) if chosen is not None else None


def _show(request: ViewerRequest, form: PlanForm, *, is_past: bool) -> HttpResponse:
    context = {"form": form, "is_past": is_past}
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)


def _standing(meeting: Meeting) -> dict[str, Any]:
    return {
        "kind": meeting.kind,
        "number": meeting.number,
        "title": meeting.title_bn or meeting.title_en,
        "on_date": meeting.on_date,
        "starts": meeting.starts_at.astimezone(DHAKA).time() if meeting.starts_at else None,
        "ends": meeting.ends_at.astimezone(DHAKA).time() if meeting.ends_at else None,
        "mode": meeting.mode,
        "place": meeting.place_text,
        "link": meeting.link,
        "memo_number": meeting.memo_number,
        "cooperation": meeting.cooperation,
        "level": meeting.level,
    }
