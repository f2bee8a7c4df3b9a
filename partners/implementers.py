"""Who may do what a meeting agrees: a seat of its committee, an office of its place, any body, a group."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import Q
from django.utils import translation

from language.digits import to_ascii
from language.text import fold
from language.words import named
from partners.loading.sources import fixture
from partners.models import Committee, GroupKind, Office, Organisation, Place, Seat, Tier
from partners.models.places import numbers_in
from partners.naming import organisation_names_are
from partners.queries import find_organisation, organisation_choices, seats_with_bodies

SEAT, GROUP = "seat:", "group:"
# The seats of a district with all its upazilas, and its offices, are fewer.
MOST_OFFERED = 80
_WORD = re.compile("[\\w\u0980-\u09ff]+")
_WARD = re.compile(r"(?:ward|ওয়ার্ড)\w*\s+(?:no |নং |নম্বর )?(\d+)|(\d+)\s+(?:no |নং |নম্বর )?(?:ward|ওয়ার্ড)")
_KINDS = {
    Tier.UNION.value: (GroupKind.PARISHAD, GroupKind.DEPARTMENTS, GroupKind.MEMBERS),
    Tier.UPAZILA.value: (GroupKind.UNIONS, GroupKind.DEPARTMENTS, GroupKind.MEMBERS),
    Tier.DISTRICT.value: (GroupKind.UNIONS, GroupKind.DEPARTMENTS, GroupKind.MEMBERS),
}


class Implementer(NamedTuple):
    """The body that does it, and the seat that speaks for the body in this, where one was named."""

    body: Organisation
    seat: Seat | None = None


class Offered(NamedTuple):
    """One that may do it, to choose from: what is sent of it, and how it is shown."""

    ref: str
    side: str
    name_en: str
    name_bn: str
    short_en: str = ""
    short_bn: str = ""


def seated(committee: Committee, on: date) -> list[Implementer]:
    """The seats of a committee that have a body, in their order; one that an organisation holds is that."""
    found = []
    for seat in seats_with_bodies([committee.pk], on):
        body = body_of_seat(seat)
        if body is not None and body.is_active(on):
            found.append(Implementer(body, None if seat.office is None else seat))
    return found


def body_of_seat(seat: Seat) -> Organisation | None:
    """The organisation that holds a seat, else the one its office belongs to."""
    return seat.organisation or (seat.office.organisation if seat.office is not None else None)


def offices_of_place(committee: Committee, on: date) -> list[Organisation]:
    """The offices of the committee's own place."""
    if committee.place_id is None:
        return []
    rows = Organisation.objects.filter(place=committee.place_id, has_left=False).select_related("place")
    return list(rows.filter(Q(until=None) | Q(until__gt=on)).order_by("name_en"))


def groups_of(committee: Committee | None) -> Sequence[GroupKind]:
    """The groups that a meeting of this committee may name."""
    if committee is None:
        return ()
    return _KINDS.get(committee.tier, (GroupKind.DEPARTMENTS, GroupKind.MEMBERS))


def group_names(kind: GroupKind, committee: Committee) -> tuple[str, str]:
    """What a group is called in both languages: "All union parishads, Sharsha"."""
    both = []
    for language in ("en", "bn"):
        with translation.override(language):
            where = named(committee.place) if committee.place is not None else named(committee, "short")
            both.append(f"{kind.label}, {where}" if where else str(kind.label))
    return both[0], both[1]


def names_of(one: Implementer) -> tuple[str, str]:
    """What a body is called on paper; by the seat that speaks for it, where one was named."""
    if one.seat is None:
        return one.body.name_en, one.body.name_bn
    english = f"{_short(one.seat.title_en)}, {one.body.name_en}"
    bangla = f"{_short(one.seat.title_bn) or _short(one.seat.title_en)}, {one.body.name_bn}"
    return english, bangla


