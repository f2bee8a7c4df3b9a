"""How meetings and minutes are found, said and moved for programs, by what their pages do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from access.api.fields import Said
from access.api.problems import Fault, Kind, Problem
from access.models import User
from access.rules.engine import VIEW, RefusedError, require
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from access.toolkit.errors import Mendable
from access.toolkit.versions import said_by, version_of
from language.words import local_day, moment, number
from meetings import actions
from meetings.actions.attendance import as_marked
from meetings.actions.confirming import as_standing, meetings_that_may_confirm
from meetings.actions.memo import as_numbered
from meetings.actions.planning import as_planned
from meetings.actions.writing import as_written
from meetings.forms import PlanForm, bodies_of
from meetings.gaps import gaps_of
from meetings.lines import item_lines
from meetings.models import AgendaItem, Attendance, Decision, ItemMinutes, Meeting, Minutes
from meetings.queries import agenda_of
from meetings.seating import SeatWords, room_of, seats_of_meeting
from meetings.standing_text import Line, lines_of, standing_text
from meetings.views.answers import item_or_404, minutes_or_404
from meetings.whole import in_full
from meetings.written import (
    bring_along,
    groups_of_points,
    items_of,
    minutes_to_read,
    open_to_reader,
    points_of,
)

_OF_A_PLAN = said_by(PlanForm.base_fields, as_planned)
_OF_A_CALL = ("committee", "organisation", "together_with", "agenda", "number")


def meeting_lines(_viewer: Viewer, records: Sequence[Any]) -> Iterable[Said]:
    """Meetings, or minutes each in the place of its meeting."""
    return [_said(getattr(one, "meeting", one)) for one in records]


def meeting_in_full(viewer: Viewer, meeting: Meeting) -> Said:
    """One meeting, with those who organise it."""
    return _said(
        meeting,
        organised=list(meeting.organisers.all()),
        said_link="" if meeting.discreet else meeting.link,
        has_minutes=minutes_to_read(viewer, meeting) is not None,
    )


def meeting_in_words(meeting: Meeting) -> Mapping[str, tuple[str, str]]:
    """What its notice says, for people: no more of it than they are answered when they read it."""
    stands = _OF_A_PLAN(meeting)
    read = {"title": meeting.title, "place": meeting.place or _("nothing")}
    if meeting.discreet:
        read |= dict.fromkeys(("place", "link"), _("changed"))
    return {**stands, **{name: (stands[name][0], words) for name, words in read.items()}}


def _said(meeting: Meeting, **beside: object) -> Said:
    # As in a sheet: of one with survivors, or at a shelter, neither place nor link leaves the portal.
    return Said(
        meeting,
        address=address("meeting", meeting.ref),
        sat=list(meeting.sittings.all()),
        said_place="" if meeting.discreet else meeting.place,
        **beside,
    )


def agenda(_viewer: Viewer, meeting: Meeting) -> list[AgendaItem]:
    """The agenda as the notice shows it."""
    return agenda_of(meeting)


def find_minutes(viewer: Viewer, ref: str, action: str = VIEW) -> Minutes:
    """Return the minutes of a meeting for whoever may do this with them; hidden or missing, it is a 404."""
    minutes = minutes_or_404(viewer, ref)
    if action != VIEW:
        require(viewer, action, minutes)
    return minutes


def minutes_in_full(viewer: Viewer, minutes: Minutes) -> dict[str, Any]:
    """The minutes as their page shows them."""
    meeting, items = minutes.meeting, items_of(minutes)
    written = partial(
        item_lines,
        open_to_reader=open_to_reader(viewer, points_of(items)),
        groups=groups_of_points(viewer, points_of(items)),
        today=local_day(viewer.at),
    )
    return in_full(viewer, meeting, minutes, items, written)


def as_minutes(minutes: Minutes) -> dict[str, Any]:
    """Which text somebody reads: as it was written, what was proposed and confirmed since, its number."""
    return {**as_written(minutes), **as_standing(minutes), **as_numbered(minutes)}


def minutes_in_words(minutes: Minutes) -> Mapping[str, tuple[str, str]]:
    """The same for people."""
    nothing = _("nothing")
    return {
        "saved": (_("Draft saved"), moment(minutes.saved_at) or nothing),
        "sent": (_("With the chair since"), moment(minutes.with_chair_since) or nothing),
        "approved": (_("Approved by the chair"), moment(minutes.approved_at) or nothing),
        "corrections": (_("Corrections"), number(minutes.corrections.count())),
        "confirmed": (_("Confirmed"), moment(minutes.confirmed_at) or nothing),
        "memo_number": (_("Memo number"), minutes.memo_number or nothing),
    }


def attendance(viewer: Viewer, minutes: Minutes) -> list[Said]:
    """Who came: the seats, then guests."""
    room = minutes_in_full(viewer, minutes)["room"]
    return [*(Said(words, guest="") for words in room.words), *map(_guest, room.guests)]


def _guest(line: Attendance) -> Said:
    words = SeatWords(line.side, line.label_en, line.label_bn, "", line.status, line.delegate_label)
    return Said(words, guest=line.ref)


def seats(viewer: Viewer, minutes: Minutes) -> list[Said]:
    """The seats of the meeting with what is marked, and the version of each."""
    bring_along(minutes, viewer, "attendance")
    return [
        Said(line, version=version_of(line.seat, as_marked(line.attended))) for line in room_of(minutes).lines
    ]


def mark_seats(
    *,
    by: User,
    minutes: Minutes,
    at: datetime,
    marks: Sequence[Mapping[str, str]] = (),
    rest_came: bool = False,
) -> None:
    """Mark who came: all that was sent, or nothing, each refusal at its seat."""
    known = {line.seat.ref: line.seat.pk for line in seats_of_meeting(minutes.meeting)}
    place_of = {known.get(mark["seat"], 0): place for place, mark in enumerate(marks)}
    if 0 in place_of:
        raise Mendable(_("This seat is not one of this committee."), f"marks/{place_of[0]}/seat", "unknown")
    refused = actions.record_attendance(
        by=by,
        minutes=minutes,
        marks=[
            actions.Mark(
                known[mark["seat"]], mark["status"], mark.get("delegate", ""), was=mark.get("version")
            )
            for mark in marks
        ],
        at=at,
        rest_came=rest_came,
    )
    if refused:
        faults = [
            Fault(mendable.message, mendable.code or "refused", f"/marks/{place_of[seat]}")
            for seat, mendable in refused.items()
        ]
        raise Problem(Kind.INVALID, faults)


def decisions(viewer: Viewer, minutes: Minutes) -> list[dict[str, Any]]:
    """What was decided, by number."""
    return [
        {"number": line.number, "text": line.decision.text, "item": line.item.heading, "points": line.points}
        for line in minutes_in_full(viewer, minutes)["items"]
        if line.decision is not None
    ]


def lines(_viewer: Viewer, minutes: Minutes) -> list[Line]:
    """The lines of the circulated text; of a draft there are none to correct."""
    return list(lines_of(standing_text(minutes)).values()) if minutes.is_frozen else []


def find_item(viewer: Viewer, ref: str, action: str = VIEW, *, item: str) -> AgendaItem:
    """Return one item of minutes for whoever may do this with them."""
    minutes = find_minutes(viewer, ref, action)
    found = item_or_404(minutes.meeting, item)
    found.meeting = minutes.meeting
    return found


def item_in_full(viewer: Viewer, item: AgendaItem) -> Said:
    """What is written on an item, and the version that is sent back to save it."""
    minutes = minutes_to_read(viewer, item.meeting)
    if minutes is None:
        raise Http404
    written = {line.item.pk: line for line in minutes_in_full(viewer, minutes)["items"]}
    return Said(written[item.pk], version=ItemMinutes.objects.get(item=item).version)


def must_call(viewer: Viewer) -> None:
    """Refuse whoever may call no meeting, as the page does."""
    if not any(bodies_of(viewer)):
        raise RefusedError("call_meeting", Meeting())


def call(*, by: User, at: datetime, **typed: Any) -> Meeting:
    """Call a meeting."""
    return actions.plan_meeting(by=by, at=at, **_planned(typed))


def enter_past(*, by: User, at: datetime, **typed: Any) -> Meeting:
    """Enter a meeting that has been held."""
    return actions.enter_past_meeting(by=by, at=at, **_planned(typed))


def change(*, by: User, meeting: Meeting, at: datetime, **typed: Any) -> Meeting:
    """Change what the notice says. What was not sent stays, and so does what reads as it was answered.

    Of a discreet meeting no place and no link was: whoever sends both back empty takes neither away, and
    who wishes one away sends null.
    """
    answered = {"title": meeting.title}
    if meeting.discreet and typed.get("discreet", True):
        answered |= {"place": "", "link": ""}
    new = {name: value for name, value in typed.items() if name not in answered or value != answered[name]}
    new |= {name: "" for name in ("place", "link") if name in new and new[name] is None}
    return actions.change_meeting(by=by, meeting=meeting, at=at, **_planned(as_planned(meeting) | new))


def _planned(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent as the actions take it: the plan, and beside it who meets about what."""
    beside = {name: value for name, value in typed.items() if name in _OF_A_CALL}
    plan = {name: value for name, value in typed.items() if name not in _OF_A_CALL}
    return {"plan": actions.Plan(**plan), **beside}


