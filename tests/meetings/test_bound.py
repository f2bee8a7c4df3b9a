"""Whom a meeting binds: its seats, those who organise it, and bodies whose own people came."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from access.rules.engine import RefusedError, can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from commitments import actions as promises
from commitments.models import Commitment
from commitments.queries import COMMITMENTS, counted, row_of, verifier_candidates
from language.words import DHAKA
from meetings import actions
from meetings.actions import Plan
from meetings.models import ActionPoint, Attendance, Meeting, Minutes
from notifications.actions import scan
from notifications.models import Notice
from partners.models import Person, Seat
from tests.cast import NOW, Cast, browser
from tests.commitments.world import accept
from tests.meetings.sittings import DUE, TODAY, body, draft, item_of, point, sharsha
from tests.races import one_waits

pytestmark = pytest.mark.django_db


def of_partners(cast: Cast, *guests: str) -> Minutes:
    """BNWLA's liaison officer calls a meeting of partners, and writes who came."""
    by = cast.bnwla_liaison.user
    meeting = actions.plan_meeting(
        by=by, plan=Plan(on_date=TODAY), at=NOW, organisation=body("BNWLA"), agenda=["Shelter places"]
    )
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    for guest in guests:
        actions.add_guest(by=by, minutes=minutes, organisation=body(guest), at=NOW)
    return minutes


def bind(cast: Cast, minutes: Minutes, owner: str) -> Any:
    return point(cast.bnwla_liaison.user, minutes, owner)


@pytest.mark.parametrize("owner", ["MoHA", "RJ", "PHQ"])
def test_a_body_that_took_no_part_is_not_bound(cast: Cast, owner: str) -> None:
    minutes = of_partners(cast, "CWCS")
    with translation.override("en"), pytest.raises(Mendable) as refused:
        bind(cast, minutes, owner)
    assert (refused.value.field, refused.value.code) == ("owner", "not-bound")
    assert "a committee in which" in str(refused.value)
    assert not ActionPoint.objects.filter(minutes=minutes).exists()


def test_the_refusal_is_in_the_language_of_the_page(cast: Cast) -> None:
    minutes = of_partners(cast)
    with translation.override("bn"), pytest.raises(Mendable) as refused:
        bind(cast, minutes, "RJ")
    assert body("RJ").name_bn in str(refused.value) and "কমিটি" in str(refused.value)
    assert "committee" not in str(refused.value)


def test_those_who_organise_it_and_those_who_came_are_bound(cast: Cast) -> None:
    minutes = of_partners(cast, "CWCS")
    assert {bind(cast, minutes, owner).owner.code for owner in ("BNWLA", "CWCS")} == {"BNWLA", "CWCS"}


@pytest.mark.parametrize("status", ["apologies", "absent", ""])
def test_a_body_that_sent_apologies_or_stayed_away_is_not_bound(cast: Cast, status: str) -> None:
    minutes = of_partners(cast, "CWCS")
    Attendance.objects.filter(minutes=minutes).update(status=status)
    with pytest.raises(Mendable) as refused:
        bind(cast, minutes, "CWCS")
    assert refused.value.code == "not-bound"


def test_a_body_taken_off_the_list_after_its_action_point_holds_back_circulation(cast: Cast) -> None:
    minutes, by = of_partners(cast, "CWCS"), cast.bnwla_liaison.user
    bind(cast, minutes, "CWCS")
    actions.remove_guest(by=by, guest=minutes.attendance.get(), at=NOW)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    with translation.override("en"), pytest.raises(Mendable, match=r"Item 1, .* took no part"):
        actions.circulate(by=by, minutes=approved, at=NOW)
    assert not Commitment.objects.exists()
    assert Minutes.objects.get(pk=minutes.pk).circulated_at is None


def circulate(cast: Cast, owner: str, *, guest: str = "", person: str = "") -> Commitment:
    """Sharsha's committee wants something of a body, and circulates it."""
    by, minutes = cast.facilitator.user, draft(cast.facilitator.user)
    if guest:
        who = Person.objects.get(user=cast[person].user) if person else None
        actions.add_guest(by=by, minutes=minutes, organisation=body(guest), person=who, at=NOW)
    point(by, minutes, owner)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    (commitment,) = actions.circulate(by=cast.uno_sharsha.user, minutes=approved, at=NOW)
    return commitment


