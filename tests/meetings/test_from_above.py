"""The tier above enters for a committee below: it reads what it entered, and the chair may contest it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from meetings import actions
from meetings.held.actions import enter_held
from meetings.held.said import Came, Decided, Held
from meetings.models import Meeting, Minutes
from notifications.models import Notice
from partners.actions import move_committee
from partners.implementers import Implementer
from partners.models import Committee, Organisation
from tests.agreement import agree
from tests.cast import NOW, Cast, browser
from tests.commitments.world import refused_with
from tests.meetings.sittings import DUE, draft, seated, sharsha
from tests.meetings.test_access import COMMITTEE, KEEPERS, check, may

pytestmark = pytest.mark.django_db
ABOVE = {"dc_jashore", "dd_women_jashore"}
HELD_ON = date(2026, 11, 15)


def entered(cast: Cast, who: str = "dc_jashore", **other: Any) -> Meeting:
    body = Implementer(Organisation.objects.get(code="RJ"))
    said: dict[str, Any] = {
        "on_date": HELD_ON,
        "came": Came(number=9),
        "decisions": (
            Decided("Two beds are kept free", (body,), DUE),
            Decided("Old beds are mended", (body,), HELD_ON),
        ),
    }
    held = Held(**said | other)
    return enter_held(by=cast[who].user, committee=sharsha(), key=f"{other}", held=held, at=NOW)


def test_it_reads_and_writes_what_it_entered_and_nothing_else(cast: Cast) -> None:
    own, theirs = draft(cast.facilitator.user), entered(cast)
    check(cast, own, {"view": KEEPERS, "write": KEEPERS, "circulate": {"uno_sharsha"}})
    check(
        cast,
        Minutes.objects.get(meeting=theirs),
        {
            "view": KEEPERS | ABOVE,
            "write": KEEPERS | ABOVE,
            "enter_signature": {"uno_sharsha"} | ABOVE,
            "circulate": {"uno_sharsha"} | ABOVE,
            # What is the committee's own stays with it.
            "approve": {"uno_sharsha"},
            "name_verifier": {"uno_sharsha"},
            "reopen": {"uno_sharsha"},
            "confirm": {"uno_sharsha"},
            "add_addendum": {"uno_sharsha"},
        },
    )
    check(cast, theirs, {"contest": {"uno_sharsha"}, "change": {"uno_sharsha"}, "notice": {"uno_sharsha"}})
    assert may(cast, "enter_past", sharsha()) == {"uno_sharsha"} | ABOVE
    agree(list(Committee.objects.filter(pk=sharsha().pk)), {"enter_past"}, [one.user for one in cast], NOW)
    with pytest.raises(RefusedError):
        actions.plan_meeting(
            by=cast.dc_jashore.user, plan=actions.Plan(on_date=NOW.date()), committee=sharsha(), at=NOW
        )
    with pytest.raises(RefusedError):
        entered(cast, "far_liaison")
    # The committee's own entry is nobody else's, and is said on no record.
    assert entered(cast, "uno_sharsha", on_date=date(2026, 3, 3)).entering_party is None
    assert not Notice.objects.filter(kind="meetings.entered_for").exclude(record_id=theirs.pk).exists()


def test_a_signed_paper_is_circulated_and_who_entered_it_is_asked_of_what_was_due(cast: Cast) -> None:
    seated("RJ")
    meeting = entered(cast, signed_by="UNO, Sharsha", signed_on=HELD_ON)
    assert (meeting.state, meeting.entered_from_above) == ("circulated", True)
    old = Commitment.objects.get(committee=sharsha(), awaits_word=True)
    assert old.entered_party == sharsha().parent.secretariat_party  # type: ignore[union-attr]
    assert may(cast, "say_what_became", old) == ABOVE | {"uno_sharsha"}
    told = Notice.objects.filter(kind="meetings.entered_for", record_id=meeting.pk)
    assert {one.recipient for one in told} == {cast.uno_sharsha.user}
    page = browser(cast.rj_liaison.user).get(reverse("meeting", args=[meeting.ref]))
    assert "Entered by the tier above." in page.content.decode()
    assert reverse("meeting_contest", args=[meeting.ref]) not in page.content.decode()


def test_the_chair_contests_it_once_and_in_time_and_those_who_entered_it_circulate_it_no_more(
    cast: Cast,
) -> None:
    meeting = entered(cast)
    chair = cast.uno_sharsha.user
    no, day = Meeting.Contest.NOT_HELD, timedelta(days=1)
    own = draft(cast.facilitator.user).meeting
    assert refused_with("own", actions.contest, by=chair, meeting=own, contested_as=no, at=NOW) is None
    # Ten working days after 22 November is 6 December.
    late = NOW + 15 * day
    assert refused_with("late", actions.contest, by=chair, meeting=meeting, contested_as=no, at=late) is None
    actions.contest(by=chair, meeting=meeting, contested_as=no, at=NOW + 14 * day)
    again: dict[str, Any] = {"by": chair, "meeting": meeting, "contested_as": no, "at": NOW + 14 * day}
    assert refused_with("contested", actions.contest, **again) is None
    told = Notice.objects.filter(kind="meetings.contested", record_id=meeting.pk)
    assert {member.key for member in cast if member.user in {one.recipient for one in told}} >= ABOVE
    # Of what was no meeting its number is free, it counts as none, and nobody above writes on in it.
    assert set(meeting.sittings.values_list("number", flat=True)) == {None}
    signing: dict[str, Any] = {
        "minutes": Minutes.objects.get(meeting=meeting),
        "signed_by": "UNO, Sharsha",
        "signed_on": HELD_ON,
        "at": NOW + 14 * day,
    }
    with pytest.raises(RefusedError):
        actions.approve_on_paper(by=cast.dc_jashore.user, **signing)
    circulating: dict[str, Any] = {
        "minutes": actions.approve_on_paper(by=chair, **signing),
        "at": NOW + 14 * day,
    }
    with pytest.raises(RefusedError):
        actions.circulate(by=cast.dc_jashore.user, **circulating)
    actions.circulate(by=chair, **circulating)
    for who in sorted(COMMITTEE):
        page = browser(cast[who].user).get(reverse("meeting", args=[meeting.ref]))
        assert "Contested by the chair" in page.content.decode()


def test_the_page_asks_the_chair_alone_and_says_what_is_wrong_at_its_field(cast: Cast) -> None:
    meeting = entered(cast)
    address = reverse("meeting_contest", args=[meeting.ref])
    chair = browser(cast.uno_sharsha.user)
    assert (
        reverse("meeting_contest", args=[meeting.ref])
        in chair.get(reverse("meeting", args=[meeting.ref])).content.decode()
    )
    assert browser(cast.dc_jashore.user).get(address).status_code == 403
    assert browser(cast.rj_staff.user).get(address).status_code == 404
    assert chair.post(address, {"contested_as": "nonsense"}).status_code == 422
    assert chair.post(address, {"contested_as": "day"}).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).contested_as == "day"
    with pytest.raises(Mendable):
        actions.contest(by=cast.uno_sharsha.user, meeting=meeting, contested_as=Meeting.Contest.DAY, at=NOW)


def test_once_a_committee_has_moved_whoever_was_above_writes_signs_and_circulates_nothing_of_it(
    cast: Cast,
) -> None:
    minutes = Minutes.objects.get(meeting=entered(cast))
    above = sharsha().parent
    assert above is not None
    elsewhere = Committee.objects.filter(tier="district", ended_on=None).exclude(pk=above.pk)[0]
    move_committee(by=cast.ncc_secretary.user, committee=sharsha(), parent=elsewhere, at=NOW)
    for action in ("write", "enter_signature", "circulate"):
        assert not may(cast, action, minutes) & ABOVE, action
    assert not may(cast, "take_minutes", minutes.meeting) & ABOVE
    assert may(cast, "circulate", minutes) == {"uno_sharsha"}
