"""Statements that are kept are planned once on each connection, too, for whoever asks them.

Of a short page the database spends more time on planning than on reading. What `access.toolkit.kept` keeps
reads the same for everybody but for the values of its viewer. So these are marked as `Own`, the rest is
prepared as it stands, and the database is told the values alone. A plan made without them holds nobody's, and
is the same whoever came first; what is no one's own stays in the text, where partial indexes look for it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from psycopg2.extensions import adapt, connection, cursor, register_adapter

# Of each connection: a plan of a long statement takes half a megabyte.
MOST = 200
# As what the database takes a value; a text as whatever it is compared with.
_TYPES = {int: "bigint", str: "unknown", datetime: "timestamptz", date: "date", list: "bigint[]"}


class Own:
    """A value that is the viewer's or was named, in a statement that reads the same for everybody else."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


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
        own = [one for one in vars if type(one) is Own] if isinstance(vars, list | tuple) else []
        if not own or self.name is not None or not isinstance(held, PreparingConnection):
            super().execute(query, vars)
            return
        key = (query, *map(_apart, vars))
        name = held.asked.get(key)
        if name is None:
            self._note(held, key)
            super().execute(query, vars)
            return
        if name not in held.prepared:
            self._prepare(name, query, vars)
            held.prepared.add(name)
        held.asked.move_to_end(key)
        self._said = query, vars
        super().execute(f"EXECUTE {name} ({', '.join(['%s'] * len(own))})", own)

    def _note(self, held: PreparingConnection, key: Any) -> None:
        held.asked[key] = f"kept_{next(held.numbers)}"
        if len(held.asked) > MOST:
            _key, longest_ago = held.asked.popitem(last=False)
            if longest_ago in held.prepared:
                held.prepared.remove(longest_ago)
                super().execute(f"DEALLOCATE {longest_ago}")

    def _prepare(self, name: str, query: str, values: Sequence[Any]) -> None:
        types, parts = list[str](), list[str]()
        for one in values:
            if type(one) is Own:
                types.append(_TYPES[type(one.value)])
                parts.append(f"${len(types)}")
            else:
                parts.append(self.mogrify("%s", [one]).decode())
        super().execute(f"PREPARE {name} ({', '.join(types)}) AS {query % tuple(parts)}")


def _apart(value: Any) -> Any:
    """What tells one statement from another: of an own value its type, of any other the value."""
    if type(value) is Own:
        return type(value.value)
    return (list, *value) if isinstance(value, list) else (type(value), value)