def meeting_of(commitment: Commitment) -> Meeting:
    assert commitment.source_id is not None
    return Meeting.objects.get(pk=commitment.source_id)


@pytest.mark.parametrize(
    ("owner", "guest", "person", "stage"),
    [
        ("RJ", "", "", "agreed"),  # it holds a seat
        ("CWCS", "", "", "recommended"),  # it was not there
        ("CWCS", "CWCS", "", "recommended"),  # somebody typed it in
        ("CWCS", "CWCS", "far_liaison", "agreed"),  # its own officer came
        ("CWCS", "CWCS", "bnwla_liaison", "recommended"),  # another body's officer came in its name
        ("CWCS", "BNWLA", "bnwla_liaison", "recommended"),
    ],
)
def test_a_committee_binds_its_seats_and_those_who_came_themselves(
    cast: Cast, owner: str, guest: str, person: str, stage: str
) -> None:
    commitment = circulate(cast, owner, guest=guest, person=person)
    assert commitment.stage == stage
    dates = (DUE, None) if stage == "agreed" else (None, DUE)
    assert (commitment.due_on, commitment.suggested_due_on) == dates
    assert commitment.live is (stage == "agreed"), "in no figure before it accepts"


def test_a_seat_that_ended_before_the_meeting_binds_nobody(cast: Cast) -> None:
    Seat.objects.filter(committee=sharsha(), organisation=body("RJ")).update(until=TODAY)
    assert circulate(cast, "RJ").stage == "recommended"


def test_a_body_that_is_asked_is_told_once_and_promises_by_accepting(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    officer = cast.far_liaison.user
    told = Notice.objects.filter(recipient=officer).values_list("kind", flat=True)
    assert list(told) == ["commitments.proposed"]
    # Its own record it reads, of the minutes nothing.
    assert can(Viewer(officer, NOW), "view", commitment)
    assert not can(Viewer(officer, NOW), "view", Minutes.objects.get())
    verifier = verifier_candidates(commitment, NOW)[0].organisation
    for due, code in ((None, "required"), (TODAY - timedelta(days=1), "past")):
        with pytest.raises(Mendable) as refused:
            accept(by=officer, commitment=commitment, verifier=verifier, due_on=due, at=NOW)
        assert (refused.value.field, refused.value.code) == ("due_on", code)
    accepted = accept(by=officer, commitment=commitment, verifier=verifier, due_on=DUE, at=NOW)
    assert (accepted.stage, accepted.due_on, accepted.original_due_on) == ("accepted", DUE, DUE)
    assert accepted.live


def test_nobody_else_accepts_what_a_body_was_asked_and_nothing_else_is_done_with_it(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    verifier = verifier_candidates(commitment, NOW)[0].organisation
    for key in ("uno_sharsha", "facilitator", "rj_liaison", "ncc_secretary"):
        with pytest.raises((RefusedError, Http404)):
            accept(by=cast[key].user, commitment=commitment, verifier=verifier, due_on=DUE, at=NOW)
    with pytest.raises(Mendable):
        promises.report(by=cast.far_liaison.user, commitment=commitment, text="Done.", at=NOW)


def test_whoever_captures_and_whoever_circulates_sees_that_a_body_is_not_bound(cast: Cast) -> None:
    words = "Not bound by this meeting"
    by, minutes = cast.facilitator.user, draft(cast.facilitator.user)
    point(by, minutes, "CWCS")
    point(by, minutes, "RJ")
    page = reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref])
    assert browser(by).get(page).content.decode().count(words) == 1
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    chair = browser(cast.uno_sharsha.user)
    # On the screen and on paper, each of which is a page of its own.
    for name in ("meeting", "meeting_print"):
        assert chair.get(reverse(name, args=[minutes.meeting.ref])).content.decode().count(words) == 1, name
    actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    shown = chair.get(reverse("meeting_circulate", args=[minutes.meeting.ref])).content.decode()
    assert shown.count(words) == 1


