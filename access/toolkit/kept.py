"""Statements that are built once, and asked again with each viewer's own values.

Building a statement costs more than asking it, and what it says follows from the viewer's roles and from
the kinds of parties they belong to, not from who they are. So it is built for a stand-in who has these and
nothing else of the viewer, and kept for everybody like them.

It is built for two stand-ins, who differ in all that is a person's own. Where the two statements differ,
the value must be the viewer's instant, number or parties, or one that was named: only these are put in for
the next viewer, and what was named for the next question. Anything else would give one person's answer to
another, and is refused when it is built.
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
# What a statement may name beside its viewer: an instant, a record's number, the numbers of some records.
Value = datetime | int | list[int] | None


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
    """Statements as `build(viewer, **values)` makes them, kept for each shape of viewer."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._made: dict[Any, list[_Statement | None]] = {}

    def __call__(self, viewer: Viewer, **values: Value) -> list[Countable]:
        """Return the statements with the values of this viewer, and these, in place."""
        if not viewer.is_let_in:
            return list(self._build(viewer, **values))
        told = {name: value for name, value in values.items() if value is not None}
        shape = _shape(viewer)
        key = shape, frozenset(told), get_language()
        made = self._made.get(key)
        if made is None:
            made = self._make(viewer, shape, values)
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = made
        own = {"at": viewer.at, "person": viewer.user.pk, "parties": list(viewer.party_ids), **told}
        return [None if one is None else one.asked_with(own) for one in made]

    def _make(self, viewer: Viewer, shape: Shape, values: Mapping[str, Value]) -> list[_Statement | None]:
        pairs = [_stand_in(viewer, shape, values, number) for number in (1, 2)]
        (first, first_told), (second, second_told) = pairs
        made = self._build(first, **first_told), self._build(second, **second_told)
        names = {
            "at": (first.at, second.at),
            "person": (first.user.pk, second.user.pk),
            "parties": (list(first.party_ids), list(second.party_ids)),
            **{name: (one, second_told[name]) for name, one in first_told.items() if one is not None},
        }
        return [_compared(a, b, names) for a, b in zip(*made, strict=True)]


def _shape(viewer: Viewer) -> Shape:
    return frozenset((code if code in _NAMED_CODES else "", kind) for code, kind in viewer.codes_and_kinds)


def _stand_in(
    viewer: Viewer, shape: Shape, values: Mapping[str, Value], number: int
) -> tuple[Viewer, dict[str, Value]]:
    """A viewer like this one who is nobody, and values that are nobody's."""
    # Of unlike number, so that a statement which counts them is found out as well.
    parties = [pair for pair in sorted(shape) for _ in range(number)]
    # In another year, month and week than this viewer and than each other, whatever is derived of it.
    back = timedelta(days=401 * number, microseconds=number)
    person = User(pk=-number, is_active=True)
    who = Viewer(
        person, viewer.at - back, parties={-(1000 * number + n): one for n, one in enumerate(parties)}
    )
    return who, {
        name: _nobodys(value, back, number, place) for place, (name, value) in enumerate(values.items(), 1)
    }


def _nobodys(value: Value, back: timedelta, number: int, place: int) -> Value:
    if isinstance(value, datetime):
        return value - back - timedelta(microseconds=10 * place)
    nobody = -(1_000_000 * number + 1000 * place)
    if isinstance(value, list):
        return [nobody - one for one in range(number)]
    return None if value is None else nobody


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
