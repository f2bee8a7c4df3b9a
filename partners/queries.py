"""Reads of the directory that several rooms share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Case, Q, QuerySet, When

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.counting import countable
from access.toolkit.kept import Kept, KeptRows
from language.text import fold
from language.words import local_day
from partners.models import (
    Committee,
    Membership,
    OfficeChange,
    OfficeHolder,
    Organisation,
    Place,
    Seat,
)
from partners.naming import names_are, organisation_is_like, organisation_names_are, short_name_is
from partners.places_typed import places_meant

FOUND_AT_MOST = 20


def uplines(committee: Committee) -> list[Committee]:
    """The committees above, nearest first: upazila, district, the national committee."""
    chain: list[Committee] = []
    above = committee.parent
    while above is not None and above not in chain:
        chain.append(above)
        above = above.parent
    return chain


_SEATS = KeptRows(
    lambda _viewer, committee, on: _seats([committee], on).select_related("office", "organisation")
)
_HOLDERS = KeptRows(
    lambda _viewer, offices, at: OfficeHolder.objects.filter(IsAmong("office", offices), period__contains=at)
)


def seats_of(committee: Committee, at: datetime) -> list[Seat]:
    """Seats that exist at this instant, in order of precedence, each with its holder of the day."""
    return with_holders(_in_precedence(_SEATS(committee=committee.pk, on=local_day(at))), at)


def with_holders(seats: Sequence[Seat], at: datetime) -> list[Seat]:
    """The same seats, each with its holder at this instant."""
    offices = [seat.office_id for seat in seats if seat.office_id]
    by_office = {term.office_id: term for term in _HOLDERS(offices=offices, at=at)} if offices else {}
    for seat in seats:
        seat.holder = by_office.get(seat.office_id) if seat.office_id else None
    return list(seats)


def seats_by_committee(committees: Collection[int], at: datetime) -> dict[int, list[Seat]]:
    """The seats of each of these committees at this instant, in order of precedence, without holders."""
    found: dict[int, list[Seat]] = {committee: [] for committee in committees}
    for seat in seats_with_bodies(committees, local_day(at)):
        found[seat.committee_id].append(seat)
    return found


def seats_with_bodies(committees: Collection[int], on: date) -> list[Seat]:
    """The seats of these committees on a day, in order of precedence, each with the body behind it."""
    return _in_precedence(_seats(committees, on).select_related("office__organisation", "organisation"))


def _seats(committees: Collection[int], on: date) -> QuerySet[Seat]:
    seats = Seat.objects.filter(committee__in=committees)
    return seats.filter(Q(until__isnull=True) | Q(until__gt=on))


def _in_precedence(seats: Iterable[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: (seat.precedence, seat.pk))


def has_moved_on(change: OfficeChange, at: datetime) -> bool:
    """Whether the office was handed over or vacated after this entry, so that nothing of it is undone."""
    terms = OfficeHolder.objects.filter(office=change.office_id).select_related("person")
    last = max(cast("Iterable[OfficeHolder]", terms), key=lambda term: term.period.lower, default=None)
    expected = change.incoming_term_id or change.outgoing_term_id
    if last is None or last.pk != expected:
        return True
    ended = last.period.upper is not None and last.period.upper <= at
    return ended and change.incoming_term_id is not None


def own_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations this person serves or heads today, to narrow another query by."""
    return Organisation.objects.filter(IsAmong("all_party", viewer.party_ids))


_OWN = KeptRows(lambda viewer: own_organisations(viewer).order_by("name_en"))


def organisations_of(viewer: Viewer) -> list[Organisation]:
    """The organisations this person serves or heads today."""
    return _OWN(viewer)


def _committees_of(viewer: Viewer) -> QuerySet[Committee]:
    mine = viewer.party_ids
    parties = ("members_party", "secretariat_party", "minute_takers_party")
    members, secretariat, minute_takers = (IsAmong(party, mine) for party in parties)
    return Committee.objects.filter(members | secretariat | minute_takers).order_by("tier", "name_en")


def committee_numbers_of(viewer: Viewer) -> list[int]:
    """The same committees as numbers, to narrow another query by: few, and known before it is planned."""
    return list(_committees_of(viewer).order_by().values_list("pk", flat=True))


