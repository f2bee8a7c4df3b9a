"""Who may do what with a meeting and its minutes: written by hand, person by person."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from meetings import actions
from meetings.models import Meeting, Minutes
from partners.models import Committee, Organisation, Seat
from partners.parties import refresh_person
from tests.agreement import agree
from tests.cast import NOW, Cast
from tests.meetings.sittings import (
    announced,
    approved,
    attended,
    circulated,
    confirmed,
    draft,
    jashore,
    planned,
    sharsha,
)

KEEPERS = {"uno_sharsha", "facilitator"}
COMMITTEE = KEEPERS | {"rj_liaison"}
ABOVE = {"dc_jashore", "dd_women_jashore", "ncc_secretary", "ncc_chair"}
NATION = {"ncc_secretary", "ncc_chair", "oversight"}
NETWORK = COMMITTEE | ABOVE | {"bnwla_liaison", "rj_staff", "far_liaison", "moewoe_focal", "oversight"}
Level = Meeting.Level


def may(cast: Cast, action: str, record: Model) -> set[str]:
    return {member.key for member in cast if can(member.viewer, action, record)}


def check(cast: Cast, record: Model, wanted: dict[str, set[str]]) -> None:
    assert {action: may(cast, action, record) for action in wanted} == wanted
    # A list is asked too, also where the test names no reader.
    agree([record], {"view", *wanted}, [member.user for member in cast], NOW)


def test_a_planned_meeting_is_seen_by_those_who_prepare_it_alone(cast: Cast) -> None:
    meeting = planned(cast.facilitator.user)
    check(
        cast,
        meeting,
        {
            "view": KEEPERS,
            "edit": KEEPERS,
            "change": {"uno_sharsha"},
            "notice": {"uno_sharsha"},
            "take_minutes": KEEPERS,
        },
    )


def test_a_notice_is_read_by_the_committee_and_the_secretariats_above(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user)
    check(
        cast,
        meeting,
        {
            "view": COMMITTEE | ABOVE,
            "edit": KEEPERS,
            "change": {"uno_sharsha"},
            "notice": {"uno_sharsha"},
            "take_minutes": KEEPERS,
        },
    )


def test_a_draft_is_read_by_the_secretariat_and_its_minute_takers_alone(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    check(
        cast,
        minutes,
        {
            "view": KEEPERS,
            "write": KEEPERS,
            "name_verifier": {"uno_sharsha"},
            "approve": {"uno_sharsha"},
            "circulate": {"uno_sharsha"},
            "read_signed_pages": {"uno_sharsha"},
        },
    )
    check(cast, minutes.meeting, {"view": COMMITTEE | ABOVE})


def test_approval_opens_the_draft_to_nobody_else(cast: Cast) -> None:
    check(cast, approved(cast), {"view": KEEPERS})


def test_circulated_minutes_are_read_by_the_committee(cast: Cast) -> None:
    minutes = circulated(cast)
    check(
        cast,
        minutes,
        {"view": COMMITTEE, "write": KEEPERS, "approve": {"uno_sharsha"}, "circulate": {"uno_sharsha"}},
    )


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        (Level.COMMITTEE, COMMITTEE | NATION),
        (Level.UPLINE, COMMITTEE | ABOVE | NATION),
        (Level.NETWORK, NETWORK),
    ],
)
def test_confirmed_minutes_are_read_by_level(cast: Cast, level: Meeting.Level, readers: set[str]) -> None:
    minutes = confirmed(cast, level)
    check(cast, minutes, {"view": readers, "read_signed_pages": {"uno_sharsha"}})
    meeting_readers = readers | COMMITTEE | ABOVE
    check(cast, minutes.meeting, {"view": meeting_readers})


def test_the_chair_alone_approves_and_the_secretariat_circulates(cast: Cast) -> None:
    minutes = draft(cast.dd_women_jashore.user, jashore())
    both = {"dc_jashore", "dd_women_jashore"}
    check(
        cast,
        minutes,
        {"view": both, "write": both, "name_verifier": both, "approve": {"dc_jashore"}, "circulate": both},
    )


def test_a_delegate_with_a_login_reads_the_minutes_of_that_meeting_only(cast: Cast) -> None:
    other = circulated(cast)
    minutes = draft(cast.facilitator.user)
    seat = sharsha().seats.get(organisation__code="RJ")
    actions.record_attendance(
        by=cast.facilitator.user,
        minutes=minutes,
        marks=[actions.Mark(seat.pk, "delegate", "Programme officer", cast.rj_staff.person)],
        at=NOW,
    )
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    assert may(cast, "view", minutes) == KEEPERS
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    assert may(cast, "view", minutes) == COMMITTEE | {"rj_staff"}
    assert "rj_staff" in may(cast, "view", minutes.meeting)
    assert may(cast, "view", other) == COMMITTEE


def test_who_may_call_a_meeting(cast: Cast) -> None:
    committees: dict[str, Callable[[], Committee]] = {"sharsha": sharsha, "jashore": jashore}
    called = {name: may(cast, "call_meeting", found()) for name, found in committees.items()}
    assert called == {
        "sharsha": {"uno_sharsha"},
        "jashore": {"dc_jashore", "dd_women_jashore"},
    }
    assert may(cast, "call_meeting", Committee.objects.get(code="NCC")) == {"ncc_chair", "ncc_secretary"}
    assert may(cast, "call_meeting", Organisation.objects.get(code="RJ")) == {"rj_liaison"}


def test_a_meeting_of_partners_is_kept_by_the_organisation_that_calls_it(cast: Cast) -> None:
    meeting = actions.plan_meeting(
        by=cast.rj_liaison.user,
        plan=actions.Plan(on_date=NOW.date(), title="Referral desk at the border"),
        at=NOW,
        organisation=Organisation.objects.get(code="RJ"),
        agenda=["Hours"],
    )
    assert may(cast, "view", meeting) == {"rj_liaison"}
    actions.send_notice(by=cast.rj_liaison.user, meeting=meeting, at=NOW)
    check(cast, meeting, {"view": {"rj_liaison", "rj_staff"}, "edit": {"rj_liaison"}})
    minutes = actions.open_minutes(by=cast.rj_liaison.user, meeting=meeting, at=NOW)
    check(cast, minutes, {"view": {"rj_liaison"}, "approve": {"rj_liaison"}, "circulate": {"rj_liaison"}})


def test_who_may_make_circulated_minutes_final(cast: Cast) -> None:
    minutes = attended(cast)
    correction = actions.propose_correction(
        by=cast.rj_liaison.user, minutes=minutes, line="items.1.decision", wished="Other", reason="So", at=NOW
    )
    final = {"confirm": {"uno_sharsha"}, "add_addendum": {"uno_sharsha"}}
    check(cast, minutes, {"view": COMMITTEE, "correct": {"uno_sharsha", "rj_liaison"}, **final})
    check(cast, correction, {"view": COMMITTEE, "answer": {"uno_sharsha"}, "take_back": {"rj_liaison"}})
    # Nobody noted who came: any member may have been there.
    check(cast, circulated(cast), {"correct": {"uno_sharsha", "rj_liaison"}, **final})
    check(cast, approved(cast), {"correct": set()})


def test_whoever_attended_and_left_the_committee_corrects_nothing_of_it(cast: Cast) -> None:
    minutes = attended(cast)
    Seat.objects.filter(committee=sharsha(), organisation__code="RJ").update(organisation=None)
    refresh_person(cast.rj_liaison.person)
    assert may(cast, "correct", minutes) == {"uno_sharsha"}


class TestEachAtomDecides:
    """A person and a record for which this relation alone says yes."""

    def test_the_secretariat(self, cast: Cast) -> None:
        minutes = draft(cast.uno_sharsha.user)
        assert not cast.uno_sharsha.viewer.belongs_to(minutes.meeting.minute_takers_party_id)
        assert can(cast.uno_sharsha.viewer, "write", minutes)

    def test_the_minute_takers(self, cast: Cast) -> None:
        minutes = draft(cast.uno_sharsha.user)
        assert not cast.facilitator.viewer.belongs_to(minutes.meeting.secretariat_party_id)
        assert can(cast.facilitator.viewer, "write", minutes)

    def test_those_who_attended(self, cast: Cast) -> None:
        minutes, other = attended(cast), attended(cast, {"RJ": "apologies", "chair": "present"})
        assert can(cast.rj_liaison.viewer, "view", other)
        assert can(cast.rj_liaison.viewer, "correct", minutes)
        assert not can(cast.rj_liaison.viewer, "correct", other)

    def test_the_chair(self, cast: Cast) -> None:
        minutes = draft(cast.dd_women_jashore.user, jashore())
        assert cast.dd_women_jashore.viewer.belongs_to(minutes.meeting.secretariat_party_id)
        assert not can(cast.dd_women_jashore.viewer, "approve", minutes)
        assert can(cast.dc_jashore.viewer, "approve", minutes)

    def test_the_audience(self, cast: Cast) -> None:
        meeting = announced(cast.uno_sharsha.user)
        assert can(cast.dc_jashore.viewer, "view", meeting)
        meeting.audience.filter(party=jashore().secretariat_party).delete()
        assert not can(cast.dc_jashore.viewer, "view", meeting)

    def test_the_whole_type_where_it_is_confirmed(self, cast: Cast) -> None:
        kept, sent = confirmed(cast, Level.COMMITTEE), circulated(cast)
        assert can(cast.oversight.viewer, "view", kept)
        assert not can(cast.oversight.viewer, "view", sent)


def test_stored_audiences_are_what_the_facts_say(cast: Cast) -> None:
    planned(cast.facilitator.user)
    draft(cast.facilitator.user)
    circulated(cast)
    confirmed(cast, Level.NETWORK)
    ours = [one for one in all_derivations() if one.model in (Meeting, Minutes)]
    assert len(ours) == 2
    assert [list(differences(one)) for one in ours] == [[], []]


def test_whoever_left_the_seat_reads_nothing_of_it_any_more(cast: Cast) -> None:
    from partners.actions import end_delegation
    from partners.models import Delegation

    minutes = draft(cast.facilitator.user)
    delegation = Delegation.objects.get(committee=sharsha(), person=cast.facilitator.person)
    end_delegation(by=cast.uno_sharsha.user, delegation=delegation, at=NOW)
    assert may(cast, "view", minutes) == {"uno_sharsha"}
