"""Statements that are kept are planned once on each connection, too, for whoever asks them.

Of a short page the database spends more time on planning than on reading. What `access.toolkit.kept` keeps
reads the same for everybody but for the values of its viewer. So these are marked as `Own`, the rest is
prepared as it stands, and the database is told the values alone. A plan made without them holds nobody's, and
is the same whoever came first; what is no one's own stays in the text, where partial indexes look for it.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from psycopg2.extensions import adapt, connection, cursor, register_adapter

# Of each connection: a statement and its plan take four hundred kilobytes, those of a search five megabytes.
MOST = 100
# As what the database takes a value; a text as whatever it is compared with.
Values = Sequence[Any] | dict[str, Any]
_EXPLAINS = re.compile(r"EXPLAIN (?:ANALYZE |\([^)]*\) )?")
_TYPES = {
    int: "bigint",
    str: "unknown",
    datetime: "timestamptz",
    date: "date",
    timedelta: "interval",
    list: "bigint[]",
}


class Own:
    """A value that is the viewer's or was named, in a statement that reads the same for everybody else."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def named(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by name, all of them somebody's own."""
    return {name: Own(value) for name, value in values.items()}


def plain(value: Any) -> Any:
    """Return a value whether or not it is somebody's own."""
    return value.value if type(value) is Own else value


register_adapter(Own, lambda own: adapt(own.value))


class PreparingConnection(connection):  # type: ignore[misc]
    """A connection that knows what was asked on it, last asked last, and what of that is prepared."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = OrderedDict[Any, str]()
        self.prepared = set[str]()
        self.numbers = count()


class PreparingCursor(cursor):  # type: ignore[misc]
    """A cursor that prepares what is asked a second time, and from then on asks it by its name."""

    _said: tuple[Any, Any] | None = None

    @property
    def query(self) -> bytes | None:
        """What was asked last, in full: whoever reads along learns more of it than of a name."""
        said: bytes | None = super().query if self._said is None else self.mogrify(*self._said)
        return said

    def execute(self, query: Any, vars: Any = None) -> None:
        """Ask."""
        held, self._said = self.connection, None
        own = _owns(vars)
        if not own or self.name is not None or not isinstance(held, PreparingConnection):
            super().execute(query, vars)
            return
        explains, asked = _parts(query)
        key = (asked, *(vars if isinstance(vars, dict) else map(_apart, vars)))
        is_new = key not in held.asked
        name = self._name(held, key)
        if is_new and not explains:
            super().execute(query, vars)
            return
        if name not in held.prepared:
            self._prepare(name, asked, vars)
            held.prepared.add(name)
        self._said = query, vars
        super().execute(f"{explains}EXECUTE {name} ({', '.join(['%s'] * len(own))})", own)

    def _name(self, held: PreparingConnection, key: Any) -> str:
        """Its name; what was asked longest ago is let go where there are too many."""
        name = held.asked.pop(key, None) or f"kept_{next(held.numbers)}"
        held.asked[key] = name
        if len(held.asked) > MOST:
            _key, longest_ago = held.asked.popitem(last=False)
            if longest_ago in held.prepared:
                held.prepared.remove(longest_ago)
                super().execute(f"DEALLOCATE {longest_ago}")
        return name

    def _prepare(self, name: str, query: str, values: Values) -> None:
        types = [_TYPES[type(one.value)] for one in _owns(values)]
        numbers = count(1)

        def part(one: Any) -> str:
            return f"${next(numbers)}" if type(one) is Own else str(self.mogrify("%s", [one]).decode())

        if isinstance(values, dict):
            text = query % {name: part(one) for name, one in values.items()}
        else:
            text = query % tuple(map(part, values))
        super().execute(f"PREPARE {name} ({', '.join(types)}) AS {text}")


def _owns(values: Any) -> list[Own]:
    """The values that are somebody's; where values have names all of them are, or none is prepared."""
    if isinstance(values, dict):
        found = list(values.values())
        is_whole = all(type(one) is Own for one in found)
    else:
        found = [one for one in values or () if type(one) is Own]
        is_whole = True
    return found if is_whole and all(type(one.value) in _TYPES for one in found) else []


def _parts(query: str) -> tuple[str, str]:
    """What asks for the plan, which is the one that is kept, and what is asked."""
    found = _EXPLAINS.match(query)
    return ("", query) if found is None else (found[0], query[found.end() :])


def _apart(value: Any) -> Any:
    """What tells one statement from another: of an own value its type, of any other the value."""
    if type(value) is Own:
        return type(value.value)
    return (list, *value) if isinstance(value, list) else (type(value), value)
