"""Whom a notice names beside the members, and the committees asked to hold a meeting together."""

from datetime import timedelta

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
from meetings.models import JointRequest, Meeting, MeetingOf, MeetingOrganiser, Minutes
from meetings.notices import JOINT_ASKED
from notifications.models import Notice
from partners.models import Organisation
from partners.queries import seated_in
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import (
    ITEM,
    TODAY,
    announced,
    body,
    draft,
    jashore,
    planned,
    point,
    sharsha,
    write,
)

pytestmark = pytest.mark.django_db
FAR = "far_liaison"


def far(cast: Cast) -> Organisation:
    """A body that has no seat in Sharsha, with a liaison officer who signs in."""
    return Organisation.objects.get(memberships__person=cast[FAR].person)


def guest_of(cast: Cast) -> str:
    return str(far(cast).code)


def readers(cast: Cast, meeting: Meeting) -> set[str]:
    found = Meeting.objects.get(pk=meeting.pk)
    return {one.key for one in cast if can(Viewer(one.user, NOW), "view", found)}


def named(cast: Cast, meeting: Meeting) -> Meeting:
    return actions.invite_body(by=cast.uno_sharsha.user, meeting=meeting, body=far(cast), at=NOW)


def told(cast: Cast, kind: str = "meetings.notice") -> int:
    return Notice.objects.filter(kind=kind, recipient=cast[FAR].user).count()


