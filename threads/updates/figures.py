"""What a field update says in figures and codes, before it is stored: what goes with which type."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.db.models import Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.toolkit.errors import Mendable
from language.words import day, named, number
from partners.models import POINTS, Place, Tier
from threads.updates.models import FIGURES, PEOPLE, FieldUpdate

Type = FieldUpdate.Type
# A field update names where it was no more roughly, and no more exactly: never a home.
PLACES: Final = (Tier.UNION, Tier.MUNICIPALITY, *POINTS)
# More came to nothing that one organisation did on one day.
MOST = 100_000
LABELS: Final = {
    "women": gettext_lazy("Women"),
    "men": gettext_lazy("Men"),
    "girls": gettext_lazy("Girls"),
    "boys": gettext_lazy("Boys"),
    "asked": gettext_lazy("Asked before and after"),
    "improved": gettext_lazy("Of these, know more now"),
    "referred": gettext_lazy("Of these, referred"),
    "reported_missing": gettext_lazy("Of these, already reported missing"),
}


# What is asked of a trend.
SIGNS: Final = {
    "channel": gettext_lazy("How are people lured?"),
    "route": gettext_lazy("Which way?"),
    "destination": gettext_lazy("Where to?"),
    "exploitation": gettext_lazy("What for?"),
    "driver": gettext_lazy("What drives them?"),
    "withheld": gettext_lazy("What is taken from them?"),
}


def people_in_all(prefix: str = "") -> Combinable:
    """All people of some updates as the database adds them up: what nobody counted adds none."""
    first, *others = (Coalesce(Sum(f"{prefix}{name}"), 0) for name in PEOPLE)
    return sum(others, first)


@dataclass(frozen=True)
class Figures:
    """How many. None: nobody counted, which is not nought."""

    women: int | None = None
    men: int | None = None
    girls: int | None = None
    boys: int | None = None
    asked: int | None = None
    improved: int | None = None
    referred: int | None = None
    reported_missing: int | None = None

    @property
    def people(self) -> int | None:
        """How many were there."""
        counted = [one for one in (getattr(self, name) for name in PEOPLE) if one is not None]
        return sum(counted) if counted else None

    def doubts(self, of: str) -> list[str]:
        """What does not add up, in words: whoever counted is asked, and may be right."""
        people = self.people
        said = [_("Nobody is counted.")] if of in FieldUpdate.SESSIONS and people is None else []
        everybody = _("people in all")
        for name, whole, called in (
            ("asked", people, everybody),
            ("improved", self.asked, str(LABELS["asked"])),
            ("referred", people, everybody),
            ("reported_missing", people, everybody),
        ):
            part = getattr(self, name)
            if part is not None and part > (whole or 0):
                words = {
                    "label": LABELS[name],
                    "part": number(part),
                    "of": called,
                    "whole": number(whole or 0),
                }
                said.append(_("%(label)s: %(part)s. But %(of)s: %(whole)s.") % words)
        return said


@dataclass(frozen=True)
class Signs:
    """What a trend update says, by codes; see `Trend`."""

    channel: str
    route: str = ""
    destination: str = ""
    exploitation: str = ""
    driver: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class Seen:
    """Where somebody recruits or abuses online. Who reports it says that it is no profile and no image."""

    link: str
    platform: str
    offered: str
    is_no_profile: bool = False


@dataclass(frozen=True)
class Facts:
    """All that a field update says beside its words."""

    type: str
    place: Place
    happened_on: date
    figures: Figures = field(default_factory=Figures)
    precision: str = FieldUpdate.Precision.DAY

    @property
    def month(self) -> date | None:
        """The first day of its month, where its source says which."""
        return None if self.precision == FieldUpdate.Precision.YEAR else self.happened_on.replace(day=1)

    def columns(self) -> dict[str, object]:
        """As they stand in the row."""
        return {
            "type": Type(self.type),
            "place": self.place,
            "happened_on": self.happened_on,
            "precision": FieldUpdate.Precision(self.precision),
            "month": self.month,
            **{name: getattr(self.figures, name) for name in FIGURES},
        }


def asked_of(of: str) -> tuple[str, ...]:
    """Which figures go with a type."""
    if of in FieldUpdate.UNCOUNTED:
        return ()
    if of in FieldUpdate.SESSIONS:
        return (*PEOPLE, "asked", "improved")
    return (*PEOPLE, "referred", "reported_missing") if of == Type.INTERCEPTION else PEOPLE


def only_asked(of: str, figures: Figures) -> Figures:
    """Leave out what is not asked of this type: whoever changed the type had typed it before."""
    return replace(figures, **{name: None for name in FIGURES if name not in asked_of(of)})


def must_be_plausible(facts: Facts, today: date) -> None:
    """Refuse a place that is too large, a day to come and figures that nobody can mean."""
    if facts.place.tier not in PLACES:
        raise Mendable(
            _("Name the union, town or ward, or the port, border point, airport, landing place or camp."),
            "place",
            "tier",
        )
    if facts.happened_on > today:
        raise Mendable(
            _("This day is still to come. Look at the date, and at your phone’s."), "happened_on", "ahead"
        )
    if facts.happened_on.year < 2000:
        raise Mendable(_("This day lies too far back. Look at the year."), "happened_on", "past")
    closed = facts.place.until
    if closed is not None and closed <= facts.happened_on:
        words = _("%(place)s is closed since %(day)s. Look at the place and at the day.")
        raise Mendable(words % {"place": named(facts.place), "day": day(closed)}, "place", "closed")
    for name in FIGURES:
        if (getattr(facts.figures, name) or 0) > MOST:
            raise Mendable(_("This is more than one update can say. Look at the number."), name, "many")
