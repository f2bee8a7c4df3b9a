"""Whom a meeting binds: its seats, those who organise it, and bodies whose own people came."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from access.errors import Mendable
from access.rules import RefusedError, can
from access.viewer import Viewer
from commitments import actions as promises
from commitments.models import Commitment
from commitments.queries import verifier_candidates
from meetings import actions
from meetings.actions import Plan
from meetings.models import ActionPoint, Attendance, Minutes
from notifications.models import Notice
from partners.models import Person, Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import DUE, TODAY, body, draft, item_of, point, sharsha

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
            promises.accept(by=officer, commitment=commitment, verifier=verifier, due_on=due, at=NOW)
        assert (refused.value.field, refused.value.code) == ("due_on", code)
    accepted = promises.accept(by=officer, commitment=commitment, verifier=verifier, due_on=DUE, at=NOW)
    assert (accepted.stage, accepted.due_on, accepted.original_due_on) == ("accepted", DUE, DUE)
    assert accepted.live


def test_nobody_else_accepts_what_a_body_was_asked_and_nothing_else_is_done_with_it(cast: Cast) -> None:
    commitment = circulate(cast, "CWCS")
    verifier = verifier_candidates(commitment, NOW)[0].organisation
    for key in ("uno_sharsha", "facilitator", "rj_liaison", "ncc_secretary"):
        with pytest.raises((RefusedError, Http404)):
            promises.accept(by=cast[key].user, commitment=commitment, verifier=verifier, due_on=DUE, at=NOW)
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
    assert chair.get(reverse("meeting", args=[minutes.meeting.ref])).content.decode().count(words) == 1
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