def test_a_body_named_in_the_notice_gets_it_and_reads_the_agenda_but_not_the_minutes(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user)
    named(cast, meeting)
    assert FAR not in readers(cast, meeting) and told(cast) == 0
    sent = actions.send_notice(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    assert FAR in readers(cast, sent) and told(cast) == 1
    minutes = actions.open_minutes(by=cast.uno_sharsha.user, meeting=sent, at=NOW)
    assert not can(Viewer(cast[FAR].user, NOW), "view", minutes)


def test_named_after_the_notice_it_alone_is_told_and_the_members_not_again(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user)
    before = Notice.objects.exclude(recipient=cast[FAR].user).count()
    named(cast, meeting)
    assert told(cast) == 1
    assert Notice.objects.exclude(recipient=cast[FAR].user).count() == before


def circulated(cast: Cast, meeting: Meeting, owner: str) -> Commitment:
    by = cast.uno_sharsha.user
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    actions.add_guest(by=by, minutes=minutes, organisation=body(owner), at=NOW)
    point(by, minutes, owner)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    (commitment,) = actions.circulate(by=by, minutes=approved, at=NOW)
    return commitment


@pytest.mark.parametrize(("names", "stage"), [(False, "recommended"), (True, "agreed")])
def test_a_guest_is_bound_where_the_notice_named_it_and_not_where_somebody_typed_it(
    cast: Cast, names: bool, stage: str
) -> None:
    meeting = announced(cast.uno_sharsha.user)
    if names:
        named(cast, meeting)
    assert circulated(cast, meeting, guest_of(cast)).stage == stage


def test_named_for_a_meeting_that_was_held_without_a_notice_it_is_not_bound(cast: Cast) -> None:
    meeting = named(cast, planned(cast.uno_sharsha.user))
    assert circulated(cast, meeting, guest_of(cast)).stage == "recommended"


def test_whoever_calls_partners_without_a_committee_binds_nobody_by_naming_it(cast: Cast) -> None:
    by = cast.bnwla_liaison.user
    meeting = actions.plan_meeting(
        by=by, plan=Plan(on_date=TODAY), at=NOW, organisation=body("BNWLA"), agenda=[ITEM]
    )
    actions.invite_body(by=by, meeting=meeting, body=far(cast), at=NOW)
    meeting = actions.send_notice(by=by, meeting=meeting, at=NOW)
    assert told(cast) == 1
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    actions.add_guest(by=by, minutes=minutes, organisation=far(cast), at=NOW)
    point(by, minutes, guest_of(cast))
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    (commitment,) = actions.circulate(by=by, minutes=approved, at=NOW)
    assert commitment.stage == "recommended"


def test_nobody_but_who_may_send_the_notice_names_anybody(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user)
    for member in cast:
        if not can(member.viewer, "notice", meeting):
            with pytest.raises((RefusedError, Http404)):
                actions.invite_body(by=member.user, meeting=meeting, body=far(cast), at=NOW)
    assert FAR not in readers(cast, meeting)


def test_a_body_with_a_seat_or_named_already_is_refused_in_words(cast: Cast) -> None:
    meeting, by = planned(cast.uno_sharsha.user), cast.uno_sharsha.user
    with pytest.raises(Mendable) as seated:
        actions.invite_body(by=by, meeting=meeting, body=body("RJ"), at=NOW)
    named(cast, meeting)
    with pytest.raises(Mendable) as again:
        named(cast, meeting)
    assert (seated.value.code, again.value.code) == ("seated", "named")


def test_it_is_taken_off_before_the_notice_and_not_after(cast: Cast) -> None:
    by, guest = cast.uno_sharsha.user, far(cast)
    meeting = named(cast, planned(by))
    actions.uninvite_body(by=by, meeting=meeting, body=guest, at=NOW)
    assert not meeting.organisers.exists()
    named(cast, meeting)
    sent = actions.send_notice(by=by, meeting=meeting, at=NOW)
    with pytest.raises(Mendable) as refused:
        actions.uninvite_body(by=by, meeting=sent, body=guest, at=NOW)
    assert refused.value.code == "sent" and FAR in readers(cast, sent)


def asked(cast: Cast, meeting: Meeting) -> JointRequest:
    actions.ask_committee(by=cast.uno_sharsha.user, meeting=meeting, committee=jashore(), at=NOW)
    return JointRequest.objects.filter(meeting=meeting).latest("pk")


def test_a_committee_is_asked_after_planning_and_again_after_it_declined(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user)
    first = asked(cast, meeting)
    with pytest.raises(Mendable) as twice:
        asked(cast, meeting)
    actions.decline_jointly(by=cast.dc_jashore.user, request=first, reason="Not on that day.", at=NOW)
    second = asked(cast, meeting)
    assert twice.value.code == "asked" and second.pk != first.pk
    actions.agree_jointly(by=cast.dc_jashore.user, request=second, at=NOW)
    assert meeting.committees.filter(pk=jashore().pk).exists()


def test_agreed_to_it_carries_the_next_number_of_the_other_committee(cast: Cast) -> None:
    planned(cast.dc_jashore.user, jashore(), number=7)
    meeting = announced(cast.uno_sharsha.user, kind=Meeting.Kind.JOINT)
    actions.agree_jointly(by=cast.dc_jashore.user, request=asked(cast, meeting), at=NOW)
    assert MeetingOf.objects.get(meeting=meeting, committee=jashore()).number == 8


def test_a_number_another_meeting_has_is_refused_and_nothing_is_agreed(cast: Cast) -> None:
    planned(cast.dc_jashore.user, jashore(), number=7)
    request = asked(cast, announced(cast.uno_sharsha.user))
    with pytest.raises(Mendable) as refused:
        actions.agree_jointly(by=cast.dc_jashore.user, request=request, number=7, at=NOW)
    assert refused.value.code == "taken"
    assert JointRequest.objects.get(pk=request.pk).is_open


def test_the_bodies_of_a_committee_that_does_not_answer_are_invited_as_guests(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user)
    request = asked(cast, meeting)
    actions.invite_seats(by=cast.uno_sharsha.user, request=request, at=NOW)
    named = set(meeting.organisers.filter(role="invited").values_list("organisation", flat=True))
    assert named == seated_in(jashore().pk, on=TODAY) - seated_in(sharsha().pk, on=TODAY) != set()
    assert request.is_open and not meeting.committees.filter(pk=jashore().pk).exists()


def test_a_request_for_a_meeting_that_was_called_off_is_told_to_nobody_late(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user)
    asked(cast, meeting)
    assert JOINT_ASKED.still_needed(JointRequest.objects.all()).exists()
    actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    assert not JOINT_ASKED.still_needed(JointRequest.objects.all()).exists()


def test_guests_are_named_on_the_page_and_stand_in_the_notice(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, on_date=timezone.localdate() + timedelta(days=3))
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_invite", args=[meeting.ref])
    assert client.post(page, {"body": "zzz"}).status_code == 422
    assert client.post(page, {"body": far(cast).name_en}).status_code == 302
    notice = browser(cast[FAR].user).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert far(cast).name_en in notice


# What one person can send.


def test_the_notice_is_sent_by_hand_three_times_within_a_day_and_no_more(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    meeting = announced(by)
    for _nth in range(2):
        actions.send_again(by=by, meeting=meeting, reason="Two members had been away.", at=NOW)
    with pytest.raises(Mendable) as refused:
        actions.send_again(by=by, meeting=meeting, reason="Two members had been away.", at=NOW)
    assert refused.value.code == "ceiling"


def test_one_person_tells_one_committee_ten_times_within_a_day_and_no_more(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    for _nth in range(5):
        meeting = announced(by)
        actions.cancel_meeting(by=by, meeting=meeting, at=NOW)
    meeting = planned(by)
    with pytest.raises(Mendable) as refused:
        actions.send_notice(by=by, meeting=meeting, at=NOW)
    assert refused.value.code == "ceiling"
    # Another person of the secretariat is not held up by it, nor is calling off.
    actions.cancel_meeting(by=by, meeting=meeting, at=NOW)


def test_a_meeting_moved_to_and_fro_all_day_long_is_refused_the_next_move(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    meeting = announced(by)
    with pytest.raises(Mendable) as refused:
        for hour in range(20):
            plan = Plan(on_date=TODAY, place=f"Hall {hour}")
            actions.change_meeting(by=by, meeting=meeting, plan=plan, at=NOW)
    assert refused.value.code == "ceiling" and meeting.announcements.count() == 10


def test_a_draft_goes_to_the_chair_five_times_within_a_day_and_no_more(cast: Cast) -> None:
    by = cast.facilitator.user
    meeting = announced(cast.uno_sharsha.user)
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    at = NOW
    for nth in range(5):
        at = NOW + timedelta(minutes=nth)
        actions.send_to_chair(by=by, minutes=minutes, at=at)
        actions.take_back(by=by, minutes=minutes, at=at)
    with pytest.raises(Mendable) as refused:
        actions.send_to_chair(by=by, minutes=minutes, at=at + timedelta(minutes=1))
    assert refused.value.code == "ceiling"
    actions.send_to_chair(by=by, minutes=minutes, at=NOW + timedelta(days=1, minutes=5))


def test_a_committee_is_asked_five_times_within_a_day_and_no_more(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    for _nth in range(5):
        asked(cast, planned(by))
    with pytest.raises(Mendable) as refused:
        asked(cast, planned(by))
    assert refused.value.code == "ceiling"


def test_a_committee_that_has_ended_is_asked_for_nothing_when_a_meeting_is_planned(cast: Cast) -> None:
    ended = jashore()
    ended.ended_on = TODAY
    ended.save()
    with pytest.raises(Mendable) as refused:
        actions.plan_meeting(
            by=cast.uno_sharsha.user,
            plan=Plan(on_date=TODAY),
            at=NOW,
            committee=sharsha(),
            together_with=[ended],
        )
    assert (refused.value.field, refused.value.code) == ("together_with", "ended")


def test_once_it_has_begun_no_guest_is_offered_to_be_named(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, on_date=timezone.localdate() + timedelta(days=3))
    client, guests = browser(cast.uno_sharsha.user), reverse("meeting_invite", args=[meeting.ref])
    page = reverse("meeting", args=[meeting.ref])
    assert guests in client.get(page).content.decode()
    begun = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=begun, on_date=timezone.localdate(begun), at=begun)
    assert guests not in client.get(page).content.decode()


@pytest.mark.parametrize("role", [one for one in MeetingOrganiser.Role if one != "organiser"])
def test_who_helped_a_meeting_or_was_invited_does_not_read_its_circulated_minutes(
    cast: Cast, role: MeetingOrganiser.Role
) -> None:
    minutes = draft(cast.facilitator.user)
    MeetingOrganiser.objects.create(meeting=minutes.meeting, organisation=far(cast), role=role)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    minutes = actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    written = Minutes.objects.get(pk=minutes.pk)
    assert can(Viewer(cast.uno_sharsha.user, NOW), "view", written)
    assert not can(Viewer(cast[FAR].user, NOW), "view", written)
