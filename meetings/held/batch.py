"""Several committees below one, entered together: one row each, and none fails because of another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from language.words import local_day, number
from meetings.actions.numbering import number_at
from meetings.below import runs_still
from meetings.held.actions import enter_held
from meetings.held.said import Held
from meetings.models import HeldOnPaper, Meeting
from partners.models import Committee, Seat
from partners.queries import seats_by_committee

MOST_AT_ONCE = 64
_LEADS = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR, Seat.Role.MEMBER_SECRETARY)
_OF_A_LINE = re.compile(r"(?:decision|body|due)_(\d+)$")


class ToEnter(NamedTuple):
    """A committee of which somebody enters a meeting, and its seats."""

    committee: Committee
    seats: Sequence[Seat]

    @property
    def leads(self) -> list[Seat]:
        """Who may have taken the chair, its chairperson first."""
        found = [one for one in self.seats if one.role in _LEADS]
        return sorted(found, key=lambda one: _LEADS.index(Seat.Role(one.role)))

    @property
    def chair(self) -> Seat | None:
        """The seat of its chairperson."""
        return next((one for one in self.leads if one.role == Seat.Role.CHAIR), None)


class Paper(NamedTuple):
    """What one row says, and which meeting it is joined to where one stands already."""

    committee: Committee
    held: Held
    join: str = ""


class Entered(NamedTuple):
    """What became of a row: its meeting, which may have been entered before, or why there is none."""

    committee: Committee
    meeting: Meeting | None = None
    refusal: Mendable | None = None
    is_new: bool = True


def committees_to_enter(above: Committee, at: datetime) -> list[ToEnter]:
    """Return the committees straight below one, by name, with their seats: two statements."""
    rows = Committee.objects.filter(parent=above).filter(runs_still(local_day(at)))
    found = list(rows.select_related("place", "parent").order_by("name_en", "pk")[:MOST_AT_ONCE])
    seats = seats_by_committee([one.pk for one in found], at)
    return [ToEnter(one, seats[one.pk]) for one in found]


def enter_all(*, by: User, key: str, papers: Sequence[Paper], at: datetime) -> list[Entered]:
    """Enter each row by itself, under its own number: what is wrong with one keeps no other back.

    The same `key` again enters nothing again, so that a batch whose answer was lost is sent once more.
    """
    return [
        _entered(paper, by=by, key=key, at=at)
        for paper in sorted(papers, key=lambda paper: paper.committee.pk)
    ]


@transaction.atomic
def try_all(*, by: User, key: str, papers: Sequence[Paper], at: datetime) -> list[Entered]:
    """Say what would become of each row, by doing it and taking all of it back."""
    found = enter_all(by=by, key=key, papers=papers, at=at)
    transaction.set_rollback(True)
    return found


def _entered(paper: Paper, *, by: User, key: str, at: datetime) -> Entered:
    held = paper.held
    if held.number is None and held.on_date is not None:
        held = replace(held, number=number_at(paper.committee, held.on_date))
    known = HeldOnPaper.objects.filter(committee=paper.committee, by=by, key=key).values_list(
        "digest", flat=True
    )
    is_new = held.digest not in known
    try:
        with transaction.atomic():
            meeting = enter_held(by=by, committee=paper.committee, key=key, held=held, at=at, join=paper.join)
    except Mendable as refusal:
        return Entered(paper.committee, refusal=_in_its_line(refusal))
    return Entered(paper.committee, meeting, is_new=is_new)


def _in_its_line(refusal: Mendable) -> Mendable:
    """What is wrong with a decision is said at the lines in which all of them stand."""
    found = _OF_A_LINE.match(refusal.field or "")
    if found is None:
        return refusal
    words = _("Line %(number)s: %(why)s") % {"number": number(int(found[1])), "why": refusal.message}
    return Mendable(words, "decisions", refusal.code)
