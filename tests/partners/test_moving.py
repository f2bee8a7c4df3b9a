"""Committees move; who reads the papers of their subtree follows, whatever was shared stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from access.models import Party, Via
from access.rules.audiences import all_derivations, differences, refresh_above, share
from commitments.models import Commitment
from meetings.actions.circulation import freeze
from meetings.actions.writing import save_and_refresh
from meetings.models import Meeting, MeetingOf, Minutes
from meetings.standing_text import lock_text
from partners import actions, tasks
from partners.models import Committee, Organisation, Seat
from tests.budgets import budget
from tests.cast import NOW, Cast
from tests.commitments import world
from tests.commitments.world import committee, granted_by, organisation, seat
from tests.toys.world import rolled_back

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
State, Level = Meeting.State, Meeting.Level
TREE = {0: None, 1: 0, 2: 0, 3: 1, 4: 1, 5: 3}


class Country:
    """Six committees, and of each a promise of its own secretariat, one of another's, and papers."""

    def __init__(self) -> None:
        self.committees: list[Committee] = []
        self.bodies: list[Organisation] = []
        for number, parent in TREE.items():
            made = committee(f"k{number}", parent=self.committees[parent] if parent is not None else None)
            body = organisation(f"keeper {number}")
            seat(made, body, role=Seat.Role.CHAIR)
            self.committees.append(made)
            self.bodies.append(body)
        self.promises = [promise(one, body) for one in self.committees for body in self.bodies[:4]]
        self.guest = Party.objects.create(kind=Party.Kind.PERSON, code="person:guest", label_en="guest")
        for one in self.committees:
            for state, level in (
                (State.PLANNED, Level.UPLINE),
                (State.NOTICE_SENT, Level.UPLINE),
                (State.CIRCULATED, Level.NETWORK),
                (State.CONFIRMED, Level.COMMITTEE),
                (State.CONFIRMED, Level.UPLINE),
                (State.CONFIRMED, Level.NETWORK),
            ):
                self.sitting([one], state, level)
        self.joint = [
            self.sitting([self.committees[a], self.committees[b]], State.CONFIRMED, Level.UPLINE)
            for a, b in ((2, 5), (3, 4))
        ]
        for record in (self.promises[-1], self.joint[0]):
            share(record, self.guest.pk)
            share(record, self.committees[2].secretariat_party_id)

    def sitting(self, of: list[Committee], state: str, level: str) -> Minutes:
        meeting = Meeting(
            on_date=NOW.date(),
            at=NOW,
            level=level,
            lead_committee=of[0],
            secretariat_party=of[0].secretariat_party,
            minute_takers_party=of[0].minute_takers_party,
        )
        meeting.save()
        for one in of:
            MeetingOf.objects.create(meeting=meeting, committee=one)
        minutes = Minutes(meeting=meeting, opened_at=NOW, at=NOW)
        minutes.save()
        freeze(minutes)
        if state == State.CONFIRMED:
            lock_text(minutes)
        meeting.state = state
        save_and_refresh(meeting, minutes)
        return minutes

    def move(self, which: int, under: int) -> None:
        chosen = Committee.objects.get(pk=self.committees[which].pk)
        above = Committee.objects.get(pk=self.committees[under].pk)
        if above not in actions.committees.subtree(chosen):
            actions.move_committee(by=None, committee=chosen, parent=above, at=NOW)


def promise(of: Committee, owner: Organisation) -> Commitment:
    return world.promise(owner, of, due_on=date(2026, 12, 20))


def all_differences() -> list[str]:
    found = [f"{one}" for derivation in all_derivations() for one in differences(derivation)]
    for one in Commitment.objects.all():
        granting = granted_by(one)
        if one.granting_party != granting:
            found.append(f"{one.pk} is granted by {one.granting_party}, not {granting}")
    return found


PHASES = (Phase.explicit, Phase.generate)
MOVES = st.tuples(st.integers(1, 5), st.integers(0, 5))


def test_however_committees_move_the_stored_readers_are_what_the_facts_say() -> None:
    country = Country()
    assert all_differences() == []

    # At most four moves: what fails is short enough to read as it is.
    @settings(
        max_examples=budget(6, 200), deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck)
    )
    @given(moves=st.lists(MOVES, min_size=1, max_size=4))
    def it_holds(moves: list[tuple[int, int]]) -> None:
        with rolled_back():
            for which, under in moves:
                country.move(which, under)
            assert all_differences() == []
            for record in (country.promises[-1], country.joint[0]):
                shared = record.audience.filter(via=Via.SHARED).values_list("party_id", flat=True)
                assert set(shared) == {country.guest.pk, country.committees[2].secretariat_party_id}

    it_holds()


def test_who_reads_a_moved_committees_papers_is_written_in_the_same_few_statements() -> None:
    country = Country()
    leaf, trunk = country.committees[5], country.committees
    with CaptureQueriesContext(connection) as few:
        refresh_above([leaf.pk])
    with CaptureQueriesContext(connection) as many:
        refresh_above([one.pk for one in trunk])
    assert len(few) == len(many)
    writing = [one["sql"] for one in many if "INSERT INTO" in one["sql"]]
    assert len(writing) == 3  # meetings, minutes and commitments: one statement each


def test_a_joint_meeting_keeps_the_secretariats_above_its_other_committee() -> None:
    country = Country()
    below_two_and_three = country.joint[0]
    country.move(5, 4)  # from under 3 to under 4
    above = set(below_two_and_three.audience.filter(via=Via.UPLINE).values_list("party_id", flat=True))
    assert above == {country.committees[n].secretariat_party_id for n in (0, 1, 4)}
    country.move(2, 3)
    above = set(below_two_and_three.audience.filter(via=Via.UPLINE).values_list("party_id", flat=True))
    assert above == {country.committees[n].secretariat_party_id for n in (0, 1, 3, 4)}


def test_a_moved_district_is_followed_even_when_the_bell_was_lost(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    jashore = Committee.objects.get(place__name_en="Jashore", tier="district")
    satkhira = Committee.objects.get(place__name_en="Satkhira", tier="district")
    record = promise(
        Committee.objects.filter(parent__parent=jashore)[0], Organisation.objects.get(code="CWCS")
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.move_committee(by=cast.ncc_secretary.user, committee=jashore, parent=satkhira, at=NOW)
    assert not record.audience.filter(party=satkhira.secretariat_party).exists()
    assert Committee.objects.get(pk=jashore.pk).readers_behind_since == NOW
    tasks.keep_terms()
    assert record.audience.filter(party=satkhira.secretariat_party, via=Via.UPLINE).exists()
    assert Committee.objects.get(pk=jashore.pk).readers_behind_since is None
    assert all_differences() == []
