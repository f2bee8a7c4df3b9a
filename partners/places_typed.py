"""Which places somebody means who types them from the ear, or together with what they lie in.

"বৈকারি" is বৈকারী, "ফতেপুর যশোর" is Fatepur in Jashore. Asked where nothing is called exactly so: an exact name
always comes first.
"""

from collections.abc import Callable, Collection, Iterable
from functools import reduce
from operator import or_

from django.db import connection

from language.search import line_of
from language.text import LETTERS, by_ear, fold
from partners.models import Place
from partners.naming import names_are

# Nobody names a place with more words than these, with the one above it.
_WORDS_AT_MOST = 5
# As `language.text.by_ear`, which decides: the letters are given by it. Of some five thousand names all are
# read, and only where nothing is called exactly so.
_SOUNDS_SO = """
    replace(translate(replace(replace(replace(text_folded({name}), %(ya)s, '+'), %(rra)s, 'র'), %(rha)s, 'র'),
        %(signs)s, %(sounds)s), '+', %(ya)s) = ANY(%(wanted)s)
"""
_HEARD = f"""
    SELECT id FROM {Place._meta.db_table} WHERE {_SOUNDS_SO.format(name="name_bn")}
        OR EXISTS (SELECT FROM unnest(aliases) AS other WHERE {_SOUNDS_SO.format(name="other")})
    LIMIT 200
"""  # noqa: S608 (our own table)


def places_meant(text: str) -> list[int]:
    """Return the places that may be meant: by name, else by name and what they lie in, else by ear."""
    whole = line_of(text)
    pairs = list(_pairs(text))
    parts = list(dict.fromkeys([whole, *(part for pair in pairs for part in pair)]))
    if not whole:
        return []
    called = Place.objects.filter(reduce(or_, map(names_are, parts)))
    return _meant(called, whole, pairs, fold) or _meant(_heard(parts), whole, pairs, by_ear)


def names_heard(parts: Collection[str]) -> dict[str, set[str]]:
    """Return, of each of these that sounds like the name of a place, all names of the places it may mean."""
    heard: dict[str, set[str]] = {}
    by_sound: dict[str, list[str]] = {}
    for part in parts:
        by_sound.setdefault(by_ear(part), []).append(part)
    for place in _heard(parts):
        names = [name for name in (place.name_en, place.name_bn, *place.aliases) if name]
        for sound in {by_ear(name) for name in names}:
            for part in by_sound.get(sound, ()):
                heard.setdefault(part, set()).update(map(line_of, names))
    return heard


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    """A place and what it lies in, in either order, with a comma between them or without one."""
    apart = [line_of(one) for one in text.split(",") if line_of(one)]
    words = line_of(text).split()
    if len(apart) > 1:
        cuts = [(apart[0], apart[-1])]
    elif len(words) <= _WORDS_AT_MOST:
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    else:
        cuts = []
    for one, other in cuts:
        yield one, other
        yield other, one


def _meant(
    places: Iterable[Place], whole: str, pairs: Collection[tuple[str, str]], key: Callable[[str], str]
) -> list[int]:
    by_name: dict[str, list[Place]] = {}
    for place in places:
        for name in {key(one) for one in (place.name_en, place.name_bn, *place.aliases) if one}:
            by_name.setdefault(name, []).append(place)
    if found := by_name.get(key(whole)):
        return [one.pk for one in found]
    return list(
        dict.fromkeys(
            inner.pk
            for name, above in pairs
            for inner in by_name.get(key(name), ())
            for outer in by_name.get(key(above), ())
            if inner.pk != outer.pk and f"/{outer.pk}/" in inner.path
        )
    )


def _heard(parts: Collection[str]) -> list[Place]:
    """Places that sound like one of these."""
    ya, rra, rha, signs, sounds = LETTERS
    values = {"ya": ya, "rra": rra, "rha": rha, "signs": signs, "sounds": sounds}
    with connection.cursor() as cursor:
        cursor.execute(_HEARD, {**values, "wanted": [by_ear(one) for one in parts]})
        found = [number for (number,) in cursor.fetchall()]
    return list(Place.objects.filter(pk__in=found)) if found else []
