"""What is asked for and granted: another date, other words, another owner, a drop, a wait for others."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from access.toolkit.reasons import guard_reason
from access.toolkit.texts import guarded
from commitments.actions.writing import (
    LONGEST_TEXT,
    add_history,
    moved_to,
    must_be_at,
    must_follow_meeting,
    must_have_no_open_request,
    permitted_and_locked,
    save_and_refresh,
)
from commitments.covering import reword
from commitments.models import OPEN_STAGES, Answer, ChangeRequest, Commitment, Event, Stage, Waiting
from commitments.notices import ANSWERED, ASKED, DATE_GRANTED, PROPOSED
from language.words import local_day, named
from partners.active import must_be_active
from partners.models import Organisation
from partners.queries import sitting_among

Kind = ChangeRequest.Kind


@transaction.atomic
def ask(
    *,
    by: User,
    commitment: Commitment,
    kind: ChangeRequest.Kind,
    reason: str,
    at: datetime,
    due_on: date | None = None,
    what: str = "",
    owner: Organisation | None = None,
) -> ChangeRequest:
    """The owner asks for a change and says why. Until it is granted everything stands as agreed."""
    commitment = permitted_and_locked(by=by, action="ask", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    must_have_no_open_request(commitment)
    request = ChangeRequest(
        commitment=commitment,
        kind=kind,
        reason=guarded(reason, field="reason", longest=LONGEST_TEXT, phones=True, required=True),
    )
    if kind == Kind.MORE_TIME:
        request.due_on = _new_date(commitment, due_on, at)
    elif kind == Kind.WORDING:
        request.what = guarded(what, field="what", longest=LONGEST_TEXT, phones=True, required=True)
    elif kind == Kind.OWNER:
        request.owner = _new_owner(commitment, owner, at)
    _asked(request, by=by, at=at, due_after=due_on)
    return request


@transaction.atomic
def decide_change(
    *, by: User, request: ChangeRequest, grant: bool, at: datetime, note: str = ""
) -> Commitment:
    """Whoever grants says yes or no to what the owner asked for."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=request.commitment, at=at)
    request = lock_row(request)
    _must_be_open(request)
    must_be_at(commitment, *OPEN_STAGES)
    words = _decided(request, grant=grant, by=by, at=at, note=note)
    if not grant:
        add_history(commitment, Event.REFUSED, tells=ANSWERED, at=at, by=by, note=words)
    elif request.kind == Kind.MORE_TIME:
        move_due_to(commitment, _new_date(commitment, request.due_on, at), by=by, at=at, note=words)
    elif request.kind == Kind.WORDING:
        reword(commitment, request.what)
        save_and_refresh(commitment)
        add_history(commitment, Event.REWORDED, tells=ANSWERED, at=at, by=by, note=words)
    elif request.kind == Kind.OWNER:
        _pass_to(commitment, _new_owner(commitment, request.owner, at), by=by, at=at, note=words)
    else:
        drop_now(commitment, by=by, at=at, note=words or request.reason)
    return commitment


@transaction.atomic
def move_due(
    *, by: User, commitment: Commitment, due_on: date | None, reason: str, at: datetime
) -> Commitment:
    """Whoever grants moves the due date without being asked, and says why."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    words = guard_reason(field="reason", text=reason, longest=LONGEST_TEXT)
    move_due_to(commitment, _new_date(commitment, due_on, at), by=by, at=at, note=words)
    return commitment


@transaction.atomic
def drop(*, by: User, commitment: Commitment, reason: str, at: datetime) -> Commitment:
    """Whoever grants drops it, openly and with the reason; it stays readable."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    words = guard_reason(field="reason", text=reason, longest=LONGEST_TEXT)
    commitment.requests.filter(answer=Answer.OPEN).update(
        answer=Answer.GRANTED, decided_at=at, decided_by=by, decision_note=words
    )
    drop_now(commitment, by=by, at=at, note=words)
    return commitment


@transaction.atomic
def wait(
    *,
    by: User,
    commitment: Commitment,
    from_on: date,
    until_on: date,
    reason: str,
    at: datetime,
    waits_for: Organisation | None = None,
) -> Waiting:
    """The owner says it cannot go on before another body has done its part, and until when."""
    commitment = permitted_and_locked(by=by, action="ask", commitment=commitment, at=at)
    must_be_at(commitment, Stage.AGREED, Stage.ACCEPTED)
    if commitment.waiting.filter(answer=Answer.OPEN).exists():
        raise Mendable(_("A request to wait is not yet decided."), code="open")
    if until_on < from_on:
        raise Mendable(_("The wait ends before it begins. Choose a later end."), "until_on", "ends-before")
    if until_on <= local_day(at):
        raise Mendable(_("Choose a day after today."), "until_on", "past")
    waiting = Waiting(
        commitment=commitment,
        waits_for=waits_for,
        from_on=from_on,
        until_on=until_on,
        reason=guarded(reason, field="reason", longest=LONGEST_TEXT, phones=True, required=True),
    )
    _asked(waiting, by=by, at=at, due_after=until_on)
    return waiting


