"""National institutions and partners, and the local offices of every place."""

from datetime import date
from typing import Any

from access.models import Party
from partners.loading import sources
from partners.models import Office, Organisation, OrganisationName, Place

_LOCAL_GOVERNMENT = "LGD"
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
    loaded = 0
    parents = {one.code: one for one in Organisation.objects.filter(place__isnull=True)}
    for kind in sources.fixture("local_offices")["offices"]:
        places = list(Place.objects.filter(tier=kind["tier"]).order_by("pk"))
        rows = [
            {
                "code": f"{place.code}:{_slug(kind['head_en'])}",
                "kind": "local government" if kind["parent"] == _LOCAL_GOVERNMENT else "local office",
                "side": "government",
                "name_en": kind["name_en"].format(place=place.name_en),
                "name_bn": kind["name_bn"].format(place=place.name_bn),
                "place": place,
                "parent": parents.get(kind["parent"]),
            }
            for place in places
        ]
        loaded += write_organisations(rows)
        _write_heads(kind, places)
    return loaded


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
    changed = 0
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
        organisation.save()
        changed += 1
    return len(fresh) + changed


def _write_heads(kind: dict[str, str], places: list[Place]) -> None:
    slug = _slug(kind["head_en"])
    organisations = {
        one.code: one
        for one in Organisation.objects.filter(code__in=[f"{place.code}:{slug}" for place in places])
    }
    stored = set(Office.objects.filter(code__endswith=f":{slug}").values_list("code", flat=True))
    Office.objects.bulk_create(
        (
            Office(
                code=f"{place.code}:{slug}",
                title_en=f"{kind['head_en']}, {place.name_en}",
                title_bn=f"{kind['head_bn']}, {place.name_bn}",
                organisation=organisations[f"{place.code}:{slug}"],
                place=place,
                heads=True,
                precedence=10,
            )
            for place in places
            if f"{place.code}:{slug}" not in stored
        ),
        batch_size=1000,
    )


def _slug(text: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


def office_code(place: Place, title_en: str) -> str:
    """Return the code of a place's office, the same whether a local office or a seat names it."""
    return f"{place.code}:{_slug(_plain(title_en))}"


def _plain(title_en: str) -> str:
    return title_en.split(" (or ")[0]
