"""Who works at a place: by a line that its liaison officer keeps, or because its own office lies there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django import forms
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, address, beside
from access.toolkit.drawn import Body, body_of
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import InOrder, Part
from language.words import local_day, named
from partners.districts import DISTRICT_COLUMNS, NO_DISTRICT, District, districts_of
from partners.fields import place_words
from partners.listed import ByRef
from partners.models import Organisation, Place, Presence, Seat, Side, Tier, Work

SHOWN = 200

# Who works in a whole upazila works in each of its unions and towns; who works in a whole district need not.
_COVERED_BY_PARENT = (Tier.UNION, Tier.MUNICIPALITY)


def places_around(place: Place) -> QuerySet[Place]:
    """The place with all that lies in it; of a union or a town also the upazila around it."""
    within = Q(path__startswith=place.path)
    if place.tier in _COVERED_BY_PARENT:
        within |= Q(pk=place.parent_id, tier=Tier.UPAZILA)
    return Place.objects.filter(within)


def running_on(day: date) -> Q:
    """The lines of presence that run on a day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def present_at(
    place: Place, at: datetime, sides: Collection[str], *, entered_before: datetime | None = None
) -> QuerySet[Organisation]:
    """The organisations of these sides that take part and are at the place, or in the upazila around it.

    With `entered_before` a line entered later makes nobody one of them.
    """
    today, places = local_day(at), places_around(place)
    working = Presence.objects.filter(running_on(today), place__in=places)
    if entered_before is not None:
        working = working.filter(entered_at__lt=entered_before)
    here = Q(place__in=places) | Q(pk__in=working.values("organisation"))
    active = Q(until=None) | Q(until__gt=today)
    return Organisation.objects.filter(here, active, has_left=False, side__in=sides)


def ngos_at(places: Collection[Place], on: date) -> QuerySet[Organisation]:
    """The NGOs that are there: with work or registered at one of these places or in it, or with a seat there.

    Of no place in particular, all that take part. Kept beside `places_of_ngos`, which answers the other way.
    """
    stays = Q(has_left=False) & (Q(until__isnull=True) | Q(until__gt=on))
    ngos = Organisation.objects.filter(stays, side=Side.NGO)
    if not places:
        return ngos
    there = Place.objects.filter(reduce(or_, (Q(path__startswith=one.path) for one in places))).values("pk")
    seats = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=on), committee__place__in=there)
    sits = Q(pk__in=seats.values("organisation")) | Q(pk__in=seats.values("office__organisation"))
    works = Presence.objects.filter(running_on(on), place__in=there)
    return ngos.filter(Q(place__in=there) | Q(pk__in=works.values("organisation")) | sits)


def places_of_ngos(viewer: Viewer) -> RawSQL:
    """The places at which the NGOs are for which somebody answers, and all that these lie in, for a list."""
    asked = [viewer.at, list(viewer.party_ids), Side.NGO.value]
    return RawSQL(_PLACES_OF_NGOS, asked)  # noqa: S611 (fixed text)


_PLACES_OF_NGOS = """
    SELECT unnest(string_to_array(trim(both '/' from p.path), '/')::bigint[])
    FROM (SELECT (%s AT TIME ZONE 'Asia/Dhaka')::date AS today) AS asked
    CROSS JOIN partners_organisation o
    CROSS JOIN LATERAL (
        SELECT o.place_id
        UNION ALL
        SELECT k.place_id FROM partners_seat s JOIN partners_committee k ON k.id = s.committee_id
        WHERE s.organisation_id = o.id AND (s.until IS NULL OR s.until > asked.today)
        UNION ALL
        SELECT k.place_id FROM partners_office f JOIN partners_seat s ON s.office_id = f.id
        JOIN partners_committee k ON k.id = s.committee_id
        WHERE f.organisation_id = o.id AND (s.until IS NULL OR s.until > asked.today)
        UNION ALL
        SELECT w.place_id FROM partners_presence w
        WHERE w.organisation_id = o.id AND w.since <= asked.today
          AND (w.until IS NULL OR w.until >= asked.today)
    ) AS seen(place_id)
    JOIN partners_place p ON p.id = seen.place_id
    WHERE o.liaison_party_id = ANY(%s) AND o.side = %s AND NOT o.has_left
      AND (o.until IS NULL OR o.until > asked.today)
"""


