"""A minute-taker drafts; calling, announcing and signing speak for the committee and are given in words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from commitments.models import Commitment, Event
from meetings import actions
from meetings.models import DelegatedStep, Minutes
from notifications.models import Notice
from partners.actions import appoint, delegate_minutes, end_delegation
from partners.models import Committee, Delegation
from tests.attack.scene import text
from tests.cast import NOW, Cast, browser
from tests.commitments.world import say
from tests.meetings.sittings import (
    TODAY,
    announced,
    approved,
    circulated,
    draft,
    jashore,
    planned,
    sharsha,
    write,
)
from tests.meetings.test_access import check, may

pytestmark = pytest.mark.django_db
POWERS = ("may_call", "may_notify", "may_enter_signature")
UNO = {"uno_sharsha"}
KEEPERS = {"uno_sharsha", "facilitator"}


def given(cast: Cast, *powers: str, committee: Committee | None = None) -> Delegation:
    """The facilitator's delegation, given anew with these powers."""
    by, committee = cast.uno_sharsha.user, committee or sharsha()
    running = Delegation.objects.at(NOW).get(committee=committee, person=cast.facilitator.person)
    end_delegation(by=by, delegation=running, at=NOW - timedelta(minutes=1))
    return delegate_minutes(
        by=by,
        committee=committee,
        person=cast.facilitator.person,
        since=NOW - timedelta(minutes=1),
        until=NOW + timedelta(days=9_000),
        at=NOW - timedelta(minutes=1),
        **dict.fromkeys(powers, True),
    )


def plan() -> actions.Plan:
    return actions.Plan(on_date=TODAY)


def sign(by: User, minutes: Minutes) -> Minutes:
    return actions.approve_on_paper(by=by, minutes=minutes, signed_by="UNO", signed_on=TODAY, at=NOW)


# What a minute-taker might do for a committee, and the power without which they do not.
def steps(cast: Cast) -> dict[str, tuple[str, Callable[[User], Any]]]:
    meeting, told = planned(cast.uno_sharsha.user), announced(cast.uno_sharsha.user)
    minutes = draft(cast.uno_sharsha.user)
    return {
        "call": (
            "may_call",
            lambda by: actions.plan_meeting(by=by, plan=plan(), at=NOW, committee=sharsha()),
        ),
        "past": (
            "may_call",
            lambda by: actions.enter_past_meeting(by=by, plan=plan(), at=NOW, committee=sharsha()),
        ),
        "change": (
            "may_call",
            lambda by: actions.change_meeting(by=by, meeting=meeting, plan=plan(), at=NOW),
        ),
        "notice": ("may_notify", lambda by: actions.send_notice(by=by, meeting=meeting, at=NOW)),
        "again": (
            "may_notify",
            lambda by: actions.send_again(by=by, meeting=told, reason="Two members had been away.", at=NOW),
        ),
        "announced agenda": (
            "may_notify",
            lambda by: actions.add_item(by=by, meeting=told, title="Hotline", at=NOW),
        ),
        "cancel": ("may_call", lambda by: actions.cancel_meeting(by=by, meeting=meeting, at=NOW)),
        "signature": ("may_enter_signature", lambda by: sign(by, minutes)),
    }


NAMES = ("call", "past", "change", "notice", "again", "announced agenda", "cancel", "signature")


@pytest.mark.parametrize("name", NAMES)
def test_what_speaks_for_the_committee_is_done_under_the_power_alone(cast: Cast, name: str) -> None:
    by = cast.facilitator.user
    needed, step = steps(cast)[name]
    with pytest.raises(PermissionDenied):
        step(by)
    given(cast, *(power for power in POWERS if power != needed))
    with pytest.raises(PermissionDenied):
        step(by)
    given(cast, needed)
    step(by)
    assert DelegatedStep.objects.filter(by=by).count() == 1


def test_drafting_needs_no_power(cast: Cast) -> None:
    by, meeting = cast.facilitator.user, planned(cast.uno_sharsha.user)
    actions.add_item(by=by, meeting=meeting, title="Hotline", at=NOW)
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    chair = sharsha().seats.get(role="chair")
    actions.record_attendance(by=by, minutes=minutes, marks=[actions.Mark(chair.pk, "present")], at=NOW)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    actions.take_back(by=by, minutes=minutes, at=NOW)


