"""The standing places of the library, with the validity of plan and law as their sources give it."""

from datetime import date
from typing import Any

from access.models import Party, Role
from library.models import StandingPlace
from partners.loading import sources

# How a source calls what identifies one of its rows.
_KEYS = {"plans": "id", "legal_bases": "code"}


def load_standing_places() -> int:
    """Load or renew the places; what stands in them stays. Returns how many were new."""
    keeping = Party.objects.role(Role.NATIONAL_SECRETARIAT)
    new = 0
    for order, row in enumerate(sources.fixture("standing_places"), start=1):
        told = _told(row)
        details = {
            "name_en": row.get("name_en") or told.get("name_en") or told["title"],
            "name_bn": row.get("name_bn") or told["name_bn"],
            "belongs_en": row["belongs_en"],
            "belongs_bn": row["belongs_bn"],
            "category": row["category"],
            "source_en": row.get("source_en", ""),
            "source_bn": row.get("source_bn", ""),
            "valid_from": _day(told.get("valid_from") or told.get("period", (None, None))[0]),
            "valid_until": _day(told.get("valid_until") or told.get("period", (None, None))[1]),
            "order": order,
            "keeping_party": keeping,
        }
        new += StandingPlace.objects.update_or_create(code=row["code"], defaults=details)[1]
    return new


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What the source says that a place takes its dates from; nothing of one that has none."""
    if "of" not in row:
        return {}
    source, code = row["of"]
    return next(one for one in sources.fixture(source) if one[_KEYS[source]] == code)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
