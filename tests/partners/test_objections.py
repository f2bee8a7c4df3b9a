"""Somebody objects to the entry of an office holder, and the secretariat above decides."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from access.toolkit.errors import Mendable
from language.words import DHAKA
from partners import actions
from partners.access import may_decide
from partners.models import Committee, OfficeChange, OfficeHolder, Person
from tests.attack.scene import text
from tests.cast import NOW, Cast, browser, viewer
from tests.commitments.world import (
    holder,
    member,
    office,
    organisation,
    person,
    refused_with,
    seat,
    user_of,
)
from tests.partners.orders import DAY, ORDER, State, World, objects, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return World()


class TestTheObjection:
    def test_the_outgoing_holder_and_the_body_object_within_the_days(self, world: World) -> None:
        change = objects(user_of(world.outgoing), world.entered())
        assert change.live and told("office_objected") == {
            world.higher.pk,
            world.colleague.pk,
            world.secretary.pk,
        }
        # The order is not suspended.
        assert world.holds(NOW) != world.outgoing and not world.reads(world.outgoing, NOW)
        assert (
            refused_with(
                "objected",
                actions.object_to_change,
                by=world.body_liaison,
                change=change,
                reason="Wrong.",
                at=NOW,
            )
            is None
        )

    def test_on_the_last_day_still_and_on_the_day_after_in_words(self, world: World) -> None:
        first, second = world.entered(), world.entered(NOW + timedelta(minutes=1))
        last = datetime(2026, 12, 6, 23, 59, tzinfo=DHAKA)
        assert objects(world.body_liaison, first, last).live
        with pytest.raises(Mendable) as refusal, override("en"):
            objects(world.body_liaison, second, last + timedelta(minutes=1))
        assert refusal.value.code == "late" and "until 6 Dec 2026" in str(refusal.value)

    @pytest.mark.parametrize("reason", ["", "  ", "Call 01711000000", "x" * 1_001])
    def test_it_says_what_is_wrong_and_names_nobody(self, world: World, reason: str) -> None:
        change = world.entered()
        with pytest.raises(Mendable) as refusal:
            actions.object_to_change(by=world.body_liaison, change=change, reason=reason, at=NOW)
        assert refusal.value.field == "reason"

    def test_others_object_to_nothing_and_find_nothing(self, world: World, cast: Cast) -> None:
        change = world.entered()
        for by, refusal in ((world.higher, PermissionDenied), (cast.rj_liaison.user, Http404)):
            with pytest.raises(refusal):
                objects(by, change)


class TestTheDecision:
    def test_the_entry_stands(self, world: World) -> None:
        change = actions.decide_change(by=world.higher, change=world.objected(), is_wrong=False, at=NOW + DAY)
        assert (change.outcome, change.is_undone, change.live) == (State.STANDS, False, False)
        assert world.holds(NOW + DAY) != world.outgoing
        assert user_of(world.outgoing).pk in told("office_decided")

    def test_a_wrong_entry_is_undone_by_one_action_and_both_are_told(self, world: World) -> None:
        incoming = person("incoming")
        change = objects(user_of(world.outgoing), world.entered(to=incoming))
        later = NOW + DAY
        decided = actions.decide_change(by=world.higher, change=change, is_wrong=True, at=later)
        assert (decided.outcome, decided.is_undone) == (State.WRONG, True)
        assert world.holds(later) == world.outgoing
        assert world.reads(world.outgoing, later) and not world.reads(incoming, later)
        # What happened meanwhile stays: who held it then is not rewritten.
        assert world.holds(NOW) == incoming
        assert told("office_decided") >= {user_of(world.outgoing).pk, user_of(incoming).pk}

    def test_an_entry_of_a_coming_day_is_undone_before_it_begins(self, world: World) -> None:
        term = actions.hand_over(
            by=world.secretary, office=world.office, to=person("in"), on=NOW + 9 * DAY, at=NOW, **ORDER
        )
        change = objects(user_of(world.outgoing), OfficeChange.objects.get(incoming_term=term))
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        held = OfficeHolder.objects.get(office=world.office)
        assert held.person == world.outgoing and held.period.upper is None

    def test_a_wrong_vacancy_is_filled_again_by_who_was_taken_out(self, world: World) -> None:
        term = OfficeHolder.objects.get(office=world.office)
        actions.end_term(by=world.secretary, term=term, until=NOW, at=NOW, **ORDER)
        assert world.holds(NOW) is None
        change = objects(user_of(world.outgoing), OfficeChange.objects.get())
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        assert world.holds(NOW + DAY) == world.outgoing

    def test_a_wrong_appointment_leaves_the_office_vacant(self, world: World) -> None:
        OfficeHolder.objects.filter(office=world.office).delete()
        actions.appoint(
            by=world.secretary, office=world.office, person=person("in"), since=NOW, at=NOW, **ORDER
        )
        change = objects(world.body_liaison, OfficeChange.objects.get())
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        assert world.holds(NOW + DAY) is None

    def test_whoever_was_invited_by_a_wrong_entry_comes_in_no_more(self, world: World) -> None:
        to = actions.introduce(label_en="Superintendent", label_bn="")
        change = world.entered(to=to)
        actions.invite_person(
            by=world.secretary, person=to, office=world.office, email="next@example.org", at=NOW
        )
        objects(user_of(world.outgoing), change)
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + DAY)
        entry = to.introductions.get()
        assert not entry.live and entry.invitation.withdrawn_at == NOW + DAY
        assert (
            refused_with(
                "gone",
                actions.invite_again,
                by=world.secretary,
                introduction=entry,
                email="x@example.org",
                at=NOW + DAY,
            )
            is None
        )

    def test_after_a_second_handover_it_is_decided_and_nothing_is_undone(self, world: World) -> None:
        change = world.objected()
        successor = person("by right")
        actions.hand_over(
            by=world.body_liaison, office=world.office, to=successor, on=NOW + DAY, at=NOW + DAY
        )
        page = text(browser(world.higher).get(reverse("office_change", args=[change.ref])))
        assert "The office has changed hands since this entry" in page
        decided = actions.decide_change(by=world.higher, change=change, is_wrong=True, at=NOW + 2 * DAY)
        assert (decided.outcome, decided.is_undone) == (State.WRONG, False)
        assert world.holds(NOW + 2 * DAY) == successor
        page = text(browser(world.higher).get(reverse("office_change", args=[change.ref])))
        assert "so nothing was undone" in page

    def test_nobody_decides_on_what_they_object_to_or_gain_by(self, world: World) -> None:
        member(Person.objects.get(user=world.higher), world.body)
        change = objects(world.higher, world.entered())
        assert not may_decide(viewer(world.higher), change) and may_decide(viewer(world.colleague), change)
        assert (
            refused_with("own", actions.decide_change, by=world.higher, change=change, is_wrong=True, at=NOW)
            is None
        )
        actions.decide_change(by=world.colleague, change=change, is_wrong=False, at=NOW)
        gains = world.entered(NOW + DAY, to=Person.objects.get(user=world.colleague))
        objects(world.body_liaison, gains, NOW + DAY)
        assert (
            refused_with(
                "own", actions.decide_change, by=world.colleague, change=gains, is_wrong=False, at=NOW + DAY
            )
            is None
        )

    def test_above_the_national_committee_is_the_ministry_itself_and_never_whoever_entered_it(
        self, cast: Cast
    ) -> None:
        national = Committee.objects.get(code="NCC")
        body = organisation("ministry of another")
        focal = office("Focal point", body)
        seat(national, office=focal)
        out = person("focal")
        holder(out, focal)
        actions.hand_over(
            by=cast.ncc_secretary.user, office=focal, to=person("next"), on=NOW, at=NOW, **ORDER
        )
        change = objects(user_of(out), OfficeChange.objects.get())
        assert change.entered_for == national
        assert (
            refused_with(
                "own", actions.decide_change, by=cast.ncc_secretary.user, change=change, is_wrong=True, at=NOW
            )
            is None
        )
        actions.decide_change(by=cast.ncc_chair.user, change=change, is_wrong=True, at=NOW + DAY)
        assert OfficeHolder.objects.get(office=focal, period__contains=NOW + DAY).person == out

    def test_it_is_decided_once_and_not_without_an_objection(self, world: World) -> None:
        change = world.entered()
        decide: dict[str, Any] = {"by": world.higher, "change": change, "is_wrong": True, "at": NOW}
        assert refused_with("state", actions.decide_change, **decide) is None
        objects(world.body_liaison, change)
        actions.decide_change(**decide)
        assert refused_with("state", actions.decide_change, **decide) is None
