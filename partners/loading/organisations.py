"""National institutions and partners, and the local offices of every place."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import OuterRef, Subquery

from access.models import Party
from partners.loading import sources
from partners.models import Office, Organisation, OrganisationName, Place
from partners.parties import people_serving, refresh_people

_LOCAL_GOVERNMENT = "LGD"
_LOCAL_OFFICE = Organisation.Kind.LOCAL_OFFICE
_SHORT = 60
# Said on screen when an organisation leaves; a source that is silent does not take it back.
_STAYS = {"until", "has_left"}


def load_organisations() -> int:
    """Load the organisations of `organisations.json`. Returns how many were new or renamed."""
    sides: dict[str, str] = {kind: side.lower() for kind, side in sources.fixture("sides").items()}
    rows: list[dict[str, Any]] = sources.fixture("organisations")
    loaded = write_organisations([_national(row, sides) for row in rows])
    by_code = {one.code: one for one in Organisation.objects.filter(code__in=[row["code"] for row in rows])}
    for row in rows:
        organisation = by_code[row["code"]]
        parent = by_code.get(row["parent"] or "")
        # A successor named on screen stays.
        successor = by_code.get(row.get("successor", "")) or organisation.successor
        if (organisation.parent, organisation.successor) != (parent, successor):
            organisation.parent, organisation.successor = parent, successor
            organisation.save(update_fields=["parent", "successor"])
        for name in row.get("former_names_bn", ()):
            OrganisationName.objects.get_or_create(organisation=organisation, name_en="", name_bn=name)
    return loaded


def _national(row: dict[str, Any], sides: dict[str, str]) -> dict[str, Any]:
    until = date.fromisoformat(row["until"]) if row.get("until") else None
    short = sources.fixture("short_names")
    short_en = "" if row["code"] in short["not_in_use"] else row["code"]
    full_bn = row["name_bn"] if short_en and len(row["name_bn"]) <= _SHORT else ""
    return {
        "code": row["code"],
        "kind": row["kind"],
        "side": str(row.get("side") or sides[row["kind"]]).lower(),
        "name_en": row["name_en"],
        "name_bn": row["name_bn"],
        "short_en": short_en,
        "short_bn": short["organisations_bn"].get(row["code"], full_bn),
        "aliases": row.get("aliases_en", []),
        "focus": row["focus"],
        "note": row["note"],
        "until": until,
        # `active` follows `until`; a source that gives no day says only that the body has left.
        "has_left": not row["active"] and until is None,
    }


def load_local_offices() -> int:
    """Make each place's local offices organisations, headed by the office that leads them."""
    table = sources.fixture("local_offices")
    loaded = sum(write_local_offices(kind) for kind in table["offices"])
    for row in table["belonging"]:
        _give_body(row["tier"], slug(row["title_en"]), slug(row["to"]))
    return loaded


def write_local_offices(kind: Mapping[str, Any]) -> int:
    """Make one kind of local office for every place of its tier. Returns how many were new or renamed."""
    sides: dict[str, str] = sources.fixture("sides")
    places = list(Place.objects.filter(tier=kind["tier"]).order_by("pk"))
    parent = Organisation.objects.filter(code=kind["parent"], place=None).first() if kind["parent"] else None
    usual = Organisation.Kind.LOCAL_GOVERNMENT if kind["parent"] == _LOCAL_GOVERNMENT else _LOCAL_OFFICE
    what = str(kind.get("kind") or usual)
    rows = [
        {
            "code": f"{place.code}:{slug(kind['head_en'])}",
            "kind": what,
            "side": sides[what].lower(),
            "name_en": kind["name_en"].format(place=place.name_en),
            "name_bn": kind["name_bn"].format(place=place.name_bn),
            "aliases": [_of_place(alias, place) for alias in kind.get("aliases", ())],
            "place": place,
            "parent": parent,
        }
        for place in places
    ]
    loaded = write_organisations(rows)
    _write_heads(kind, places)
    return loaded


def _of_place(name: str, place: Place) -> str:
    """A name in use, with the place as its own language writes it."""
    is_bangla = any("\u0980" <= letter <= "\u09ff" for letter in name)
    return name.format(place=place.name_bn if is_bangla else place.name_en)


