"""What stands already of a meeting that somebody enters from its paper, and how the paper differs from it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from access.rules.engine import VIEW, can
from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from access.toolkit.errors import Mendable
from language.text import fold
from language.words import day, number
from meetings.held.said import Held
from meetings.models import Meeting, MeetingOf, Minutes
from meetings.seating import room_of
from partners.models import Committee


class Difference(NamedTuple):
    """One thing of which the record and the paper do not say the same; one of them may say nothing."""

    what: str
    stands: str
    typed: str


class StandsAlready(Mendable):
    """A meeting of this committee on that day is in the portal: it is joined, and never made twice.

    Whoever may not write it learns that there is one, and neither its title nor what it says.
    """

    def __init__(self, meeting: Meeting, differences: list[Difference], *, may_join: bool) -> None:
        words = (
            _(
                "A meeting of this committee on %(day)s is here already: %(title)s. If it is the same one, "
                "join your paper to it."
            )
            if may_join
            else _(
                "A meeting of this committee on %(day)s is here already. Its secretariat keeps it: ask there."
            )
        )
        title = meeting.title if may_join else ""
        super().__init__(
            words % {"day": day(meeting.on_date, meeting.precision), "title": title},
            "on_date",
            "stands-already",
        )
        self.join = meeting.ref if may_join else ""
        self.differences = differences if may_join else []


def stands_already(meeting: Meeting, held: Held, viewer: Viewer) -> StandsAlready:
    """Return what is said of a meeting that stands already to somebody who enters a paper of that day."""
    return StandsAlready(meeting, _differences(meeting, held, viewer), may_join=may_join(meeting, viewer))


def may_join(meeting: Meeting, viewer: Viewer) -> bool:
    """Whether this person may put a paper to a meeting that is here: write its minutes, or begin them."""
    if not can(viewer, VIEW, meeting):
        return False
    minutes = Minutes.objects.filter(meeting=meeting).first()
    return can(viewer, "take_minutes", meeting) if minutes is None else can(viewer, "write", minutes)


def held_that_day(committee: Committee, held: Held) -> list[Meeting]:
    """Return the meetings of a committee on that day, or in that month or year where no more is known."""
    if held.on_date is None:
        return []
    asked = Q(on_date__year=held.on_date.year)
    if held.precision != Meeting.Precision.YEAR:
        asked &= Q(on_date__month=held.on_date.month)
    if held.precision == Meeting.Precision.DAY:
        asked = Q(on_date=held.on_date)
    elif held.number is not None:
        # Two of one month are told apart by their numbers.
        asked &= Q(pk__in=_numbered(committee, held.number))
    found = Meeting.objects.filter(asked, sittings__committee=committee, precision=held.precision)
    return list(found.exclude(state=Meeting.State.CANCELLED).order_by("pk"))


def _numbered(committee: Committee, number: int) -> QuerySet[MeetingOf, int]:
    """Sittings of this number, and those of which nobody knows it."""
    found = MeetingOf.objects.filter(Q(number=number) | Q(number=None), committee=committee)
    return found.values_list("meeting", flat=True)


def _differences(meeting: Meeting, held: Held, viewer: Viewer) -> list[Difference]:
    """Return what the paper says otherwise than the minutes, as far as this person reads those."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None or not can(viewer, VIEW, minutes):
        return []
    return [*_who_came(minutes, held), *_decisions(minutes, held), *_signature(minutes, held)]


def new_decisions(minutes: Minutes, held: Held) -> list[int]:
    """Return the places of the decisions that the minutes do not hold in the same words."""
    there = {fold(text) for text in minutes.decisions.values_list("text", flat=True)}
    return [place for place, one in enumerate(held.decisions) if fold(one.text) not in there]


def _who_came(minutes: Minutes, held: Held) -> Iterator[Difference]:
    room = room_of(minutes)
    counted = minutes.head_counts.order_by("pk").values_list("total", flat=True).first()
    stands = room.present if room.is_marked else counted
    typed = held.came.number or len(held.came.seats) or (room.seats if held.came.everybody else None)
    if typed is not None and typed != stands:
        yield Difference(_("Present"), number(stands) if stands is not None else "", number(typed))


def _decisions(minutes: Minutes, held: Held) -> Iterator[Difference]:
    new = set(new_decisions(minutes, held))
    typed = {fold(one.text) for one in held.decisions}
    for place in sorted(new):
        yield Difference(_("Decision"), "", held.decisions[place].text)
    for text in minutes.decisions.order_by("item__position").values_list("text", flat=True):
        if fold(text) not in typed:
            yield Difference(_("Decision"), without_covered(text, minutes.meeting.covered or ()), "")


def _signature(minutes: Minutes, held: Held) -> Iterator[Difference]:
    if held.signed_by and minutes.signed_by and fold(held.signed_by) != fold(minutes.signed_by):
        yield Difference(_("Signed by"), minutes.signed_by, held.signed_by)
    if held.signed_on and minutes.signed_on and held.signed_on != minutes.signed_on:
        yield Difference(_("Signed on"), day(minutes.signed_on), day(held.signed_on))
