"""What is asked for and granted: another date, other words, another owner, a drop, a wait for others."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.errors import Mendable
from access.models import User
from commitments.actions.writing import (
    guarded,
    kept,
    line,
    local_day,
    moved_to,
    must_be_active,
    must_be_at,
    must_follow_meeting,
    permitted_and_locked,
)
from commitments.models import OPEN_STAGES, Answer, ChangeRequest, Commitment, Event, Stage, Waiting
from commitments.notices import ANSWERED, ASKED, DATE_GRANTED
from notifications.actions import tell
from partners.models import Organisation

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
    _must_have_no_open_request(commitment)
    request = ChangeRequest(
        commitment=commitment,
        kind=kind,
        reason=guarded(reason, field="reason"),
        asked_at=at,
        asked_by=by,
        asked_organisation=commitment.owner,
    )
    if kind == Kind.MORE_TIME:
        request.due_on = _new_date(commitment, due_on, at)
    elif kind == Kind.WORDING:
        request.what = guarded(what, field="what")
    elif kind == Kind.OWNER:
        request.owner = _new_owner(commitment, owner, at)
    request.save()
    asked = line(
        commitment,
        Event.ASKED,
        at=at,
        by=by,
        organisation=commitment.owner,
        note=request.reason,
        due_after=due_on,
    )
    tell(kind=ASKED, record=commitment, occasion=f"line:{asked.pk}", at=at, by=by)
    return request


@transaction.atomic
def decide_change(
    *, by: User, request: ChangeRequest, grant: bool, at: datetime, note: str = ""
) -> Commitment:
    """Whoever grants says yes or no to what the owner asked for."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=request.commitment, at=at)
    request = ChangeRequest.objects.select_for_update(of=("self",)).select_related("owner").get(pk=request.pk)
    if request.answer != Answer.OPEN:
        raise Mendable(_("Somebody has already decided this request. Read it again."), code="decided")
    must_be_at(commitment, *OPEN_STAGES)
    request.answer = Answer.GRANTED if grant else Answer.REFUSED
    request.decided_at = at
    request.decided_by = by
    request.decision_note = guarded(note, field="note", required=not grant)
    request.save()
    words = request.decision_note
    if not grant:
        refused = line(commitment, Event.REFUSED, at=at, by=by, note=words)
        tell(kind=ANSWERED, record=commitment, occasion=f"line:{refused.pk}", at=at, by=by)
    elif request.kind == Kind.MORE_TIME:
        _move_due(commitment, _new_date(commitment, request.due_on, at), by=by, at=at, note=words)
    elif request.kind == Kind.WORDING:
        commitment.what = request.what
        kept(commitment)
        _answered(commitment, Event.REWORDED, by=by, at=at, note=words)
    elif request.kind == Kind.OWNER:
        _pass_to(commitment, _new_owner(commitment, request.owner, at), by=by, at=at, note=words)
    else:
        _drop(commitment, by=by, at=at, note=words or request.reason)
    return commitment


@transaction.atomic
def move_due(
    *, by: User, commitment: Commitment, due_on: date | None, reason: str, at: datetime
) -> Commitment:
    """Whoever grants moves the due date without being asked, and says why."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    _move_due(
        commitment, _new_date(commitment, due_on, at), by=by, at=at, note=guarded(reason, field="reason")
    )
    return commitment


@transaction.atomic
def drop(*, by: User, commitment: Commitment, reason: str, at: datetime) -> Commitment:
    """Whoever grants drops it, openly and with the reason; it stays readable."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    words = guarded(reason, field="reason")
    commitment.requests.filter(answer=Answer.OPEN).update(
        answer=Answer.GRANTED, decided_at=at, decided_by=by, decision_note=words
    )
    _drop(commitment, by=by, at=at, note=words)
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
    waiting = Waiting.objects.create(
        commitment=commitment,
        waits_for=waits_for,
        from_on=from_on,
        until_on=until_on,
        reason=guarded(reason, field="reason"),
        asked_at=at,
        asked_by=by,
        asked_organisation=commitment.owner,
    )
    asked = line(
        commitment,
        Event.ASKED,
        at=at,
        by=by,
        organisation=commitment.owner,
        note=waiting.reason,
        due_after=until_on,
    )
    tell(kind=ASKED, record=commitment, occasion=f"line:{asked.pk}", at=at, by=by)
    return waiting


