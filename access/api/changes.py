"""What changed of all that a person may read, so that a program stays in step without asking for everything.

A place is a number of changes below which all has been told (`access.rules.feed`), with the kind and the
number of the record told last, and the parties its reader belonged to then. Whoever belongs to another one
since is told first of the older records which that one opens. Only what may be read today is told: a record
that one may no longer read just comes no more, and of one that was erased there comes that it changed.

No page costs more than so many rows of each kind, however little of them its reader may see: where they hold
nothing for them the place moves on all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from access.models import ListedRecord
from access.rules.engine import VIEW, allowed, rule_for
from access.rules.feed import ended_before
from access.rules.relations import audience_model
from access.rules.viewer import Viewer
from access.toolkit.keyset import CursorUnreadable
from access.toolkit.secrets import SecretUnreadable, seal, unseal

# So many rows of each kind are looked at for one page.
WINDOW = 2_000


class Kind(NamedTuple):
    """Records whose changes are told: what programs call them, and by which column they name one."""

    name: str
    model: type[ListedRecord]
    ref: str = "ref"


class Change(NamedTuple):
    """That a record changed, or that its reader may read it now."""

    kind: str
    ref: str


@dataclass(frozen=True)
class Place:
    """How far a reader has been told."""

    # All below this number has been told, and of the number itself what stands up to this kind and record.
    number: int = 0
    kind: str = ""
    record: int = 0
    # What its reader belonged to then.
    parties: tuple[int, ...] = ()
    # Parties whose older records are being told, and how far: up to this kind and record.
    gained: tuple[int, ...] = ()
    gained_kind: str = ""
    gained_record: int = 0

    def sealed(self, viewer: Viewer) -> str:
        """Return what an address carries of it: nobody reads what is inside, and nobody else can use it."""
        return seal(json.dumps(asdict(self)), bound_to=_whose(viewer))

    @classmethod
    def of(cls, cursor: str, viewer: Viewer) -> Place:
        """Return the place an address carries, or refuse it."""
        try:
            told = json.loads(unseal(cursor, bound_to=_whose(viewer)))
        except SecretUnreadable:
            raise CursorUnreadable from None
        as_kept: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        return cls(**as_kept)


@dataclass(frozen=True)
class Told:
    """One page: what is told, the place to go on from, and whether there is more already."""

    changes: list[Change]
    place: Place
    has_more: bool = False


def now(viewer: Viewer) -> Place:
    """Return the place behind all that has happened: whoever begins takes it, then reads the lists."""
    return Place(number=ended_before(), parties=tuple(viewer.party_ids))


def changes_since(viewer: Viewer, place: Place, kinds: Sequence[Kind], size: int) -> Told:
    """Return what changed since a place, the older records of rights that were gained first."""
    kinds = sorted(kinds)
    place = _with_gains(place, viewer)
    told: list[Change] = []
    if place.gained:
        told, place = _older(viewer, place, kinds, size)
    if place.gained or len(told) >= size:
        return Told(told, place, has_more=True)
    found, place, has_more = _changed(viewer, place, kinds, size - len(told))
    return Told(told + found, place, has_more)


def _with_gains(place: Place, viewer: Viewer) -> Place:
    """The place as it is for somebody who belongs to more by now, or to less."""
    here = set(viewer.party_ids)
    still = tuple(sorted(here & set(place.gained)))
    new = tuple(sorted(here - set(place.parties)))
    place = replace(place, parties=tuple(sorted(here)), gained=still)
    if not new:
        return place
    # What is being told begins anew with what has come beside it: a record told twice does no harm.
    return replace(place, gained=tuple(sorted({*still, *new})), gained_kind="", gained_record=0)


def _older(viewer: Viewer, place: Place, kinds: Sequence[Kind], size: int) -> tuple[list[Change], Place]:
    """Tell what the parties open that were gained, kind by kind, in the order of the records."""
    told: list[Change] = []
    for kind in kinds:
        if kind.name < place.gained_kind:
            continue
        after = place.gained_record if kind.name == place.gained_kind else 0
        rows = _opened(viewer, kind, place.gained).filter(pk__gt=after).order_by("pk")
        found = list(rows.values_list("pk", kind.ref)[: size - len(told)])
        told += [Change(kind.name, ref) for _pk, ref in found]
        if len(told) >= size:
            return told, replace(place, gained_kind=kind.name, gained_record=found[-1][0])
    return told, replace(place, gained=(), gained_kind="", gained_record=0)


def _opened(viewer: Viewer, kind: Kind, parties: Sequence[int]) -> QuerySet[Any]:
    """The records that one of these parties opens to its members, as far as the viewer may read them."""
    rows = kind.model._base_manager.filter(allowed(viewer, kind.model))
    if rule_for(kind.model, VIEW).is_opened_by({viewer.code_of(party) for party in parties}):
        # A role that reads them all, record by record unasked.
        return rows
    audience: Any = audience_model(kind.model)
    opened = audience._base_manager.filter(party__in=parties).values("record")
    return rows.filter(pk__in=opened)


class _Seen(NamedTuple):
    """A row that changed, whoever may read it; in this order they are told."""

    number: int
    kind: str
    record: int


def _changed(
    viewer: Viewer, place: Place, kinds: Sequence[Kind], size: int
) -> tuple[list[Change], Place, bool]:
    until = ended_before()
    seen, is_all = _window(place, kinds, until)
    refs = {
        (kind.name, pk): ref
        for kind in kinds
        for pk, ref in _readable(viewer, kind, [one.record for one in seen if one.kind == kind.name])
    }
    told: list[Change] = []
    for one in seen:
        if len(told) == size:
            return told, place, True
        place = replace(place, number=one.number, kind=one.kind, record=one.record)
        if (one.kind, one.record) in refs:
            told.append(Change(one.kind, refs[one.kind, one.record]))
    if is_all:
        # Whatever is committed later has this number or a higher one.
        place = replace(place, number=until, kind="", record=0)
    return told, place, not is_all


def _window(place: Place, kinds: Sequence[Kind], until: int) -> tuple[list[_Seen], bool]:
    """The next rows that changed, in their order; and whether these are all there are."""
    found: list[_Seen] = []
    ends: list[_Seen] = []
    for kind in kinds:
        rows = kind.model._base_manager.filter(_beyond(place, kind), change__lt=until)
        read = [
            _Seen(number, kind.name, pk)
            for number, pk in rows.order_by("change", "pk").values_list("change", "pk")[:WINDOW]
        ]
        found += read
        if len(read) == WINDOW:
            ends.append(read[-1])
    # Beyond the end of a full window another row may stand that was not read.
    return sorted(one for one in found if not ends or one <= min(ends)), not ends


def _beyond(place: Place, kind: Kind) -> Q:
    """What of this kind stands behind the place. The plain bound lets an index start there."""
    further = Q(change__gt=place.number)
    if kind.name > place.kind:
        further |= Q(change=place.number)
    elif kind.name == place.kind:
        further |= Q(change=place.number, pk__gt=place.record)
    return Q(change__gte=place.number) & further


def _readable(viewer: Viewer, kind: Kind, numbers: list[int]) -> Iterator[tuple[int, str]]:
    if numbers:
        rows = kind.model._base_manager.filter(allowed(viewer, kind.model), pk__in=numbers)
        yield from rows.values_list("pk", kind.ref)


def _whose(viewer: Viewer) -> str:
    return f"changes:{viewer.user.pk}"
