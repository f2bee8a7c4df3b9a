"""Telling the invitees of a meeting: its notice, each change after it, and once more by hand.

A change is told by itself once fifteen minutes have passed without another one: whoever mistypes and
puts it right tells nobody. A meeting within two days leaves no time for that, so its change is told at
once. What is still to be told stands on the meeting, in the transaction of the change, so no crash
loses it.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_rows
from access.toolkit.reasons import guard_reason
from language.words import local_day
from meetings.actions.ceilings import stay_under_notices, stay_under_tellings
from meetings.actions.delegated import note_delegated
from meetings.actions.writing import LINE, must_be_open, permitted_meeting, save_and_refresh
from meetings.models import Announcement, DelegatedStep, ItemProposal, Meeting
from meetings.models.announcements import FACTS, facts_of
from meetings.models.reached import figures_of
from meetings.notices import ITEM_ANSWERED, KIND_OF, NOTICE
from meetings.reach import seats_reached
from notifications.actions import tell

Kind, State, Step = Announcement.Kind, Meeting.State, DelegatedStep.Step
QUIET = timedelta(minutes=15)
SOON = timedelta(days=2)


@transaction.atomic
def send_notice(*, by: User, meeting: Meeting, at: datetime) -> Meeting:
    """The committee is told of the meeting, and reads its agenda from now on."""
    held = permitted_meeting(by=by, action="notice", meeting=meeting, at=at)
    must_be_open(held)
    if held.notice_sent_at is not None:
        raise Mendable(_("The notice has been sent already."), code="sent")
    stay_under_tellings(by=by, meeting=held)
    held.state = State.NOTICE_SENT
    held.notice_sent_at = at
    save_and_refresh(held)
    note_delegated(by=by, meeting=held, step=Step.NOTICE, at=at)
    _announce(held, Kind.NOTICE, by=by, at=at)
    tell_proposers(held, by=by, at=at)
    return held


@transaction.atomic
def tell_change(*, by: User, meeting: Meeting, at: datetime) -> Meeting:
    """The invitees are told of a change now, and not only in a quarter of an hour."""
    held = _announced(by=by, meeting=meeting, at=at)
    if not _has_changed(held):
        raise Mendable(_("Nothing has changed since those invited were last told."), code="same")
    stay_under_notices(by=by, meeting=held)
    note_delegated(by=by, meeting=held, step=Step.NOTICE, at=at)
    _announce(held, Kind.CHANGE, by=by, at=at)
    return held


@transaction.atomic
def send_again(*, by: User, meeting: Meeting, reason: str, at: datetime) -> Meeting:
    """The notice goes out once more, and says why: to its readers, and in what was told of the meeting."""
    held = _announced(by=by, meeting=meeting, at=at)
    stay_under_notices(by=by, meeting=held)
    why = guard_reason(field="reason", text=reason, longest=LINE)
    note_delegated(by=by, meeting=held, step=Step.NOTICE, at=at)
    _announce(held, Kind.CHANGE if _has_changed(held) else Kind.AGAIN, by=by, at=at, reason=why)
    return held


def tell_changed_meetings(*, at: datetime) -> int:
    """Tell every change that has stood for a quarter of an hour; safe to run twice, or at the same time.

    Returns of how many meetings. What did not change costs nothing.
    """
    waiting = Meeting.objects.filter(untold_change_at__lte=at - QUIET).order_by("untold_change_at", "pk")
    told = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        # Held by somebody who changes it at this moment: the next minute looks again.
        with suppress(Mendable):
            told += _tell_one(pk, at)
    return told


def note_change(held: Meeting, *, was: tuple[object, ...], by: User, at: datetime) -> None:
    """Remember on the meeting, before it is saved, whether its invitees are to be told of what changed."""
    if not _has_changed(held):
        _all_is_told(held)
    elif facts_of(held) != was:
        stay_under_tellings(by=by, meeting=held)
        held.untold_change_at, held.untold_change_by = at, by


def tell_if_soon(held: Meeting, *, by: User, at: datetime) -> None:
    """Tell a change at once where people would set out within two days, to the old place or the new."""
    last = last_announcement(held)
    if held.untold_change_at is None or last is None:
        return
    if min(held.on_date, last.on_date) <= local_day(at + SOON):
        _announce(held, Kind.CHANGE, by=by, at=at)


def tell_cancelled(held: Meeting, *, by: User, at: datetime) -> None:
    """Those who had the notice are told at once that the meeting is off: the one they knew of."""
    last = last_announcement(held)
    if last is not None:
        _announce(held, Kind.CANCELLED, by=by, at=at, reason=held.note, known=last)


def tell_joined(held: Meeting, *, by: User, at: datetime) -> None:
    """The members of a committee that joins after the notice get it now; nobody else gets it again."""
    last = last_announcement(held)
    if last is not None:
        tell(kind=NOTICE, record=held, occasion=_occasion(last.nth), at=at, by=by)


def tell_proposers(held: Meeting, *, by: User, at: datetime) -> None:
    """Tell whoever proposed an item of it, and may know of it from now on, that it was taken: each once."""
    for proposal in ItemProposal.objects.filter(meeting=held, state=ItemProposal.State.TAKEN).order_by("pk"):
        tell(kind=ITEM_ANSWERED, record=proposal, occasion=occasion_of_answer(proposal), at=at, by=by)


def occasion_of_answer(proposal: ItemProposal) -> str:
    """By which it is told once that a proposal was answered."""
    return f"answered:{proposal.pk}"


def last_announcement(meeting: Meeting) -> Announcement | None:
    """Return what the invitees know, or nothing before the notice."""
    return meeting.announcements.order_by("-nth").first()


def _announced(*, by: User, meeting: Meeting, at: datetime) -> Meeting:
    held = permitted_meeting(by=by, action="notice", meeting=meeting, at=at)
    must_be_open(held)
    if held.notice_sent_at is None:
        raise Mendable(_("The notice has not been sent yet. Send it first."), code="unsent")
    return held


def _has_changed(held: Meeting) -> bool:
    last = last_announcement(held)
    return last is not None and not last.says(held)


def _announce(
    held: Meeting,
    kind: Announcement.Kind,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    known: Announcement | None = None,
) -> None:
    """Keep what the invitees are told, and tell them; nothing is left to be told then."""
    last = last_announcement(held)
    nth = last.nth + 1 if last is not None else 1
    Announcement.objects.create(
        meeting=held,
        nth=nth,
        kind=kind,
        number=known.number if known is not None else held.number,
        reason=reason,
        by=by,
        **figures_of(seats_reached(held, at)),
        **{fact: getattr(known or held, fact) for fact in FACTS},
    )
    _all_is_told(held)
    held.save(update_fields=["untold_change_at", "untold_change_by"])
    tell(kind=KIND_OF[kind], record=held, occasion=_occasion(nth), at=at, by=by)


def _occasion(nth: int) -> str:
    return f"told:{nth}"


def _all_is_told(held: Meeting) -> None:
    held.untold_change_at = held.untold_change_by = None


@transaction.atomic
def _tell_one(pk: int, at: datetime) -> bool:
    held = lock_rows(Meeting, [pk]).get(pk)
    # Meanwhile somebody may have told it, changed it once more, or changed it back.
    if held is None or held.untold_change_at is None or held.untold_change_at > at - QUIET:
        return False
    if held.state != State.NOTICE_SENT or held.on_date < local_day(at):
        _all_is_told(held)
        held.save(update_fields=["untold_change_at", "untold_change_by"])
        return False
    _announce(held, Kind.CHANGE, by=held.untold_change_by, at=at)
    return True