class GroupMembers:
    """Who the groups of a committee are on a day; seats and parishads are read once, for one as for several.

    A body that was merged is its successor; one that has left without one is nobody.
    """

    def __init__(self, committee: Committee, on: date) -> None:
        self.committee, self.on = committee, on

    def of(self, kind: GroupKind, chosen: Collection[int]) -> list[Implementer]:
        """Return each body once, within one body each seat once. `chosen` are seats by number."""
        found: dict[tuple[int, int | None], Implementer] = {}
        for one in self._members(kind, chosen):
            body = _today(one.body, self.on)
            if body is not None:
                found.setdefault((body.pk, one.seat.pk if one.seat else None), Implementer(body, one.seat))
        return list(found.values())

    def _members(self, kind: GroupKind, chosen: Collection[int]) -> Iterable[Implementer]:
        if kind == GroupKind.UNIONS:
            return self._unions
        if kind == GroupKind.DEPARTMENTS:
            return [one for one in self._seats if one.seat is not None and one.seat.pk in chosen]
        if kind == GroupKind.PARISHAD:
            local, place = Organisation.Kind.LOCAL_GOVERNMENT, self.committee.place_id
            return [one for one in self._seats if one.body.kind == local and one.body.place_id == place]
        return self._seats

    @cached_property
    def _unions(self) -> list[Implementer]:
        within = self.committee.place.path if self.committee.place is not None else "-"
        rows = Organisation.objects.filter(
            kind=Organisation.Kind.LOCAL_GOVERNMENT, place__tier=Tier.UNION, place__path__startswith=within
        )
        return [Implementer(body) for body in rows.select_related("successor").order_by("name_en", "pk")]

    @cached_property
    def _seats(self) -> list[Implementer]:
        seats = seats_with_bodies([self.committee.pk], self.on)
        bodies = [(body_of_seat(seat), seat) for seat in seats]
        return [Implementer(body, seat) for body, seat in bodies if body is not None]


def _today(body: Organisation, on: date) -> Organisation | None:
    """The body, else the one its work passed to."""
    seen = set()
    heir: Organisation | None = body
    while heir is not None and not heir.is_active(on) and heir.pk not in seen:
        seen.add(heir.pk)
        heir = heir.successor
    return heir if heir is not None and heir.is_active(on) else None


def find_implementer(committee: Committee | None, text: str, on: date) -> Implementer | GroupKind | None:
    """Return whom a text means alone: a group, a seat, an office of the place without its name, any body."""
    if committee is None:
        return _alone(find_organisation(text))
    kind = _group_called(committee, text)
    if kind is not None:
        return kind
    wanted, sits = _plain(text), seated(committee, on)
    if not wanted:
        return None
    seats = [one for one in sits if one.seat is not None and _is_called(one.seat, wanted)]
    if len(seats) == 1:
        return seats[0]
    near = {one.body.pk: one.body for one in sits} | {one.pk: one for one in offices_of_place(committee, on)}
    bodies = [one for one in near.values() if wanted in _names(one, committee.place)]
    if len(bodies) == 1:
        return Implementer(bodies[0])
    return _alone(find_organisation(text) or _within(committee, text) or _above(committee.place, wanted, on))


def by_value(committee: Committee | None, value: str, on: date) -> Implementer | GroupKind | None:
    """Return what a list of choices names so: a seat or a group of the committee, or any body."""
    if committee is None or not value.startswith((SEAT, GROUP)):
        return None
    if value.startswith(GROUP):
        return next((kind for kind in groups_of(committee) if GROUP + kind == value), None)
    ref = value.removeprefix(SEAT)
    return next((one for one in seated(committee, on) if one.seat is not None and one.seat.ref == ref), None)


def implementers_offered(committee: Committee | None, text: str, on: date) -> list[Offered]:
    """Those a text may mean: the seats first, then groups and offices of the place, then all others."""
    if committee is None:
        return [offered(one) for one in organisation_choices(text)]
    sits, wanted = seated(committee, on), _plain(text).split()
    nearest = [_seat(one) for one in sits if one.seat is not None]
    nearest += [_group(kind, committee) for kind in groups_of(committee)]
    near = {one.body.pk: one.body for one in sits if one.seat is None} | {
        one.pk: one for one in offices_of_place(committee, on)
    }
    nearest += [offered(one) for one in near.values()]
    if not wanted:
        return nearest
    first = [*_meant(committee, text, on), *(one for one in nearest if _says(one, wanted))]
    within = committee.place.path if committee.place is not None else ""
    others = organisation_choices(text, first=list(near), within=within)
    first += [
        offered(one) if one.pk in near else _with_place(one)
        for one in others
        if one.pk not in near or not _says(offered(one), wanted)
    ]
    return list({one.ref: one for one in first}.values())


def _meant(committee: Committee, text: str, on: date) -> list[Offered]:
    """What the text means by itself is offered too, also where none of its words stands in the name."""
    found = find_implementer(committee, text, on)
    if found is None:
        return []
    if not isinstance(found, Implementer):
        return [_group(found, committee)]
    return [_seat(found) if found.seat is not None else offered(found.body)]


