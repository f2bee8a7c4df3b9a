"""What is found of meetings, their minutes and their decisions."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Func, Prefetch, TextField
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.searching import Hit, SearchSource, by_month
from language.digits import localise
from language.words import day, named
from meetings.models import (
    Decision,
    DecisionSearch,
    Meeting,
    MeetingOf,
    MeetingSearch,
    Minutes,
    MinutesSearch,
)

LONGEST = 160


def _meetings(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = Meeting.objects.permitted(viewer).filter(IsAmong("pk", numbers)).select_related("lead_committee")
    return {one.pk: _meeting(one) for one in rows.prefetch_related(_sittings("sittings"))}


def _minutes(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = Minutes.objects.permitted(viewer).filter(IsAmong("pk", numbers))
    rows = rows.select_related("meeting__lead_committee").prefetch_related(_sittings("meeting__sittings"))
    return {one.pk: _meeting(one.meeting) for one in rows}


def _decisions(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    """Whoever reads the minutes reads what was decided, as it stands with its corrections."""
    minutes = Minutes.objects.permitted(viewer).filter(decisions__in=numbers)
    rows = Decision.objects.filter(IsAmong("pk", numbers), minutes__in=minutes.values("pk"))
    standing = Func("pk", function="search_text_of_decision", output_field=TextField())
    rows = rows.annotate(standing=standing).select_related("minutes__meeting__lead_committee")
    return {
        one.pk: Hit(
            url=reverse("meeting", args=[one.minutes.meeting.ref]),
            title=" ".join(filter(None, (localise(one.number), Truncator(one.standing).chars(LONGEST)))),
            line=_line(one.minutes.meeting, _called(one.minutes.meeting)),
            beside=_on(one.minutes.meeting),
        )
        for one in rows.prefetch_related(_sittings("minutes__meeting__sittings"))
    }


def _sittings(path: str) -> "Prefetch[Any]":
    return Prefetch(path, queryset=MeetingOf.objects.order_by("pk"))


def _meeting(meeting: Meeting) -> Hit:
    return Hit(
        url=reverse("meeting", args=[meeting.ref]),
        title=_called(meeting),
        line=_line(meeting),
        beside=_on(meeting),
    )


def _called(meeting: Meeting) -> str:
    """The meeting with its committee: what it is called alone says not whose it is."""
    return ", ".join(filter(None, (named(meeting.lead_committee), meeting.title)))


def _on(meeting: Meeting) -> str:
    return day(meeting.on_date, meeting.precision)


def _line(meeting: Meeting, *before: str) -> str:
    return " · ".join((*before, str(meeting.get_state_display())))


SOURCES = (
    SearchSource(
        name="meetings",
        label=_("Meetings"),
        icon="calendar-event",
        rows=MeetingSearch,
        decides=Meeting,
        hits=_meetings,
        shelves=by_month,
        order=20,
    ),
    SearchSource(
        name="minutes",
        label=_("Minutes"),
        icon="file-text",
        rows=MinutesSearch,
        decides=Minutes,
        hits=_minutes,
        shelves=by_month,
        order=25,
    ),
    SearchSource(
        name="decisions",
        label=_("Decisions"),
        icon="gavel",
        rows=DecisionSearch,
        decides=Minutes,
        hits=_decisions,
        shelves=by_month,
        order=30,
    ),
)
