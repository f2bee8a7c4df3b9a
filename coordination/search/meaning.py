"""What somebody means by what was typed: the words, their other spellings, and names that are nearly so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import connection

from access.toolkit.rooms import search_sources
from access.toolkit.searching import SearchSource
from language.search import exactly, keys_of, line_of, runs_of, stems_of, wanted_in

# More words than these narrow nothing.
WORDS_AT_MOST = 12
_NEAR_ENOUGH = 0.65
# Nobody misspells a word of three letters so that it can be told.
_SHORTEST_NEAR = 4


@dataclass(frozen=True)
class Meaning:
    """The words that must be there, each with what may stand for it, and the line as one name."""

    line: str
    words: tuple[str, ...]
    wanted: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def marks(self) -> list[str]:
        """All words that are marked where they are found."""
        return [word for alternatives in self.wanted for word in alternatives]


def meaning_of(text: str) -> Meaning:
    """Return what a text means; one without a letter or a digit means nothing."""
    words = tuple(wanted_in(text)[:WORDS_AT_MOST])
    line = line_of(text)
    if not words:
        return Meaning(line, words)
    spans = _spans(words)
    spans[line] = range(len(words))
    wanted = [list(stems_of(word)) for word in words]
    _add_names(wanted, spans)
    return Meaning(line, words, tuple(map(tuple, wanted)))


def heard(meaning: Meaning) -> Meaning | None:
    """Return what may have been meant where nothing is called so: names that sound like what was typed."""
    spans = _spans(meaning.words)
    wanted = [list(stems_of(word)) for word in meaning.words]
    found = False
    for source in _sources("heard"):
        assert source.heard is not None
        for typed, names in source.heard(list(spans)).items():
            others = [_leading(name) for name in sorted(names)]
            for place in spans[typed]:
                fresh = [name for name in dict.fromkeys(others) if name not in wanted[place]]
                wanted[place] += fresh
                found = found or bool(fresh)
    return Meaning(meaning.line, meaning.words, tuple(map(tuple, wanted))) if found else None


def _spans(words: Sequence[str]) -> dict[str, range]:
    """The names of one or several words that may stand here, and at which places."""
    return {" ".join(words[start:until]): range(start, until) for start, until in runs_of(words)}


def _add_names(wanted: list[list[str]], spans: Mapping[str, Iterable[int]]) -> None:
    """Let the other names of whatever is called so stand for the words at that place."""
    for names in _names_called(spans):
        for called in names & spans.keys():
            others = [_leading(name) for name in sorted(names) if name != called]
            for place in spans[called]:
                wanted[place] += [name for name in others if name not in wanted[place]]


def nearly(meaning: Meaning) -> Meaning | None:
    """Return what may have been meant where nothing is called so: names that are spelt nearly the same."""
    near = [_near(word, _names_like(word)) if len(word) >= _SHORTEST_NEAR else [] for word in meaning.words]
    if not any(set(found) - {word} for word, found in zip(meaning.words, near, strict=True)):
        return None
    wanted = [found or list(stems_of(word)) for word, found in zip(meaning.words, near, strict=True)]
    _add_names(wanted, {word: [place] for place, found in enumerate(near) for word in found})
    return Meaning(meaning.line, meaning.words, tuple(map(tuple, wanted)))


def _leading(name: str) -> str:
    """The word of a name that tells most: of several the first that is no small one."""
    words = name.split()
    return next((word for word in words if len(word) >= _SHORTEST_NEAR), max(words, key=len))


def _names_called(lines: Iterable[str]) -> list[set[str]]:
    """The names of each thing that is called so: in both languages, and in older spellings."""
    keys = keys_of(exactly(line) for line in lines)
    return [set(names.strip("|").split("|")) for names in _asked(_CALLED, _sources("gives_names"), [keys])]


def _names_like(word: str) -> list[str]:
    return _asked(_LIKE, _sources("is_named"), [word, word])


def _near(word: str, names: Iterable[str]) -> list[str]:
    known = {one for name in names for one in name.replace("|", " ").split()}
    scored = sorted(((SequenceMatcher(None, word, one).ratio(), one) for one in known), reverse=True)
    return [one for ratio, one in scored[:3] if ratio >= _NEAR_ENOUGH]


def _sources(kind: str) -> list[SearchSource]:
    return [source for source in search_sources() if getattr(source, kind)]


_CALLED = "(SELECT names FROM {table} WHERE keys && %s::integer[] LIMIT 60)"
_LIKE = "(SELECT names FROM {table} WHERE names %%> %s ORDER BY word_similarity(%s, names) DESC LIMIT 30)"


def _asked(part: str, sources: Sequence[SearchSource], values: Sequence[Any]) -> list[str]:
    sql = " UNION ALL ".join(part.format(table=source.rows._meta.db_table) for source in sources)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values] * len(sources))
        return [names for (names,) in cursor.fetchall()]
