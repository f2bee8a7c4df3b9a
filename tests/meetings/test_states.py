"""Whatever order people act in, readers and state follow the rules: compared with a plain calculation."""

from typing import Any, NamedTuple

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.models import User
from access.rules.engine import can
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from meetings import actions
from meetings.actions import ceilings
from meetings.circulated_text import is_unaltered
from meetings.models import Meeting, Minutes
from meetings.standing_text import is_as_confirmed, lines_of, standing_text
from tests.budgets import budget
from tests.cast import NOW, Cast
from tests.meetings.sittings import (
    TODAY,
    body,
    circulated,
    draft,
    item_of,
    planned,
    seat_of,
    seated,
)

KEEPERS = {"uno_sharsha", "facilitator"}
# What was said on the one item of business, in the circulated text.
LINE = "items.1.discussion"
COMMITTEE = KEEPERS | {"rj_liaison"}
ABOVE = {"dc_jashore", "dd_women_jashore", "ncc_secretary", "ncc_chair"}

STEPS = (
    "notice",
    "start",
    "write",
    "point",
    "to_chair",
    "take_back",
    "send_back",
    "approve",
    "sign",
    "circulate",
    "correct",
    "accept",
    "decline",
    "withdraw",
    "confirm",
    "add",
)


class Plain(NamedTuple):
    """What some steps come to, by a plain table."""

    state: str = "planned"
    with_chair: bool = False
    # How many promises there are, and how many addenda.
    made: int = 0
    added: int = 0
    # Of each correction its answer: "open" until it has one.
    corrections: tuple[str, ...] = ()
    # Which of them the line reads by; each was written on what another had left.
    reads: int | None = None


def plain(steps: list[str]) -> Plain:
    """The state, whether the draft is with the chair, and what was promised, corrected and added."""
    state, with_chair, written, points, made, added = "planned", False, False, 0, 0, 0
    corrections: list[str] = []
    written_on: list[int | None] = []
    reads: int | None = None
    for step in steps:
        writable = state in {"in-session", "drafted"} and not with_chair
        if step == "notice" and state in {"planned", "notice-sent"}:
            state = "notice-sent"
        elif step == "start" and state in {"planned", "notice-sent"}:
            state = "in-session"
        elif step == "write" and writable:
            written = True
        elif step == "point" and writable:
            points += 1
        elif step == "to_chair" and writable and (written or points):
            state, with_chair = "drafted", True
        elif step == "take_back" and (state == "approved" or (with_chair and state == "drafted")):
            state, with_chair = "drafted", False
        elif step == "send_back" and with_chair and state == "drafted":
            with_chair = False
        elif step == "approve" and with_chair and state == "drafted":
            state = "approved"
        elif step == "circulate" and state == "approved":
            state, made = "circulated", points
        elif step == "sign" and state in {"in-session", "drafted"} and (written or points):
            state = "approved"
        elif step == "correct" and state == "circulated":
            corrections.append("open")
            written_on.append(reads)
        elif step == "withdraw" and state == "circulated" and "open" in corrections:
            corrections[corrections.index("open")] = "withdrawn"
        elif step in {"accept", "decline"} and state == "circulated" and "open" in corrections:
            first = corrections.index("open")
            if step == "decline":
                corrections[first] = "declined"
            elif written_on[first] == reads:
                corrections[first], reads = "accepted", first
        elif step == "confirm" and state == "circulated" and "open" not in corrections:
            state = "confirmed"
        elif step == "add" and state == "confirmed":
            added += 1
    return Plain(state, with_chair, made, added, tuple(corrections), reads)


def take(step: str, meeting: Meeting, writer: User, chair: User) -> Any:
    """Do one step as the person whose step it is."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if step == "notice":
        return actions.send_notice(by=chair, meeting=meeting, at=NOW)
    if step == "start":
        return actions.open_minutes(by=writer, meeting=meeting, at=NOW)
    if minutes is None:
        return None
    if step == "write":
        version = item_of(minutes).written.version
        return actions.save_item(
            by=writer, item=item_of(minutes), discussion="Said", decision="", version=version, at=NOW
        )
    if step == "point":
        return actions.add_action_point(
            by=writer, item=item_of(minutes), what="Do it", owner=body("RJ"), due_on=NOW.date(), at=NOW
        )
    if step == "sign":
        return actions.approve_on_paper(
            by=chair, minutes=minutes, signed_by="Chair", signed_on=NOW.date(), at=NOW
        )
    if step in {"correct", "accept", "decline", "withdraw", "confirm", "add"}:
        return finish(step, minutes, chair)
    if step == "send_back":
        return actions.send_back(by=chair, minutes=minutes, note="Shorter, please", at=NOW)
    by = {"to_chair": writer, "take_back": chair, "approve": chair, "circulate": chair}[step]
    do = {
        "to_chair": actions.send_to_chair,
        "take_back": actions.take_back,
        "approve": actions.approve,
        "circulate": actions.circulate,
    }[step]
    return do(by=by, minutes=minutes, at=NOW)


def finish(step: str, minutes: Minutes, chair: User) -> Any:
    """Do one step after circulation, each as somebody who was there."""
    if step == "correct":
        wished = f"Said otherwise, the {minutes.corrections.count()}th time"
        return actions.propose_correction(
            by=chair, minutes=minutes, line=LINE, wished=wished, reason="So it was", at=NOW
        )
    if step == "confirm":
        return actions.confirm(by=chair, minutes=minutes, on=TODAY, at=NOW)
    if step == "add":
        return actions.add_addendum(by=chair, minutes=minutes, text="It came later", at=NOW)
    waiting = minutes.corrections.filter(answer="open").first()
    if waiting is None:
        return None
    if step == "withdraw":
        return actions.take_back_correction(by=chair, correction=waiting, at=NOW)
    answer = {"accept": "accepted", "decline": "declined"}[step]
    return actions.answer_correction(by=chair, correction=waiting, answer=answer, note="Heard", at=NOW)


def mark_the_chair(meeting: Meeting, writer: User) -> None:
    """Whoever proposes was there: the chair is noted as present as soon as that can be."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is not None and not minutes.attendance.exists():
        mark = actions.Mark(seat_of("chair").pk, "present")
        actions.record_attendance(by=writer, minutes=minutes, marks=[mark], at=NOW)


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """All examples tell one committee within one test: more than one person may in a day."""
    for ceiling in ("TELLINGS", "CORRECTIONS", "ADDENDA"):
        monkeypatch.setattr(ceilings, ceiling, 10_000)


