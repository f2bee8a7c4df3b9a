"""Whom a meeting without a committee binds: those who organise it or took part, and nobody else."""

from typing import Any

import pytest
from django.utils import translation

from access.errors import Mendable
from commitments.models import Commitment
from meetings import actions
from meetings.actions import Plan
from meetings.models import ActionPoint, Attendance, Minutes
from tests.cast import NOW, Cast
from tests.meetings.sittings import DUE, TODAY, body, draft, point

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


def test_a_committee_binds_a_body_without_a_seat_in_it(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    assert point(cast.facilitator.user, minutes, "BNWLA", due_on=DUE).owner == body("BNWLA")
