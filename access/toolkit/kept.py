"""Statements that are built once, and asked again with each viewer's own values.

Building a statement costs more than asking it, and what it says follows from the viewer's roles, from the
kinds of parties they belong to and from whether it is a program, not from who they are. So it is built for
a stand-in who has these and nothing else of the viewer, and kept for everybody like them.

It is built for two stand-ins, who differ in all that is a person's own. Where the two statements differ,
the value must be the viewer's instant, number or parties, or one that was named: only these are put in for
the next viewer, and what was named for the next question. Anything else would give one person's answer to
another, and is refused when it is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import get_language

from access.models import Role, User
from access.models.parties import EVERYONE
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable
from access.toolkit.prepared import Own, plain

_NAMED_CODES = frozenset({EVERYONE, *(f"role:{role.value}" for role in Role)})
_MOST = 512
# A program does less than a person of the same parties, and never gets a statement made for one.
_PROGRAM = ("", "program")
# Of each kind of party its code, where that is one a rule may ask for.
Shape = frozenset[tuple[str, str]]
Build = Callable[..., Sequence[Countable]]
# What a statement may name beside its viewer: an instant or day, the number or reference of a record, some.
Value = datetime | date | int | str | list[int] | None
M = TypeVar("M", bound=Model)


class NotOnlyTheViewer(Exception):
    """A statement that is to be kept holds a value which is neither the viewer's nor was named."""


@dataclass(frozen=True)
class _Statement:
    """The SQL, and of each value either what it always is or the name it is put in by."""

    sql: str
    values: tuple[tuple[str, Any], ...]

    def asked_with(self, own: Mapping[str, Any]) -> tuple[str, list[Any]]:
        return self.sql, [Own(own[name]) if name else value for name, value in self.values]


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
        own = {**_own(viewer), **told}
        return [None if one is None else one.asked_with(own) for one in made]

    def _make(self, viewer: Viewer, shape: Shape, values: Mapping[str, Value]) -> list[_Statement | None]:
        pairs = [_stand_in(viewer, shape, values, number) for number in (1, 2)]
        (first, first_told), (second, second_told) = pairs
        made = self._build(first, **first_told), self._build(second, **second_told)
        told = {name: (one, second_told[name]) for name, one in first_told.items() if one is not None}
        names = {**_own_of(first, second), **told}
        return [_compared(a, b, names) for a, b in zip(*made, strict=True)]


def _shape(viewer: Viewer) -> Shape:
    named = {(code if code in _NAMED_CODES else "", kind) for code, kind in viewer.codes_and_kinds}
    return frozenset(named | {_PROGRAM} if viewer.is_program else named)


def _stand_in(
    viewer: Viewer, shape: Shape, values: Mapping[str, Value], number: int
) -> tuple[Viewer, dict[str, Value]]:
    """A viewer like this one who is nobody, and values that are nobody's."""
    # Of unlike number, so that a statement which counts them is found out as well.
    parties = [pair for pair in sorted(shape - {_PROGRAM}) for _ in range(number)]
    person = User(pk=-number, is_active=True, answerable_id=-number if _PROGRAM in shape else None)
    mine = {-(1000 * number + n): one for n, one in enumerate(parties)}
    return Viewer(person, viewer.at - _back(number), parties=mine), _told(values, number)


def _back(number: int) -> timedelta:
    # In another year, month, week and hour than this viewer and than each other, whatever is derived of it.
    return timedelta(days=401 * number, hours=5 * number, microseconds=number)


def _told(values: Mapping[str, Value], number: int) -> dict[str, Value]:
    return {name: _nobodys(value, number, place) for place, (name, value) in enumerate(values.items(), 1)}


def _nobodys(value: Value, number: int, place: int) -> Value:
    if isinstance(value, bool) or value == "":
        # A builder might ask whether it is there, and both stand-ins have one that is.
        raise TypeError("a statement that is kept may name no yes or no and no empty text")
    if isinstance(value, datetime):
        return value - _back(number) - timedelta(microseconds=10 * place)
    if isinstance(value, date):
        return value - timedelta(days=401 * number + place)
    nobody = -(1_000_000 * number + 1000 * place)
    if isinstance(value, list):
        # Of unlike number, so that a statement which holds them one by one is found out.
        return [nobody - one for one in range(number)]
    if isinstance(value, str):
        return f"nobody's {nobody}"
    return None if value is None else nobody


