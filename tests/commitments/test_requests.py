"""What is asked for and granted: time, words, another owner, a drop, a wait; nothing changes before."""

from datetime import date, timedelta

import pytest

from commitments import actions
from commitments.models import (
    ChangeRequest,
    Commitment,
    Event,
    Rank,
    Stage,
    due_instant,
)
from tests.commitments.world import (
    AGREED,
    DUE,
    NOW,
    TODAY,
    Pair,
    accept,
    days,
    events,
    liaison,
    organisation,
    promise,
    refused_with,
    say,
    seat,
    viewer,
)

pytestmark = pytest.mark.django_db
Kind = ChangeRequest.Kind


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
    asked = pair.asks(Kind.MORE_TIME, due_on=DUE + days(14))
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
    asked = pair.asks(Kind.MORE_TIME, due_on=DUE + days(14))
    field = refused_with(
        "required", actions.decide_change, by=pair.secretary, request=asked, grant=False, at=NOW
    )
    assert field == "note"
    left = actions.decide_change(by=pair.secretary, request=asked, grant=False, note="It is urgent.", at=NOW)
    assert (left.due_on, left.due_seq) == (DUE, 0)
    assert events(left)[-1] == "refused"


def test_one_request_at_a_time() -> None:
    pair = Pair()
    pair.asks(Kind.MORE_TIME, due_on=DUE + days(9))
    refused_with("open", pair.asks, kind=Kind.MORE_TIME, due_on=DUE + days(9))


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
        reason="Floods closed the roads to it.",
        at=NOW,
    )
    assert field == "due_on"


def test_a_commitment_that_passes_to_another_owner_starts_at_agreed_without_a_verifier() -> None:
    pair = Pair()
    pair.accepted()
    other = organisation("another ngo")
    reader = liaison(other)
    seat(pair.committee, other)
    asked = pair.asks(Kind.OWNER, reason="It is theirs.", owner=other)
    passed = actions.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)
    assert (passed.owner, passed.stage, passed.verifier) == (other, Stage.AGREED, None)
    assert Commitment.objects.permitted(viewer(reader)).filter(pk=passed.pk).exists()


def test_one_that_passes_to_a_body_without_a_seat_asks_it_and_binds_nobody() -> None:
    pair = Pair()
    other = organisation("another ngo")
    reader = liaison(other)
    asked = pair.asks(Kind.OWNER, reason="It is theirs.", owner=other)
    passed = actions.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)
    assert (passed.owner, passed.stage, passed.due_on, passed.suggested_due_on) == (
        other, Stage.RECOMMENDED, None, DUE,
    )  # fmt: skip
    taken = accept(by=reader, commitment=passed, verifier=pair.government, due_on=DUE, at=NOW)
    assert (taken.stage, taken.due_on) == (Stage.ACCEPTED, DUE)


def test_other_wording_replaces_the_words_once_granted() -> None:
    pair = Pair()
    asked = pair.asks(Kind.WORDING, reason="Tribunals were renamed.", what="Send the list")
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
    say(Event.DROP_PROPOSED, pair.commitment, by=pair.secretary, note="Overtaken by the new law.")
    request = pair.commitment.requests.get()
    pair.commitment.refresh_from_db()
    assert pair.commitment.stage == Stage.AGREED
    dropped = actions.decide_change(by=pair.secretary, request=request, grant=True, at=NOW)
    assert (dropped.stage, dropped.live, dropped.rank, dropped.at) == (
        Stage.DROPPED,
        False,
        Rank.DROPPED,
        NOW,
    )
