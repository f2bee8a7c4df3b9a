"""What one person finds: of each kind the first records, counted no further than they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from access.rules.viewer import Viewer
from access.toolkit.counting import Answerable, Countable, answers
from access.toolkit.rooms import search_sources
from access.toolkit.searching import MOST, Choosing, Hit, SearchSource, Statement, by_index
from coordination.search.meaning import Meaning, heard, meaning_of, nearly
from language.words import capped

SHOWN = MOST - 1
# Records that may be meant: of each its number, and that of the record whose rule decides.
Candidates = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Group:
    """What was found of one kind, what is called exactly so first; `hits` are those that are shown."""

    source: SearchSource
    hits: Sequence[Hit]
    # How many were found, no further than one more than are ever shown.
    number: int

    @property
    def words(self) -> str:
        """The same in words: "25+"."""
        return capped(self.number, MOST)

    @property
    def has_more(self) -> bool:
        """Whether there are more than are ever shown."""
        return self.number > SHOWN


@dataclass(frozen=True)
class Found:
    """All that was found of what somebody meant; `is_guess` where nothing is spelt so, and this nearly."""

    meaning: Meaning
    groups: Sequence[Group] = ()
    is_guess: bool = False

    @property
    def number(self) -> int:
        """How many were found of all kinds."""
        return sum(group.number for group in self.groups)

    @property
    def words(self) -> str:
        """The same in words: "25+"."""
        return capped(self.number, MOST)


def find(viewer: Viewer, text: str, *, size: int = SHOWN, kind: str = "") -> Found:
    """Return what this person finds by a text, of all kinds, and nothing of what they may not read.

    Of each kind the first `size` are shown; where one kind is asked for, all of that and none of the others.
    """
    meaning = meaning_of(text)
    if not meaning.words:
        return Found(meaning)
    groups = _groups(viewer, meaning, size, kind)
    if groups:
        return Found(meaning, groups)
    for guessed in (heard, nearly):
        guess = guessed(meaning)
        groups = _groups(viewer, guess, size, kind) if guess is not None else []
        if guess is not None and groups:
            return Found(guess, groups, is_guess=True)
    return Found(meaning if guess is None else guess, is_guess=guess is not None)


def choices_of(
    viewer: Viewer, source: SearchSource, choosing: Choosing, text: str, first: str
) -> Sequence[Any]:
    """Return what may be chosen of one kind: what is called so, else what a search finds, else nearly so."""
    found = choosing.called(viewer, text, first)
    if found or not text:
        return found
    meaning = meaning_of(text)
    numbers = (
        _numbers(viewer, meaning, source)
        or _numbers(viewer, heard(meaning), source)
        or _numbers(viewer, nearly(meaning), source)
    )
    return choosing.among(viewer, numbers) if numbers else found


def _numbers(viewer: Viewer, meaning: Meaning | None, source: SearchSource) -> list[int]:
    if meaning is None or not meaning.words:
        return []
    return _readable(viewer, _candidates(viewer, meaning, [source])).get(source, [])


def _groups(viewer: Viewer, meaning: Meaning, size: int, kind: str) -> list[Group]:
    found = _readable(viewer, _candidates(viewer, meaning, search_sources()))
    groups = []
    for source, numbers in found.items():
        shown = numbers[: SHOWN if kind == source.name else 0 if kind else size]
        hits = source.hits(viewer, shown) if shown else {}
        groups.append(Group(source, [hits[number] for number in shown if number in hits], len(numbers)))
    return groups


def _candidates(
    viewer: Viewer, meaning: Meaning, sources: Sequence[SearchSource]
) -> dict[SearchSource, Candidates]:
    """What may be meant, of each kind: one statement."""
    asked = (_pairs(source.candidates(viewer, meaning.wanted, meaning.line)) for source in sources)
    with by_index():
        found = zip(sources, answers(*asked), strict=True)
    return {source: [(record, reader) for record, reader in pairs] for source, pairs in found if pairs}


def _readable(viewer: Viewer, found: Mapping[SearchSource, Candidates]) -> dict[SearchSource, list[int]]:
    """The candidates are few, and the rule decides on each of them: one statement more."""
    asked = [_array(source.readable(viewer, [reader for _, reader in few])) for source, few in found.items()]
    read = dict(zip(found, map(set, (one or () for one in answers(*asked))), strict=True))
    numbers = {
        source: list(dict.fromkeys(record for record, reader in few if reader in read[source]))[:MOST]
        for source, few in found.items()
    }
    return {source: some for source, some in numbers.items() if some}


def _pairs(sought: Statement | None) -> Answerable:
    if sought is None:
        return None
    return f"SELECT ARRAY(SELECT ARRAY[record_id, reader_id] FROM ({sought[0]}) AS sought)", sought[1]  # noqa: S608 (our own)


def _array(rows: Countable) -> Answerable:
    return None if rows is None else (f"SELECT ARRAY({rows[0]})", rows[1])
