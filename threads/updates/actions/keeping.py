"""Where the figures of an update are written; whoever writes them ends with letting the sums follow."""

from datetime import datetime

from access.rules.audiences import refresh
from access.toolkit.locking import lock_row
from partners.models import Place, Tier
from partners.models.places import numbers_in
from threads.figures.adding import add_up
from threads.imports.models import Submission
from threads.models import Thread
from threads.updates.figures import Facts
from threads.updates.models import FIGURES, FieldUpdate, OnlineAbuse, Trend, UpdateCorrection

Precision = FieldUpdate.Precision


def keep(update: FieldUpdate) -> None:
    """Store an update: each change of a figure, a place, a month, or of whether it counts."""
    weigh(update)
    update.save()


def weigh(update: FieldUpdate) -> None:
    """Note whether it counts, by what it says now."""
    update.is_counted = (
        update.removed_at is None and update.month is not None and not update.thread.is_illustrative
    )
    update.in_network = update.in_network and update.is_counted


def _district_of(place: Place) -> Place:
    """The district around a place; the place itself where it lies in none."""
    return Place.objects.filter(pk__in=numbers_in(place.path), tier=Tier.DISTRICT).first() or place


def fill(update: FieldUpdate, facts: Facts) -> None:
    """Let an update say this."""
    for name, value in facts.columns().items():
        setattr(update, name, value)


def say_less(update: FieldUpdate) -> None:
    """Let an update tell of its place the district, and of its day the month."""
    update.place = _district_of(update.place)
    if update.precision == Precision.DAY:
        update.happened_on, update.precision = update.happened_on.replace(day=1), Precision.MONTH


def make_vague(thread: Thread) -> int:
    """Its title was erased, which said place and day: the rows keep district and month alone.

    The figures stay, of the district. Returns in how many rows something was said less exactly.
    """
    found = FieldUpdate.objects.filter(thread=thread).only("pk").first()
    if found is None:
        return 0
    held = lock_row(found)
    before = FieldUpdate.objects.get(pk=held.pk)
    held.thread = thread
    say_less(held)
    keep(held)
    add_up(held, before)
    Submission.objects.filter(update=held).update(digest="")
    earlier = list(UpdateCorrection.objects.filter(update=held).select_related("place"))
    for one in earlier:
        one.place, one.happened_on = _district_of(one.place), one.happened_on.replace(day=1)
        one.save(update_fields=["place", "happened_on"])
    return 1 + len(earlier)


def forget_update(thread: Thread, at: datetime) -> None:
    """Its author took it back, or deleted it: no figure, code or link of it stays, and of place and
    day district and year alone. Its key does.
    """
    found = FieldUpdate.objects.filter(thread=thread).only("pk").first()
    if found is None:
        return
    held = lock_row(found)
    before = FieldUpdate.objects.get(pk=held.pk)
    held.thread = thread
    for name in FIGURES:
        setattr(held, name, None)
    held.message, held.removed_at, held.digest = None, at, ""
    held.place = _district_of(held.place)
    held.happened_on, held.precision, held.month = (
        held.happened_on.replace(month=1, day=1),
        Precision.YEAR,
        None,
    )
    keep(held)
    held.partners.clear()
    Trend.objects.filter(update=held).delete()
    UpdateCorrection.objects.filter(update=held).delete()
    # By trying, place and day would be found in it.
    Submission.objects.filter(update=held).update(digest="")
    abuse = OnlineAbuse.objects.filter(update=held).only("pk").first()
    if abuse is not None:
        gone = lock_row(abuse)
        gone.link, gone.live = "", False
        gone.save()
        refresh(gone)
    add_up(held, before)
