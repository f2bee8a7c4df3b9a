"""Whether what was seeded by SQL is what the rules say: who reads a record, and who belongs where."""

from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Model

from access.models import PartyMember
from access.rules.audiences import Derivation, all_derivations, readers_by_rule
from access.rules.relations import audience_rows
from commitments.models import Commitment
from library.models import Document
from meetings.models import Meeting, Minutes
from partners.models import Person
from partners.parties import refresh_people
from threads.models import Thread

MODELS: tuple[type[Model], ...] = (Commitment, Meeting, Minutes, Thread, Document)


class Disagreement(Exception):
    """A seeded record is not as the project's own code would have made it."""


@dataclass(frozen=True)
class Compared:
    """How many records were compared."""

    records: int
    people: int


def must_agree(*, sample: int, seed: int) -> Compared:
    """Compare a sample of each kind of record, and of people, with the rules; raise where one differs."""
    chance = Random(seed)
    compared = 0
    for derivation in all_derivations():
        if derivation.model in MODELS:
            for record in _some(derivation, chance, sample):
                compared += 1
                _must_be_read_as_derived(derivation, record)
    people = list(Person.objects.filter(pk__in=_ids(Person, chance, sample), user__isnull=False))
    for person in people:
        _must_belong_as_derived(person)
    if not compared or not people:
        raise Disagreement("there was nothing to compare")
    return Compared(compared, len(people))


def _some(derivation: Derivation, chance: Random, sample: int) -> list[Any]:
    rows = derivation.model._base_manager.filter(pk__in=_ids(derivation.model, chance, sample))
    return list(rows.select_related(*derivation.related) if derivation.related else rows)


def _ids(model: type[Model], chance: Random, sample: int) -> list[int]:
    ids = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    return chance.sample(ids, min(sample, len(ids)))


def _must_be_read_as_derived(derivation: Derivation, record: Any) -> None:
    rows = audience_rows(derivation.model).filter(record=record.pk)
    stored = {row.party_id: (str(row.via), row.rank, row.at, row.live) for row in rows}
    wanted = {
        party: (str(via.value), record.rank, record.at, record.live)
        for party, via in readers_by_rule([record])[record.pk].items()
    }
    if stored != wanted:
        raise Disagreement(f"{record._meta.label} {record.pk}: stored {stored}, by the rule {wanted}")
    if isinstance(record, Commitment):
        record.place_in_lists()
        stands = (record.rank, record.at, record.live)
        if any(tuple(copies) != stands for _via, *copies in stored.values()):
            raise Disagreement(f"promise {record.pk} stands elsewhere in the lists than its dates say")


def _must_belong_as_derived(person: Person) -> None:
    with transaction.atomic():
        before = _belongings(person)
        refresh_people([person])
        after = _belongings(person)
        transaction.set_rollback(True)
    if before != after:
        raise Disagreement(f"person {person.pk}: only seeded {before - after}, only derived {after - before}")


def _belongings(person: Person) -> set[tuple[Any, ...]]:
    rows = PartyMember.objects.filter(user=person.user_id)
    return {(row.party_id, row.reason, row.period.lower, row.period.upper) for row in rows}
