"""What programs read of meetings: the notice, the agenda, who came, and the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.http import Http404

from access.api.declaring import Api, Collection, Part, Single
from access.api.fields import Said
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from language.words import local_day
from meetings.bodies import (
    AgendaItemBody,
    AttendedBody,
    DecisionBody,
    MeetingBody,
    MeetingInFullBody,
    MinutesBody,
)
from meetings.lines import item_lines
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.queries import MEETINGS, agenda_of
from meetings.seating import SeatWords
from meetings.views.answers import find_meeting
from meetings.whole import in_full
from meetings.written import items_of, minutes_to_read, open_to_reader, points_of


def _lines(_viewer: Viewer, records: Sequence[Any]) -> Iterable[Said]:
    """Meetings, or minutes each in the place of its meeting."""
    return [_said(getattr(one, "meeting", one)) for one in records]


def _said(meeting: Meeting, **beside: object) -> Said:
    # As in a sheet: of one with survivors, or at a shelter, neither place nor link leaves the portal.
    return Said(
        meeting,
        address=address("meeting", meeting.ref),
        sat=list(meeting.sittings.all()),
        said_place="" if meeting.discreet else meeting.place,
        **beside,
    )


def _in_full(viewer: Viewer, meeting: Meeting) -> Said:
    return _said(
        meeting,
        organised=list(meeting.organisers.all()),
        said_link="" if meeting.discreet else meeting.link,
        has_minutes=minutes_to_read(viewer, meeting) is not None,
    )


def _agenda(_viewer: Viewer, meeting: Meeting) -> list[AgendaItem]:
    return agenda_of(meeting)


def _minutes(viewer: Viewer, meeting: Meeting) -> dict[str, Any]:
    """The minutes in full, as their page shows them; hidden or missing, there are none."""
    minutes = minutes_to_read(viewer, meeting)
    if minutes is None:
        raise Http404
    items = items_of(minutes)
    lines = partial(
        item_lines,
        open_to_reader=open_to_reader(viewer, points_of(items)),
        today=local_day(viewer.at),
    )
    return in_full(viewer, meeting, minutes, items, lines)


def _attendance(viewer: Viewer, meeting: Meeting) -> list[SeatWords]:
    room = _minutes(viewer, meeting)["room"]
    return [*room.words, *map(_guest, room.guests)]


def _guest(line: Attendance) -> SeatWords:
    return SeatWords(line.side, line.label_en, line.label_bn, "", line.status, line.delegate_label)


def _decisions(viewer: Viewer, meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {"number": line.number, "text": line.decision.text, "item": line.item.heading, "points": line.points}
        for line in _minutes(viewer, meeting)["items"]
        if line.decision is not None
    ]


API = Api(
    lists=(Collection("meetings/", MEETINGS, MeetingBody, "Meetings, and drafts to finish", _lines),),
    records=(
        Single(
            "meetings/<str:ref>/",
            page="meeting",
            called="meeting",
            find=find_meeting,
            says=_in_full,
            body=MeetingInFullBody,
            summary="One meeting",
            parts=(
                Part("agenda", _agenda, AgendaItemBody, "The agenda as the notice shows it"),
                Part("minutes", _minutes, MinutesBody, "The minutes", many=False, page="meeting_print"),
                Part("attendance", _attendance, AttendedBody, "Who came", page="meeting_print"),
                Part("decisions", _decisions, DecisionBody, "What was decided", page="meeting_print"),
            ),
        ),
    ),
)
