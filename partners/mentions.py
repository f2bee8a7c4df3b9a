"""Which bodies and people of the directory may be mentioned where: those that read the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from access.choosing.mentions import Mentioned, Mentions, answer_mentions
from access.models import PartyMember
from access.rules.conditions import IsAmong
from access.rules.members import people_let_in
from language.text import fold
from partners.audiences import ORGANISATION, PERSON, people_of_directory
from partners.models import Organisation, Person
from partners.queries import organisation_choices

OFFERED = 7


def _reading_bodies(party_ids: Collection[int], at: datetime) -> QuerySet[Organisation]:
    """Bodies of which somebody reads what is open to these parties."""
    reads = PartyMember.objects.filter(
        IsAmong("party", list(party_ids)), user=OuterRef("user"), period__contains=at
    )
    serves = PartyMember.objects.filter(
        Exists(reads), party=OuterRef("all_party"), period__contains=at, user__in=people_let_in()
    )
    return Organisation.objects.filter(Exists(serves), has_left=False).order_by("name_en")


def _reading_people(party_ids: Collection[int], at: datetime) -> QuerySet[Person]:
    reads = PartyMember.objects.filter(
        IsAmong("party", list(party_ids)), user=OuterRef("user"), period__contains=at
    )
    return people_of_directory(at).filter(Exists(reads))


def _body(one: Organisation) -> Mentioned:
    names = (one.name_en, one.name_bn, one.short_en, one.short_bn, one.code)
    return Mentioned(
        f"{ORGANISATION}:{one.ref}",
        one.name_en,
        one.name_bn,
        frozenset(fold(name) for name in names if name),
        side=one.side,
        party_id=one.liaison_party_id,
    )


def _person(one: Person) -> Mentioned:
    names = frozenset(fold(name) for name in (one.label_en, one.label_bn) if name)
    return Mentioned(f"{PERSON}:{one.ref}", one.label_en, one.label_bn, names, user_id=one.user_id)


def _refs(values: Iterable[str], kind: str) -> list[str]:
    return [value.removeprefix(f"{kind}:") for value in values if value.startswith(f"{kind}:")]


def by_value(values: Collection[str], party_ids: Collection[int], at: datetime) -> list[Mentioned]:
    """Those meant by these references that read what is open to these parties."""
    bodies = _reading_bodies(party_ids, at).filter(ref__in=_refs(values, ORGANISATION))
    people = _reading_people(party_ids, at).filter(ref__in=_refs(values, PERSON))
    return [*map(_body, bodies), *map(_person, people)]


def by_name(names: Collection[str], party_ids: Collection[int], at: datetime) -> list[Mentioned]:
    """Those called so, by folded names, that read what is open to these parties."""
    wanted = list(names)
    called = Q()
    for column in ("name_en", "name_bn", "short_en", "short_bn", "code"):
        called |= Q(**{f"{column}__folded__in": wanted})
    labelled = Q(label_en__folded__in=wanted) | Q(label_bn__folded__in=wanted)
    bodies = _reading_bodies(party_ids, at).filter(called)
    people = _reading_people(party_ids, at).filter(labelled)
    return [*map(_body, bodies), *map(_person, people)]


def like(text: str, party_ids: Collection[int], at: datetime) -> Sequence[Mentioned]:
    """Those that somebody may mean who types this, of the same readers."""
    wanted = fold(text)
    if not wanted:
        return []
    # Also where no body at all is called so: it costs the same.
    called = IsAmong("pk", [one.pk for one in organisation_choices(text, at_places=False)])
    bodies = _reading_bodies(party_ids, at).filter(called)
    likely = Q(label_en__folded__contains=wanted) | Q(label_bn__folded__contains=wanted)
    people = _reading_people(party_ids, at).filter(likely)[:OFFERED]
    return [*map(_body, bodies[:OFFERED]), *map(_person, people)][:OFFERED]


def register_mentions() -> None:
    """Let texts mention the directory's bodies and people."""
    answer_mentions(Mentions(by_value, by_name, like))
