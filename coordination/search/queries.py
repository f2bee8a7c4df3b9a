"""What one person finds: of each kind the first records, counted no further than they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from access.rules.viewer import Viewer
from access.toolkit.counting import Answerable, Countable, answers
from access.toolkit.rooms import search_sources
from access.toolkit.searching import MOST, Choosing, Hit, SearchSource, Statement, by_index
from coordination.search.meaning import Meaning, heard, meaning_of, nearly
from language.words import capped

SHOWN = MOST - 1
# Where several records stand as one line, so many are looked through for as many lines.
MOST_OF_LINES = 16 * MOST
# Records that may be meant: of each its number, and that of the record whose rule decides.
Candidates = Sequence[tuple[int, int]]
# Records that stand as one, the first of them first; as a rule one alone.
Line = Sequence[int]


class Lines(NamedTuple):
    """What was found of one kind that its reader may read, and whether there may be more."""

    lines: Sequence[Line]
    is_capped: bool


@dataclass(frozen=True)
class Group:
    """What was found of one kind, what is called exactly so first; `hits` are those that are shown."""

    source: SearchSource
    hits: Sequence[Hit]
    # How many were found, no further than one more than are ever shown.
    number: int
    # Whether counting stopped before: so many stand as one line.
    is_capped: bool = False

    @property
    def words(self) -> str:
        """The same in words: "25+"."""
        return capped(self.number + 1, self.number + 1) if self.is_capped else capped(self.number, MOST)

    @property
    def has_more(self) -> bool:
        """Whether there are more than are ever shown."""
        return self.is_capped or self.number > SHOWN


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
    found = _readable(viewer, _candidates(viewer, meaning, [source])).get(source)
    return [one for line in found.lines for one in line] if found is not None else []


def _groups(viewer: Viewer, meaning: Meaning, size: int, kind: str) -> list[Group]:
    found = _readable(viewer, _candidates(viewer, meaning, search_sources()))
    # Where a few groups took all places, what else was found is looked for once more.
    short = [one for one, lines in found.items() if lines.is_capped and len(lines.lines) < MOST]
    if short:
        found |= _readable(viewer, _candidates(viewer, meaning, short, MOST_OF_LINES), MOST_OF_LINES)
    groups = []
    for source, lines in found.items():
        shown = lines.lines[: SHOWN if kind == source.name else 0 if kind else size]
        hits = _hits(viewer, source, shown) if shown else {}
        there = [hits[line[0]] for line in shown if line[0] in hits]
        number = min(len(lines.lines), MOST)
        groups.append(Group(source, there, number, is_capped=lines.is_capped and number < MOST))
    return groups


def _hits(viewer: Viewer, source: SearchSource, shown: Sequence[Line]) -> dict[int, Hit]:
    """What is shown of these lines: of several records that stand as one, the line of them all."""
    together = [line[0] for line in shown if len(line) > 1]
    alone = [line[0] for line in shown if len(line) == 1]
    hits = dict(source.hits(viewer, alone)) if alone else {}
    if together and source.lines is not None:
        hits |= source.lines(viewer, together)
    return hits


def _candidates(
    viewer: Viewer, meaning: Meaning, sources: Sequence[SearchSource], most: int = MOST
) -> dict[SearchSource, Candidates]:
    """What may be meant, of each kind: one statement."""
    asked = (_pairs(source.candidates(viewer, meaning.wanted, meaning.line, most)) for source in sources)
    with by_index():
        found = zip(sources, answers(*asked), strict=True)
    return {source: [(record, reader) for record, reader in pairs] for source, pairs in found if pairs}


def _readable(
    viewer: Viewer, found: Mapping[SearchSource, Candidates], most: int = MOST
) -> dict[SearchSource, Lines]:
    """The candidates are few, and the rule decides on each of them: one statement more."""
    asked = [
        _array(source, source.readable(viewer, [reader for _, reader in few]))
        for source, few in found.items()
    ]
    read = dict(zip(found, (dict(one or ()) for one in answers(*asked)), strict=True))
    lines = {source: _lines(few, read[source], most) for source, few in found.items()}
    return {source: some for source, some in lines.items() if some.lines}


def _lines(few: Candidates, read: Mapping[int, int | None], most: int) -> Lines:
    """The candidates that are read, in their order; those that stand as one, where the first of them does."""
    numbers = list(dict.fromkeys((record, read[reader]) for record, reader in few if reader in read))[:most]
    lines: dict[tuple[int, int], list[int]] = {}
    for record, under in numbers:
        lines.setdefault((0, record) if under is None else (1, under), []).append(record)
    return Lines(list(lines.values()), is_capped=len(numbers) >= most)


def _pairs(sought: Statement | None) -> Answerable:
    if sought is None:
        return None
    return f"SELECT ARRAY(SELECT ARRAY[record_id, reader_id] FROM ({sought[0]}) AS sought)", sought[1]  # noqa: S608 (our own)


def _array(source: SearchSource, rows: Countable) -> Answerable:
    """The rows as an array of pairs: the record, and what it stands under."""
    if rows is None:
        return None
    given, under = ("id, under", "under") if source.together else ("id", "NULL")
    return f"SELECT ARRAY(SELECT ARRAY[id, {under}] FROM ({rows[0]}) AS read({given}))", rows[1]  # noqa: S608 (our own)
