"""Finds places by name among all that a field update can be of, and asks the database once for all rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from language.digits import to_ascii
from language.search import line_of
from language.text import by_ear
from partners.models import Place
from partners.models.places import numbers_in
from threads.imports.ours import in_both
from threads.updates.figures import PLACES

# In our own form a place that lies in no upazila is chosen below this.
BESIDE_UPAZILAS = _("Ports, border points, airports, landing places, camps and wards")
# What is said beside the name of a place.
_BESIDE = frozenset(
    line_of(one)
    for one in (
        "union", "union parishad", "up", "upazila", "upazilla", "thana", "district", "zila", "pourashava",
        "municipality", "paurashava", "ইউনিয়ন", "ইউনিয়ন পরিষদ", "উপজেলা", "থানা", "জেলা", "পৌরসভা",
    )
)  # fmt: skip


@dataclass
class Around:
    """A place and by which names all that it lies in is called."""

    place: Place
    names: set[str] = field(default_factory=set)


class Places:
    """Every place that a field update can be of, by its names; some five thousand."""

    def __init__(self) -> None:
        rows = list(Place.objects.filter(~Q(tier__in=PLACES) | Q(until=None)).select_related("parent"))
        called = {one.pk: _names(one) for one in rows}
        self.by_code: dict[str, Place] = {}
        self.by_name: dict[str, list[Around]] = {}
        self.by_sound: dict[str, list[Around]] = {}
        for one in rows:
            if one.tier not in PLACES:
                continue
            above = [pk for pk in numbers_in(one.path) if pk != one.pk]
            around = Around(one, {name for pk in above for name in called.get(pk, ())})
            self.by_code[one.ref] = self.by_code[one.code] = one
            for name in called[one.pk]:
                self.by_name.setdefault(name, []).append(around)
                self.by_sound.setdefault(by_ear(name), []).append(around)

    def meant(self, name: str, around: Iterable[str] = ()) -> list[Place]:
        """The places that may be meant by a name and what it lies in, from the inside out.

        What is called exactly so comes first, then what sounds so; within what is said to lie around it.
        """
        if (known := self.by_code.get(name.strip())) is not None:
            return [known]
        first, *behind = [one for one in (part.strip() for part in name.split(",")) if one] or [""]
        above = [_bare(one) for one in (*behind, *around) if one.strip()]
        above = [one for one in above if one not in beside_places()]
        text = _bare(first)
        if not text:
            return []
        found = self._within(self.by_name.get(text, ()), above) or self._within(
            self.by_sound.get(by_ear(text), ()), above
        )
        return list({one.place.pk: one.place for one in found}.values())

    @staticmethod
    def _within(found: Sequence[Around], above: Sequence[str]) -> list[Around]:
        """Those that lie in all that is named; by its sound where nothing is called so."""
        kept = [one for one in found if all(name in one.names for name in above)]
        if kept or not above:
            return kept
        sounds = [by_ear(name) for name in above]
        return [one for one in found if all(sound in {by_ear(n) for n in one.names} for sound in sounds)]


# Any change of any place, in two milliseconds: each version of a row lies elsewhere, or was written later.
_STATE = "SELECT count(*), sum(hashtext(ctid::text || xmin::text)::bigint) FROM partners_place"
_read: tuple[object, Places] | None = None


def places_now() -> Places:
    """All places, read anew only where one has changed: what tools send by call comes one at a time."""
    global _read
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        state = cursor.fetchone()
    known = _read
    if known is None or known[0] != state:
        known = _read = (state, Places())
    return known[1]


@cache
def beside_places() -> frozenset[str]:
    """What stands for an upazila and is none, in our own form."""
    return frozenset(line_of(one) for one in in_both(BESIDE_UPAZILAS))


def _names(place: Place) -> set[str]:
    names = {line_of(one) for one in (place.name_en, place.name_bn, *place.aliases) if one}
    names |= {_bare(one) for one in names}
    # What lies around may be named by its reference: our own form does.
    return {one for one in names if one}


def _bare(text: str) -> str:
    """A name without what is said beside it: "Bagachra Union" is Bagachra."""
    words = line_of(to_ascii(text)).split()
    while len(words) > 1 and words[-1] in _BESIDE:
        words.pop()
    return " ".join(words)