def _seat(one: Implementer) -> Offered:
    seat = one.seat
    assert seat is not None
    english, bangla = _short(seat.title_en), _short(seat.title_bn)
    return Offered(SEAT + seat.ref, one.body.side, english, bangla, one.body.name_en, one.body.name_bn)


def _group(kind: GroupKind, committee: Committee) -> Offered:
    return Offered(GROUP + kind, "government", *group_names(kind, committee))


def offered(one: Organisation) -> Offered:
    """An organisation, to choose from."""
    return Offered(one.ref, one.side, one.name_en, one.name_bn, one.short_en, one.short_bn)


def _with_place(one: Organisation) -> Offered:
    """The same of another place: of a union with where that is, as names of unions repeat."""
    place = one.place
    if one.short_en or place is None or place.tier != Tier.UNION or place.parent is None:
        return offered(one)
    around = [place.parent] + ([place.parent.parent] if place.parent.parent is not None else [])
    return offered(one)._replace(
        short_en=", ".join(named_so.name_en for named_so in around),
        short_bn=", ".join(named_so.name_bn for named_so in around),
    )


def _says(one: Offered, wanted: Iterable[str]) -> bool:
    said = _plain(" ".join(one[2:]))
    return all(word in said for word in wanted)


def _alone(body: Organisation | None) -> Implementer | None:
    return None if body is None else Implementer(body)


def _within(committee: Committee, text: str) -> Organisation | None:
    """The one body of this name in the committee's place or below: names of unions repeat."""
    if committee.place is None:
        return None
    rows = Organisation.objects.filter(
        organisation_names_are(text), place__path__startswith=committee.place.path
    )
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _above(place: Place | None, wanted: str, on: date) -> Organisation | None:
    """The one body of a place around this one that is meant by its name or by the title of its officer.

    A union asks "the Upazila Women Affairs Officer", and means the own upazila's; the nearest place counts.
    """
    if place is None:
        return None
    around = [number for number in numbers_in(place.path) if number != place.pk]
    rows = Office.objects.filter(place__in=around, organisation__has_left=False)
    found: dict[int, dict[int, Organisation]] = {}
    for office in rows.select_related("organisation", "place"):
        body, at = office.organisation, office.place
        if body is None or at is None or not body.is_active(on):
            continue
        titles = [one for title in (office.title_en, office.title_bn) for one in _without_place(title, at)]
        if _office_is_called(office, wanted, *titles) or wanted in _names(body, at):
            found.setdefault(around.index(at.pk), {})[body.pk] = body
    nearest = list(found[max(found)].values()) if found else []
    return nearest[0] if len(nearest) == 1 else None


def _group_called(committee: Committee, text: str) -> GroupKind | None:
    wanted = _plain(text)
    for kind in groups_of(committee):
        named_so = {_plain(name) for name in group_names(kind, committee)}
        if wanted in named_so | {_plain(name) for name in fixture("in_use")["groups"][kind.value]}:
            return kind
    return None


def _is_called(seat: Seat, wanted: str) -> bool:
    office = seat.office
    assert office is not None
    if _office_is_called(office, wanted, seat.title_en, seat.title_bn):
        return True
    ward = _WARD.search(wanted)
    return ward is not None and _kind_of(office) == f"union-parishad-member-ward-{ward[1] or ward[2]}"


def _office_is_called(office: Office, wanted: str, *also: str) -> bool:
    names = {office.title_en, office.title_bn, *also}
    names |= {_short(name) for name in names}
    in_use = fixture("in_use")["offices"].get(_kind_of(office), ())
    return wanted in {_plain(name) for name in (*names, *in_use)}


def _kind_of(office: Office) -> str:
    return office.code.rpartition(":")[2]


def _names(body: Organisation, at: Place | None) -> set[str]:
    """All names of a body, and the same without the name of the place, where it is of this one."""
    return set(_all_names(body, at))


def _all_names(body: Organisation, at: Place | None) -> Iterator[str]:
    place = at if at is not None and at.pk == body.place_id else None
    for name in (body.name_en, body.name_bn, body.short_en, body.short_bn, *body.aliases):
        yield _plain(name)
        for said in _without_place(name, place):
            yield _plain(said)


def _without_place(name: str, place: Place | None) -> Iterator[str]:
    """The name as people of the place say it: without the place."""
    for part in (place.name_en, place.name_bn) if place is not None else ():
        yield name.replace(part, " ")


def _short(title: str) -> str:
    return title.split(" (or ")[0].split(" (অথবা ")[0]


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The words of a name alone: without capitals, commas, and whose digits they are."""
    return " ".join(_WORD.findall(to_ascii(fold(text))))
