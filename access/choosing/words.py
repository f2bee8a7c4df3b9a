"""Who reads something, in plain words and head counts: said before it is sent, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.choosing.choices import CHOOSABLES, Choosable, Chosen, Option, Use, Words
from access.rules.viewer import Viewer
from language.digits import localise
from language.words import named

# So many are said by name.
NAMED = 3


@dataclass(frozen=True)
class HeadCount:
    """How many people read something, by the side they are on.

    `among` says in words who of them an author should think of: the police, the administration.
    """

    total: int
    parts: Sequence[tuple[str, int]] = ()
    among: Sequence[str] = ()
    has_government: bool = True


Counter = Callable[[Collection[int], Collection[int], datetime], HeadCount]
_counters: list[Counter] = []


def count_with(counter: Counter) -> None:
    """Have the people of parties, and people by themselves, counted by the room that knows their sides."""
    if _counters and _counters != [counter]:
        raise LookupError("somebody counts already")
    _counters[:] = [counter]


@dataclass(frozen=True)
class ReadersSaid:
    """Who reads something: how many, and the sentences about who that is."""

    total: int
    head: str
    more: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join([self.head, *self.more])

    def __str__(self) -> str:
        return self.text


def readers_said(viewer: Viewer, chosen: Chosen, use: Use) -> ReadersSaid:
    """Say who will read what this person sends to this audience; its author is one of them."""
    own = [viewer.user.pk] if viewer.user.pk is not None else []
    return _said(chosen, use, [*chosen.users, *own], viewer.at)


def readers_stand(
    chosen: Chosen, party_ids: Collection[int], use: Use, at: datetime, *, is_internal: bool
) -> ReadersSaid:
    """Say who reads what stands under these parties; `chosen` is what stands behind them."""
    return _worded(_count(party_ids, (), at), chosen, use, is_internal=is_internal)


def _said(chosen: Chosen, use: Use, users: Collection[int], at: datetime) -> ReadersSaid:
    return _worded(_count(chosen.parties, users, at), chosen, use, is_internal=chosen.is_internal)


def _count(party_ids: Collection[int], users: Collection[int], at: datetime) -> HeadCount:
    return _counters[0](party_ids, users, at)


def _worded(count: HeadCount, chosen: Chosen, use: Use, *, is_internal: bool) -> ReadersSaid:
    more = [_("Everyone in the network is meant.")] if chosen.is_everyone else _behind(chosen.options)
    if count.among:
        more.append(_("Among them: %(bodies)s.") % {"bodies": listed(count.among)})
    if not count.has_government:
        more.append(_("Nobody in government is among them."))
    if is_internal:
        more.append(_("Nobody outside the organisation reads it, oversight included."))
    else:
        more.append(str(use.oversight))
    return ReadersSaid(count.total, _head(count), more)


def _head(count: HeadCount) -> str:
    people = ngettext("%(count)s person reads this", "%(count)s people read this", count.total) % {
        "count": localise(str(count.total))
    }
    parts = ", ".join(f"{localise(str(number))} {label}" for label, number in count.parts)
    return (
        _("%(people)s: %(sides)s.") % {"people": people, "sides": parts}
        if parts
        else _("%(people)s.") % {"people": people}
    )


def _behind(options: Sequence[Option]) -> list[str]:
    said = []
    for kind in CHOOSABLES.values():
        of_kind = [one for one in options if one.kind == kind.name]
        if of_kind:
            said.append(_of_kind(kind, of_kind))
    return said


def _of_kind(kind: Choosable, options: Sequence[Option]) -> str:
    sentence: Words = kind.says
    more = len(options) - NAMED
    names = [named(one) for one in options[: NAMED if more > 0 else None]]
    if more > 0:
        names.append(_("%(count)s more") % {"count": localise(str(more))})
    return str(sentence) % {"names": listed(names), "count": localise(str(len(options)))}


def listed(words: Iterable[str]) -> str:
    """Write some words as one list: a, b and c."""
    *first, last = list(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
