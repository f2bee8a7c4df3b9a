"""Who verifies is named by the meeting, by whoever grants, or by turn; and it passes on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from access.models import PartyMember, User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.reasons import guard_reason
from access.toolkit.texts import guarded
from commitments.actions.writing import (
    LONGEST_TEXT,
    Line,
    add_history,
    lines,
    must_be_at,
    permitted_and_locked,
    save_and_refresh,
)
from commitments.granting import nobody_grants_yet
from commitments.models import Commitment, Event, PassedOn, Stage, StageChange
from commitments.notices import NAME_VERIFIER, NAMED_BY_PRESENCE, NOBODY_LEFT, PASSED_FROM_RELATED, REPLACED
from commitments.queries.hands import bodies_that_can_act, gives_no_verdict, people_who_do_it
from commitments.queries.verifiers import Candidate, verifier_candidates, whose_turn
from commitments.queries.who_verifies import (
    BEFORE_EVIDENCE,
    has_passed_on,
    is_of_owners_house,
    is_to_be_named,
    passed_by,
    to_be_named,
)
from language.words import named
from notifications.actions import tell
from notifications.kinds import Kind
from partners.models import Organisation


@transaction.atomic
def name_verifier(
    *, by: User, commitment: Commitment, verifier: Organisation, at: datetime, reason: str = ""
) -> Commitment:
    """Whoever grants names who of another side verifies; never in the place of one that verifies it.

    But for one that the portal took by its own word to work here, as long as it has said nothing: with a
    reason, which all readers of the promise read.
    """
    commitment = permitted_and_locked(by=by, action="name_verifier", commitment=commitment, at=at)
    must_be_at(commitment, *BEFORE_EVIDENCE, Stage.EVIDENCE_IN)
    _must_not_name_in_its_own_place(commitment)
    _must_not_name_for_own_work(by, commitment, at)
    if commitment.verifier == verifier:
        raise Mendable(_("This organisation is named already."), "verifier", "same")
    if not is_to_be_named(commitment, at):
        words = _("%(name)s verifies it, and nobody replaces it: it may only pass it on itself.")
        raise Mendable(words % {"name": named(commitment.verifier)}, "verifier", "named")
    chosen = next((one for one in to_be_named(commitment, at) if one.organisation == verifier), None)
    if chosen is None:
        raise Mendable(
            _("This organisation cannot verify it. Choose one of another side from the list."),
            "verifier",
            "verifier",
        )
    gone = commitment.verifier
    commitment.passed_on.filter(organisation=verifier).delete()
    if commitment.verifier_by_presence:
        note = guard_reason(field="reason", text=reason, longest=LONGEST_TEXT)
    else:
        note = guarded(reason, field="reason", longest=LONGEST_TEXT, phones=True)
    appoint(commitment, chosen, at)
    # Named by people, it is nobody's own word any more.
    commitment.verifier_by_presence = False
    save_and_refresh(commitment)
    line = add_history(commitment, Event.VERIFIER_NAMED, at=at, by=by, organisation=verifier, note=note)
    _tell_replaced(gone, line, at=at, by=by)
    return commitment


@transaction.atomic(savepoint=False)
def name_as_agreed(*, by: User, commitment: Commitment, verifier: Organisation, at: datetime) -> None:
    """The meeting named who verifies what it agreed: asked once more of the promise as it came into being.

    Whoever circulates has just made the promise, which nobody else knows yet.
    """
    found = verifier_candidates(commitment, at)
    chosen = next((one for one in found if one.organisation == verifier), None)
    if chosen is None:
        words = _(
            "%(name)s cannot verify it any more. Take the draft back, and name another there, or nobody."
        )
        raise Mendable(words % {"name": named(verifier)}, "verifier", "verifier")
    appoint(commitment, chosen, at)
    commitment.verifier_by_presence = False
    save_and_refresh(commitment)
    add_history(commitment, Event.NAMED_BY_MEETING, at=at, by=by, organisation=verifier)


@transaction.atomic
def decline_to_verify(*, by: User, commitment: Commitment, at: datetime) -> Commitment:
    """The verifier passes it on and owes nobody a reason; the owner learns only that it passed on."""
    commitment = _held_or_told(by=by, action="decline_to_verify", commitment=commitment, at=at)
    must_be_at(commitment, *BEFORE_EVIDENCE, Stage.EVIDENCE_IN)
    had_passed = has_passed_on(commitment)
    if not pass_on(commitment, PassedOn.Why.DECLINED, at=at, by=by) and had_passed:
        raise Mendable(
            _("This is passed on already, and nobody else is left yet. Whoever names the verifier was told."),
            code="nobody",
        )
    return commitment


def appoint(commitment: Commitment, chosen: Candidate | None, at: datetime) -> None:
    """Let a body verify it from now on; not saved yet."""
    commitment.verifier = chosen.organisation if chosen is not None else None
    commitment.verifier_from_above = chosen is not None and chosen.from_above
    commitment.verifier_since = at if chosen is not None else None
    commitment.verifier_by_presence = chosen is not None and chosen.by_presence


def say_named(commitment: Commitment, event: Event, chosen: Candidate, at: datetime) -> None:
    """The portal itself named who verifies: a line of its own, which nobody wrote.

    Whoever grants is told of a body that only says itself that it works there.
    """
    tells = NAMED_BY_PRESENCE if chosen.by_presence else None
    lines([Line(commitment, event, tells, chosen.organisation)], at=at, by=None)


def name_at_acceptance(commitment: Commitment, at: datetime) -> None:
    """Name who verifies where there is exactly one and nobody was named; not saved yet.

    Of several whoever grants names one; where nobody grants before it is known who verifies, it goes by turn.
    """
    if commitment.verifier is not None:
        return
    found = verifier_candidates(commitment, at, without=passed_by(commitment))
    event = Event.VERIFIER_NAMED if len(found) == 1 else Event.NAMED_BY_TURN
    if found and (len(found) == 1 or nobody_grants_yet(commitment)):
        chosen = whose_turn(found)
        assert chosen is not None
        appoint(commitment, chosen, at)
        say_named(commitment, event, chosen, at)


def name_by_turn(commitment: Commitment, at: datetime) -> bool:
    """Evidence comes in and nobody was named: whoever has the least to verify; not saved yet.

    Where all have passed it on, one of them has it, so that what was sent is kept. Returns whether that is
    so: whoever names is told, and may name anybody.
    """
    if commitment.verifier is not None:
        return False
    chosen = whose_turn(verifier_candidates(commitment, at, without=passed_by(commitment)))
    is_anew = chosen is None
    if chosen is None:
        chosen = whose_turn(verifier_candidates(commitment, at))
    if chosen is None:
        raise Mendable(
            _(
                "Nobody of another side can verify this yet. Ask the secretariat to fill a seat of the other "
                "side, or an organisation that works here to enter it; then send the evidence."
            ),
            code="nobody",
        )
    appoint(commitment, chosen, at)
    say_named(commitment, Event.NAMED_BY_TURN, chosen, at)
    return is_anew


def pass_on(commitment: Commitment, why: PassedOn.Why, *, at: datetime, by: User | None) -> bool:
    """The verifier's turn is over: another is named. Without anybody else it stays, and that is told.

    With evidence in, the next is named by turn; before, the only one left, else whoever grants names one.
    What stays is told once, however often it is tried again.
    """
    gone = commitment.verifier
    assert gone is not None
    _row, is_new = PassedOn.objects.get_or_create(
        commitment=commitment, organisation=gone, defaults={"why": why, "at": at}
    )
    found = verifier_candidates(commitment, at, without=passed_by(commitment))
    has_evidence = commitment.stage == Stage.EVIDENCE_IN
    is_by_turn = has_evidence or len(found) == 1 or nobody_grants_yet(commitment)
    chosen = whose_turn(found) if is_by_turn else None
    if has_evidence and chosen is None:
        if is_new:
            add_history(commitment, Event.NOBODY_LEFT, tells=NOBODY_LEFT, at=at, by=by)
        return False
    appoint(commitment, chosen, at)
    save_and_refresh(commitment)
    line = add_history(
        commitment,
        Event.PASSED_ON,
        tells=PASSED_FROM_RELATED if why == PassedOn.Why.RELATED else _told_of_next(chosen),
        at=at,
        by=by,
        organisation=commitment.verifier,
    )
    if why != PassedOn.Why.DECLINED:
        _tell_replaced(gone, line, at=at, by=by)
    return True


def _tell_replaced(gone: Organisation | None, line: StageChange, *, at: datetime, by: User | None) -> None:
    """A body that verifies it no longer, and did not say so itself, is told."""
    if gone is not None:
        tell(kind=REPLACED, record=gone, occasion=f"replaced:{line.pk}", at=at, by=by)


def _told_of_next(chosen: Candidate | None) -> Kind | None:
    if chosen is None:
        return NAME_VERIFIER
    return NAMED_BY_PRESENCE if chosen.by_presence else None


def held_for_verdict(*, by: User, action: str, commitment: Commitment, at: datetime) -> Commitment:
    """Hold the promise for its verifier's verdict, which nobody gives who had a hand in the work.

    Nor does a body that came into one house with the owner since it was named.
    """
    held = _held_or_told(by=by, action=action, commitment=commitment, at=at)
    if is_of_owners_house(held):
        words = _("Your organisation belongs together with the one that promised: pass it on to another.")
        raise Mendable(words, code="related")
    _must_not_be_in_the_work(by, held, at)
    return held


def _held_or_told(*, by: User, action: str, commitment: Commitment, at: datetime) -> Commitment:
    """Hold it for its verifier; whoever's turn has passed is told who has it."""
    try:
        return permitted_and_locked(by=by, action=action, commitment=commitment, at=at)
    except (Http404, RefusedError):
        passed = turn_has_passed(by, commitment.ref, at)
        if passed is None:
            raise
        raise passed from None


