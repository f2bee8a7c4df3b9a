"""The Ministry of Home Affairs enters ports, border points, airports, landing places, camps and wards.

Each lies in a district and stands on a paper that says so. It is renamed and closed, never merged or deleted.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_container, lock_row
from access.toolkit.refs import new_ref
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from language.text import fold
from language.words import day, local_day
from partners.models import POINTS, Committee, Place, PlaceStep, Tier
from partners.models.place_steps import SOURCE_LENGTH
from partners.parties import NATIONAL_COMMITTEE

NAME_LENGTH = 120
Kind = PlaceStep.Kind


@transaction.atomic
def add_point(
    *,
    by: User,
    tier: str,
    district: Place,
    name_en: str,
    name_bn: str,
    source: str,
    at: datetime,
    since: date | None = None,
) -> Place:
    """A place is entered that lies in a district and on no list of the portal."""
    _hold(by, at)
    if tier not in POINTS:
        raise Mendable(_("Choose what it is."), "tier", "tier")
    if district.tier != Tier.DISTRICT:
        raise Mendable(_("Choose the district it lies in."), "district", "tier")
    names = _named(name_en, name_bn)
    _must_be_new(Tier(tier), district, names)
    place = Place.objects.create(
        code=f"point:{new_ref()}", tier=Tier(tier), parent=district, path=district.path, since=since, **names
    )
    place.path = f"{district.path}{place.pk}/"
    place.save(update_fields=["path"])
    _note(place, Kind.ENTERED, by=by, on=since, source=source, at=at)
    return place


@transaction.atomic
def rename_point(
    *, by: User, place: Place, name_en: str, name_bn: str, source: str, at: datetime, on: date | None = None
) -> Place:
    """It is called otherwise; it is found by its old name, and what was written keeps it."""
    held = _held(by, place, at)
    compare(held)
    names = _named(name_en, name_bn)
    if (names["name_en"], names["name_bn"]) == (held.name_en, held.name_bn):
        raise Mendable(_("This is its present name."), "name_en", "same")
    assert held.parent is not None
    _must_be_new(Tier(held.tier), held.parent, names, besides=held)
    own = {held.name_en, held.name_bn}
    held.aliases = [*dict.fromkeys(one for one in [*held.aliases, *sorted(own)] if one not in names.values())]
    held.name_en, held.name_bn = names["name_en"], names["name_bn"]
    held.save(update_fields=["name_en", "name_bn", "aliases"])
    _note(held, Kind.RENAMED, by=by, on=on, source=source, at=at)
    return held


@transaction.atomic
def close_point(*, by: User, place: Place, on: date, source: str, at: datetime) -> Place:
    """From a day on it is none any more: nothing later is told of it, and what was stays where it was."""
    held = _held(by, place, at)
    if held.until is not None:
        raise Mendable(_("It was closed on %(day)s.") % {"day": day(held.until)}, "on", "closed")
    if on > local_day(at):
        raise Mendable(_("This day is still to come. Close it once it has come."), "on", "ahead")
    if held.since is not None and on < held.since:
        raise Mendable(_("It is open since %(day)s only.") % {"day": day(held.since)}, "on", "before")
    held.until = on
    held.save(update_fields=["until"])
    _note(held, Kind.CLOSED, by=by, on=on, source=source, at=at)
    return held


@transaction.atomic
def open_point_again(*, by: User, place: Place, source: str, at: datetime) -> Place:
    """It was closed by mistake, or is open again."""
    held = _held(by, place, at)
    if held.until is None:
        raise Mendable(_("It is not closed."), None, "open")
    held.until = None
    held.save(update_fields=["until"])
    _note(held, Kind.OPENED, by=by, on=None, source=source, at=at)
    return held


def _hold(by: User, at: datetime) -> None:
    """Hold the national committee, whose secretariat alone does this: one at a time."""
    lock_container(Committee.objects.get(code=NATIONAL_COMMITTEE), by=by, action="keep_points", at=at)


def _held(by: User, place: Place, at: datetime) -> Place:
    _hold(by, at)
    held = lock_row(place)
    if held.tier not in POINTS:
        raise Mendable(_("This place stands on the maps of the country, and is kept there."), None, "tier")
    return held


def _note(place: Place, kind: Kind, *, by: User, on: date | None, source: str, at: datetime) -> None:
    said = guarded(source, field="source", longest=SOURCE_LENGTH, required=True)
    PlaceStep.objects.create(
        place=place, kind=kind, name_en=place.name_en, name_bn=place.name_bn, on=on, source=said, by=by, at=at
    )


def _named(name_en: str, name_bn: str) -> dict[str, str]:
    typed = {"name_en": name_en, "name_bn": name_bn}
    return {
        field: guarded(" ".join(text.split()), field=field, longest=NAME_LENGTH, required=True)
        for field, text in typed.items()
    }


def _must_be_new(tier: Tier, district: Place, names: dict[str, str], besides: Place | None = None) -> None:
    """Refuse a second one of the same name: what is told of one would stand in two."""
    others = Place.objects.filter(tier=tier, parent=district)
    for other in others.exclude(pk=besides.pk) if besides is not None else others:
        called = {fold(one) for one in (other.name_en, other.name_bn, *other.aliases)}
        for field, name in names.items():
            if fold(name) in called:
                words = _("There is one of this name in the district already, closed or under a new name.")
                raise Mendable(words, field, "taken")
