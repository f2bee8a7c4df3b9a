"""Seats are filled and emptied, and who may name the lead of a committee."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from access.toolkit.errors import Mendable
from partners import actions
from partners.models import (
    Organisation,
    Seat,
)
from tests.cast import NOW, Cast
from tests.partners.country import codes, ctc

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_filling_a_seat_lets_an_organisation_in_and_emptying_it_takes_that_away(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    seat = Seat.objects.filter(committee=jashore, side="ngo", organisation=None)[0]
    cwcs = Organisation.objects.get(code="CWCS")
    by = cast.dd_women_jashore.user
    actions.fill_seat(by=by, seat=seat, organisation=cwcs, at=NOW)
    assert {f"committee:{jashore.code}:members", f"committee:{jashore.code}:ngo"} <= codes(
        cast.far_liaison.user
    )
    actions.fill_seat(by=by, seat=seat, organisation=None, at=NOW)
    assert codes(cast.far_liaison.user) == {"everyone", "organisation:CWCS:all", "organisation:CWCS:liaison"}


@pytest.mark.parametrize(
    ("code", "why"), [("PSD", "left"), ("MoSW", "side"), ("RJ", "same"), ("USAID", "left")]
)
def test_a_seat_takes_no_body_that_left_or_is_of_another_side_or_sits_already(
    cast: Cast, code: str, why: str
) -> None:
    seat = Seat.objects.filter(committee=ctc("Jashore", "district"), side="ngo", organisation=None)[0]
    with pytest.raises(Mendable) as refusal:
        actions.fill_seat(
            by=cast.dd_women_jashore.user,
            seat=seat,
            organisation=Organisation.objects.get(code=code),
            at=NOW,
        )
    assert (refusal.value.field, refusal.value.code) == ("organisation", why)


def test_the_seat_of_an_office_is_not_given_to_an_organisation(cast: Cast) -> None:
    seat = Seat.objects.get(committee=ctc("Jashore", "district"), role="chair")
    with pytest.raises(Mendable) as refusal:
        actions.fill_seat(by=cast.ncc_secretary.user, seat=seat, organisation=None, at=NOW)
    assert refusal.value.code == "office"


@pytest.mark.parametrize("key", ["dd_women_jashore", "dc_jashore"])
@pytest.mark.parametrize(
    ("standing", "role"),
    [
        ("member_secretary", "chair"),
        ("member", "chair"),
        ("member", "co_chair"),
        ("member", "member_secretary"),
        ("chair", "member"),
        ("member_secretary", "observer"),
    ],
)
def test_a_secretariat_gives_nobody_the_lead_of_its_own_committee_nor_takes_it(
    cast: Cast, key: str, standing: str, role: str
) -> None:
    seat = Seat.objects.filter(committee=ctc("Jashore", "district"), role=standing)[0]
    with pytest.raises(PermissionDenied):
        actions.give_role(by=cast[key].user, seat=seat, role=role, at=NOW)
    seat.refresh_from_db()
    assert seat.role == standing


def test_a_seat_that_became_the_chair_meanwhile_is_not_taken_from_below(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    shown = Seat.objects.filter(committee=jashore, side="ngo", organisation__isnull=False)[0]
    actions.give_role(by=cast.ncc_secretary.user, seat=Seat.objects.get(pk=shown.pk), role="chair", at=NOW)
    with pytest.raises(PermissionDenied):
        actions.fill_seat(by=cast.dd_women_jashore.user, seat=shown, organisation=None, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.give_role(by=cast.dd_women_jashore.user, seat=shown, role="observer", at=NOW)


def test_the_secretariat_above_names_the_chair_below_and_each_makes_observers_of_its_own(cast: Cast) -> None:
    jashore, sharsha = ctc("Jashore", "district"), ctc("Sharsha", "upazila")
    below = Seat.objects.filter(committee=sharsha, role="member")[0]
    actions.give_role(by=cast.dd_women_jashore.user, seat=below, role="co_chair", at=NOW)
    own = Seat.objects.filter(committee=jashore, role="member")[0]
    actions.give_role(by=cast.dd_women_jashore.user, seat=own, role="observer", at=NOW)
    assert {Seat.objects.get(pk=below.pk).role, Seat.objects.get(pk=own.pk).role} == {"co_chair", "observer"}


def test_the_national_secretariat_names_the_leaders_of_its_own_committee(cast: Cast) -> None:
    seat = Seat.objects.filter(committee__code="NCC", role="member")[0]
    actions.give_role(by=cast.ncc_secretary.user, seat=seat, role="co_chair", at=NOW)
    assert Seat.objects.get(pk=seat.pk).role == "co_chair"


def test_the_member_secretary_changes_in_one_step(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    social = Seat.objects.get(committee=jashore, title_en="Deputy Director, Social Services")
    actions.give_role(by=cast.ncc_secretary.user, seat=social, role="member_secretary", at=NOW)
    roles = dict(Seat.objects.filter(committee=jashore).values_list("title_en", "role"))
    assert roles["Deputy Director, Social Services"] == "member_secretary"
    assert roles["Deputy Director, Women Affairs"] == "member"
    assert f"committee:{jashore.code}:secretariat" not in codes(cast.dd_women_jashore.user)
    assert f"committee:{jashore.code}:members" in codes(cast.dd_women_jashore.user)


def test_a_new_chair_approves_from_then_on_and_the_old_one_no_longer(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    seat = Seat.objects.get(committee=jashore, role="member_secretary")
    actions.give_role(by=cast.ncc_secretary.user, seat=seat, role="chair", at=NOW)
    seat.refresh_from_db()
    assert seat.party is not None and seat.party.code in codes(cast.dd_women_jashore.user)
    assert Seat.objects.get(committee=jashore, role="chair") == seat
