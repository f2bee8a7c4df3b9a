"""The committees below one's own: which have met this quarter, and which have no record yet.

No record is no reproach, and in no average: many committees keep their minutes on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from access.models import Party
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable, countable
from access.toolkit.kept import Kept
from language.words import local_day
from meetings.models import Meeting
from partners.models import Committee, Seat, Tier

State, Precision = Meeting.State, Meeting.Precision
# Of these it is said that they met; the longer list is on the committee's page.
MOST_MET, MOST_OTHERS = 3, 4
_NOT_HELD = (State.PLANNED, State.NOTICE_SENT, State.CANCELLED)
_TITLES = {Tier.NATIONAL: "district", Tier.DISTRICT: "upazila", Tier.UPAZILA: "union"}


class Below(NamedTuple):
    """One committee below: when it last met, as far as this person may know, and who can be called."""

    ref: str
    name_en: str
    name_bn: str
    place_en: str | None
    place_bn: str | None
    last_met: date | None
    phone: str | None

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


@dataclass(frozen=True)
class CommitteesBelow:
    """All of them, with the few that stand on the desk."""

    title: str
    url: str
    total: int
    met: list[Below]
    not_yet: list[Below]
    no_record: list[Below]

    @property
    def shown(self) -> list[tuple[str, Below]]:
        """The latest that met, and those one may call: first who has no record at all."""
        others = [("none", one) for one in self.no_record] + [("not-yet", one) for one in self.not_yet]
        return [("met", one) for one in self.met[:MOST_MET]] + others[:MOST_OTHERS]


def committees_below(viewer: Viewer, own: Sequence[Committee]) -> CommitteesBelow | None:
    """Return the committees below those whose secretariat this person is; nothing where there are none."""
    kept = [one for one in own if one.tier in _TITLES and viewer.belongs_to(one.secretariat_party_id)]
    if not kept or Party.Kind.COMMITTEE_SECRETARIAT not in viewer.party_kinds:
        return None
    (asked,) = _BELOW(viewer, committees=[one.pk for one in kept], today=local_day(viewer.at))
    if asked is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        rows = [Below(*row) for row in cursor.fetchall()]
    if not rows:
        return None
    quarter = quarter_of(local_day(viewer.at))
    met = [one for one in rows if one.last_met is not None and one.last_met >= quarter]
    return CommitteesBelow(
        title=_title(kept),
        url=f"{reverse('committee', args=[kept[0].ref])}#below",
        total=len(rows),
        met=sorted(met, key=lambda one: one.last_met or quarter, reverse=True),
        not_yet=[one for one in rows if one.last_met is not None and one.last_met < quarter],
        no_record=[one for one in rows if one.last_met is None],
    )


def quarter_of(today: date) -> date:
    """Return the first day of the quarter; those of the calendar and of the fiscal year begin alike."""
    return date(today.year, today.month - (today.month - 1) % 3, 1)


def _title(kept: Sequence[Committee]) -> str:
    below = {_TITLES[Tier(one.tier)] for one in kept}
    if len(below) > 1:
        return _("Committees below")
    return {
        "district": _("District committees"),
        "upazila": _("Upazila committees"),
        "union": _("Union committees"),
    }[below.pop()]


def _below(viewer: Viewer, committees: list[int], today: date) -> list[Countable]:
    member_secretary = Seat.objects.filter(
        committee=OuterRef("pk"), role=Seat.Role.MEMBER_SECRETARY, until__isnull=True
    )
    rows = Committee.objects.filter(IsAmong("parent", committees)).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today)
    )
    # Two ways to the last one, each by an index that gives it first: led by it, or another's that counts as
    # a sitting of it.
    led = _held(viewer, today).filter(lead_committee=OuterRef("pk")).order_by("-at")
    joined = _held(viewer, today).filter(sittings__committee=OuterRef("pk"), sittings__number__gt=0)
    rows = rows.annotate(
        place_en=F("place__name_en"),
        place_bn=F("place__name_bn"),
        last_met=Greatest(_last(led), _last(joined.order_by("-sittings__number"))),
        phone=Subquery(member_secretary.order_by("pk").values("office__phone")[:1]),
    ).order_by("name_en", "pk")
    return [countable(rows.values_list(*Below._fields))]


_BELOW = Kept(_below)


def _held(viewer: Viewer, today: date) -> QuerySet[Meeting]:
    known = Meeting.objects.permitted(viewer).exclude(state__in=_NOT_HELD)
    return known.filter(on_date__lte=today).exclude(precision=Precision.YEAR)


def _last(meetings: QuerySet[Meeting]) -> Any:
    return Subquery(meetings.values("on_date")[:1])
