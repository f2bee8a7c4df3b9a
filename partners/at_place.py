"""What the page of a place shows: where it lies, its committee, who works there and which offices it has."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.drawn import Body, body_of
from language.digits import is_bangla
from language.words import local_day
from partners.models import Committee, Office, OfficeHolder, Organisation, Place, Presence, Seat
from partners.present import PresenceRow, places_around, presence_row, running_on

# A district has some twenty upazilas, an upazila some thirty unions and as many offices.
MOST = 100
ROWS = 25


class OfficeRow(NamedTuple):
    """An office at a place: its title, its body, and whether somebody holds it."""

    title_en: str
    title_bn: str
    body_ref: str
    is_held: bool


class Here(NamedTuple):
    """Who works at a place, and whether there are more than the page shows."""

    rows: list[PresenceRow]
    is_cut: bool


def find_place_page(viewer: Viewer, ref: str) -> Place:
    """Return the place behind an address, with the four above it."""
    records = Place.objects.select_related("parent__parent__parent__parent")
    return get_permitted(viewer, Place, ref, records=records)


def places_above(place: Place) -> list[Place]:
    """The division, the district and the upazila it lies in, the widest first."""
    above, chain = place.parent, list[Place]()
    while above is not None and above.parent is not None:
        chain.append(above)
        above = above.parent
    return chain[::-1]


def places_below(place: Place) -> list[Place]:
    """What lies straight in it, by name."""
    return list(place.children.filter(until=None).order_by("name_bn" if is_bangla() else "name_en")[:MOST])


def committee_of(place: Place) -> Committee | None:
    """The standing committee of the place, if it has one."""
    seated = Exists(Seat.objects.filter(committee=OuterRef("pk"), until=None))
    live = Committee.objects.filter(place=place, ended_on=None).annotate(is_seated=seated)
    return live.order_by("-is_seated", "pk").first()


def who_works_here(viewer: Viewer, place: Place) -> Here:
    """The lines that run today at the place, in it, and of a union in the upazila around it: of bodies
    that take part still."""
    today = local_day(viewer.at)
    stays = Q(organisation__until=None) | Q(organisation__until__gt=today)
    lines = Presence.objects.permitted(viewer).filter(
        running_on(today), stays, place__in=places_around(place), organisation__has_left=False
    )
    found = lines.select_related("organisation", "place__parent").order_by("place__path", "work", "pk")
    rows = [presence_row(one) for one in found[: ROWS + 1]]
    return Here(rows[:ROWS], len(rows) > ROWS)


def may_add(viewer: Viewer, place: Place) -> Organisation | None:
    """The organisation for which this person may enter that it works here, beside its own office here."""
    own = Organisation.objects.permitted(viewer, "keep_presence").filter(has_left=False)
    return own.exclude(place=place).order_by("name_en").first()


def offices_of(viewer: Viewer, place: Place) -> list[OfficeRow]:
    """The offices of the place itself, in order of precedence."""
    held = OfficeHolder.objects.filter(office=OuterRef("pk"), period__contains=viewer.at)
    found = Office.objects.permitted(viewer).filter(place=place).annotate(is_held=Exists(held))
    columns = ("title_en", "title_bn", "organisation__ref", "is_held")
    rows = found.order_by("precedence", "pk").values_list(*columns)[:MOST]
    return [OfficeRow(english, bangla, body or "", held) for english, bangla, body, held in rows]


def bodies_of(viewer: Viewer, place: Place) -> list[tuple[str, Body | None]]:
    """The organisations at the place itself that take part and of which no office stands there, by name."""
    today = local_day(viewer.at)
    shown = Office.objects.filter(place=place, organisation=OuterRef("pk"))
    rows = Organisation.objects.permitted(viewer).filter(~Exists(shown), place=place, has_left=False)
    named = rows.order_by("side", "name_bn" if is_bangla() else "name_en")[:MOST]
    return [(one.ref, body_of(one)) for one in named if one.is_active(today)]
