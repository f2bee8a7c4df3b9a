"""What changed of all that a person may read, so that a program stays in step without asking for everything.

A place is a number of changes below which all has been told (`access.rules.feed`), with the kind and the
number of the record told last, and the parties its reader belonged to then. Whoever belongs to another one
since is told first of the older records which that one opens. Only what may be read today is told: a record
that one may no longer read just comes no more, and of one that was erased there comes that it changed.

No page costs more than so many rows of each kind, however little of them its reader may see: where they hold
nothing for them the place moves on all the same. Nor does a page cost more than the first one, however far
back its place lies, however much was changed at once, and however many records a right opens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from access.models import ListedRecord
from access.rules.engine import VIEW, allowed, rule_for
from access.rules.feed import ended_before
from access.rules.viewer import Viewer
from access.toolkit.keyset import CursorUnreadable, beyond
from access.toolkit.listing import opened_places
from access.toolkit.secrets import SecretUnreadable, seal, unseal

# So many rows of each kind are looked at for one page; first no more than whoever reads most of them needs.
FIRST_LOOK, WINDOW = 200, 2_000


# The order of every list, and a place in it.
_OF_LISTS = ("rank", "at", "pk")
Opened = tuple[int, datetime, int]


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
    # Parties whose older records are being told, and how far: up to this kind and place in their list.
    gained: tuple[int, ...] = ()
    gained_kind: str = ""
    gained_place: tuple[Any, ...] = ()

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
        # What an older portal kept besides is let go: at worst something is told twice.
        as_kept: dict[str, Any] = {
            one.name: tuple(told[one.name]) if isinstance(told[one.name], list) else told[one.name]
            for one in fields(cls)
            if one.name in told
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
    return replace(place, gained=tuple(sorted({*still, *new})), gained_kind="", gained_place=())


def _older(viewer: Viewer, place: Place, kinds: Sequence[Kind], size: int) -> tuple[list[Change], Place]:
    """Tell what the parties open that were gained, kind by kind, in the order of their lists.

    A record that moves in its list meanwhile has changed, and is told as such afterwards.
    """
    told: list[Change] = []
    for kind in kinds:
        if kind.name < place.gained_kind:
            continue
        after = place.gained_place if kind.name == place.gained_kind else ()
        left = size - len(told)
        walked = _opened(viewer, kind, place.gained, after, left)
        refs = dict(_readable(viewer, kind, [one[-1] for one in walked]))
        told += [Change(kind.name, refs[one[-1]]) for one in walked if one[-1] in refs]
        if len(walked) == left:
            rank, at, number = walked[-1]
            return told, replace(place, gained_kind=kind.name, gained_place=(rank, at.isoformat(), number))
    return told, replace(place, gained=(), gained_kind="", gained_place=())


def _opened(
    viewer: Viewer, kind: Kind, parties: Sequence[int], after: Sequence[Any], most: int
) -> Sequence[Opened]:
    """The next places of what one of these parties opens to its members."""
    place = (after[0], datetime.fromisoformat(after[1]), after[2]) if after else None
    if not rule_for(kind.model, VIEW).is_opened_by({viewer.code_of(party) for party in parties}):
        return opened_places(kind.model, parties, place, most)
    # A role that reads them all, record by record unasked.
    rows = kind.model._base_manager.filter(allowed(viewer, kind.model))
    if place is not None:
        rows = rows.filter(beyond([(name, False) for name in _OF_LISTS], place))
    return list(rows.order_by(*_OF_LISTS).values_list(*_OF_LISTS)[:most])


class _Seen(NamedTuple):
    """A row that changed, whoever may read it; in this order they are told."""

    number: int
    kind: str
    record: int


def _changed(
    viewer: Viewer, place: Place, kinds: Sequence[Kind], size: int
) -> tuple[list[Change], Place, bool]:
    until = ended_before()
    for most in sorted({min(FIRST_LOOK, WINDOW), WINDOW}):
        told = _told(viewer, place, kinds, size, until, most)
        if len(told[0]) == size or not told[2]:
            break
    return told


def _told(
    viewer: Viewer, place: Place, kinds: Sequence[Kind], size: int, until: int, most: int
) -> tuple[list[Change], Place, bool]:
    """What may be read of so many rows of each kind, and whether there are more."""
    seen, is_all = _window(place, kinds, until, most)
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


def _window(place: Place, kinds: Sequence[Kind], until: int, most: int) -> tuple[list[_Seen], bool]:
    """The next rows that changed, in their order; and whether these are all there are."""
    found: list[_Seen] = []
    ends: list[_Seen] = []
    for kind in kinds:
        rows = kind.model._base_manager.filter(_behind(place, kind), change__lt=until)
        read = [
            _Seen(number, kind.name, pk)
            for number, pk in rows.order_by("change", "pk").values_list("change", "pk")[:most]
        ]
        found += read
        if len(read) == most:
            ends.append(read[-1])
    # Beyond the end of a full window another row may stand that was not read.
    return sorted(one for one in found if not ends or one <= min(ends)), not ends


def _behind(place: Place, kind: Kind) -> Q:
    """What of this kind stands behind the place, of which an index finds the first."""
    if kind.name > place.kind:
        return Q(change__gte=place.number)
    if kind.name < place.kind:
        return Q(change__gt=place.number)
    return beyond([("change", False), ("pk", False)], (place.number, place.record))


def _readable(viewer: Viewer, kind: Kind, numbers: list[int]) -> Iterator[tuple[int, str]]:
    if numbers:
        rows = kind.model._base_manager.filter(allowed(viewer, kind.model), pk__in=numbers)
        yield from rows.values_list("pk", kind.ref)


def _whose(viewer: Viewer) -> str:
    return f"changes:{viewer.user.pk}"
