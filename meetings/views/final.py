"""Minutes become final: corrections are proposed and answered, the minutes confirmed, addenda added."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import get_permitted, require
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from meetings import actions
from meetings.actions.confirming import meetings_that_may_confirm
from meetings.corrections import Noted, on_line, standing_of
from meetings.final_forms import AddendumForm, AnswerForm, ConfirmForm, CorrectionForm
from meetings.models import Correction, Minutes
from meetings.notices import ADDENDUM_ADDED, CONFIRMED, CORRECTION_ANSWERED
from meetings.pages import confirmed_statement
from meetings.standing_text import lines_of, standing_text
from meetings.views.answers import minutes_or_404, take_step
from meetings.written import bring_along
from notifications.kinds import Kind
from notifications.reaching import reaches_parties, told_or_not

_ADDENDUM = _lazy(
    "The text stays as it was confirmed."
    " The addendum stands below it with its date and a checksum of its own."
)
_ADDENDUM_TOLD = _lazy("The committee and the secretariats above that read the minutes are told.")


@require_safe
def correction(request: ViewerRequest, ref: str) -> HttpResponse:
    """The address that notices about corrections carry: it leads to the minutes."""
    records = Correction.objects.get_queryset().select_related("minutes__meeting")
    found = get_permitted(request.viewer, Correction, ref, records=records)
    return redirect(_at_corrections(found.minutes))


@form_page
def correct(request: ViewerRequest, ref: str) -> HttpResponse:
    """Choose a line of the circulated text, and propose how it should read."""
    minutes = minutes_or_404(request.viewer, ref)
    if minutes.is_confirmed:
        return _locked(request, minutes)
    require(request.viewer, "correct", minutes)
    lines = lines_of(standing_text(minutes))
    line = lines.get(request.GET.get("line", ""))
    context = {"meeting": minutes.meeting, "minutes": minutes, "lines": lines.values(), "line": line}
    if line is None:
        # Sent without a line, it corrects nothing.
        return render(
            request, "meetings/correct.html", context, status=422 if request.method == "POST" else 200
        )
    form = CorrectionForm(sent(request), minutes=minutes, line=line)
    action = partial(
        actions.propose_correction, by=request.user, minutes=minutes, line=line.key, at=request.viewer.at
    )
    if was_done(request, form, lambda: action(**form.cleaned_data)):
        messages.success(request, _("Your correction is with the secretariat. You are told its answer."))
        return redirect(_at_corrections(minutes))
    bring_along(minutes, request.viewer, "corrections")
    secretariat = [minutes.meeting.secretariat_party_id]
    is_reached = reaches_parties(secretariat, at=request.viewer.at, by=request.user)
    context |= {"form": form, "earlier": on_line(standing_of(minutes), line.key), "is_reached": is_reached}
    return render(request, "meetings/correct.html", context, status=422 if form.errors else 200)


@form_page
def answer_correction(request: ViewerRequest, ref: str, correction: str) -> HttpResponse:
    """Accept or decline one correction."""
    minutes, found = _found(request, ref, correction)
    require(request.viewer, "answer", found.correction)
    if minutes.is_confirmed:
        return _locked(request, minutes)
    form = AnswerForm(sent(request))
    action = partial(
        actions.answer_correction, by=request.user, correction=found.correction, at=request.viewer.at
    )
    if was_done(request, form, lambda: action(**form.cleaned_data)):
        told = _told(request, CORRECTION_ANSWERED, found.correction, _("Whoever proposed it is told."))
        messages.success(request, f"{_('Answered.')} {told}")
        return redirect(_at_corrections(minutes))
    context = {"meeting": minutes.meeting, "minutes": minutes, "noted": found, "form": form}
    return render(request, "meetings/answer_correction.html", context, status=422 if form.errors else 200)


@require_POST
def take_back_correction(request: ViewerRequest, ref: str, correction: str) -> HttpResponse:
    """Whoever proposed a correction takes it back while it waits."""
    _minutes, found = _found(request, ref, correction)
    action = partial(actions.take_back_correction, correction=found.correction)
    done = _("Taken back. It stays readable here, and nobody answers it any more.")
    return try_it(request, action, done, "meeting", ref)


@form_page
def confirm(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say what confirming does, then confirm. It cannot be recalled."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "confirm", minutes)
    if not minutes.takes_corrections:
        said = {"meeting": minutes.meeting, "minutes": minutes}
        return render(request, "meetings/confirm.html", said, status=409 if sent(request) else 200)
    bring_along(minutes, request.viewer, "corrections")
    meetings = meetings_that_may_confirm(minutes, request.viewer)
    form = ConfirmForm(sent(request), minutes=minutes, meetings=meetings)
    action = partial(actions.confirm, by=request.user, minutes=minutes, at=request.viewer.at)
    if was_done(request, form, lambda: action(**form.cleaned_data)):
        told = _told(request, CONFIRMED, minutes, _("The committee is told."))
        messages.success(request, f"{_('Confirmed. The text is locked.')} {told}")
        return redirect("meeting", ref)
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "form": form,
        "standing": standing_of(minutes),
        "audience": confirmed_statement(minutes, request.viewer),
    }
    return render(request, "meetings/confirm.html", context, status=422 if form.errors else 200)


@form_page
def addendum(request: ViewerRequest, ref: str) -> HttpResponse:
    """Add something below confirmed minutes."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "add_addendum", minutes)
    return take_step(
        request,
        minutes.meeting,
        AddendumForm(sent(request)),
        partial(actions.add_addendum, minutes=minutes),
        title=_("Add an addendum"),
        hint=f"{_ADDENDUM} {_told(request, ADDENDUM_ADDED, minutes, _ADDENDUM_TOLD)}",
        send=_("Add it"),
    )


def _found(request: ViewerRequest, ref: str, correction: str) -> tuple[Minutes, Noted]:
    """The minutes behind an address, and one correction of them."""
    minutes = minutes_or_404(request.viewer, ref)
    bring_along(minutes, request.viewer, "corrections")
    for noted in standing_of(minutes).corrections:
        if noted.correction.ref == correction:
            return minutes, noted
    raise Http404


def _locked(request: ViewerRequest, minutes: Minutes) -> HttpResponse:
    """Say that the text is locked, on the page of the minutes."""
    messages.error(
        request,
        _("These minutes are confirmed. Their text is locked: the secretariat can add an addendum."),
    )
    return redirect("meeting", minutes.meeting.ref)


def _at_corrections(minutes: Minutes) -> str:
    return reverse("meeting", args=[minutes.meeting.ref]) + "#corrections"


def _told(request: ViewerRequest, kind: Kind, record: Any, told: str | Promise) -> str:
    return told_or_not(str(told), kind, record, at=request.viewer.at, by=request.user)