@transaction.atomic
def decide_waiting(*, by: User, waiting: Waiting, grant: bool, at: datetime, note: str = "") -> Commitment:
    """Whoever grants accepts the wait, which is then not late, or does not."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=waiting.commitment, at=at)
    waiting = lock_row(waiting)
    _must_be_open(waiting)
    must_be_at(commitment, Stage.AGREED, Stage.ACCEPTED)
    words = _decided(waiting, grant=grant, by=by, at=at, note=note)
    if not grant:
        add_history(commitment, Event.REFUSED, tells=ANSWERED, at=at, by=by, note=words)
        return commitment
    commitment.waiting_until = waiting.until_on
    _reminders_begin_anew(commitment, at)
    save_and_refresh(commitment)
    add_history(
        commitment, Event.WAITING, tells=ANSWERED, at=at, by=by, note=words, due_after=waiting.until_on
    )
    return commitment


def _asked(asked: ChangeRequest | Waiting, *, by: User, at: datetime, due_after: date | None) -> None:
    """The owner has asked: whoever grants is told."""
    commitment = asked.commitment
    asked.asked_at = at
    asked.asked_by = by
    asked.asked_organisation = commitment.owner
    asked.save()
    add_history(
        commitment,
        Event.ASKED,
        tells=ASKED,
        at=at,
        by=by,
        organisation=commitment.owner,
        note=asked.reason,
        due_after=due_after,
        made=asked,
    )


def _must_be_open(asked: ChangeRequest | Waiting) -> None:
    if asked.answer != Answer.OPEN:
        raise Mendable(_("Somebody has already decided this request. Read it again."), code="decided")


def _decided(asked: ChangeRequest | Waiting, *, grant: bool, by: User, at: datetime, note: str) -> str:
    """Keep the answer, and return the note that was written with it: a refusal needs one."""
    asked.answer = Answer.GRANTED if grant else Answer.REFUSED
    asked.decided_at = at
    asked.decided_by = by
    asked.decision_note = guarded(note, field="note", longest=LONGEST_TEXT, phones=True, required=not grant)
    asked.save(update_fields=asked.may_change)
    return asked.decision_note


def move_due_to(commitment: Commitment, due_on: date, *, by: User, at: datetime, note: str) -> None:
    """Give a promise that the caller holds another date: its reminders begin anew, its body is told."""
    before = commitment.due_on
    commitment.due_on = due_on
    if commitment.original_due_on is None:
        commitment.original_due_on = due_on
    _reminders_begin_anew(commitment, at)
    save_and_refresh(commitment)
    add_history(
        commitment,
        Event.DUE_MOVED,
        tells=DATE_GRANTED,
        at=at,
        by=by,
        note=note,
        due_before=before,
        due_after=due_on,
    )


def _reminders_begin_anew(commitment: Commitment, at: datetime) -> None:
    commitment.due_seq += 1
    commitment.due_moved_at = at


def _pass_to(commitment: Commitment, owner: Organisation, *, by: User, at: datetime, note: str) -> None:
    """The new owner starts at agreed: it has accepted nothing, and its verifier may be another one.

    One that has no seat in the committee is not bound by it: it is asked, and promises by accepting.
    """
    committees = [commitment.committee_id] if commitment.committee_id is not None else []
    is_bound = bool(sitting_among([owner.pk], committees, on=local_day(at)))
    commitment.owner = owner
    commitment.speaks_for = None
    commitment.verifier = None
    commitment.verifier_from_above = commitment.verifier_by_presence = False
    commitment.verifier_since = None
    commitment.passed_on.all().delete()
    commitment.more_information = False
    commitment.more_information_reason = ""
    if not is_bound:
        commitment.suggested_due_on = commitment.effective_due
        commitment.due_on = commitment.original_due_on = commitment.waiting_until = None
    moved_to(commitment, Stage.AGREED if is_bound else Stage.RECOMMENDED, at)
    save_and_refresh(commitment)
    told = ANSWERED if is_bound else PROPOSED
    add_history(commitment, Event.OWNER_CHANGED, tells=told, at=at, by=by, note=note, organisation=owner)


def drop_now(commitment: Commitment, *, by: User, at: datetime, note: str) -> None:
    """Drop a promise that the caller holds, openly; its body is told."""
    moved_to(commitment, Stage.DROPPED, at)
    save_and_refresh(commitment)
    add_history(commitment, Event.DROPPED, tells=ANSWERED, at=at, by=by, note=note)


def _new_date(commitment: Commitment, due_on: date | None, at: datetime) -> date:
    if due_on is None:
        raise Mendable(_("Choose a date."), "due_on", "required")
    must_follow_meeting(due_on, commitment.agreed_on)
    if due_on < local_day(at):
        raise Mendable(_("This day has passed. Choose today or later."), "due_on", "past")
    if commitment.awaits_word and due_on == local_day(at):
        # It would be late tomorrow, which nobody can keep who learns of it today.
        raise Mendable(_("Choose a day after today."), "due_on", "past")
    if due_on == commitment.due_on:
        raise Mendable(_("This is already the due date. Choose another day."), "due_on", "same")
    return due_on


def _new_owner(commitment: Commitment, owner: Organisation | None, at: datetime) -> Organisation:
    if owner is None:
        raise Mendable(_("Choose an organisation."), "owner", "required")
    must_be_active(owner, on=local_day(at), field="owner")
    if owner == commitment.owner:
        raise Mendable(_("This is already the implementing body. Choose another."), "owner", "same")
    if commitment.group_id is not None and _has_its_part(commitment, owner):
        raise Mendable(
            _("%(name)s has its own part of this already.") % {"name": named(owner)}, "owner", "has-part"
        )
    if commitment.committee_id is None:
        # Else whoever called the meeting would bind anybody by way of itself or of a guest.
        raise Mendable(
            _(
                "A meeting without a committee binds only those who took part, and nobody in their place: "
                "ask to drop this, and bring it to a committee in which %(name)s has a seat."
            )
            % {"name": named(owner)},
            "owner",
            "no-committee",
        )
    return owner


def _has_its_part(commitment: Commitment, body: Organisation) -> bool:
    """Whether a part of the same group is this body's: passed on, a part is of no seat any more."""
    parts = Commitment.objects.filter(group=commitment.group_id, owner=body).exclude(pk=commitment.pk)
    return parts.exclude(stage=Stage.DROPPED).exists()
