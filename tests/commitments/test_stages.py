"""How a promise moves: agreed, accepted, evidence in, verified; asked, granted, refused, dropped."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from access.errors import Mendable
from commitments import actions
from commitments.models import (
    DROPPED_AT,
    RECOMMENDED_AT,
    ChangeRequest,
    Commitment,
    Event,
    Stage,
    due_instant,
)
from tests.commitments.world import (
    AGREED,
    DUE,
    NOW,
    TODAY,
    Pair,
    days,
    liaison,
    organisation,
    promise,
    staff,
    viewer,
)

pytestmark = pytest.mark.django_db
Kind = ChangeRequest.Kind


def events(commitment: Commitment) -> list[str]:
    return list(commitment.history.order_by("pk").values_list("event", flat=True))


def refused_with(code: str, action: Callable[..., Any], **arguments: Any) -> str | None:
    with pytest.raises(Mendable) as refusal, transaction.atomic():
        action(**arguments)
    assert refusal.value.code == code
    return refusal.value.field


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
    "accept": lambda p: actions.accept(by=p.owner, commitment=p.commitment, verifier=p.government, at=NOW),
    "report": lambda p: actions.report(by=p.owner, commitment=p.commitment, text="Done.", at=NOW),
    "verify": lambda p: actions.verify(by=p.verifier, commitment=p.commitment, at=NOW),
    "request_information": lambda p: actions.request_information(
        by=p.verifier, commitment=p.commitment, reason="What of Khulna?", at=NOW
    ),
    "ask": lambda p: actions.ask(
        by=p.owner,
        commitment=p.commitment,
        kind=Kind.MORE_TIME,
        reason="Floods.",
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
        by=p.secretary, commitment=p.commitment, due_on=DUE + days(3), reason="Floods.", at=NOW
    ),
    "drop": lambda p: actions.drop(
        by=p.secretary, commitment=p.commitment, reason="No longer needed.", at=NOW
    ),
    "report_done": lambda p: actions.report_done(by=p.secretary, commitment=p.commitment, at=NOW),
    "carry_forward": lambda p: actions.carry_forward(by=p.secretary, commitment=p.commitment, at=NOW),
    "propose_drop": lambda p: actions.propose_drop(
        by=p.secretary, commitment=p.commitment, reason="Overtaken.", at=NOW
    ),
}
# Written by hand: what is possible at each stage for those who may do it.
POSSIBLE = {
    Stage.AGREED: {
        "accept",
        "ask",
        "wait",
        "move_due",
        "drop",
        "report_done",
        "carry_forward",
        "propose_drop",
    },
    Stage.ACCEPTED: {
        "report",
        "ask",
        "wait",
        "move_due",
        "drop",
        "report_done",
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
        "report_done",
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
        actions.drop(by=pair.secretary, commitment=pair.commitment, reason="Overtaken.", at=NOW)
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


def test_a_due_date_before_the_meeting_is_refused_at_its_field() -> None:
    pair = Pair()
    field = refused_with(
        "before-meeting", promise, owner=pair.ngo, committee=pair.committee, due_on=AGREED - timedelta(days=1)
    )
    assert field == "due_on"
    assert promise(pair.ngo, pair.committee, due_on=AGREED).due_on == AGREED


def test_granted_time_moves_the_date_once_and_reminders_begin_anew() -> None:
    pair = Pair()
    pair.accepted()
    asked = actions.ask(
        by=pair.owner,
        commitment=pair.commitment,
        kind=Kind.MORE_TIME,
        reason="Floods.",
        due_on=DUE + days(14),
        at=NOW,
    )
    pair.commitment.refresh_from_db()
    assert (pair.commitment.due_on, pair.commitment.due_seq) == (DUE, 0)
    moved = actions.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)
    assert (moved.due_on, moved.original_due_on, moved.due_seq, moved.due_moved_at) == (
        DUE + days(14),
        DUE,
        1,
        NOW,
    )
    assert moved.at == due_instant(DUE + days(14))
    assert set(moved.audience.values_list("at", flat=True)) == {moved.at}
    line = moved.history.get(event=Event.DUE_MOVED)
    assert (line.due_before, line.due_after) == (DUE, DUE + days(14))
    assert (
        refused_with("decided", actions.decide_change, by=pair.secretary, request=asked, grant=True, at=NOW)
        is None
    )


def test_a_refusal_needs_a_reason_and_leaves_everything_as_agreed() -> None:
    pair = Pair()
    asked = actions.ask(
        by=pair.owner,
        commitment=pair.commitment,
        kind=Kind.MORE_TIME,
        reason="Floods.",
        due_on=DUE + days(14),
        at=NOW,
    )
    field = refused_with(
        "required", actions.decide_change, by=pair.secretary, request=asked, grant=False, at=NOW
    )
    assert field == "note"
    left = actions.decide_change(by=pair.secretary, request=asked, grant=False, note="It is urgent.", at=NOW)
    assert (left.due_on, left.due_seq) == (DUE, 0)
    assert events(left)[-1] == "refused"


def test_one_request_at_a_time() -> None:
    pair = Pair()
    ALL_STEPS["ask"](pair)
    with pytest.raises(Mendable) as refusal, transaction.atomic():
        ALL_STEPS["ask"](pair)
    assert refusal.value.code == "open"


@pytest.mark.parametrize(
    ("due_on", "code"),
    [(None, "required"), (TODAY - days(1), "past"), (AGREED - days(1), "before-meeting"), (DUE, "same")],
)
def test_a_date_that_makes_no_sense_is_refused(due_on: date | None, code: str) -> None:
    pair = Pair()
    field = refused_with(
        code,
        actions.move_due,
        by=pair.secretary,
        commitment=pair.commitment,
        due_on=due_on,
        reason="Floods.",
        at=NOW,
    )
    assert field == "due_on"


def test_a_commitment_that_passes_to_another_owner_starts_at_agreed_without_a_verifier() -> None:
    pair = Pair()
    pair.accepted()
    other = organisation("another ngo")
    reader = liaison(other)
    asked = actions.ask(
        by=pair.owner,
        commitment=pair.commitment,
        kind=Kind.OWNER,
        reason="It is theirs.",
        owner=other,
        at=NOW,
    )
    passed = actions.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)
    assert (passed.owner, passed.stage, passed.verifier) == (other, Stage.AGREED, None)
    assert Commitment.objects.permitted(viewer(reader)).filter(pk=passed.pk).exists()


def test_other_wording_replaces_the_words_once_granted() -> None:
    pair = Pair()
    asked = actions.ask(
        by=pair.owner,
        commitment=pair.commitment,
        kind=Kind.WORDING,
        reason="Tribunals were renamed.",
        what="Send the list",
        at=NOW,
    )
    assert actions.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW).what == "Send the list"


def test_a_granted_wait_is_not_late_and_stands_in_the_list_at_its_end() -> None:
    pair = Pair(due_on=TODAY)
    waiting = actions.wait(
        by=pair.owner,
        commitment=pair.commitment,
        from_on=TODAY,
        until_on=TODAY + days(20),
        reason="BMET",
        at=NOW,
    )
    granted = actions.decide_waiting(by=pair.secretary, waiting=waiting, grant=True, at=NOW)
    assert (granted.due_on, granted.waiting_until, granted.effective_due) == (
        TODAY,
        TODAY + days(20),
        TODAY + days(20),
    )
    assert (granted.at, granted.due_seq) == (due_instant(TODAY + days(20)), 1)


def test_a_meeting_proposes_to_drop_and_whoever_grants_decides() -> None:
    pair = Pair()
    request = actions.propose_drop(by=pair.secretary, commitment=pair.commitment, reason="Overtaken.", at=NOW)
    pair.commitment.refresh_from_db()
    assert pair.commitment.stage == Stage.AGREED
    dropped = actions.decide_change(by=pair.secretary, request=request, grant=True, at=NOW)
    assert (dropped.stage, dropped.live, dropped.at) == (Stage.DROPPED, False, DROPPED_AT)


def test_what_a_meeting_says_verifies_nothing() -> None:
    pair = Pair()
    pair.accepted()
    actions.report_done(by=pair.secretary, commitment=pair.commitment, at=NOW)
    actions.carry_forward(by=pair.secretary, commitment=pair.commitment, at=NOW)
    pair.commitment.refresh_from_db()
    assert (pair.commitment.stage, pair.commitment.due_on) == (Stage.ACCEPTED, DUE)
    assert events(pair.commitment)[-2:] == ["reported-done", "carried-forward"]


def test_a_recommendation_has_no_date_no_verifier_and_stands_after_all_dates() -> None:
    pair = Pair()
    recommended = actions.recommend(
        by=None,
        what="More government shelters",
        owner=pair.government,
        committee=None,
        agreed_on=AGREED,
        source_type="",
        source_id=None,
        source_text_en="Webinar",
        source_text_bn="ওয়েবিনার",
        for_network=True,
        at=NOW,
    )
    assert (recommended.stage, recommended.due_on, recommended.live, recommended.at) == (
        Stage.RECOMMENDED,
        None,
        False,
        RECOMMENDED_AT,
    )
    assert events(recommended) == ["recommended"]


def test_every_change_is_kept_in_the_history_of_the_table() -> None:
    pair = Pair()
    pair.verified()
    table = apps.get_model("commitments", "CommitmentEvent")
    kept = table.objects.filter(pgh_obj_id=pair.commitment.pk)
    stages = kept.order_by("pgh_id").values_list("stage", flat=True)
    assert list(dict.fromkeys(stages)) == ["agreed", "accepted", "evidence_in", "verified"]
