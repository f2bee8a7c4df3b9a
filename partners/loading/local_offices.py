"""The local offices of every place: of the kinds in the fixtures, and of those that were added on screen."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from language.text import fold
from partners.loading import sources
from partners.loading.organisations import slug, write_organisations
from partners.models import Office, OfficeKind, Organisation, Place
from partners.models.office_kinds import PLACE, at_place, office_code
from partners.parties import people_serving, refresh_people

_LOCAL_GOVERNMENT = "LGD"
_TITLE = 160


class Planned(NamedTuple):
    """What comes of a kind: the places that get an office, and those that have one already."""

    make: list[Place]
    there: list[Place]


def load_local_offices() -> int:
    """Make each place's local offices organisations, headed by the office that leads them."""
    table = sources.fixture("local_offices")
    own = [_loaded(row) for row in table["offices"]]
    added = OfficeKind.objects.filter(made__isnull=False).exclude(pk__in=[kind.pk for kind in own])
    loaded = sum(write_local_offices(kind) for kind in (*own, *added.select_related("parent").order_by("pk")))
    for row in table["belonging"]:
        _give_body(row["tier"], slug(row["title_en"]), slug(row["to"]))
    return loaded


def _loaded(row: Mapping[str, Any]) -> OfficeKind:
    """The kind of a row of the fixtures. What it was called on screen since stays."""
    parent = Organisation.objects.filter(code=row["parent"], place=None).first() if row["parent"] else None
    usual = Organisation.Kind.LOCAL_OFFICE
    if row["parent"] == _LOCAL_GOVERNMENT:
        usual = Organisation.Kind.LOCAL_GOVERNMENT
    what = str(row.get("kind") or usual)
    kind, _is_new = OfficeKind.objects.get_or_create(
        tier=row["tier"],
        slug=slug(row["head_en"]),
        defaults={
            "kind": what,
            "side": str(sources.fixture("sides")[what]).lower(),
            "head_en": row["head_en"],
            "head_bn": row["head_bn"],
            "name_en": short_pattern(row["name_en"]),
            "name_bn": short_pattern(row["name_bn"]),
            "aliases": [short_pattern(alias) for alias in row.get("aliases", ())],
            "parent": parent,
        },
    )
    called = (short_pattern(row["name_en"]), short_pattern(row["name_bn"]), row["head_en"], row["head_bn"])
    aliases = [short_pattern(alias) for alias in row.get("aliases", ())]
    if called != kind.called and list(called) not in kind.formerly:
        kind.formerly.append(list(kind.called))
        kind.name_en, kind.name_bn, kind.head_en, kind.head_bn = called
    elif called == kind.called and not kind.formerly:
        kind.aliases = aliases
    kind.parent = kind.parent or parent
    kind.save()
    return kind


def short_pattern(name: str) -> str:
    """A name as it is kept: the place is said only where it does not come behind."""
    return name.removesuffix(f", {PLACE}").strip()


def planned(kind: OfficeKind) -> Planned:
    """Where offices of a kind are to be made, and where one is there already, under whatever code."""
    places = list(Place.objects.filter(tier=kind.tier).order_by("pk"))
    codes = {office_code(kind, place) for place in places}
    stored, others = set(), set()
    rows = Organisation.objects.filter(place__tier=kind.tier)
    for code, place_id, english, bangla in rows.values_list("code", "place_id", "name_en", "name_bn"):
        if code in codes:
            stored.add(code)
        else:
            others |= {(place_id, fold(english)), (place_id, fold(bangla))}
    plan = Planned([], [])
    for place in places:
        named_so = {(place.pk, fold(name)) for name in _names(kind, place)}
        is_there = office_code(kind, place) in stored or not others.isdisjoint(named_so)
        (plan.there if is_there else plan.make).append(place)
    return plan


def _names(kind: OfficeKind, place: Place) -> tuple[str, str]:
    return at_place(kind.name_en, place.name_en), at_place(kind.name_bn, place.name_bn)


def write_local_offices(kind: OfficeKind) -> int:
    """Make one kind of local office for every place of its tier that has none, and call those it made anew.

    Returns how many were new or renamed. The kind notes how many places have one.
    """
    plan = planned(kind)
    codes = set(
        Organisation.objects.filter(code__in=[office_code(kind, place) for place in plan.there]).values_list(
            "code", flat=True
        )
    )
    places = [*plan.make, *(place for place in plan.there if office_code(kind, place) in codes)]
    rows = [
        {
            "code": office_code(kind, place),
            "kind": kind.kind,
            "side": kind.side,
            "name_en": _names(kind, place)[0],
            "name_bn": _names(kind, place)[1],
            "aliases": [_of_place(alias, place) for alias in kind.aliases],
            "place": place,
            "parent": kind.parent,
        }
        for place in places
    ]
    earlier = {
        office_code(kind, place): {
            (at_place(english, place.name_en), at_place(bangla, place.name_bn))
            for english, bangla, *_heads in kind.all_called
        }
        for place in places
    }
    loaded = write_organisations(rows, earlier)
    _write_heads(kind, places)
    kind.made, kind.asked_at = len(plan.make) + len(plan.there), None
    OfficeKind.objects.filter(pk=kind.pk).update(made=kind.made, asked_at=None)
    return loaded


def _of_place(name: str, place: Place) -> str:
    """A name in use, with the place as its own language writes it."""
    is_bangla = any("\u0980" <= letter <= "\u09ff" for letter in name)
    return at_place(name, place.name_bn if is_bangla else place.name_en)


def _titles(head_en: str, head_bn: str, place: Place) -> tuple[str, str]:
    return f"{head_en}, {place.name_en}"[:_TITLE], f"{head_bn}, {place.name_bn}"[:_TITLE]


def _write_heads(kind: OfficeKind, places: Collection[Place]) -> None:
    _give_body(kind.tier, kind.slug, kind.slug, heads=True)
    codes = [office_code(kind, place) for place in places]
    bodies = {one.code: one for one in Organisation.objects.filter(code__in=codes)}
    stored = {one.code: one for one in Office.objects.filter(code__in=codes)}
    fresh, renamed = [], []
    for place in places:
        code = office_code(kind, place)
        english, bangla = _titles(kind.head_en, kind.head_bn, place)
        office = stored.get(code)
        if office is None:
            fresh.append(
                Office(
                    code=code,
                    title_en=english,
                    title_bn=bangla,
                    organisation=bodies[code],
                    place=place,
                    heads=True,
                    precedence=10,
                )
            )
        elif (office.title_en, office.title_bn) in {_titles(*one[2:], place) for one in kind.all_called[1:]}:
            office.title_en, office.title_bn = english, bangla
            renamed.append(office)
    Office.objects.bulk_create(fresh, batch_size=1000)
    Office.objects.bulk_update(renamed, ["title_en", "title_bn"], batch_size=1000)


def _give_body(tier: str, office: str, body: str, *, heads: bool = False) -> None:
    """Give offices that stand alone, as they once did, the body of their place, which their holders join."""
    alone = Office.objects.filter(organisation=None, place__tier=tier, code__endswith=f":{office}")
    numbers = list(alone.values_list("pk", flat=True))
    if not numbers:
        return
    theirs = Organisation.objects.filter(place=OuterRef("place_id"), code__endswith=f":{body}").values("pk")
    Office.objects.filter(pk__in=numbers).update(organisation=Subquery(theirs[:1]), heads=heads)
    refresh_people(people_serving(offices=numbers))
