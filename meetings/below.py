"""The committees below others: which have met this quarter, which meet next, which have no record yet.

No record is no reproach, and in no average: many committees keep their minutes on paper.
"""

import json
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable, countable
from access.toolkit.kept import Kept
from language.months import quarter_of
from language.words import local_day
from meetings.models import Meeting
from partners.models import Committee, Seat, Tier

# The tiers that have committees below them.
HAVE_BELOW = (Tier.NATIONAL, Tier.DISTRICT, Tier.UPAZILA)
_NOT_HELD = (Meeting.State.PLANNED, Meeting.State.NOTICE_SENT, Meeting.State.CANCELLED)


class State(StrEnum):
    """How a committee stands this quarter, as far as its reader may know."""

    MET = "met"
    CALLED = "called"
    NOT_YET = "not-yet"
    NO_RECORD = "none"


class Sitting(NamedTuple):
    """A meeting of a committee: its day, and where it is read."""

    on: date
    ref: str


class Below(NamedTuple):
    """One committee below: when it last met, as far as this person may know, and who can be called."""

    number: int
    ref: str
    name_en: str
    name_bn: str
    place_en: str | None
    place_bn: str | None
    phone: str | None
    last: Sitting | None
    called: Sitting | None
    state: State

    @property
    def last_met(self) -> date | None:
        """The day of its last meeting."""
        return self.last.on if self.last is not None else None

    @property
    def label_en(self) -> str:
        """What it is called among its neighbours: by its place."""
        return self.place_en or self.name_en

    @property
    def label_bn(self) -> str:
        """The same in Bangla."""
        return self.place_bn or self.name_bn

    @property
    def url(self) -> str:
        """Where one sees who sits there, and helps: the name of a holder, the first meeting."""
        return reverse("committee", args=[self.ref])


def below(viewer: Viewer, committees: Collection[int]) -> list[Below]:
    """Return the committees straight below these that have not ended, by name: one statement."""
    return _read(viewer, _BELOW(viewer, committees=list(committees), today=local_day(viewer.at)))


def standing(viewer: Viewer, committees: Collection[int]) -> list[Below]:
    """Return how these committees themselves stand, by name: one statement."""
    return _read(viewer, _THESE(viewer, committees=list(committees), today=local_day(viewer.at)))


def title_below(kept: Sequence[Committee]) -> str:
    """Return what the committees below these are called."""
    tiers = {one.tier for one in kept}
    if tiers == {Tier.NATIONAL}:
        return _("District committees")
    if tiers == {Tier.DISTRICT}:
        return _("Upazila committees")
    return _("Union committees") if tiers == {Tier.UPAZILA} else _("Committees below")


def runs_still(today: date) -> Q:
    """The committees that have not ended by this day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=today)


def _read(viewer: Viewer, statements: list[Countable]) -> list[Below]:
    (asked,) = statements
    if asked is None:
        return []
    quarter = quarter_of(local_day(viewer.at))
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return [_one(row, quarter) for row in cursor.fetchall()]


def _one(row: tuple[Any, ...], quarter: date) -> Below:
    *_names, led, joined, called = row
    held = [one for one in map(_sitting, (led, joined)) if one is not None]
    last, coming = max(held, default=None), _sitting(called)
    if last is not None and last.on >= quarter:
        state = State.MET
    elif coming is not None:
        state = State.CALLED
    else:
        state = State.NOT_YET if last is not None else State.NO_RECORD
    return Below._make((*row[:7], last, coming, state))


def _sitting(said: str | None) -> Sitting | None:
    if said is None:
        return None
    found = json.loads(said)
    return Sitting(date.fromisoformat(found["on"]), found["ref"])


def _asked(viewer: Viewer, among: IsAmong, today: date) -> list[Countable]:
    member_secretary = Seat.objects.filter(
        committee=OuterRef("pk"), role=Seat.Role.MEMBER_SECRETARY, until__isnull=True
    )
    # Two ways to the last one, each by an index that gives it first: led by it, or another's that counts as
    # a sitting of it.
    held = _known(viewer).exclude(state__in=_NOT_HELD).filter(on_date__lte=today)
    # Of what its chair says that there was none, none counts.
    held = held.exclude(contested_as=Meeting.Contest.NOT_HELD)
    led = held.filter(lead_committee=OuterRef("pk")).order_by("-at")
    joined = held.filter(sittings__committee=OuterRef("pk"), sittings__number__gt=0)
    told = _known(viewer).filter(state=Meeting.State.NOTICE_SENT, lead_committee=OuterRef("pk"))
    rows = Committee.objects.filter(among).filter(runs_still(today))
    rows = rows.annotate(
        place_en=F("place__name_en"),
        place_bn=F("place__name_bn"),
        phone=Subquery(member_secretary.order_by("pk").values("office__phone")[:1]),
        led=_first(led),
        joined=_first(joined.order_by("-sittings__number")),
        called=_first(told.filter(on_date__gte=today).order_by("at")),
    ).order_by("name_en", "pk")
    columns = ("pk", "ref", "name_en", "name_bn", "place_en", "place_bn", "phone", "led", "joined", "called")
    return [countable(rows.values_list(*columns))]


_BELOW = Kept(lambda viewer, committees, today: _asked(viewer, IsAmong("parent", committees), today))
_THESE = Kept(lambda viewer, committees, today: _asked(viewer, IsAmong("pk", committees), today))


def _known(viewer: Viewer) -> QuerySet[Meeting]:
    return Meeting.objects.permitted(viewer).exclude(precision=Meeting.Precision.YEAR)


def _first(meetings: QuerySet[Meeting]) -> Any:
    return Subquery(meetings.values(found=JSONObject(on="on_date", ref="ref"))[:1])
