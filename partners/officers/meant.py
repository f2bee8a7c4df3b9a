"""Which office of those below a committee a row means: by the names people write, whole or not at all.

Every word of a row must be one by which the office, its body or its place is called: a row with a word that
says something else is asked, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from language.search import line_of
from language.text import by_ear
from partners.loading.sources import fixture
from partners.models import Committee, Place, Seat
from partners.officers.columns import OFFICE, PLACE, POST

# Which places a text means, each text asked once.
Meaning = Callable[[str], Collection[int]]
_PLACE_WORDS = 3
UNKNOWN, SEVERAL, NO_PLACE = "office-unknown", "office-several", "place-unknown"


@dataclass(frozen=True)
class Post:
    """An office by the words that name it."""

    office: int
    place: int | None
    # Each name of the post as the words that must all stand in a cell; and of the body it heads.
    titles: frozenset[frozenset[str]]
    bodies: frozenset[frozenset[str]]
    # The words that name its place; what may stand beside a name; and all by which anything here is called.
    places: frozenset[frozenset[str]]
    beside: frozenset[str]
    words: frozenset[str]
    # Of the nation's list, of which most places are never looked at: one of these a row must name itself.
    only_by: frozenset[int] = frozenset()

    def named_by(self, row: Mapping[str, str]) -> list[frozenset[str]]:
        """Return by which of its names a row calls it; none where a word says something else.

        A post that is filled in must be this one by a whole title: its body has other posts too.
        """
        post, office = _words(row.get(POST, "")), _words(row.get(OFFICE, ""))
        text, names = (post, self.titles) if row.get(POST) else (office, self.titles | self.bodies)
        if not office <= self.words:
            return []
        found = [name for name in names if name <= text]
        return found if text <= self.beside.union(*found) else []


@dataclass(frozen=True)
class Meant:
    """The office a row means, or which question is asked."""

    office: int | None = None
    why: str = ""


def posts_below(committee: Committee, rows: Iterable[Mapping[str, str]], meaning: Meaning) -> list[Post]:
    """The offices a list of this committee can mean: its own seats and those of every committee below.

    Of the nation's, which has five thousand below it, the places are looked at that its rows name.
    """
    below = Q(pk=committee.pk) | Q(parent=committee)
    if committee.parent_id is None:
        named = {text for row in rows for text in _may_name_place(row) if text}
        below |= Q(place__in={place for text in named for place in meaning(text)})
    else:
        below |= Q(parent__parent=committee)
    committees = Committee.objects.filter(below, ended_on=None)
    seats = Seat.objects.filter(committee__in=committees, office__isnull=False, until=None)
    found: dict[int, list[Seat]] = {}
    for seat in seats.select_related("committee", "office__organisation", "office__place__parent__parent"):
        found.setdefault(seat.office_id or 0, []).append(seat)
    is_root = committee.parent_id is None
    return [_post(of_office, committee if is_root else None) for of_office in found.values()]


def office_meant(row: Mapping[str, str], posts: Collection[Post], meaning: Meaning) -> Meant:
    """Return the one office that this row names, or what is asked."""
    if any(one.only_by for one in posts):
        own = {place for text in _may_name_place(row) if text for place in meaning(text)}
        posts = [one for one in posts if not one.only_by or one.only_by & own]
    said = _words(row.get(POST, "")) | _words(row.get(OFFICE, ""))
    if not said:
        return Meant(why=UNKNOWN)
    place = row.get(PLACE, "")
    fitting = {one: names for one in posts if (names := one.named_by(row))}
    if place:
        places = meaning(place)
        fitting = {one: names for one, names in fitting.items() if one.place in places}
        if not fitting:
            return Meant(why=UNKNOWN if places else NO_PLACE)
    found = _closest(fitting, said)
    if len(found) == 1:
        return Meant(found[0].office)
    return Meant(why=SEVERAL if found else UNKNOWN)


def _closest(fitting: Mapping[Post, list[frozenset[str]]], said: frozenset[str]) -> list[Post]:
    """Of several those whose own place the row names; then those of which it says the longest name."""
    here = [one for one in fitting if any(place <= said for place in one.places)]
    long = {one: max(map(len, fitting[one])) for one in here or fitting}
    return [one for one, length in long.items() if length == max(long.values())]


def _post(seats: list[Seat], root: Committee | None) -> Post:
    office = seats[0].office
    assert office is not None
    place = office.place
    titles = {
        office.title_en,
        office.title_bn,
        *(one for seat in seats for one in (seat.title_en, seat.title_bn)),
    }
    titles |= {other for title in tuple(titles) for other in _also_called(title)}
    body = office.organisation
    bodies = [body.name_en, body.name_bn, body.short_en, body.short_bn, *body.aliases] if body else []
    around = [
        one for one in (place, place and place.parent, place and place.parent and place.parent.parent) if one
    ]
    of_place = _names(_called(place)) if place is not None else frozenset()
    beside = frozenset().union(*(name for one in around for name in _names(_called(one))))
    names = _names(titles)
    names |= {name - words for name in names for words in of_place if name - words}
    beside |= frozenset().union(*_names(bodies))
    headed = _names(bodies) if office.heads else frozenset()
    sits = {seat.committee for seat in seats}
    named = {one.place_id for one in sits if one.place_id} if root is not None and root not in sits else ()
    words = beside.union(*names)
    return Post(office.pk, office.place_id, names, headed, of_place, beside, words, frozenset(named))


def _called(place: Place) -> list[str]:
    return [place.name_en, place.name_bn, *place.aliases]


def _names(texts: Iterable[str]) -> frozenset[frozenset[str]]:
    return frozenset(words for words in map(_words, texts) if words)


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    """The words of a text by ear, without those that stand beside every name of an office."""
    return frozenset(line_of(by_ear(text)).split()) - _beside()


def _may_name_place(row: Mapping[str, str]) -> Iterator[str]:
    """What of a row may be a place: its own column, what follows a comma, and an office of few words."""
    yield row.get(PLACE, "")
    for text in (row.get(OFFICE, ""), row.get(POST, "")):
        yield text.rpartition(",")[2].strip() if "," in text else ""
    office = row.get(OFFICE, "")
    yield office if len(office.split()) <= _PLACE_WORDS else ""


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    return frozenset(line_of(by_ear(one)) for one in fixture("office_names")["beside"])


@lru_cache(maxsize=1)
def _by_title() -> dict[str, tuple[str, ...]]:
    return {
        line_of(by_ear(title)): tuple(also) for title, also in fixture("office_names")["also_called"].items()
    }


@lru_cache(maxsize=4_096)
def _also_called(title: str) -> tuple[str, ...]:
    return _by_title().get(line_of(by_ear(title)), ())