def write_organisations(rows: list[dict[str, Any]]) -> int:
    """Add or rename organisations by code, each new one with its two parties."""
    stored = {one.code: one for one in Organisation.objects.filter(code__in=[row["code"] for row in rows])}
    fresh = [row for row in rows if row["code"] not in stored]
    parties = [
        Party(
            kind=kind,
            code=f"organisation:{row['code']}:{word}",
            label_en=row["name_en"],
            label_bn=row["name_bn"],
        )
        for row in fresh
        for kind, word in ((Party.Kind.ORGANISATION_ALL, "all"), (Party.Kind.ORGANISATION_LIAISON, "liaison"))
    ]
    Party.objects.bulk_create(parties, batch_size=1000)
    sources.measure(Party)
    Organisation.objects.bulk_create(
        (
            Organisation(**row, all_party=parties[2 * place], liaison_party=parties[2 * place + 1])
            for place, row in enumerate(fresh)
        ),
        batch_size=1000,
    )
    sources.measure(Organisation)
    changed: list[Organisation] = []
    renamed_since = set(
        OrganisationName.objects.filter(organisation__in=stored.values()).values_list(
            "organisation__code", "name_en", "name_bn"
        )
    )
    for whole in rows:
        organisation = stored.get(whole["code"])
        row = {key: value for key, value in whole.items() if key not in _STAYS or value}
        if (whole["code"], whole["name_en"], whole["name_bn"]) in renamed_since:
            # Renamed on screen away from this very name: the new one stays.
            del row["name_en"], row["name_bn"]
        if organisation is None or all(getattr(organisation, key) == value for key, value in row.items()):
            continue
        if "name_en" in row and (organisation.name_en, organisation.name_bn) != (
            row["name_en"],
            row["name_bn"],
        ):
            OrganisationName.objects.create(
                organisation=organisation, name_en=organisation.name_en, name_bn=organisation.name_bn
            )
        for key, value in row.items():
            setattr(organisation, key, value)
        changed.append(organisation)
    columns = {key for row in rows for key in row} - {"code"}
    Organisation.objects.bulk_update(changed, sorted(columns), batch_size=1000)
    return len(fresh) + len(changed)


def _write_heads(kind: Mapping[str, Any], places: list[Place]) -> None:
    of_kind = slug(kind["head_en"])
    _give_body(kind["tier"], of_kind, of_kind, heads=True)
    organisations = {
        one.code: one
        for one in Organisation.objects.filter(code__in=[f"{place.code}:{of_kind}" for place in places])
    }
    stored = set(Office.objects.filter(code__endswith=f":{of_kind}").values_list("code", flat=True))
    Office.objects.bulk_create(
        (
            Office(
                code=f"{place.code}:{of_kind}",
                title_en=f"{kind['head_en']}, {place.name_en}"[:160],
                title_bn=f"{kind['head_bn']}, {place.name_bn}"[:160],
                organisation=organisations[f"{place.code}:{of_kind}"],
                place=place,
                heads=True,
                precedence=10,
            )
            for place in places
            if f"{place.code}:{of_kind}" not in stored
        ),
        batch_size=1000,
    )


def _give_body(tier: str, office: str, body: str, *, heads: bool = False) -> None:
    """Give offices that stand alone, as they once did, the body of their place, which their holders join."""
    alone = Office.objects.filter(organisation=None, place__tier=tier, code__endswith=f":{office}")
    numbers = list(alone.values_list("pk", flat=True))
    if not numbers:
        return
    theirs = Organisation.objects.filter(place=OuterRef("place_id"), code__endswith=f":{body}").values("pk")
    Office.objects.filter(pk__in=numbers).update(organisation=Subquery(theirs[:1]), heads=heads)
    refresh_people(people_serving(offices=numbers))


def slug(text: str) -> str:
    """Return how a title stands in codes."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


def office_code(place: Place, title_en: str) -> str:
    """Return the code of a place's office, the same whether a local office or a seat names it."""
    return f"{place.code}:{_slug_of(title_en)}"


def body_code(place: Place, title_en: str) -> str:
    """Return the code of the body that a place's office belongs to: its own, or another's."""
    return f"{place.code}:{_slug_of(_belonging().get((place.tier, title_en), title_en))}"


@cache
def _slug_of(title_en: str) -> str:
    return slug(title_en.split(" (or ")[0])


@cache
def _belonging() -> dict[tuple[str, str], str]:
    return {
        (row["tier"], row["title_en"]): row["to"] for row in sources.fixture("local_offices")["belonging"]
    }
