"""Calling a meeting, changing it, calling it off; and entering past ones."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import RefusedError
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, try_it, was_done
from meetings import actions
from meetings.actions.numbering import next_number
from meetings.actions.planning import as_planned, hours_of
from meetings.forms import CancelForm, ChangeForm, ItemForm, PastForm, PlanForm, bodies_of
from meetings.models import Meeting
from meetings.notices import CANCELLED
from meetings.queries import last_meeting, times_told
from meetings.views.announcing import saved_words
from meetings.views.answers import find_meeting, item_or_404, take_step
from meetings.views.workspace import show_meeting
from notifications.reaching import told_or_not
from partners.models import Committee
from partners.queries import committees_of


@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Call a meeting: of a committee whose secretariat one is, or of one's own organisation."""
    return _call(request, _form(PlanForm, request), actions.plan_meeting, is_past=False)


@form_page
def past(request: ViewerRequest) -> HttpResponse:
    """Enter a meeting that has been held."""
    return _call(request, _form(PastForm, request), actions.enter_past_meeting, is_past=True)


@form_page
def edit(request: ViewerRequest, ref: str) -> HttpResponse:
    """Change day, time, place or title before the meeting."""
    meeting = find_meeting(request.viewer, ref, "change")
    if not meeting.is_open_to_change:
        return redirect("meeting", ref)
    form = ChangeForm(sent(request), record=meeting, facts=as_planned)
    by, at = request.user, request.viewer.at
    told_before = times_told(meeting)
    changed = result_of(
        request,
        form,
        lambda: actions.change_meeting(
            by=by,
            meeting=meeting,
            plan=form.plan(),
            number=form.cleaned_data["number"],
            at=at,
        ),
    )
    if changed is not None:
        messages.success(request, saved_words(changed, told_before, request.viewer.at, request.user))
        return redirect("meeting", ref)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


@form_page
def cancel(request: ViewerRequest, ref: str) -> HttpResponse:
    """Call the meeting off."""
    meeting = find_meeting(request.viewer, ref, "change")
    if not meeting.is_open_to_change:
        return redirect("meeting", ref)
    return take_step(
        request,
        meeting,
        CancelForm(sent(request), record=meeting, facts=as_planned),
        partial(actions.cancel_meeting, meeting=meeting),
        title=_("Call the meeting off"),
        hint=f"{_('Its number is free again.')} {_who_hears(request, meeting)}",
        send=_("Call it off"),
    )


def _who_hears(request: ViewerRequest, meeting: Meeting) -> str:
    """Whether anybody hears that it is off: whoever had the notice, where anybody of them signs in."""
    if meeting.notice_sent_at is None:
        return ""
    told = _("Those who had the notice are told that the meeting is off.")
    return told_or_not(told, CANCELLED, meeting, at=request.viewer.at, by=request.user)


@require_POST
def start(request: ViewerRequest, ref: str) -> HttpResponse:
    """Open the minutes."""
    meeting = find_meeting(request.viewer, ref, "take_minutes")
    action = partial(actions.open_minutes, meeting=meeting)
    return try_it(
        request,
        action,
        _("The minutes are open. Only the secretariat and its minute-takers see them."),
        "meeting",
        ref,
    )


@require_POST
def add_item(request: ViewerRequest, ref: str) -> HttpResponse:
    """Put one more item on the agenda."""
    meeting = find_meeting(request.viewer, ref, "edit")
    form = ItemForm(request.POST)
    by, at = request.user, request.viewer.at
    if was_done(request, form, lambda: actions.add_item(by=by, meeting=meeting, at=at, **form.cleaned_data)):
        return redirect("meeting", ref)
    return show_meeting(request, meeting, item_form=form, status=422)


@require_POST
def change_item(request: ViewerRequest, ref: str, item: str) -> HttpResponse:
    """Move an item up or down, or take it off the agenda."""
    meeting = find_meeting(request.viewer, ref, "edit")
    found = item_or_404(meeting, item)
    do = request.POST.get("do", "")
    if do == "remove":
        action = partial(actions.remove_item, item=found)
        return try_it(request, action, _("The item is off the agenda."), "meeting", ref)
    action = partial(actions.move_item, item=found, up=do == "up")
    return try_it(request, action, _("The item was moved."), "meeting", ref)


def _call(
    request: ViewerRequest, form: PlanForm, action: Callable[..., Meeting], *, is_past: bool
) -> HttpResponse:
    """Show the form of a meeting; once it is sent and nothing is wrong, the meeting is there."""
    meeting = result_of(
        request,
        form,
        lambda: action(
            by=request.user,
            plan=form.plan(),
            at=request.viewer.at,
            committee=form.committee,
            organisation=form.organisation,
            together_with=form.others,
            agenda=form.agenda_lines,
            number=form.cleaned_data["number"],
        ),
    )
    if meeting is not None:
        return redirect("meeting", meeting.ref)
    context = {"form": form, "is_past": is_past}
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)


def _form(kind: type[Any], request: ViewerRequest) -> Any:
    viewer = request.viewer
    committees, organisations = bodies_of(viewer)
    if not committees and not organisations:
        raise RefusedError("call_meeting", Meeting())
    chosen = _chosen(request, committees)
    return kind(
        sent(request),
        committees=committees,
        organisations=organisations,
        together=_beside(viewer, committees),
        initial=_usual(viewer, chosen) if chosen is not None else None,
    )


def _chosen(request: ViewerRequest, committees: list[Committee]) -> Committee | None:
    """The committee whose page one comes from, else the one that met last."""
    asked = next((one for one in committees if one.ref == request.GET.get("committee")), None)
    last = last_meeting(request.viewer, committees) if asked is None and len(committees) > 1 else None
    met_last = last.lead_committee if last is not None else None
    return asked or met_last or next(iter(committees), None)


def _usual(viewer: Viewer, committee: Committee) -> dict[str, Any]:
    """What is most likely right: the next number, and the place and hours of the last meeting."""
    usual: dict[str, Any] = {"body": f"committee:{committee.ref}", "number": next_number(committee)}
    last = last_meeting(viewer, [committee])
    if last is not None:
        usual |= {
            "mode": last.mode,
            "place": "" if last.covered else last.place_text,
            "discreet": last.discreet,
        } | hours_of(last)
    return usual


def _beside(viewer: Viewer, callable_by: list[Committee]) -> list[Committee]:
    """Committees one belongs to can meet together with one's own."""
    known = {committee.pk: committee for committee in committees_of(viewer)}
    return list(known.values()) if len(known.keys() | {one.pk for one in callable_by}) > 1 else []
