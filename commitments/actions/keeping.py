"""How a promise is kept: accepted, evidence sent, and verified by another side or asked about."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.links import guard_link
from access.toolkit.texts import guarded
from commitments.actions.verifying import held_for_verdict, name_at_acceptance, name_by_turn
from commitments.actions.writing import (
    LONGEST_TEXT,
    Line,
    add_history,
    lines,
    moved_to,
    must_be_at,
    must_follow_meeting,
    permitted_and_locked,
    save_and_refresh,
)
from commitments.models import Commitment, Event, Evidence, EvidenceFile, Stage
from commitments.notices import DECLINED, MORE_INFORMATION, NAME_VERIFIER, NOBODY_LEFT, VERIFIED
from language.words import local_day
from library.files.attaching import attach


@transaction.atomic
def accept(*, by: User, commitment: Commitment, at: datetime, due_on: date | None = None) -> Commitment:
    """The owner takes the promise as its own. Who verifies it is not the owner's to choose.

    Where nobody is named and one alone can be, that one is; of several whoever grants is asked to name one,
    and where nobody grants as yet it goes by turn.
    What was only recommended becomes a promise now, by the day that the owner names.
    """
    commitment = permitted_and_locked(by=by, action="accept", commitment=commitment, at=at)
    must_be_at(commitment, Stage.AGREED, *((Stage.RECOMMENDED,) if commitment.is_proposal else ()))
    if commitment.is_proposal:
        _take_up(commitment, due_on, at)
    name_at_acceptance(commitment, at)
    moved_to(commitment, Stage.ACCEPTED, at)
    save_and_refresh(commitment)
    add_history(
        commitment,
        Event.ACCEPTED,
        tells=None if commitment.verifier is not None else NAME_VERIFIER,
        at=at,
        by=by,
        organisation=commitment.owner,
        due_after=commitment.due_on if due_on is not None else None,
    )
    return commitment


def _take_up(commitment: Commitment, due_on: date | None, at: datetime) -> None:
    """From now on it is a promise with a date of its own; days before it was accepted remind nobody."""
    if due_on is None:
        raise Mendable(_("Enter the day by which it is done."), "due_on", "required")
    if due_on < local_day(at):
        raise Mendable(_("Choose a day after today."), "due_on", "past")
    must_follow_meeting(due_on, commitment.agreed_on)
    commitment.due_on = commitment.original_due_on = due_on
    commitment.due_moved_at = at
    commitment.declined_at = None


@transaction.atomic
def decline(*, by: User, commitment: Commitment, at: datetime, reason: str = "") -> Commitment:
    """A body that nothing binds does not promise what it was asked for; it owes nobody a reason.

    It stays recommended, so the body may still accept later. A promise is not declined: it is changed
    or dropped by whoever grants that.
    """
    commitment = permitted_and_locked(by=by, action="decline", commitment=commitment, at=at)
    must_be_at(commitment, *((Stage.RECOMMENDED,) if commitment.is_proposal else ()))
    if commitment.declined_at is not None:
        raise Mendable(_("Your organisation has declined this already."), code="declined")
    words = guarded(reason, field="reason", longest=LONGEST_TEXT, phones=True)
    commitment.declined_at = at
    save_and_refresh(commitment)
    add_history(
        commitment, Event.DECLINED, tells=DECLINED, at=at, by=by, note=words, organisation=commitment.owner
    )
    return commitment


@transaction.atomic
def report(
    *, by: User, commitment: Commitment, text: str, at: datetime, link: str = "", files: Sequence[str] = ()
) -> Evidence:
    """The owner reports it done and shows how; from now on the verifier is asked, not the owner."""
    commitment = permitted_and_locked(by=by, action="report", commitment=commitment, at=at)
    if commitment.stage == Stage.AGREED:
        raise Mendable(_("Accept the commitment first; then send evidence."), code="stage")
    must_be_at(commitment, Stage.ACCEPTED, Stage.EVIDENCE_IN)
    evidence = Evidence.objects.create(
        commitment=commitment,
        text=guarded(text, field="text", longest=LONGEST_TEXT, phones=True, required=True),
        link=guard_link(field="link", text=link),
        at=at,
        by=by,
        organisation=commitment.owner,
    )
    attach(EvidenceFile, to=evidence, refs=files, by=by, at=at)
    all_passed = name_by_turn(commitment, at)
    if commitment.stage == Stage.ACCEPTED:
        moved_to(commitment, Stage.EVIDENCE_IN, at)
    commitment.more_information = False
    commitment.more_information_reason = ""
    save_and_refresh(commitment)
    add_history(commitment, Event.EVIDENCE, at=at, by=by, organisation=commitment.owner, made=evidence)
    if all_passed:
        lines([Line(commitment, Event.NOBODY_LEFT, NOBODY_LEFT)], at=at, by=None)
    return evidence


@transaction.atomic
def verify(*, by: User, commitment: Commitment, at: datetime, note: str = "") -> Commitment:
    """Another side confirms that the promise was kept."""
    commitment = held_for_verdict(by=by, action="verify", commitment=commitment, at=at)
    must_be_at(commitment, Stage.EVIDENCE_IN)
    words = guarded(note, field="note", longest=LONGEST_TEXT, phones=True)
    moved_to(commitment, Stage.VERIFIED, at)
    save_and_refresh(commitment)
    add_history(
        commitment,
        Event.VERIFIED,
        tells=VERIFIED,
        at=at,
        by=by,
        organisation=commitment.verifier,
        note=words,
    )
    return commitment


@transaction.atomic
def request_information(*, by: User, commitment: Commitment, reason: str, at: datetime) -> Commitment:
    """The verifier cannot tell yet: back to accepted, with what is missing."""
    commitment = held_for_verdict(by=by, action="request_information", commitment=commitment, at=at)
    must_be_at(commitment, Stage.EVIDENCE_IN)
    words = guarded(reason, field="reason", longest=LONGEST_TEXT, phones=True, required=True)
    # Whoever asks has taken it up again, if it had passed it on.
    commitment.passed_on.filter(organisation=commitment.verifier).delete()
    moved_to(commitment, Stage.ACCEPTED, at)
    commitment.more_information = True
    commitment.more_information_reason = words
    commitment.verifier_by_presence = False
    save_and_refresh(commitment)
    add_history(
        commitment,
        Event.MORE_INFORMATION,
        tells=MORE_INFORMATION,
        at=at,
        by=by,
        organisation=commitment.verifier,
        note=words,
    )
    return commitment