def lines_of(organisation: Organisation) -> list[Presence]:
    """Where an organisation works, worked or will work, what runs without an end first."""
    lines = Presence.objects.filter(organisation=organisation).select_related("organisation", "place__parent")
    return list(lines.order_by(F("until").desc(nulls_first=True), "place__path", "work", "pk")[:SHOWN])


class PresenceRow(NamedTuple):
    """What a row shows of one line."""

    ref: str
    body: Body | None
    place_ref: str
    place: str
    work: str
    since: date
    until: date | None

    @property
    def work_words(self) -> str:
        """What is done there, in words."""
        return str(Work(self.work).label)


def presence_row(line: Presence) -> PresenceRow:
    """Return what a row shows of a line."""
    return PresenceRow(
        line.ref,
        body_of(line.organisation),
        line.place.ref,
        place_words(line.place),
        line.work,
        line.since,
        line.until,
    )


class PresenceLine(NamedTuple):
    """A line as a sheet tells it: the row of its page, and in which district the place lies."""

    presence: Presence
    row: PresenceRow
    district: District


def presence_lines(_viewer: Viewer, records: Sequence[Presence]) -> Iterable[PresenceLine]:
    """Return what the columns below read of some lines."""
    districts = districts_of(one.place_id for one in records)
    for one in records:
        yield PresenceLine(one, presence_row(one), districts.get(one.place_id, NO_DISTRICT))


def _presences(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[Presence]:
    rows = Presence.objects.permitted(viewer).annotate(path=F("place__path"))
    rows = rows.select_related("organisation", "place__parent")
    if (place := chosen.get("place")) is not None:
        rows = rows.filter(place__in=places_around(place))
    return rows


def _runs(viewer: Viewer) -> Part:
    return Part(narrow=running_on(local_day(viewer.at)))


PRESENCES = RecordList(
    url_name="presences",
    rows=InOrder("presences", _presences, lambda: ("path", "work", "pk")),
    chips=(
        Chip("now", _("Now"), _runs, empty=_("Nobody has entered that it works there.")),
        Chip("all", _("All, with what has ended"), empty=_("Nobody has entered that it works there.")),
    ),
    filters=(
        Filter(
            "work",
            lambda _viewer: forms.ChoiceField(
                label=_("Kind of work"), required=False, choices=[("", _("All kinds of work")), *Work.choices]
            ),
            lambda work: Q(work=work) if work else Q(),
        ),
        Filter("place", lambda _viewer: ByRef(Place, _("Place"))),
        Filter(
            "organisation",
            lambda _viewer: ByRef(Organisation, _("Organisation")),
            lambda one: Q(organisation=one),
        ),
    ),
    columns=(
        Column("organisation", _("Organisation")),
        Column("place", _("Place")),
        Column("work", _("Kind of work")),
        Column("period", _("From, until")),
        beside("body", _("Organisation"), lambda line: named(line.presence.organisation), "#org"),
        beside(
            "side", _("Side"), lambda line: str(line.presence.organisation.get_side_display()), "#org+side"
        ),
        beside("where", _("Place"), lambda line: line.row.place, "#loc"),
        *DISTRICT_COLUMNS,
        beside("activity", _("Kind of work"), lambda line: line.row.work_words, "#activity"),
        beside("since", _("From"), lambda line: line.row.since, "#date+start", Kind.DAY),
        beside("until", _("Until"), lambda line: line.row.until, "#date+end", Kind.DAY),
        beside("ref", _("Reference code"), lambda line: line.row.ref, "#meta+id", Kind.CODE),
        beside(
            "address",
            _("Address in the portal"),
            lambda line: address("organisation", line.presence.organisation.ref),
            "#meta+url",
        ),
    ),
    title=_("Who works where"),
    lines=presence_lines,
)