def turn_has_passed(by: User, ref: str, at: datetime) -> Mendable | None:
    """Return what somebody is told whose organisation had it to verify; None for everybody else."""
    own = PartyMember.objects.filter(user=by.pk, period__contains=at).values("party")
    speaks = Q(organisation__liaison_party__in=own) | Q(organisation__acting_party__in=own)
    theirs = PassedOn.objects.filter(speaks, commitment__ref=ref)
    row = theirs.select_related("commitment__verifier").first()
    if row is None or row.commitment.verifier_id == row.organisation_id:
        return None
    verifier = row.commitment.verifier
    words = _("This has passed on: %(name)s verifies it now. Nothing was changed.")
    if verifier is None:
        words = _("This has passed on, and the secretariat names who verifies it. Nothing was changed.")
    return Mendable(words % {"name": named(verifier)}, code="passed")


def _must_not_be_in_the_work(by: User, commitment: Commitment, at: datetime) -> None:
    """Refuse the verdict of who did, entered or assisted in the work, and say who gives it."""
    if not gives_no_verdict(Viewer(by, at), commitment):
        return
    assert commitment.verifier is not None
    if bodies_that_can_act([commitment.verifier], commitment, at):
        words = _("You did, entered or assisted in this work. Somebody else of %(name)s verifies it.")
        next_one: Organisation | None = commitment.verifier
    else:
        found = whose_turn(verifier_candidates(commitment, at, without=_and(commitment)))
        words = _(
            "You did, entered or assisted in this work, and nobody else of your organisation can verify it: "
            "decline, and %(name)s is asked."
        )
        next_one = found.organisation if found is not None else None
    if next_one is None:
        words = _("You did, entered or assisted in this work, and nobody else is left: decline to verify it.")
    raise Mendable(words % {"name": named(next_one)}, code="in-the-work")


def _and(commitment: Commitment) -> Collection[int]:
    own = {commitment.verifier_id} if commitment.verifier_id is not None else set()
    return passed_by(commitment) | own


def _must_not_name_for_own_work(by: User, commitment: Commitment, at: datetime) -> None:
    """Refuse that people name who judges their own work, whatever office they hold besides."""
    if by.pk in people_who_do_it(commitment, at):
        raise Mendable(
            _("You did or assisted in this work: somebody else of the secretariat names who verifies it."),
            code="in-the-work",
        )


def _must_not_name_in_its_own_place(commitment: Commitment) -> None:
    """Where the verifier grants, because no secretariat above can, it names nobody: it may decline."""
    verifier = commitment.verifier
    own = verifier.liaison_party_id if verifier is not None else None
    if own is not None and commitment.granting_party_id == own != commitment.secretariat_party_id:
        raise Mendable(_("Your organisation verifies it: decline, and it passes on."), code="own")
