"""The secretariats above a committee read what it does: said once, for the records of every room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from access.models import Via
from access.rules.readers import ReadBy, ReadFromAbove, compiled, reached_rows


def climb(start: str) -> str:
    """SQL, to stand after WITH RECURSIVE: `above`, each of these committees with itself and those above it.

    Its columns are `committee_id`, `above_id` and `distance`, nought for the committee itself.
    """
    # Nothing is ten floors high: a circle, which no action can make, would end there.
    return f"""
    above(committee_id, above_id, distance) AS (
        SELECT start.id, start.id, 0 FROM ({start}) AS start(id)
        UNION ALL
        SELECT above.committee_id, k.parent_id, above.distance + 1
        FROM above JOIN partners_committee k ON k.id = above.above_id
        WHERE k.parent_id IS NOT NULL AND above.distance < 10
    )"""  # noqa: S608 (our own tables)


_READERS = f"""
    WITH RECURSIVE base(record_id, committee_id) AS MATERIALIZED ({{pairs}}),
    {climb("SELECT DISTINCT committee_id FROM base WHERE committee_id IS NOT NULL")}
    SELECT base.record_id, k.secretariat_party_id
    FROM base
    JOIN above ON above.committee_id = base.committee_id AND above.distance > 0
    JOIN partners_committee k ON k.id = above.above_id
"""  # noqa: S608 (our own tables)


@dataclass(frozen=True)
class ReadByUplines(ReadFromAbove):
    """The secretariats above the committees at the end of a path read it, while `when` holds."""

    committees: str
    when: Q = field(default_factory=Q)
    settle: str = ""

    def select(self, model: type[Model]) -> tuple[str, Sequence[Any]]:
        """Select the records of which it holds, each with every secretariat above."""
        pairs, values = compiled(reached_rows(model, self.when), self.committees)
        return _READERS.format(pairs=pairs), values

    def records_of(self, model: type[Model]) -> tuple[str, Sequence[Any]]:
        """Select all records, each with its committees."""
        return compiled(model._base_manager.all(), self.committees)


def read_by_committees(path: str, when: Q | None = None) -> list[ReadBy]:
    """The committees at the end of a path read it: members, secretariat and minute-takers."""
    parties = ("members_party", "secretariat_party", "minute_takers_party")
    return [ReadBy(Via.COMMITTEE, tuple(f"{path}__{party}" for party in parties), when or Q())]


def read_by_organisation(via: Via, path: str, when: Q | None = None) -> list[ReadBy]:
    """The whole organisation at the end of a path reads it, and those who answer for it."""
    return [ReadBy(via, (f"{path}__all_party", f"{path}__liaison_party"), when or Q())]
