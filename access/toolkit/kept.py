"""Statements that are built once, and asked again with each viewer's own values.

Building a statement costs more than asking it, and what it says follows from the viewer's roles and from
the kinds of parties they belong to, not from who they are. So it is built for a stand-in who has these and
nothing else of the viewer, and kept for everybody like them.

It is built for two stand-ins, who differ in all that is a person's own. Where the two statements differ,
the value must be the viewer's instant, number or parties, or one that was named: only these are put in for
the next viewer. Anything else would give one person's answer to another, and is refused when it is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from access.models import Role, User
from access.models.parties import EVERYONE
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable

_NAMED_CODES = frozenset({EVERYONE, *(f"role:{role.value}" for role in Role)})
_MOST = 512
# Of each kind of party its code, where that is one a rule may ask for.
Shape = frozenset[tuple[str, str]]
Build = Callable[..., Sequence[Countable]]


class NotOnlyTheViewer(Exception):
    """A statement that is to be kept holds a value which is neither the viewer's nor was named."""


@dataclass(frozen=True)
class _Statement:
    """The SQL, and of each value either what it always is or the name it is put in by."""

    sql: str
    values: tuple[tuple[str, Any], ...]

    def asked_with(self, own: Mapping[str, Any]) -> tuple[str, list[Any]]:
        return self.sql, [own[name] if name else value for name, value in self.values]


class Kept:
    """Statements as `build(viewer, **instants)` makes them, kept for each shape of viewer."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._made: dict[Any, list[_Statement | None]] = {}

    def __call__(self, viewer: Viewer, **instants: datetime | None) -> list[Countable]:
        """Return the statements with the values of this viewer, and these instants, in place."""
        if not viewer.is_let_in:
            return list(self._build(viewer, **instants))
        told = {name: at for name, at in instants.items() if at is not None}
        shape = _shape(viewer)
        key = shape, frozenset(told), get_language()
        made = self._made.get(key)
        if made is None:
            made = self._make(viewer, shape, instants)
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = made
        own = {"at": viewer.at, "person": viewer.user.pk, "parties": list(viewer.party_ids), **told}
        return [None if one is None else one.asked_with(own) for one in made]

    def _make(
        self, viewer: Viewer, shape: Shape, instants: Mapping[str, datetime | None]
    ) -> list[_Statement | None]:
        pairs = [_stand_in(viewer, shape, instants, number) for number in (1, 2)]
        (first, first_told), (second, second_told) = pairs
        one = self._build(first, **first_told)
        two = self._build(second, **second_told)
        names = {
            "at": (first.at, second.at),
            "person": (first.user.pk, second.user.pk),
            "parties": (list(first.party_ids), list(second.party_ids)),
            **{name: (at, second_told[name]) for name, at in first_told.items() if at is not None},
        }
        return [_compared(a, b, names) for a, b in zip(one, two, strict=True)]


def _shape(viewer: Viewer) -> Shape:
    return frozenset((code if code in _NAMED_CODES else "", kind) for code, kind in viewer.codes_and_kinds)


def _stand_in(
    viewer: Viewer, shape: Shape, instants: Mapping[str, datetime | None], number: int
) -> tuple[Viewer, dict[str, datetime | None]]:
    """A viewer like this one who is nobody, and instants that are nobody's."""
    # Of unlike number, so that a statement which counts them is found out as well.
    parties = [pair for pair in sorted(shape) for _ in range(number)]
    # In another year, month and week than this viewer and than each other, whatever is derived of it.
    back = timedelta(days=401 * number, microseconds=number)
    person = User(pk=-number, is_active=True)
    who = Viewer(
        person, viewer.at - back, parties={-(1000 * number + n): one for n, one in enumerate(parties)}
    )
    told = {
        name: None if at is None else at - back - timedelta(microseconds=10 * (place + 1))
        for place, (name, at) in enumerate(instants.items())
    }
    return who, told


def _compared(one: Countable, two: Countable, names: Mapping[str, tuple[Any, Any]]) -> _Statement | None:
    if one is None and two is None:
        return None
    if one is None or two is None or one[0] != two[0] or len(one[1]) != len(two[1]):
        raise NotOnlyTheViewer("what it says depends on who asks, not on their roles and parties alone")
    return _Statement(one[0], tuple(_named(a, b, names) for a, b in zip(one[1], two[1], strict=True)))


def _named(one: Any, two: Any, names: Mapping[str, tuple[Any, Any]]) -> tuple[str, Any]:
    if one == two:
        return "", one
    for name, pair in names.items():
        if (one, two) == pair:
            return name, None
    raise NotOnlyTheViewer(f"{one!r} is neither the viewer's own nor named")
