"""Which parties a program of an organisation belongs to: those of its answerable person there, and no longer.

It follows from what that person belongs to by the same body. So it ends with their last term, at the instant
the term ends; a term that begins after a gap does not bring it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from access.models import Party, PartyMember
from partners.belonging import Belonging, earlier, midnight, write_belongings
from partners.models import Person, Program, Seat

_ALWAYS, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Span(NamedTuple):
    """Some time; what has no end ends never."""

    since: datetime
    until: datetime

    def within(self, other: Span) -> Span:
        """The time that lies in both."""
        return Span(max(self.since, other.since), min(self.until, other.until))


def programs_of(people: Iterable[Person]) -> QuerySet[Program]:
    """The programs that these people answer for, as they are found when all is held."""
    rows = Program.objects.filter(answerable__in=list(people), user__is_active=True)
    return rows.select_related("organisation", "answerable", "user").order_by("pk")


def refresh_programs(programs: Iterable[Program]) -> None:
    """Write anew what these programs belong to, once that of their people stands."""
    for program in programs:
        write_belongings(program.user_id, list(_belongings(program)))


def _belongings(program: Program) -> Iterator[Belonging]:
    body, reason = program.organisation, f"program:{program.pk}"
    whole = _span(program.period).within(Span(program.answerable_since, _NEVER))
    serves = _unbroken(_of_person(program, body.all_party_id), program.answerable_since).within(whole)
    if serves.since >= serves.until:
        return
    for party_id in (body.all_party_id, Party.objects.everyone().pk):
        yield Belonging(party_id, reason, serves.since, _end(serves))
    if not program.speaks:
        return
    seats = list(Seat.objects.filter(organisation=body).select_related("committee").order_by("pk"))
    for span in _joined(_of_person(program, body.liaison_party_id)):
        speaks = span.within(serves)
        if speaks.since < speaks.until:
            yield Belonging(body.liaison_party_id, reason, speaks.since, _end(speaks))
            yield from _of_seats(seats, reason, speaks)


def _of_seats(seats: Iterable[Seat], reason: str, span: Span) -> Iterator[Belonging]:
    """It reads with the members. It is in no secretariat, on no side, and holds no seat."""
    for seat in seats:
        until = _end(span)
        for day in (seat.until, seat.committee.ended_on):
            until = earlier(until, midnight(day))
        if until is None or span.since < until:
            yield Belonging(seat.committee.members_party_id, f"{reason}:seat:{seat.pk}", span.since, until)


def _of_person(program: Program, party_id: int) -> list[Span]:
    """When its answerable person belongs to a party of the body."""
    rows = PartyMember.objects.filter(user=program.answerable.user_id, party=party_id)
    return sorted(_span(row.period) for row in rows)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The same time, with no instant twice: several reasons may run beside each other."""
    current: Span | None = None
    for span in spans:
        if current is not None and span.since <= current.until:
            current = Span(current.since, max(current.until, span.until))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _unbroken(spans: Iterable[Span], at: datetime) -> Span:
    """The time without a gap in which this instant lies."""
    for span in _joined(spans):
        if span.since <= at < span.until:
            return span
    return Span(at, at)


def _span(period: object) -> Span:
    lower, upper = getattr(period, "lower", None), getattr(period, "upper", None)
    return Span(lower or _ALWAYS, upper or _NEVER)


def _end(span: Span) -> datetime | None:
    return None if span.until == _NEVER else span.until