def test_what_the_chair_approved_is_opened_again_by_the_secretariat_alone(cast: Cast) -> None:
    given(cast, *POWERS)
    minutes = approved(cast)
    with pytest.raises(PermissionDenied):
        actions.take_back(by=cast.facilitator.user, minutes=minutes, at=NOW)
    assert Minutes.objects.get(pk=minutes.pk).is_approved
    actions.take_back(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)


def test_what_the_meeting_said_comes_on_the_record_by_the_secretariat_alone(cast: Cast) -> None:
    given(cast, *POWERS)
    circulated(cast)
    promise = Commitment.objects.get()
    for event in (Event.REPORTED_DONE, Event.CARRIED_FORWARD):
        with pytest.raises(PermissionDenied), transaction.atomic():
            say(event, promise, by=cast.facilitator.user)
    assert may(cast, "record_commitment", sharsha()) == UNO


class TestWhoMay:
    """By hand: each power opens its own action, to its own committee, and nothing else."""

    @pytest.mark.parametrize(
        ("powers", "calls", "tells", "signs"),
        [
            ((), UNO, UNO, UNO),
            (("may_call",), KEEPERS, UNO, UNO),
            (("may_notify",), UNO, KEEPERS, UNO),
            (("may_enter_signature",), UNO, UNO, KEEPERS),
            (POWERS, KEEPERS, KEEPERS, KEEPERS),
        ],
    )
    def test_by_what_the_delegation_says(
        self, cast: Cast, powers: tuple[str, ...], calls: set[str], tells: set[str], signs: set[str]
    ) -> None:
        given(cast, *powers)
        minutes = draft(cast.uno_sharsha.user)
        assert may(cast, "call_meeting", sharsha()) == calls
        assert may(cast, "call_meeting", jashore()) == {"dc_jashore", "dd_women_jashore"}
        check(
            cast,
            minutes.meeting,
            {"change": calls, "notice": tells, "edit": KEEPERS, "take_minutes": KEEPERS},
        )
        check(
            cast,
            minutes,
            {
                "write": KEEPERS,
                "enter_signature": signs,
                "approve": UNO,
                "circulate": UNO,
                "reopen": UNO,
            },
        )

    def test_a_power_given_by_one_committee_opens_no_other(self, cast: Cast) -> None:
        given(cast, *POWERS)
        other = draft(cast.dd_women_jashore.user, jashore())
        for action in ("change", "notice"):
            assert not can(cast.facilitator.viewer, action, other.meeting)
        assert not can(cast.facilitator.viewer, "enter_signature", other)

    def test_a_power_ends_with_its_delegation(self, cast: Cast) -> None:
        end_delegation(by=cast.uno_sharsha.user, delegation=given(cast, *POWERS), at=NOW)
        minutes = draft(cast.uno_sharsha.user)
        assert may(cast, "change", minutes.meeting) == may(cast, "notice", minutes.meeting) == UNO
        assert may(cast, "enter_signature", minutes) == UNO
        assert may(cast, "call_meeting", sharsha()) == UNO

    def test_what_was_done_is_read_by_the_secretariat_alone(self, cast: Cast) -> None:
        given(cast, "may_call")
        planned(cast.facilitator.user)
        step = DelegatedStep.objects.get()
        assert may(cast, "view", step) == UNO
        ours = [one for one in all_derivations() if one.model is DelegatedStep]
        assert [list(differences(one)) for one in ours] == [[]]


def test_a_delegation_of_before_gives_no_power(cast: Cast) -> None:
    stands = Delegation.objects.get(committee=sharsha(), person=cast.facilitator.person)
    assert not any(getattr(stands, power) for power in POWERS)
    assert not can(cast.facilitator.viewer, "call_meeting", sharsha())