def committees_of(viewer: Viewer) -> list[Committee]:
    """The committees this person sits in or takes minutes for today."""
    return list(_committees_of(viewer).select_related("place"))


class Offered(NamedTuple):
    """A committee to choose from."""

    ref: str
    name_en: str
    name_bn: str


_OFFERED = Kept(lambda viewer: [countable(_committees_of(viewer).values("ref", "name_en", "name_bn"))])


def committees_offered(viewer: Viewer) -> list[Offered]:
    """The same committees, to choose from."""
    (asked,) = _OFFERED(viewer)
    if asked is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return [Offered(*row) for row in cursor.fetchall()]


def sitting_among(organisations: Collection[int], committees: Iterable[int], *, on: date) -> set[int]:
    """Which of these organisations sit in one of the committees on this day, themselves or by an office."""
    seats = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=on), committee__in=committees).filter(
        Q(organisation__in=organisations) | Q(office__organisation__in=organisations)
    )
    return _bodies_of(seats) & set(organisations)


def seated_in(committee: int, *, on: date) -> set[int]:
    """The organisations that sit in a committee on this day, themselves or by an office."""
    seats = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=on), committee=committee)
    return _bodies_of(seats)


def _bodies_of(seats: QuerySet[Seat]) -> set[int]:
    pairs = seats.values_list("organisation_id", "office__organisation_id")
    return {body for pair in pairs for body in pair if body}


def people_in_seats(seats: QuerySet[Any, Any], at: datetime) -> QuerySet[Any, Any]:
    """The accounts of those who filled these seats at an instant, by an office or for an organisation."""
    terms = OfficeHolder.objects.filter(period__contains=at, person__user__isnull=False)
    holding = terms.filter(
        Q(office__seats__in=seats) | Q(office__heads=True, office__organisation__seats__in=seats)
    )
    speaking = Membership.objects.filter(
        organisation__seats__in=seats, period__contains=at, person__user__isnull=False
    ).filter(role__in=("head", "liaison"))
    return holding.values_list("person__user").union(speaking.values_list("person__user"))


def find_place(names: Sequence[str]) -> Place | None:
    """Find a place by its names from the inside out: ("Keralkata", "Kalaroa", "Satkhira").

    Names repeat, so the path decides; a place whose path fits twice is not guessed.
    """
    outermost, *inner = reversed(names)
    found = Place.objects.filter(names_are(outermost))
    for name in inner:
        found = Place.objects.filter(names_are(name), parent__in=found)
    places = list(found[:2])
    return places[0] if len(places) == 1 else None


def find_organisation(text: str) -> Organisation | None:
    """Find the one organisation with this code, name, short name or former name."""
    if not fold(text):
        return None
    found = Organisation.objects.filter(organisation_names_are(text))[:2]
    return found[0] if len(found) == 1 else None


def organisation_choices(
    text: str, *, first: Collection[int] = (), within: str = "", at_places: bool = True
) -> list[Organisation]:
    """Organisations whose name is like what was typed, for a list to pick from; without one the `first`.

    Those `within` a place, by its path, come before others called the same.
    Where none is called so, those of a place that is: not where it may not cost more to find nothing.
    """
    wanted = fold(text)
    rows = Organisation.objects.filter(has_left=False)
    if not wanted:
        return list(rows.filter(pk__in=first).order_by("name_en")[:FOUND_AT_MOST])
    found: list[Organisation] = list(
        rows.filter(organisation_is_like(text))
        .annotate(
            is_meant=short_name_is(text),
            sits=Q(pk__in=first),
            is_near=Case(When(place__path__startswith=within or "-", then=True), default=False),
            likeness=TrigramSimilarity("name_en", wanted) + TrigramSimilarity("name_bn", wanted),
        )
        .order_by("-is_meant", "-sits", "-is_near", "-likeness", "name_en")
        .select_related("place__parent__parent")[:FOUND_AT_MOST]
    )
    if found or not at_places:
        return found
    there = rows.filter(place__in=places_meant(text)).select_related("place__parent__parent")
    return list(there.order_by("name_en")[:FOUND_AT_MOST])
