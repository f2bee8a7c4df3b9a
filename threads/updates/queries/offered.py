"""What the form of a field update offers somebody: their own places first, who may read it, messages."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q

from access.choosing.choices import Choosable, Chosen, Option, kinds_of, resolve
from access.choosing.words import ReadersSaid, readers_said
from access.models import User
from access.models.parties import EVERYONE
from access.rules.viewer import Viewer
from language.words import local_day
from partners.audiences import COMMITTEE
from partners.fields import place_words
from partners.models import Committee, Organisation, Place, Presence, Tier
from partners.models.places import numbers_in
from partners.present import running_on
from partners.queries import committee_numbers_of, own_organisations
from threads.access import AUDIENCE
from threads.models import Thread
from threads.updates.figures import PLACES
from threads.updates.models import FieldUpdate

# So many of each are offered: what is not among them is typed.
RECENT, MOST_PLACES, MOST_COMMITTEES, MOST_MESSAGES = 5, 40, 6, 10


@dataclass(frozen=True)
class ReadersOffered:
    """One audience, who that is in words with numbers, and what is sent of it."""

    value: str
    option: Option | None
    said: ReadersSaid

    @property
    def is_everyone(self) -> bool:
        """Whether it is the whole network."""
        return self.option is None


def sent_before(by: User, key: UUID) -> FieldUpdate | None:
    """The update that came of this key, if it arrived before."""
    return FieldUpdate.objects.filter(author=by, key=key).select_related("thread").first()


def places_kept(viewer: Viewer) -> list[Place]:
    """The same for the form that a phone keeps, by their names: their order says nothing of what was
    written, and none stands there for a rescue alone.
    """
    found = places_offered(viewer, but=FieldUpdate.PROTECTED)
    return sorted(found, key=place_words)


def places_offered(viewer: Viewer, *, but: Collection[str] = ()) -> list[Place]:
    """Places of one's own: those written of last, then where the own organisations are and work."""
    written = FieldUpdate.objects.filter(author=viewer.user.pk, removed_at=None).exclude(type__in=but)
    latest = written.order_by().values("place").annotate(last=Max("id")).order_by("-last")
    recent = [row["place"] for row in latest[:RECENT]]
    around = _around(viewer)
    within = Q(pk__in=around) | Q(parent__in=around)
    near = Place.objects.filter(within, tier__in=PLACES, until=None).exclude(pk__in=recent)
    found = Place.objects.filter(pk__in=recent).select_related("parent__parent")
    by_number = {one.pk: one for one in found}
    others = near.select_related("parent__parent").order_by("path", "name_en")
    first = [by_number[one] for one in recent if one in by_number]
    return [*first, *others[: MOST_PLACES - len(first)]]


def _around(viewer: Viewer) -> list[int]:
    """Where the own organisations are, work and meet: what lies in an upazila is near, in a district not."""
    own = own_organisations(viewer).values("pk")
    numbers = {
        *Organisation.objects.filter(pk__in=own, place__isnull=False).values_list("place", flat=True),
        *Presence.objects.filter(running_on(local_day(viewer.at)), organisation__in=own).values_list(
            "place", flat=True
        ),
        *Committee.objects.filter(pk__in=committee_numbers_of(viewer), place__isnull=False).values_list(
            "place", flat=True
        ),
    }
    return sorted(numbers)


def readers_offered(viewer: Viewer, places: list[Place]) -> list[ReadersOffered]:
    """Who may read it: the own organisation, the own committees and those of one's places, everyone."""
    offered = []
    for option in [*_alone(viewer), *_committees(viewer, places)]:
        offered.append(ReadersOffered(option.value, option, _said(viewer, option.value)))
    return [*offered, ReadersOffered(EVERYONE, None, _said(viewer, EVERYONE))]


def _said(viewer: Viewer, value: str) -> ReadersSaid:
    return readers_said(viewer, _chosen(viewer, value), AUDIENCE)


def _chosen(viewer: Viewer, value: str) -> Chosen:
    return resolve(viewer, [value], AUDIENCE)


def _kind(name: str) -> Choosable:
    return next(one for one in kinds_of(AUDIENCE) if one.name == name)


def _alone(viewer: Viewer) -> list[Option]:
    return [one for kind in kinds_of(AUDIENCE) if kind.is_alone for one in kind.own(viewer)]


def _committees(viewer: Viewer, places: list[Place]) -> list[Option]:
    """Those in which somebody sits, and the committees of the district and upazila of their places."""
    kind = _kind(COMMITTEE)
    own = list(kind.own(viewer))[:MOST_COMMITTEES]
    above = {number for one in places for number in numbers_in(one.path)}
    near = Committee.objects.filter(
        place__in=above, tier__in=(Tier.DISTRICT, Tier.UPAZILA), ended_on=None
    ).order_by("tier", "name_en")
    refs = list(near.values_list("ref", flat=True)[:MOST_COMMITTEES])
    found = {one.value: one for one in [*own, *kind.by_ref(viewer, refs)]}
    return list(found.values())[:MOST_COMMITTEES]


def messages_offered(viewer: Viewer) -> list[Thread]:
    """The key messages this person reads whose period runs: a session can name one."""
    rows = Thread.objects.permitted(viewer).filter(
        kind=Thread.Kind.KEY_MESSAGE, removed_at=None, asked_until__gt=viewer.at
    )
    return list(rows.order_by("-at")[:MOST_MESSAGES])
