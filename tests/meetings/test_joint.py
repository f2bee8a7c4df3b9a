"""A meeting is one of another committee once that committee's secretariat has agreed, and not before."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from access.rules.engine import RefusedError, can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from meetings import actions
from meetings.actions import Plan
from meetings.models import JointRequest, Meeting, Minutes
from notifications.models import Notice
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import ITEM, TODAY, jashore, point, seated, sharsha, write
from tests.races import one_waits

pytestmark = pytest.mark.django_db
# In Jashore's committee and in no seat of Sharsha's.
MEMBERS = ("dc_jashore", "dd_women_jashore")


def called(cast: Cast) -> Meeting:
    """Sharsha's secretariat calls a meeting together with the district's committee."""
    return actions.plan_meeting(
        by=cast.uno_sharsha.user,
        plan=Plan(on_date=TODAY),
        at=NOW,
        committee=sharsha(),
        together_with=[jashore()],
        agenda=[ITEM],
    )


def asked_of(meeting: Meeting) -> JointRequest:
    return JointRequest.objects.get(meeting=meeting)


def readers(cast: Cast, record: Meeting | Minutes | JointRequest, action: str = "view") -> set[str]:
    """Who of the cast may do this, beside the ministry's secretariat and oversight."""
    apart = {"ncc_secretary", "ncc_chair", "oversight", "administrator"}
    return {
        member.key
        for member in cast
        if member.key not in apart and can(Viewer(member.user, NOW), action, record)
    }


def test_before_it_has_agreed_the_other_committee_knows_nothing_but_that_it_is_asked(cast: Cast) -> None:
    meeting = called(cast)
    asked = asked_of(meeting)
    assert readers(cast, asked, "answer") == set(MEMBERS)
    assert readers(cast, asked, "withdraw") == {"uno_sharsha"}
    assert readers(cast, asked) == {*MEMBERS, "uno_sharsha"}
    told = Notice.objects.exclude(recipient=cast.uno_sharsha.user).values_list("kind", "recipient")
    assert set(told) == {("meetings.joint_asked", cast[key].user.pk) for key in MEMBERS}
    sent = actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    # The district's secretariat is above the upazila's: it reads the notice as such, and is told nothing.
    assert readers(cast, sent) & {"rj_staff", "bnwla_liaison", "far_liaison"} == set()
    assert not Notice.objects.filter(kind="meetings.notice", recipient=cast.dd_women_jashore.user).exists()
    assert not meeting.committees.filter(pk=jashore().pk).exists()


def test_once_it_has_agreed_its_members_are_told_and_the_others_not_again(cast: Cast) -> None:
    meeting = called(cast)
    actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    before = Notice.objects.filter(kind="meetings.notice", recipient=cast.rj_liaison.user).count()
    actions.agree_jointly(by=cast.dd_women_jashore.user, request=asked_of(meeting), at=NOW)
    notices = Notice.objects.filter(kind="meetings.notice")
    assert notices.filter(recipient=cast.dc_jashore.user).count() == 1
    assert notices.filter(recipient=cast.rj_liaison.user).count() == before == 1
    assert Notice.objects.filter(kind="meetings.joint_answered", recipient=cast.uno_sharsha.user).count() == 1
    assert meeting.committees.filter(pk=jashore().pk).exists()


@pytest.mark.parametrize(
    "answer",
    [
        lambda cast, asked: actions.decline_jointly(
            by=cast.dc_jashore.user, request=asked, at=NOW, reason="Not on that day."
        ),
        lambda cast, asked: actions.withdraw_joint(by=cast.uno_sharsha.user, request=asked, at=NOW),
    ],
)
def test_declined_or_withdrawn_it_stays_a_meeting_of_the_one_that_called_it(
    cast: Cast, answer: Callable[[Cast, JointRequest], JointRequest]
) -> None:
    meeting = called(cast)
    closed = answer(cast, asked_of(meeting))
    assert not closed.is_open and list(meeting.committees.all()) == [sharsha()]
    with pytest.raises(Mendable) as refused:
        actions.agree_jointly(by=cast.dc_jashore.user, request=closed, at=NOW)
    assert refused.value.code == "answered"


def test_nobody_but_the_asked_secretariat_answers(cast: Cast) -> None:
    asked = asked_of(called(cast))
    for member in cast:
        if member.key in MEMBERS:
            continue
        for act in (actions.agree_jointly, actions.decline_jointly):
            with pytest.raises((RefusedError, Http404)):
                act(by=member.user, request=asked, at=NOW)
    assert asked_of(asked.meeting).is_open


def circulated(cast: Cast, meeting: Meeting, owner: str) -> Commitment:
    by = cast.uno_sharsha.user
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    point(by, minutes, owner)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    (commitment,) = actions.circulate(by=by, minutes=approved, at=NOW)
    return commitment


@pytest.mark.parametrize(("agrees", "stage"), [(False, "recommended"), (True, "agreed")])
def test_its_bodies_are_bound_only_once_it_has_agreed(cast: Cast, agrees: bool, stage: str) -> None:
    seated("CWCS", jashore())
    meeting = called(cast)
    if agrees:
        actions.agree_jointly(by=cast.dc_jashore.user, request=asked_of(meeting), at=NOW)
    assert circulated(cast, meeting, "CWCS").stage == stage


def test_an_answer_after_circulation_changes_nothing_any_more(cast: Cast) -> None:
    meeting = called(cast)
    circulated(cast, meeting, "RJ")
    with pytest.raises(Mendable) as refused:
        actions.agree_jointly(by=cast.dc_jashore.user, request=asked_of(meeting), at=NOW)
    assert refused.value.code == "late"


@pytest.mark.django_db(transaction=True)
def test_an_answer_while_the_minutes_are_circulated_comes_too_late(cast: Cast) -> None:
    seated("CWCS", jashore())
    meeting = called(cast)
    by = cast.uno_sharsha.user
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    point(by, minutes, "CWCS")
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    asked = asked_of(meeting)
    ended = one_waits(
        lambda: actions.circulate(by=by, minutes=approved, at=NOW),
        lambda: actions.agree_jointly(by=cast.dc_jashore.user, request=asked, at=NOW),
    )
    assert ended == ("done", "late")
    assert Commitment.objects.get(source_id=meeting.pk).stage == "recommended"


def test_the_secretariat_reads_what_it_is_asked_and_agrees_with_one_button(cast: Cast) -> None:
    meeting = actions.plan_meeting(
        by=cast.uno_sharsha.user,
        plan=Plan(on_date=timezone.localdate()),
        at=timezone.now(),
        committee=sharsha(),
        together_with=[jashore()],
        agenda=[ITEM],
    )
    page = reverse("joint_request", args=[asked_of(meeting).ref])
    client = browser(cast.dd_women_jashore.user)
    shown = client.get(page).content.decode()
    assert ITEM in shown and shown.count("btn-primary") == 1
    assert client.post(page, {"do": "agree"}).headers["Location"] == page
    assert asked_of(meeting).state == "agreed"
    assert "Joint meeting" not in client.get(reverse("meeting", args=[meeting.ref])).content.decode()
    own = browser(cast.uno_sharsha.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert "Together with" in own