def test_the_page_of_what_is_asked_offers_to_accept_it_by_a_day(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    officer = browser(cast.far_liaison.user)
    record = officer.get(reverse("commitment", args=[commitment.ref])).content.decode()
    accept = reverse("commitment_accept", args=[commitment.ref])
    assert accept in record
    assert 'value="10/12/2026"' in officer.get(accept).content.decode()


def who_may(cast: Cast, action: str, commitment: Commitment) -> set[str]:
    return {member.key for member in cast if can(Viewer(member.user, NOW), action, commitment)}


def test_the_asked_body_answers_and_the_committee_reads_what_it_asked(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    nation = {"ncc_secretary", "ncc_chair", "oversight"}
    above = {"dc_jashore", "dd_women_jashore"}
    committee = {"uno_sharsha", "facilitator", "rj_liaison"}
    assert who_may(cast, "view", commitment) == nation | above | committee | {"far_liaison"}
    assert who_may(cast, "accept", commitment) == who_may(cast, "decline", commitment) == {"far_liaison"}


def test_what_a_body_is_asked_stands_among_its_peoples_notices_and_on_their_desk(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    officer = cast.far_liaison
    assert commitment.what in browser(officer.user).get(reverse("notices")).content.decode()
    assert "Recommended to you" in browser(officer.user).get("/").content.decode()
    assert "Recommended to you" not in browser(cast.uno_sharsha.user).get("/").content.decode()


def test_nobody_is_reminded_of_what_nothing_promised_and_nobody_is_late(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    told = Notice.objects.filter(record_type="commitments.commitment", record_id=commitment.pk)
    before = told.count()
    for day in (-8, 0, 1, 40):
        scan(at=datetime.combine(DUE + timedelta(days=day), time(10), DHAKA))
    assert told.count() == before
    late = Viewer(cast.far_liaison.user, NOW + timedelta(days=90))
    assert [counted(late, view) for view in COMMITMENTS.chips if not view.is_apart] == [0] * 5


@pytest.mark.parametrize("reason", ["", "We have no shelter in Sharsha."])
def test_a_body_declines_with_or_without_a_reason_and_may_still_accept(cast: Cast, reason: str) -> None:
    commitment = circulate(cast, "CWCS")
    officer = cast.far_liaison.user
    declined = promises.decline(by=officer, commitment=commitment, reason=reason, at=NOW)
    assert (declined.stage, declined.live) == ("recommended", False)
    assert row_of(declined, DUE).stage_words == "Declined"
    told = Notice.objects.filter(kind="commitments.declined").values_list("recipient", flat=True)
    assert list(told) == [cast.uno_sharsha.user.pk]
    assert "Recommended to you" not in browser(officer).get("/").content.decode()
    with pytest.raises(Mendable) as refused:
        promises.decline(by=officer, commitment=declined, at=NOW)
    assert refused.value.code == "declined"
    record = browser(cast.uno_sharsha.user).get(reverse("commitment", args=[commitment.ref]))
    assert (reason or "Declined on") in record.content.decode()
    minutes = browser(cast.uno_sharsha.user).get(reverse("meeting", args=[meeting_of(commitment).ref]))
    assert "the body has declined" in minutes.content.decode()
    verifier = verifier_candidates(declined, NOW)[0].organisation
    accepted = accept(by=officer, commitment=declined, verifier=verifier, due_on=DUE, at=NOW)
    assert (accepted.stage, accepted.declined_at) == ("accepted", None)


def test_a_promise_is_not_declined(cast: Cast) -> None:
    commitment = circulate(cast, "RJ")
    with pytest.raises(Mendable) as refused:
        promises.decline(by=cast.rj_liaison.user, commitment=commitment, at=NOW)
    assert refused.value.code == "stage"
    page = browser(cast.rj_liaison.user).get(reverse("commitment", args=[commitment.ref])).content.decode()
    assert reverse("commitment_decline", args=[commitment.ref]) not in page


def test_nobody_else_declines_for_a_body(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    for member in cast:
        if member.key != "far_liaison":
            with pytest.raises((RefusedError, Http404)):
                promises.decline(by=member.user, commitment=commitment, at=NOW)
    assert Commitment.objects.get(pk=commitment.pk).declined_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_answer_at_once_the_second_is_judged_by_what_stands(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    officer = cast.far_liaison.user
    verifier = verifier_candidates(commitment, NOW)[0].organisation
    ended = one_waits(
        lambda: accept(by=officer, commitment=commitment, verifier=verifier, due_on=DUE, at=NOW),
        lambda: promises.decline(by=officer, commitment=commitment, at=NOW),
    )
    assert ended == ("done", "stage")
    assert Commitment.objects.get(pk=commitment.pk).stage == "accepted"
