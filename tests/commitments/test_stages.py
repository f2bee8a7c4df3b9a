"""How a promise moves: agreed, accepted, evidence in, verified; asked, granted, refused, dropped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from access.toolkit.errors import Mendable
from commitments import actions
from commitments.models import (
    ChangeRequest,
    Event,
    Rank,
    Stage,
    due_instant,
)
from notifications.models import Notice
from tests.commitments.world import (
    DUE,
    NOW,
    TODAY,
    Pair,
    accept,
    days,
    events,
    liaison,
    organisation,
    recommendation,
    say,
    staff,
)

pytestmark = pytest.mark.django_db
Kind = ChangeRequest.Kind


def test_a_promise_is_agreed_accepted_evidenced_and_verified() -> None:
    pair = Pair()
    assert (pair.commitment.stage, pair.commitment.live, pair.commitment.at) == (
        Stage.AGREED,
        True,
        due_instant(DUE),
    )
    accepted = pair.accepted()
    assert (accepted.stage, accepted.verifier, accepted.verifier_from_above) == (
        Stage.ACCEPTED,
        pair.government,
        False,
    )
    actions.report(by=pair.owner, commitment=accepted, text="Sent.", link="https://example.org/list", at=NOW)
    accepted.refresh_from_db()
    assert (accepted.stage, accepted.live) == (Stage.EVIDENCE_IN, True)
    verified = actions.verify(by=pair.verifier, commitment=accepted, at=NOW + days(1))
    assert (verified.stage, verified.live, verified.at) == (Stage.VERIFIED, False, NOW + days(1))
    assert events(verified) == ["agreed", "accepted", "evidence", "verified"]


def test_more_information_puts_it_back_to_accepted_with_the_reason_and_new_evidence_takes_it_away() -> None:
    pair = Pair()
    pair.reported()
    back = actions.request_information(
        by=pair.verifier, commitment=pair.commitment, reason="Three divisions are missing.", at=NOW
    )
    assert (back.stage, back.more_information, back.more_information_reason) == (
        Stage.ACCEPTED,
        True,
        "Three divisions are missing.",
    )
    assert back.at == due_instant(DUE)
    actions.report(by=pair.owner, commitment=back, text="All eight now.", at=NOW)
    back.refresh_from_db()
    assert (back.stage, back.more_information, back.more_information_reason) == (Stage.EVIDENCE_IN, False, "")


def test_the_history_shows_the_verifying_organisation_and_never_who_in_it() -> None:
    pair = Pair()
    pair.verified()
    line = pair.commitment.history.get(event=Event.VERIFIED)
    assert (line.organisation, line.by_label_en, line.by_label_bn) == (pair.government, "", "")
    assert line.by == pair.verifier


ALL_STEPS: dict[str, Callable[[Pair], Any]] = {
    "accept": lambda p: accept(by=p.owner, commitment=p.commitment, verifier=p.government, at=NOW),
    "report": lambda p: actions.report(by=p.owner, commitment=p.commitment, text="Done.", at=NOW),
    "verify": lambda p: actions.verify(by=p.verifier, commitment=p.commitment, at=NOW),
    "request_information": lambda p: actions.request_information(
        by=p.verifier, commitment=p.commitment, reason="What of Khulna?", at=NOW
    ),
    "ask": lambda p: actions.ask(
        by=p.owner,
        commitment=p.commitment,
        kind=Kind.MORE_TIME,
        reason="Floods closed the roads to it.",
        due_on=DUE + days(9),
        at=NOW,
    ),
    "wait": lambda p: actions.wait(
        by=p.owner,
        commitment=p.commitment,
        from_on=TODAY,
        until_on=DUE,
        reason="The list is with BMET.",
        at=NOW,
    ),
    "move_due": lambda p: actions.move_due(
        by=p.secretary,
        commitment=p.commitment,
        due_on=DUE + days(3),
        reason="Floods closed the roads to it.",
        at=NOW,
    ),
    "drop": lambda p: actions.drop(
        by=p.secretary, commitment=p.commitment, reason="It is no longer needed there.", at=NOW
    ),
    "say_done": lambda p: say(Event.REPORTED_DONE, p.commitment, by=p.secretary),
    "carry_forward": lambda p: say(Event.CARRIED_FORWARD, p.commitment, by=p.secretary),
    "propose_drop": lambda p: say(Event.DROP_PROPOSED, p.commitment, by=p.secretary, note="A new law."),
}
# Written by hand: what is possible at each stage for those who may do it.
POSSIBLE = {
    Stage.AGREED: {
        "accept",
        "ask",
        "wait",
        "move_due",
        "drop",
        "say_done",
        "carry_forward",
        "propose_drop",
    },
    Stage.ACCEPTED: {
        "report",
        "ask",
        "wait",
        "move_due",
        "drop",
        "say_done",
        "carry_forward",
        "propose_drop",
    },
    Stage.EVIDENCE_IN: {
        "report",
        "verify",
        "request_information",
        "ask",
        "move_due",
        "drop",
        "say_done",
        "carry_forward",
        "propose_drop",
    },
    Stage.VERIFIED: set(),
    Stage.DROPPED: set(),
}


def at_stage(stage: Stage) -> Pair:
    pair = Pair()
    if stage == Stage.DROPPED:
        pair.accepted()
        actions.drop(
            by=pair.secretary, commitment=pair.commitment, reason="Overtaken by the new law.", at=NOW
        )
    elif stage != Stage.AGREED:
        {Stage.ACCEPTED: pair.accepted, Stage.EVIDENCE_IN: pair.reported, Stage.VERIFIED: pair.verified}[
            stage
        ]()
    return pair


@pytest.mark.parametrize("stage", POSSIBLE)
def test_at_each_stage_exactly_these_steps_are_possible(stage: Stage) -> None:
    pair = at_stage(stage)
    possible = set()
    for name, step in ALL_STEPS.items():
        try:
            with transaction.atomic():
                step(pair)
                possible.add(name)
                raise _Undo
        except _Undo:
            pass
        except Mendable as refusal:
            assert refusal.code == "stage"
        except PermissionDenied:
            # Before acceptance nobody is the verifier.
            assert stage == Stage.AGREED and name in ("verify", "request_information")
    assert possible == POSSIBLE[stage]


class _Undo(Exception):
    pass


def test_staff_of_the_owner_reads_and_does_nothing() -> None:
    pair = Pair()
    reader = staff(pair.ngo)
    for name in ("accept", "ask", "wait"):
        with pytest.raises(PermissionDenied):
            pair.owner, kept = reader, pair.owner
            try:
                ALL_STEPS[name](pair)
            finally:
                pair.owner = kept


def test_who_may_not_see_it_is_answered_as_if_it_did_not_exist() -> None:
    pair = Pair()
    stranger = liaison(organisation("stranger"))
    with pytest.raises(Http404):
        actions.drop(by=stranger, commitment=pair.commitment, reason="No.", at=NOW)


def test_what_a_meeting_says_verifies_nothing() -> None:
    pair = Pair()
    pair.accepted()
    say(Event.REPORTED_DONE, pair.commitment, by=pair.secretary)
    say(Event.CARRIED_FORWARD, pair.commitment, by=pair.secretary)
    pair.commitment.refresh_from_db()
    assert (pair.commitment.stage, pair.commitment.due_on) == (Stage.ACCEPTED, DUE)
    assert events(pair.commitment)[-2:] == ["reported-done", "carried-forward"]


def test_a_recommendation_has_no_date_no_verifier_and_stands_after_all_others() -> None:
    pair = Pair()
    recommended = recommendation(pair.government, what="More government shelters", for_network=True)
    assert (recommended.stage, recommended.due_on, recommended.live) == (Stage.RECOMMENDED, None, False)
    assert (recommended.rank, recommended.at) == (Rank.RECOMMENDED, NOW)
    assert max(Rank) == Rank.RECOMMENDED
    assert events(recommended) == ["recommended"]


def test_every_change_is_kept_in_the_history_of_the_table() -> None:
    pair = Pair()
    pair.verified()
    table = apps.get_model("commitments", "CommitmentEvent")
    kept = table.objects.filter(pgh_obj_id=pair.commitment.pk)
    stages = kept.order_by("pgh_id").values_list("stage", flat=True)
    assert list(dict.fromkeys(stages)) == ["agreed", "accepted", "evidence_in", "verified"]


def test_a_late_promise_is_reminded_of_by_whoever_follows_it_up_once_a_day() -> None:
    pair = Pair()
    late = NOW + days(40)
    for stranger in (pair.owner, staff(pair.ngo)):
        with pytest.raises((PermissionDenied, Http404)):
            actions.remind(by=stranger, commitment=pair.commitment, at=late)
    with pytest.raises(Mendable) as early:
        actions.remind(by=pair.secretary, commitment=pair.commitment, at=NOW)
    actions.remind(by=pair.secretary, commitment=pair.commitment, at=late)
    told = Notice.objects.get(kind="commitments.reminded")
    assert told.recipient == pair.owner and not told.instead
    with pytest.raises(Mendable) as again:
        actions.remind(by=pair.secretary, commitment=pair.commitment, at=late)
    assert (early.value.code, again.value.code) == ("on-time", "reminded")
    assert events(pair.commitment)[-1] == Event.REMINDED


def test_nobody_is_reminded_of_what_lies_with_the_verifier() -> None:
    pair = Pair()
    pair.reported()
    with pytest.raises(Mendable) as refused:
        actions.remind(by=pair.secretary, commitment=pair.commitment, at=NOW + days(40))
    assert refused.value.code == "stage"