def send_to_chair(*, by: User, minutes: Minutes, at: datetime, as_it_is: bool = False) -> Minutes:
    """Send the draft to the chair; one that is nearly empty is asked about, as on its page."""
    if not as_it_is and minutes.meeting.takes_minutes and gaps_of(minutes, Viewer(by, at)):
        words = _(
            "The draft is nearly empty, or nobody can approve it. Send as_it_is to send it all the same."
        )
        raise Mendable(words, "as_it_is", "gaps")
    return actions.send_to_chair(by=by, minutes=minutes, at=at)


def confirm(
    *, by: User, minutes: Minutes, at: datetime, meeting: str = "", on: date | None = None
) -> Minutes:
    """Confirm the minutes at one of the later meetings, or on a day."""
    later = {one.ref: one for one in meetings_that_may_confirm(minutes, Viewer(by, at))} if meeting else {}
    if meeting and meeting not in later:
        raise Mendable(
            _("The committee did not meet there later. Name one of its later meetings."), "meeting"
        )
    return actions.confirm(by=by, minutes=minutes, at=at, meeting=later.get(meeting), on=on)


def save_item(
    *,
    by: User,
    item: AgendaItem,
    at: datetime,
    version: int,
    **typed: str,
) -> None:
    """Keep what was discussed and decided, what is not sent as it stands; or say what a colleague wrote."""
    try:
        actions.save_item(by=by, item=item, version=version, at=at, **_texts_of(item) | typed)
    except actions.Stale as stale:
        texts, written = _texts_of(item), ItemMinutes.objects.get(item=item)
        stands = {
            "discussion": (_("Discussion"), texts["discussion"]),
            "decision": (_("Decision"), texts["decision"]),
            "version": (_("Version"), str(written.version)),
        }
        sent = {**typed, "version": version}
        said = [{"name": name, "title": title, "text": text} for name, (title, text) in stands.items()]
        raise Problem(Kind.STALE, words=stale.message, also={"sent": sent, "stands": said}) from stale


def _texts_of(item: AgendaItem) -> dict[str, str]:
    decided = Decision.objects.filter(item=item).values_list("text", flat=True).first()
    return {
        "discussion": ItemMinutes.objects.values_list("discussion", flat=True).get(item=item),
        "decision": decided or "",
    }
