"""Where an organisation works is entered and ended by its liaison officer: it makes it one of those there."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_container, lock_row
from language.words import local_day, number
from partners.active import must_be_active
from partners.models import Organisation, Place, Presence, Tier, Work

MOST_AT_ONCE = 100
LOCAL_TIERS = (Tier.DISTRICT, Tier.UPAZILA, Tier.UNION, Tier.MUNICIPALITY)


@transaction.atomic
def enter_presence(
    *,
    by: User | None,
    organisation: Organisation,
    places: Collection[Place],
    work: Collection[str],
    since: date,
    at: datetime,
    until: date | None = None,
) -> list[Presence]:
    """An organisation works at these places from a day on; what runs there already is not entered twice."""
    body = lock_container(organisation, by=by, action="keep_presence", at=at)
    must_be_active(body, on=local_day(at), field=None)
    _must_be_told(places, work)
    must_be_in_order(since, until)
    wanted = {(place.pk, Work(one)): place for place in places for one in work}
    for line in _overlapping(body, since, until):
        wanted.pop((line.place_id, Work(line.work)), None)
    if not wanted:
        raise Mendable(_("All of this is entered already."), "places", "same")
    return Presence.objects.bulk_create(
        Presence(organisation=body, place=place, work=one, since=since, until=until, entered_at=at)
        for (_place, one), place in wanted.items()
    )


@transaction.atomic
def end_presence(
    *, by: User, presence: Presence, at: datetime, until: date | None = None, mistaken: bool = False
) -> Presence:
    """It works there no longer after this day; of what is entered for the time after nothing stays.

    A line that was `mistaken` is taken away altogether: nobody reads any more that it was there.
    """
    held_body = lock_row(presence.organisation)
    viewer = lock_actor(by, at)
    held = lock_row(presence)
    require(viewer, "keep_presence", held_body)
    if mistaken:
        Presence.objects.filter(pk=held.pk).delete()
        return held
    if until is None:
        raise Mendable(_("Enter the last day."), "until", "required")
    if held.until is not None and held.until <= until:
        raise Mendable(_("This has ended already."), "until", "ended")
    must_be_in_order(held.since, until)
    held.until = until
    held.save(update_fields=["until"])
    return held


def must_be_in_order(since: date, until: date | None) -> None:
    """Refuse a last day before the first."""
    if until is not None and until < since:
        raise Mendable(_("The last day is before the first. Choose a later one."), "until", "order")


def _must_be_told(places: Collection[Place], work: Collection[str]) -> None:
    if not places:
        raise Mendable(_("Name at least one place."), "places", "required")
    if any(place.tier not in LOCAL_TIERS for place in places):
        raise Mendable(_("Name districts, upazilas, unions or municipalities."), "places", "wide")
    if not work:
        raise Mendable(_("Choose at least one kind of work."), "work", "required")
    if len(places) * len(work) > MOST_AT_ONCE:
        raise Mendable(
            _("Enter at most %(most)s lines at once: fewer places, or fewer kinds of work.")
            % {"most": number(MOST_AT_ONCE)},
            "places",
            "most",
        )


def _overlapping(body: Organisation, since: date, until: date | None) -> list[Presence]:
    lines = Presence.objects.filter(Q(until=None) | Q(until__gte=since), organisation=body)
    return list(lines if until is None else lines.filter(since__lte=until))
