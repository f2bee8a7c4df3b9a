"""A secretariat enters by order who holds an office: what it names, what moves, who is told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from access.models import PartyMember, User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from language.words import DHAKA
from notifications.models import Day
from notifications.working_days import add_working_days
from partners import actions
from partners.models import Membership, OfficeChange, OfficeHolder
from tests.cast import NOW, Cast, viewer
from tests.commitments.world import (
    person,
    refused_with,
    user_of,
)
from tests.partners.orders import DAY, ORDER, TODAY, World, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return World()


class TestTheEntry:
    @pytest.mark.parametrize(
        ("order", "field", "code"),
        [
            ({"order_number": "", "order_date": TODAY}, "order_number", "order"),
            ({"order_number": " ", "order_date": TODAY}, "order_number", "order"),
            ({"order_number": "1", "order_date": None}, "order_date", "order"),
            ({"order_number": "1", "order_date": TODAY + DAY}, "order_date", "future"),
        ],
    )
    def test_a_secretariat_names_the_order_however_the_holder_changes(
        self, world: World, order: dict[str, Any], field: str, code: str
    ) -> None:
        to, by = person("incoming"), world.secretary
        term = OfficeHolder.objects.get(office=world.office)
        ways: list[tuple[Callable[..., Any], dict[str, Any]]] = [
            (actions.hand_over, {"office": world.office, "to": to, "on": NOW}),
            (actions.end_term, {"term": term, "until": NOW}),
            (actions.appoint, {"office": world.office, "person": to, "since": NOW}),
            *(
                (actions.hand_over, {"office": world.office, "to": to, "on": NOW, "manner": manner})
                for manner in OfficeHolder.Manner
            ),
        ]
        for action, what in ways:
            assert refused_with(code, action, by=by, at=NOW, **what, **order) == field
        assert not OfficeChange.objects.exists()

    def test_by_right_nothing_is_asked_told_or_objected_to(self, world: World, cast: Cast) -> None:
        for by in (world.body_liaison, world.parent_liaison, cast.ncc_secretary.user):
            at = NOW + DAY * OfficeHolder.objects.count()
            actions.hand_over(by=by, office=world.office, to=person("next"), on=at, at=at)
        assert not OfficeChange.objects.exists() and not told("office_changed")

    def test_the_access_moves_at_once_and_those_concerned_are_told(self, world: World) -> None:
        incoming = person("incoming")
        change = world.entered(to=incoming)
        assert world.holds(NOW) == incoming
        assert world.reads(incoming, NOW) and not world.reads(world.outgoing, NOW)
        assert (change.entered_by, change.entered_for) == (world.secretary, world.committee)
        assert change.deciding_party == world.above.secretariat_party
        assert told("office_changed") == {user_of(world.outgoing).pk, world.body_liaison.pk}

    def test_where_nobody_else_speaks_for_the_body_the_one_above_is_told(self, world: World) -> None:
        Membership.objects.filter(organisation=world.body).delete()
        gone = [world.body_liaison, user_of(world.outgoing)]
        PartyMember.objects.filter(user__in=gone).delete()
        OfficeHolder.objects.filter(office=world.office).delete()
        actions.appoint(
            by=world.secretary, office=world.office, person=person("in"), since=NOW, at=NOW, **ORDER
        )
        assert told("office_changed") == {world.parent_liaison.pk}

    def test_the_days_are_working_days_of_the_table(self, world: World) -> None:
        # Sunday 22 November 2026: ten working days later is Sunday 6 December; one holiday moves it.
        assert world.entered().objection_until == date(2026, 12, 6)
        Day.objects.filter(date=date(2026, 11, 25)).update(is_working=False, kind=Day.Kind.ADDED)
        later = NOW + timedelta(minutes=1)
        wanted = add_working_days(TODAY, 10)
        assert world.entered(later).objection_until == wanted == date(2026, 12, 7)

    def test_it_is_entered_on_the_day_it_is_in_dhaka(self, world: World) -> None:
        late = datetime(2026, 11, 22, 23, 30, tzinfo=DHAKA)
        assert world.entered(late).objection_until == date(2026, 12, 6)

    def test_nobody_types_for_the_holder_of_anothers_office(self, world: World, cast: Cast) -> None:
        for by in (world.secretary, world.higher):
            with pytest.raises(PermissionDenied):
                actions.assist(by=by, office=world.office, person=person("clerk"), since=NOW, at=NOW)
        row = actions.assist(
            by=world.body_liaison, office=world.office, person=person("clerk"), since=NOW, at=NOW
        )
        with pytest.raises(PermissionDenied):
            actions.end_assistance(by=world.secretary, assistant=row, until=NOW + DAY, at=NOW)

    def test_whoever_others_entered_is_not_invited_by_a_secretariat(self, world: World) -> None:
        """The address chooses who holds the office: that would be a handover without an order."""
        waiting = actions.introduce(label_en="Superintendent", label_bn="")
        actions.hand_over(by=world.body_liaison, office=world.office, to=waiting, on=NOW, at=NOW)
        later = NOW + timedelta(minutes=1)
        invite: dict[str, Any] = {
            "person": waiting,
            "office": world.office,
            "email": "accomplice@example.org",
            "at": later,
        }
        with pytest.raises(PermissionDenied):
            actions.invite_person(by=world.secretary, **invite)
        actions.invite_person(by=world.body_liaison, **invite)
        stands = world.outgoing
        assert (
            refused_with(
                "state",
                actions.invite_person,
                by=world.body_liaison,
                person=stands,
                office=world.office,
                email="other@example.org",
                at=later,
            )
            is None
        )


def test_whoever_comes_with_an_account_reads_the_entry_from_then_on(world: World) -> None:
    to = actions.introduce(label_en="Superintendent", label_bn="")
    change = world.entered(to=to)
    actions.invite_person(
        by=world.secretary, person=to, office=world.office, email="next@example.org", at=NOW
    )
    newcomer = User.objects.create_user(email="next@example.org", email_proved_at=NOW)
    actions.people.Newcomers().joined(invitation=to.introductions.get().invitation, user=newcomer, at=NOW)
    assert can(viewer(newcomer), "view", OfficeChange.objects.get(pk=change.pk))
    ours = [one for one in all_derivations() if one.model is OfficeChange]
    assert [list(differences(one)) for one in ours] == [[]]
