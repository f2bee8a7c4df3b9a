"""Places in both languages, with corrected spellings and the old ones as aliases."""

from collections.abc import Collection
from typing import Any

from partners.loading import sources
from partners.models import Place, Tier


def load_places(districts: Collection[str] = ()) -> tuple[int, list[str]]:
    """Load the country, or the named districts only.

    Returns how many places were new or renamed, and which corrections and districts fit no place.
    """
    corrections = _Corrections(sources.fixture("place_corrections")["places"])
    loaded = 0
    country = _Level({}, {"": {"name": "Bangladesh", "bn_name": "বাংলাদেশ"}})
    loaded += _write(country, Tier.NATIONAL, lambda key: "bangladesh", lambda key, row: "", corrections)
    wanted = {
        row["id"]: row
        for row in sources.districts()
        if not districts or corrections.name(f"district-{row['name']}", row["name"]) in districts
    }
    in_use = {row["division_id"] for row in wanted.values()}
    levels = [
        (Tier.DIVISION, {row["id"]: row for row in sources.divisions() if row["id"] in in_use}, None),
        (Tier.DISTRICT, wanted, "division_id"),
    ]
    upazilas = {row["id"]: row for row in sources.upazilas() if row["district_id"] in wanted}
    unions = {row["id"]: row for row in sources.unions() if row["upazila_id"] in upazilas}
    levels += [(Tier.UPAZILA, upazilas, "district_id"), (Tier.UNION, unions, "upazila_id")]
    above = country
    for tier, rows, parent_key in levels:
        level = _Level(above.places, rows)
        loaded += _write(
            level,
            tier,
            lambda key, tier=tier: f"{tier.value}-{key}",
            lambda key, row, parent_key=parent_key: row[parent_key] if parent_key else "",
            corrections,
        )
        above = level
    if not districts:
        return loaded, corrections.unmatched()
    found = {place.name_en for place in Place.objects.filter(tier=Tier.DISTRICT, name_en__in=list(districts))}
    return loaded, sorted(set(districts) - found)


class _Corrections:
    """Today's spellings by place, and which of them have met their place."""

    def __init__(self, rows: dict[str, Any]) -> None:
        self.rows = rows
        self.met: set[str] = set()

    def name(self, key: str, written: str) -> str:
        """The spelling in use today."""
        return str(self.rows.get(key, {}).get("name_en", written))

    def of(self, key: str) -> dict[str, Any]:
        """What is corrected about a place, if anything."""
        self.met.add(key)
        return dict(self.rows.get(key, {}))

    def unmatched(self) -> list[str]:
        """Corrections that fit no place of the source list: listed, never dropped in silence."""
        return sorted(self.rows.keys() - self.met)


class _Level:
    """The places of one tier while they are loaded, by their number in the source list."""

    def __init__(self, above: dict[str, Place], rows: dict[str, dict[str, str]]) -> None:
        self.above = above
        self.rows = rows
        self.places: dict[str, Place] = {}


def _write(level: _Level, tier: Tier, code_of: Any, parent_of: Any, corrections: _Corrections) -> int:
    stored = {place.code: place for place in Place.objects.filter(tier=tier)}
    new: list[Place] = []
    renamed: list[Place] = []
    for key, row in level.rows.items():
        code = code_of(key)
        parent = level.above.get(parent_of(key, row))
        correction = corrections.of(_correction_key(tier, code, row, parent))
        name = correction.get("name_en", row["name"])
        aliases = sorted({*correction.get("aliases", ()), *([row["name"]] if name != row["name"] else [])})
        place = stored.get(code)
        if place is None:
            place = Place(
                code=code, tier=tier, parent=parent, name_en=name, name_bn=row["bn_name"], aliases=aliases
            )
            new.append(place)
        elif (place.name_en, place.name_bn) != (name, row["bn_name"]) or not set(aliases) <= set(
            place.aliases
        ):
            former = [] if place.name_en == name else [place.name_en]
            place.name_en, place.name_bn = name, row["bn_name"]
            place.aliases = sorted({*place.aliases, *aliases, *former} - {name})
            renamed.append(place)
        level.places[key] = place
    Place.objects.bulk_create(new, batch_size=1000)
    sources.measure(Place)
    for place in new:
        place.path = f"{place.parent.path if place.parent else '/'}{place.pk}/"
    Place.objects.bulk_update(new, ["path"], batch_size=1000)
    Place.objects.bulk_update(renamed, ["name_en", "name_bn", "aliases"], batch_size=1000)
    return len(new) + len(renamed)


def _correction_key(tier: Tier, code: str, row: dict[str, str], parent: Place | None) -> str:
    """Divisions by code, districts by name, what lies below by its path: names repeat."""
    if tier == Tier.DISTRICT:
        return f"district-{row['name']}"
    if tier == Tier.UPAZILA and parent is not None:
        return f"{parent.name_en}/{row['name']}"
    if tier == Tier.UNION and parent is not None and parent.parent is not None:
        return f"{parent.parent.name_en}/{parent.name_en}/{row['name']}"
    return code
