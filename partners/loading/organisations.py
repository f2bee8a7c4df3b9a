"""National institutions and partners, and how organisations of a table are written."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from access.models import Party
from partners.loading import sources
from partners.models import Organisation, OrganisationName, Place

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


def write_organisations(
    rows: list[dict[str, Any]], earlier: Mapping[str, Collection[tuple[str, str]]] | None = None
) -> int:
    """Add or rename organisations by code, each new one with its two parties.

    `earlier` says what these rows called a body before: one that was renamed on screen away from any such
    name keeps its own.
    """
    known = Organisation.objects.select_related("place", "parent")
    stored = {one.code: one for one in known.filter(code__in=[row["code"] for row in rows])}
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
    bore: dict[str, set[tuple[str, str]]] = {}
    for code, *names in OrganisationName.objects.filter(organisation__in=stored.values()).values_list(
        "organisation__code", "name_en", "name_bn"
    ):
        bore.setdefault(code, set()).add((names[0], names[1]))
    borne: list[OrganisationName] = []
    labels: dict[int, tuple[str, str]] = {}
    for whole in rows:
        organisation = stored.get(whole["code"])
        row = {key: value for key, value in whole.items() if key not in _STAYS or value}
        if organisation is None:
            continue
        given = {(whole["name_en"], whole["name_bn"]), *(earlier or {}).get(whole["code"], ())}
        is_as_given = (organisation.name_en, organisation.name_bn) in given
        if not is_as_given and not given.isdisjoint(bore.get(whole["code"], ())):
            # Renamed on screen away from such a name: the new one stays.
            del row["name_en"], row["name_bn"]
        if all(getattr(organisation, key) == value for key, value in row.items()):
            continue
        if "name_en" in row and (organisation.name_en, organisation.name_bn) != (
            row["name_en"],
            row["name_bn"],
        ):
            called = (row["name_en"], row["name_bn"])
            labels |= dict.fromkeys((organisation.all_party_id, organisation.liaison_party_id), called)
            if organisation.acting_party_id is not None:
                labels[organisation.acting_party_id] = called
            borne.append(
                OrganisationName(
                    organisation=organisation, name_en=organisation.name_en, name_bn=organisation.name_bn
                )
            )
        for key, value in row.items():
            setattr(organisation, key, value)
        changed.append(organisation)
    OrganisationName.objects.bulk_create(borne, batch_size=1000)
    _relabel(labels)
    columns = {key for row in rows for key in row} - {"code"}
    Organisation.objects.bulk_update(changed, sorted(columns), batch_size=1000)
    return len(fresh) + len(changed)


def _relabel(labels: Mapping[int, tuple[str, str]]) -> None:
    """Call the parties of bodies as these are called now."""
    parties = list(Party.objects.filter(pk__in=labels))
    for party in parties:
        party.label_en, party.label_bn = labels[party.pk]
    Party.objects.bulk_update(parties, ["label_en", "label_bn"], batch_size=1000)


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
