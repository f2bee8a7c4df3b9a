"""What is found of the directory: places, organisations, offices and who holds them, committees."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.searching import Choosing, Hit, SearchSource
from language.words import day, local_day, named
from partners.audiences import committees_among, committees_like
from partners.implementers import MOST_OFFERED, Offered, implementers_offered, offered
from partners.models import (
    POINTS,
    Committee,
    CommitteeSearch,
    Office,
    OfficeHolder,
    OfficeSearch,
    Organisation,
    OrganisationSearch,
    Place,
    PlaceSearch,
    Seat,
    Tier,
)
from partners.places_typed import names_heard
from partners.queries import organisation_choices, seated_in

_ABOVE_UNIONS = (Tier.NATIONAL, Tier.DIVISION, Tier.DISTRICT, Tier.UPAZILA)


def _by_tier(_today: date) -> list[list[str]]:
    return [[tier.value] for tier in _ABOVE_UNIONS] + [
        [Tier.UNION.value, Tier.MUNICIPALITY.value, *(one.value for one in POINTS)]
    ]


def _said(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _within(place: Place | None) -> str:
    """Where a place lies: Sharsha, Jashore."""
    above = [place, place.parent if place else None]
    return ", ".join(named(one) for one in above if one and one.tier not in (Tier.NATIONAL, Tier.DIVISION))


def _committees(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = Committee.objects.permitted(viewer).filter(IsAmong("pk", numbers))
    return {
        one.pk: Hit(
            url=reverse("committee", args=[one.ref]),
            title=named(one),
            line=_said([named(one, "short"), _within(one.place and one.place.parent)]),
            beside=capfirst(str(one.get_tier_display())),
        )
        for one in rows.select_related("place__parent__parent")
    }


def _organisations(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = Organisation.objects.permitted(viewer).filter(IsAmong("pk", numbers))
    return {
        one.pk: Hit(
            url=reverse("organisation", args=[one.ref]),
            title=named(one),
            line=_said(
                [named(one, "short"), str(one.get_kind_display()), _within(one.place and one.place.parent)]
            ),
            beside=named(one.place),
            side=one.side,
        )
        for one in rows.select_related("place__parent__parent")
    }


def _places(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    """A place leads to its page: its committee, who works there, its offices."""
    rows = Place.objects.permitted(viewer).filter(IsAmong("pk", numbers)).select_related("parent__parent")
    return {
        one.pk: Hit(
            url=reverse("place", args=[one.ref]),
            title=named(one),
            line=_said([_within(one.parent), _closed(one, local_day(viewer.at))]),
            beside=capfirst(str(one.get_tier_display())),
        )
        for one in rows
    }


def _closed(place: Place, today: date) -> str:
    """Since when a place is closed: its records are found by it still."""
    if place.until is None or place.until > today:
        return ""
    return _("Closed since %(day)s") % {"day": day(place.until)}


def _offices(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    """An office leads to its body, else to where it sits; it says since when somebody holds it."""
    offices = list(_offices_in_full(viewer, numbers))
    held = OfficeHolder.objects.filter(IsAmong("office", numbers), period__contains=viewer.at)
    holding = {term.office_id: term for term in held}
    seats = (
        Seat.objects.filter(IsAmong("office", numbers), until=None)
        .select_related("committee")
        .order_by("-pk")
    )
    sits = {seat.office_id: seat.committee for seat in seats}
    return {one.pk: _office(one, sits.get(one.pk), holding.get(one.pk)) for one in offices}


def _offices_in_full(viewer: Viewer, numbers: Sequence[int]) -> QuerySet[Office]:
    return Office.objects.permitted(viewer).filter(IsAmong("pk", numbers)).select_related("organisation")


def _office(office: Office, committee: Committee | None, holding: OfficeHolder | None) -> Hit:
    body = office.organisation
    if body is not None:
        url = reverse("organisation", args=[body.ref])
    elif committee is not None:
        url = reverse("committee", args=[committee.ref])
    else:
        url = reverse("committees")
    held = _("Vacant") if holding is None else _since(holding)
    return Hit(url=url, title=named(office, "title"), line=_said([named(body or committee), held]))


def _since(holding: OfficeHolder) -> str:
    words = _("%(manner)s, since %(day)s")
    return words % {"manner": capfirst(str(holding.get_manner_display())), "day": day(holding.since)}


def _choices(viewer: Viewer, text: str, committee: str) -> list[Organisation]:
    """The organisations a text may mean, those that sit in a committee first."""
    within = Committee.objects.permitted(viewer).filter(ref=committee).first() if committee else None
    first = seated_in(within.pk, on=local_day(viewer.at)) if within is not None else ()
    return organisation_choices(text, first=first)


def _implementers(viewer: Viewer, text: str, committee: str) -> Sequence[Offered]:
    """Those who may do what a meeting of a committee agrees: its seats first."""
    within = Committee.objects.permitted(viewer).filter(ref=committee).first() if committee else None
    return implementers_offered(within, text, local_day(viewer.at))


def _bodies_offered(viewer: Viewer, numbers: Sequence[int]) -> list[Offered]:
    return [offered(one) for one in _choosable(viewer, numbers)]


def _choosable(viewer: Viewer, numbers: Sequence[int]) -> list[Organisation]:
    """Those of these that have not left, in their order."""
    rows = Organisation.objects.permitted(viewer).filter(IsAmong("pk", numbers), has_left=False)
    return sorted(rows, key=lambda one: numbers.index(one.pk))


def _committees_meant(viewer: Viewer, text: str, _first: str) -> list[Committee]:
    """The committees a text may mean."""
    return committees_like(viewer, text)


SOURCES = (
    SearchSource(
        name="committees",
        label=gettext_lazy("Committees"),
        icon="sitemap",
        rows=CommitteeSearch,
        decides=Committee,
        hits=_committees,
        shelves=_by_tier,
        order=10,
        has_readers=False,
        is_named=True,
        choosing=Choosing(_committees_meant, committees_among, "partners/found_committee.html"),
    ),
    SearchSource(
        name="organisations",
        label=gettext_lazy("Organisations"),
        icon="building",
        rows=OrganisationSearch,
        decides=Organisation,
        hits=_organisations,
        shelves=_by_tier,
        order=50,
        has_readers=False,
        is_narrow=True,
        is_named=True,
        choosing=Choosing(_choices, _choosable, "partners/found.html"),
        also={
            "implementers": Choosing(_implementers, _bodies_offered, "partners/found.html", most=MOST_OFFERED)
        },
    ),
    SearchSource(
        name="places",
        label=gettext_lazy("Places"),
        icon="map-pin",
        rows=PlaceSearch,
        decides=Place,
        hits=_places,
        shelves=_by_tier,
        order=60,
        has_readers=False,
        is_narrow=True,
        gives_names=True,
        is_named=True,
        heard=names_heard,
    ),
    SearchSource(
        name="offices",
        label=gettext_lazy("Offices"),
        icon="user",
        rows=OfficeSearch,
        decides=Office,
        hits=_offices,
        shelves=_by_tier,
        order=70,
        has_readers=False,
        is_narrow=True,
    ),
)
