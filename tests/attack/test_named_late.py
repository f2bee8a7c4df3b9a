"""Nobody is bound by a notice that reached them when the meeting was over, and nobody reads on after a no."""

from datetime import datetime, time, timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from meetings import actions
from meetings.models import DelegatedStep, JointRequest, Meeting
from notifications.models import Notice
from partners.actions import end_committee, succeed_organisation
from tests.access.people import join
from tests.attack.scene import MARK
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import ITEM, TODAY, announced, body, jashore, planned, point, sharsha, write
from tests.meetings.test_delegated import given

pytestmark = pytest.mark.django_db
Step = DelegatedStep.Step
GUEST = "CWCS"
AFTER = NOW + timedelta(hours=6)
NEXT_DAY = NOW + timedelta(days=1)


def agreed_without_them(cast: Cast, meeting: Meeting) -> Commitment:
    """The minutes that the secretariat writes say that a body promised, and name nobody who came for it."""
    by = cast.uno_sharsha.user
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NEXT_DAY)
    write(by, minutes, at=NEXT_DAY)
    actions.add_guest(by=by, minutes=minutes, organisation=body(GUEST), at=NEXT_DAY)
    point(by, minutes, GUEST, at=NEXT_DAY)
    actions.send_to_chair(by=by, minutes=minutes, at=NEXT_DAY)
    approved = actions.approve(by=by, minutes=minutes, at=NEXT_DAY)
    (commitment,) = actions.circulate(by=by, minutes=approved, at=NEXT_DAY)
    return commitment


@pytest.mark.parametrize("at", [AFTER, NEXT_DAY])
def test_a_body_is_not_named_in_the_notice_of_a_meeting_that_has_begun(cast: Cast, at: datetime) -> None:
    meeting = announced(cast.uno_sharsha.user)
    with pytest.raises(Mendable) as refusal:
        actions.invite_body(by=cast.uno_sharsha.user, meeting=meeting, body=body(GUEST), at=at)
    assert refusal.value.code == "begun"
    assert not Notice.objects.filter(recipient=cast.far_liaison.user).exists()


@pytest.mark.parametrize("at", [AFTER, NEXT_DAY])
def test_the_bodies_of_a_committee_that_was_asked_are_not_named_afterwards_either(
    cast: Cast, at: datetime
) -> None:
    meeting = announced(cast.uno_sharsha.user)
    by = cast.uno_sharsha.user
    actions.ask_committee(by=by, meeting=meeting, committee=jashore(), at=NOW)
    with pytest.raises(Mendable) as refusal:
        actions.invite_seats(by=by, request=JointRequest.objects.get(meeting=meeting), at=at)
    assert refusal.value.code == "begun"


@pytest.mark.parametrize("at", [AFTER, NEXT_DAY])
def test_a_notice_sent_when_the_meeting_is_over_binds_nobody_it_names(cast: Cast, at: datetime) -> None:
    by = cast.uno_sharsha.user
    meeting = planned(by)
    actions.invite_body(by=by, meeting=meeting, body=body(GUEST), at=NOW)
    sent = actions.send_notice(by=by, meeting=meeting, at=at)
    assert agreed_without_them(cast, sent).stage == "recommended"


def asked(cast: Cast) -> tuple[Meeting, JointRequest]:
    """The district asks Sharsha before it has sent its notice."""
    by = cast.dd_women_jashore.user
    join(by, sharsha().members_party)
    meeting = planned(by, jashore())
    actions.ask_committee(by=by, meeting=meeting, committee=sharsha(), at=NOW)
    return meeting, JointRequest.objects.get(meeting=meeting)


@pytest.mark.parametrize("closed", ["decline_jointly", "withdraw_joint"])
def test_who_is_asked_no_more_reads_nothing_of_what_the_meeting_becomes(cast: Cast, closed: str) -> None:
    meeting, request = asked(cast)
    by = cast.uno_sharsha.user if closed == "decline_jointly" else cast.dd_women_jashore.user
    getattr(actions, closed)(by=by, request=request, at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(title_en=MARK, place_text=MARK)
    meeting.agenda.filter(title=ITEM).update(title=MARK)
    client = browser(cast.uno_sharsha.user)
    page = client.get(reverse("joint_request", args=[request.ref]))
    assert page.status_code == 200
    assert MARK not in page.content.decode()
    assert MARK not in client.get(reverse("notices")).content.decode()
    # Whoever called it reads its own meeting.
    own = browser(cast.dd_women_jashore.user).get(reverse("joint_request", args=[request.ref]))
    assert MARK in own.content.decode()


def test_what_a_minute_taker_asks_of_others_in_the_secretariats_name_is_kept_for_it_to_see(
    cast: Cast,
) -> None:
    by = cast.facilitator.user
    given(cast, "may_call", "may_notify")
    join(by, jashore().members_party)
    meeting = announced(by)
    actions.invite_body(by=by, meeting=meeting, body=body(GUEST), at=NOW)
    assert DelegatedStep.objects.latest("pk").step == Step.GUESTS
    actions.ask_committee(by=by, meeting=meeting, committee=jashore(), at=NOW)
    assert DelegatedStep.objects.latest("pk").step == Step.ASKED


def test_a_meeting_is_not_moved_to_an_hour_that_has_passed_already(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    meeting = announced(by, on_date=TODAY + timedelta(days=7))
    with pytest.raises(Mendable) as refusal:
        actions.change_meeting(
            by=by, meeting=meeting, plan=actions.Plan(on_date=TODAY, starts=time(9)), at=NOW
        )
    assert (refusal.value.field, refusal.value.code) == ("starts", "past")


def test_readers_are_right_after_each_step_of_guests_and_joint_meetings(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    meeting = planned(by)

    def right() -> None:
        assert not [one for derivation in all_derivations() for one in differences(derivation)]

    actions.invite_body(by=by, meeting=meeting, body=body(GUEST), at=NOW)
    right()
    actions.ask_committee(by=by, meeting=meeting, committee=jashore(), at=NOW)
    actions.send_notice(by=by, meeting=meeting, at=NOW)
    right()
    succeed_organisation(by=None, organisation=body(GUEST), successor=body("BNWLA"), on=TODAY, at=NOW)
    right()
    end_committee(by=None, committee=jashore(), on=TODAY, at=NOW)
    request = JointRequest.objects.get(meeting=meeting)
    with pytest.raises(Http404):
        actions.agree_jointly(by=cast.dd_women_jashore.user, request=request, at=NOW + timedelta(minutes=1))
    actions.cancel_meeting(by=by, meeting=meeting, at=NOW)
    right()
    assert not can(cast.far_liaison.viewer, "view", Meeting.objects.get(pk=meeting.pk))