def _compared(one: Countable, two: Countable, names: Mapping[str, tuple[Any, Any]]) -> _Statement | None:
    if one is None and two is None:
        return None
    if one is None or two is None or one[0] != two[0] or len(one[1]) != len(two[1]):
        raise NotOnlyTheViewer("what it says depends on who asks, not on their roles and parties alone")
    return _Statement(one[0], tuple(_named(a, b, names) for a, b in zip(one[1], two[1], strict=True)))


def _named(one: Any, two: Any, names: Mapping[str, tuple[Any, Any]]) -> tuple[str, Any]:
    one, two = plain(one), plain(two)
    if one == two:
        return "", one
    for name, pair in names.items():
        if (one, two) == pair:
            return name, None
    raise NotOnlyTheViewer(f"{one!r} is neither the viewer's own nor named")


class KeptRows(Generic[M]):
    """Records as `build(viewer, **named)` selects them, by a statement kept for each shape of viewer.

    What is named are numbers, lists of numbers and refs, which the statement holds as they are; without a
    viewer they alone say what is selected. What records bring along by a join comes with them; what they
    would bring along by a statement of its own is kept by itself, and laid beside them by `hold`.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._made: dict[Any, _Rows[M]] = {}

    def __call__(self, viewer: Viewer | None = None, **named: Value) -> list[M]:
        """Return the records this viewer is given, with these values in place."""
        if viewer is not None and not viewer.is_let_in:
            return list(self._build(viewer, **named))
        shape = None if viewer is None else _shape(viewer)
        key = shape, frozenset(name for name, value in named.items() if value is not None), get_language()
        made = self._made.get(key)
        if made is None:
            made = self._make(viewer, shape, named)
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = made
        return made.asked_with(named if viewer is None else {**_own(viewer), **named})

    def _make(self, viewer: Viewer | None, shape: Shape | None, named: Mapping[str, Value]) -> _Rows[M]:
        first, second = (
            None if viewer is None or shape is None else _stand_in(viewer, shape, {}, number)[0]
            for number in (1, 2)
        )
        told = [_told(named, number) for number in (1, 2)]
        nobodys = {name: (told[0][name], told[1][name]) for name in named}
        rows, others = self._build(first, **told[0]), self._build(second, **told[1])
        compiler, one = _compiled(rows)
        _, two = _compiled(others)
        owned = {} if first is None or second is None else _own_of(first, second)
        return _Rows(rows, compiler, _compared(one, two, {**owned, **nobodys}))


def hold(record: Model, relation: str, rows: Sequence[Model]) -> None:
    """Have a record hold these as what a relation leads to, as if it had brought them along."""
    manager = getattr(record, relation)
    found = manager.get_queryset()
    found._result_cache, found._prefetch_done = list(rows), True
    for row in rows:
        setattr(row, manager.field.name, record)
    vars(record).setdefault("_prefetched_objects_cache", {})[relation] = found


class _Rows(Generic[M]):
    """A statement that is made, and how its columns are read as records."""

    def __init__(self, rows: QuerySet[M], compiler: SQLCompiler, statement: _Statement | None) -> None:
        self._rows, self._compiler, self._statement = rows, compiler, statement

    def asked_with(self, own: Mapping[str, Any]) -> list[M]:
        if self._statement is None:
            return []
        made = _Made(self._compiler, *self._statement.asked_with(own))
        return list(QuerySet(self._rows.model, query=cast("Query", made), using=self._rows.db))


class _Made:
    """Stands where records look for their query: what it says is made already."""

    def __init__(self, compiler: SQLCompiler, sql: str, values: list[Any]) -> None:
        self._compiler, self._said = compiler, (sql, values)

    def get_compiler(self, using: str) -> SQLCompiler:
        """Return what reads the records, on the connection of whoever asks."""
        compiler = copy(self._compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda *_how, **_more: self._said  # type: ignore[assignment,method-assign]
        return compiler


def _compiled(rows: QuerySet[M]) -> tuple[SQLCompiler, Countable]:
    if rows._prefetch_related_lookups:  # type: ignore[attr-defined]
        raise TypeError("what is brought along by a statement of its own is not kept with this one")
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        said: Countable = compiler.as_sql()
    except EmptyResultSet:
        said = None
    # Whoever asks brings a connection of their own.
    compiler.connection = None
    return compiler, said


def _own(viewer: Viewer) -> dict[str, Any]:
    return {"at": viewer.at, "person": viewer.user.pk, "parties": list(viewer.party_ids)}


def _own_of(first: Viewer, second: Viewer) -> dict[str, tuple[Any, Any]]:
    one, two = _own(first), _own(second)
    return {name: (one[name], two[name]) for name in one}