@transaction.atomic
def decide_waiting(*, by: User, waiting: Waiting, grant: bool, at: datetime, note: str = "") -> Commitment:
    """Whoever grants accepts the wait, which is then not late, or does not."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=waiting.commitment, at=at)
    waiting = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if waiting.answer != Answer.OPEN:
        raise Mendable(_("Somebody has already decided this request. Read it again."), code="decided")
    must_be_at(commitment, Stage.AGREED, Stage.ACCEPTED)
    waiting.answer = Answer.GRANTED if grant else Answer.REFUSED
    waiting.decided_at = at
    waiting.decided_by = by
    waiting.decision_note = guarded(note, field="note", required=not grant)
    waiting.save()
    if not grant:
        _answered(commitment, Event.REFUSED, by=by, at=at, note=waiting.decision_note)
        return commitment
    commitment.waiting_until = waiting.until_on
    _reminders_begin_anew(commitment, at)
    kept(commitment)
    _answered(commitment, Event.WAITING, by=by, at=at, note=waiting.decision_note, due_after=waiting.until_on)
    return commitment


def _move_due(commitment: Commitment, due_on: date, *, by: User, at: datetime, note: str) -> None:
    before = commitment.due_on
    commitment.due_on = due_on
    if commitment.original_due_on is None:
        commitment.original_due_on = due_on
    _reminders_begin_anew(commitment, at)
    kept(commitment)
    moved = line(commitment, Event.DUE_MOVED, at=at, by=by, note=note, due_before=before, due_after=due_on)
    tell(kind=DATE_GRANTED, record=commitment, occasion=f"line:{moved.pk}", at=at, by=by)


def _reminders_begin_anew(commitment: Commitment, at: datetime) -> None:
    commitment.due_seq += 1
    commitment.due_moved_at = at


def _pass_to(commitment: Commitment, owner: Organisation, *, by: User, at: datetime, note: str) -> None:
    """The new owner starts at agreed: it has accepted nothing, and its verifier may be another one."""
    commitment.owner = owner
    commitment.speaks_for = None
    commitment.verifier = None
    commitment.verifier_from_above = False
    commitment.more_information = False
    commitment.more_information_reason = ""
    moved_to(commitment, Stage.AGREED, at)
    kept(commitment)
    _answered(commitment, Event.OWNER_CHANGED, by=by, at=at, note=note, organisation=owner)


def _drop(commitment: Commitment, *, by: User, at: datetime, note: str) -> None:
    moved_to(commitment, Stage.DROPPED, at)
    kept(commitment)
    _answered(commitment, Event.DROPPED, by=by, at=at, note=note)


def _answered(
    commitment: Commitment,
    event: Event,
    *,
    by: User,
    at: datetime,
    note: str,
    organisation: Organisation | None = None,
    due_after: date | None = None,
) -> None:
    written = line(commitment, event, at=at, by=by, organisation=organisation, note=note, due_after=due_after)
    tell(kind=ANSWERED, record=commitment, occasion=f"line:{written.pk}", at=at, by=by)


def _must_have_no_open_request(commitment: Commitment) -> None:
    if commitment.requests.filter(answer=Answer.OPEN).exists():
        raise Mendable(_("A request about this commitment is not yet decided."), code="open")


def _new_date(commitment: Commitment, due_on: date | None, at: datetime) -> date:
    if due_on is None:
        raise Mendable(_("Choose a date."), "due_on", "required")
    must_follow_meeting(due_on, commitment.agreed_on)
    if due_on < local_day(at):
        raise Mendable(_("This day has passed. Choose today or later."), "due_on", "past")
    if due_on == commitment.due_on:
        raise Mendable(_("This is already the due date. Choose another day."), "due_on", "same")
    return due_on


def _new_owner(commitment: Commitment, owner: Organisation | None, at: datetime) -> Organisation:
    if owner is None:
        raise Mendable(_("Choose an organisation."), "owner", "required")
    must_be_active(owner, on=local_day(at), field="owner")
    if owner == commitment.owner:
        raise Mendable(_("This is already the implementing body. Choose another."), "owner", "same")
    return owner