class TestTheSignature:
    def test_chair_and_member_secretary_are_told_and_the_page_says_under_which_delegation(
        self, cast: Cast
    ) -> None:
        delegation = given(cast, "may_enter_signature")
        minutes = draft(cast.facilitator.user)
        sign(cast.facilitator.user, minutes)
        told = Notice.objects.filter(kind="meetings.signature_entered")
        assert cast.keys_of(one.recipient for one in told) == UNO
        minutes.refresh_from_db()
        assert minutes.entered_under == delegation
        page = text(browser(cast.uno_sharsha.user).get(reverse("meeting", args=[minutes.meeting.ref])))
        assert "entered by Facilitator, Agrogoti Sangstha" in page
        assert "Under the delegation of Upazila Nirbahi Officer, Sharsha dated 22 Nov 2026." in page

    def test_the_secretariats_own_entry_is_under_no_delegation(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user)
        sign(cast.uno_sharsha.user, minutes)
        assert not DelegatedStep.objects.filter(step="signature").exists()
        assert not Notice.objects.filter(kind="meetings.signature_entered").exists()

    def test_taken_back_it_stands_under_nothing_any_more(self, cast: Cast) -> None:
        given(cast, "may_enter_signature")
        minutes = draft(cast.facilitator.user)
        sign(cast.facilitator.user, minutes)
        actions.take_back(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
        assert Minutes.objects.get(pk=minutes.pk).entered_under is None


class TestThePages:
    def test_the_form_says_the_powers_in_words_and_ticks_none(self, cast: Cast) -> None:
        client = browser(cast.uno_sharsha.user)
        address = reverse("committee_delegate", args=[sharsha().ref])
        page = text(client.get(address, {"organisation": "Rights Jessore"}))
        for words in (
            "Call, change and cancel meetings, and enter past ones",
            "Send the notice of a meeting",
            "Enter that the chair signed the minutes on paper",
        ):
            assert words in page
        assert "checked" not in page
        chosen = cast.rj_staff.person.memberships.get().ref
        until = timezone.localdate() + timedelta(days=30)
        typed = {"person": chosen, "until": f"{until:%d/%m/%Y}", "powers": ["may_notify"]}
        assert client.post(f"{address}?organisation=Rights Jessore", typed).status_code == 302
        made = Delegation.objects.get(committee=sharsha(), person=cast.rj_staff.person)
        assert (made.may_call, made.may_notify, made.may_enter_signature) == (False, True, False)
        assert "Send the notice of a meeting" in text(client.get(reverse("committee", args=[sharsha().ref])))

    def test_a_minute_taker_without_powers_is_offered_nothing_they_may_not(self, cast: Cast) -> None:
        client, meeting = browser(cast.facilitator.user), planned(cast.uno_sharsha.user, at=timezone.now())
        committee = text(client.get(reverse("committee", args=[sharsha().ref])))
        assert "Call a meeting" not in committee
        assert "Enter a past meeting" not in committee
        page = text(client.get(reverse("meeting", args=[meeting.ref])))
        assert "Add to the agenda" in page
        for name in ("meeting_edit", "meeting_notice", "meeting_cancel"):
            assert reverse(name, args=[meeting.ref]) not in page
        assert client.get(reverse("meeting_new")).status_code == 403
        minutes = draft(cast.uno_sharsha.user, at=timezone.now())
        page = text(client.get(reverse("meeting", args=[minutes.meeting.ref])))
        assert reverse("meeting_signed", args=[minutes.meeting.ref]) not in page
        assert client.get(reverse("meeting_signed", args=[minutes.meeting.ref])).status_code == 403

    def test_the_secretariat_reads_what_was_done_at_one_cost(self, cast: Cast) -> None:
        given(cast, *POWERS)
        client = browser(cast.uno_sharsha.user)
        pages = [
            reverse("committee", args=[sharsha().ref]),
            reverse("meetings_delegated", args=[sharsha().ref]),
        ]

        def costs() -> list[int]:
            found = []
            for page in pages:
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(page).status_code == 200
                found.append(len(queries))
            return found

        # The secretariat has a notice to read from the first on: the frame asks once more for it.
        announced(cast.facilitator.user, number=1)
        one = costs()
        for number in range(2, 8):
            announced(cast.facilitator.user, number=number)
        assert costs() == one
        for page in pages:
            shown = text(client.get(page))
            assert "Sent the notice" in shown
            assert "under the delegation of Upazila Nirbahi Officer, Sharsha dated 22 Nov 2026" in shown
        for other in (cast.rj_liaison.user, cast.facilitator.user, cast.ncc_secretary.user):
            assert "Sent the notice" not in text(browser(other).get(pages[0]))
            assert browser(other).get(pages[1]).status_code == 403


def test_whoever_sits_in_the_secretariat_acts_for_it(cast: Cast) -> None:
    """Somebody who takes minutes for a committee and comes to lead it acts under no delegation."""
    given(cast, "may_call")
    seat = sharsha().seats.get(role="member_secretary")
    office = seat.office
    assert office is not None
    appoint(by=None, office=office, person=cast.facilitator.person, since=NOW, at=NOW)
    planned(cast.facilitator.user)
    assert not DelegatedStep.objects.exists()