@pytest.mark.usefixtures("unlimited")
@settings(
    max_examples=budget(8, 400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_order_of_steps_ends_where_the_table_says(cast: Cast, data: Any) -> None:
    # Mostly forwards, with anything in between.
    path = data.draw(st.lists(st.sampled_from(STEPS), max_size=6))
    steps = [step for known in STEPS for step in (known, *path[:1])] if data.draw(st.booleans()) else path
    meeting = planned(cast.facilitator.user)
    made_before = Commitment.objects.count()
    for step in steps:
        try:
            take(step, Meeting.objects.get(pk=meeting.pk), cast.facilitator.user, cast.uno_sharsha.user)
            mark_the_chair(meeting, cast.facilitator.user)
        except (Mendable, PermissionDenied):
            continue
    wanted = plain(steps)
    state, made = wanted.state, wanted.made
    meeting.refresh_from_db()
    minutes = Minutes.objects.filter(meeting=meeting).first()
    assert meeting.state == state, steps
    assert Commitment.objects.count() - made_before == made
    reads_meeting = {one.key for one in cast if can(one.viewer, "view", meeting)}
    told = COMMITTEE | ABOVE | ({"oversight"} if state == "confirmed" else set())
    assert reads_meeting == (KEEPERS if state == "planned" else told)
    if minutes is not None:
        reads_minutes = {one.key for one in cast if can(one.viewer, "view", minutes)}
        by_state = {"circulated": COMMITTEE, "confirmed": COMMITTEE | ABOVE | {"oversight"}}
        assert reads_minutes == by_state.get(state, KEEPERS)
        assert minutes.is_frozen == (state in by_state)
        assert not minutes.is_frozen or is_unaltered(minutes)
        assert (minutes.live, meeting.live) == (state not in by_state, state not in by_state)
        check_final(minutes, wanted)


def check_final(minutes: Minutes, wanted: Plain) -> None:
    """What was corrected, confirmed and added is as the table says."""
    corrections = list(minutes.corrections.order_by("pk"))
    assert tuple(one.answer for one in corrections) == wanted.corrections
    assert minutes.addenda.count() == wanted.added
    assert minutes.is_confirmed == bool(minutes.confirmed_sha256) == (wanted.state == "confirmed")
    assert not minutes.is_confirmed or is_as_confirmed(minutes, corrections)
    if minutes.is_frozen and wanted.reads is not None:
        assert lines_of(standing_text(minutes))[LINE].text == corrections[wanted.reads].wished


def test_a_meeting_that_is_called_off_gives_its_number_back(cast: Cast) -> None:
    meeting = planned(cast.facilitator.user, number=41)
    actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=meeting, reason="Flood", at=NOW)
    assert planned(cast.facilitator.user, number=41).number == 41
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CANCELLED
    assert can(cast.rj_liaison.viewer, "view", meeting)
    with pytest.raises(Mendable):
        actions.open_minutes(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)


def test_numbers_go_on_from_the_last_one_and_are_not_invented(cast: Cast) -> None:
    assert planned(cast.facilitator.user).number is None
    assert planned(cast.facilitator.user, number=41).number == 41
    assert planned(cast.facilitator.user).number == 42
    assert planned(cast.facilitator.user, kind=Meeting.Kind.TASK_FORCE).number is None


def test_what_is_open_comes_forward_to_the_next_meeting_by_itself(cast: Cast) -> None:
    from meetings.pages import matters_of
    from tests.meetings.sittings import days

    seated("BNWLA")
    first = circulated(cast, points=("RJ", "BNWLA"))
    later = draft(cast.facilitator.user, at=NOW + days(30))
    assert [one.commitment.owner.code for one in matters_of(later.meeting, later)] == ["RJ", "BNWLA"]
    assert matters_of(first.meeting, first) == []
