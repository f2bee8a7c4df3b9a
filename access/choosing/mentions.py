"""Who is mentioned in a text: bodies and people that may read the record it stands in, and nobody else.

Somebody writes `@` and a name. What names one reader alone is kept as `@[name](kind:reference)`; whatever
else follows an `@` stays the text it is: it is not said whether there is such a body, or that it does not
read. Asked each time a text is stored, of the audience the record has then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from access.markdown.reading import MENTION
from language.text import fold
from language.words import named

# More than these in one text are a list, and nobody is called by a list.
MOST = 20
_LONGEST, _WORDS = 120, 10
_AT = re.compile(r"(?<![\w@.])@(?=[^\W_])")
_WORD = re.compile(r"\S+")
_ENDS = ".,;:!?।)]}»”’\"'*_~`"


@dataclass(frozen=True)
class Mentioned:
    """A body or person that may read the record. `party_id` are those who hear of it for a body."""

    value: str
    name_en: str
    name_bn: str
    names: frozenset[str]
    side: str = ""
    party_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True)
class Mentions:
    """How the directory answers, for the readers of some parties at an instant."""

    by_value: Callable[[Collection[str], Collection[int], datetime], Sequence[Mentioned]]
    by_name: Callable[[Collection[str], Collection[int], datetime], Sequence[Mentioned]]
    like: Callable[[str, Collection[int], datetime], Sequence[Mentioned]]


_answering: list[Mentions] = []


def answer_mentions(mentions: Mentions) -> None:
    """Let the room that knows bodies and people say who is meant."""
    if _answering and _answering != [mentions]:
        raise LookupError("somebody answers already")
    _answering[:] = [mentions]


def offered(text: str, party_ids: Collection[int], at: datetime) -> Sequence[Mentioned]:
    """Return whom somebody may mean who types this behind an `@`: of those who read the record alone."""
    return _answering[0].like(text, party_ids, at)


def mentioned_by(offers: Sequence[Mentioned]) -> list[tuple[Mentioned, str]]:
    """Return by which words a text mentions each: its name, or its reference where two are called so."""
    names = [fold(named(one)) for one in offers]
    return [
        (one, named(one) if names.count(name) == 1 else f"[{_bare(named(one))}]({one.value})")
        for one, name in zip(offers, names, strict=True)
    ]


def settled(text: str, party_ids: Collection[int], at: datetime) -> tuple[str, list[Mentioned]]:
    """Return the text as it is stored, and whom it mentions. Whoever does not read the record is neither."""
    values = [match.group(2) for match in MENTION.finditer(text)][:MOST]
    known = {one.value: one for one in _answering[0].by_value(values, party_ids, at)} if values else {}
    calls = _calls(text)
    wanted = {fold(name) for call in calls.values() for name in call}
    found = _by_name(_answering[0].by_name(wanted, party_ids, at)) if wanted else {}
    mentioned: dict[str, Mentioned] = {}
    pieces, end = [], 0
    for start, stop, label, value in _places(text, calls, found):
        if start < end:
            continue  # a name within the words of a mention
        one = known.get(value) if value in known else found.get(fold(label)) if not value else None
        pieces.append(text[end:start])
        end = stop
        if one is None:
            pieces.append(f"@{label}")
            continue
        mentioned[one.value] = one
        pieces.append(f"@[{_bare(named(one) if value else label)}]({one.value})")
    return _only("".join([*pieces, text[end:]]), mentioned), list(mentioned.values())


def _only(text: str, mentioned: Mapping[str, Mentioned]) -> str:
    """Leave out what only became a mention when one within its words was taken out."""

    def kept(match: re.Match[str]) -> str:
        one, label = mentioned.get(match.group(2)), match.group(1)
        return match.group() if one is not None and _is_called(one, label) else f"@{label}"

    while (without := MENTION.sub(kept, text)) != text:
        text = without
    return text


def _is_called(one: Mentioned, label: str) -> bool:
    return fold(label) in {fold(_bare(name)) for name in (*one.names, one.name_en, one.name_bn)}


def _places(
    text: str, calls: Mapping[int, Sequence[str]], found: Mapping[str, Mentioned]
) -> list[tuple[int, int, str, str]]:
    """Where somebody is mentioned: begin, end, by which words, and the reference where it stands there."""
    places = [(one.start(), one.end(), one.group(1), one.group(2)) for one in MENTION.finditer(text)]
    for at, names in calls.items():
        # The longest name that one reader alone bears.
        name = next((one for one in names if fold(one) in found), None)
        if name is not None:
            places.append((at, at + 1 + len(name), name, ""))
    return sorted(places)


def _calls(text: str) -> dict[int, list[str]]:
    """What may be a name behind each `@`, the longest first."""
    calls: dict[int, list[str]] = {}
    for match in list(_AT.finditer(text))[:MOST]:
        line = text[match.end() : match.end() + _LONGEST].split("\n")[0]
        ends = [word.end() for word in _WORD.finditer(line)][:_WORDS]
        names = [line[:end] for end in reversed(ends)]
        names = [shorter for name in names for shorter in (name, name.rstrip(_ENDS))]
        calls[match.start()] = list(dict.fromkeys(name for name in names if fold(name)))
    return calls


def _by_name(found: Sequence[Mentioned]) -> dict[str, Mentioned]:
    """Each by its names; a name that two readers bear calls neither."""
    named_so: dict[str, list[Mentioned]] = {}
    for one in found:
        for name in one.names:
            named_so.setdefault(name, []).append(one)
    return {name: ones[0] for name, ones in named_so.items() if len(ones) == 1}


def _bare(name: str) -> str:
    """The name without what would end it."""
    return re.sub(r"[\[\]\n]", " ", name)[:200]
