"""Offices pass on, seats are filled, minutes are delegated, bodies merge: and who may do it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.registry import Registry
from partners import actions, when_bodies_leave
from partners.actions.minute_taking import TAKE_MINUTES
from partners.models import (
    Committee,
    Delegation,
    Office,
    OfficeHolder,
    Organisation,
    Person,
    Seat,
)
from partners.queries import seats_of, uplines
from tests.cast import NOW, Cast
from tests.newcomers import known
from tests.partners.country import codes, ctc

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def newcomer(name: str) -> Person:
    return known(label_en=name, label_bn=name, email=f"{name}@example.invalid")


def test_a_handover_gives_the_new_holder_the_past_and_takes_it_from_the_old(cast: Cast) -> None:
    office = Office.objects.get(title_en="Deputy Commissioner, Jashore")
    successor = newcomer("next-dc")
    given = codes(cast.dc_jashore.user)
    term = actions.hand_over(
        by=cast.ncc_secretary.user,
        office=office,
        to=successor,
        on=NOW,
        at=NOW,
        manner=OfficeHolder.Manner.ACTING,
        order_number="05.00.4100",
    )
    # The parties are the office's, the seats' and the body's: what they could read, he reads now.
    assert codes(successor.user) == given
    assert codes(cast.dc_jashore.user) == set()
    assert codes(cast.dc_jashore.user, NOW - DAY) == given
    chair = next(seat for seat in seats_of(ctc("Jashore", "district"), NOW) if seat.role == "chair")
    assert chair.holder == term and term.manner == "acting"
    assert OfficeHolder.objects.filter(office=office).count() == 2


def test_a_handover_before_the_last_one_is_refused(cast: Cast) -> None:
    office = Office.objects.get(title_en="Deputy Commissioner, Jashore")
    by = cast.ncc_secretary.user
    actions.hand_over(by=by, office=office, to=newcomer("a"), on=NOW, at=NOW)
    with pytest.raises(Mendable) as refusal:
        actions.hand_over(by=by, office=office, to=newcomer("b"), on=NOW - DAY, at=NOW)
    assert (refusal.value.field, refusal.value.code) == ("on", "later")


def test_an_office_is_held_by_one_person_at_a_time(cast: Cast) -> None:
    office = Office.objects.get(title_en="Deputy Commissioner, Jashore")
    with pytest.raises(Mendable) as refusal:
        actions.appoint(by=None, office=office, person=newcomer("second"), since=NOW, at=NOW)
    assert refusal.value.code == "held"
    with pytest.raises(Mendable) as refusal:
        actions.hand_over(by=None, office=office, to=cast.dc_jashore.person, on=NOW, at=NOW)
    assert refusal.value.code == "same"


def test_an_officer_may_hold_several_offices(cast: Cast) -> None:
    adc = Office.objects.get(title_en="Additional Deputy Commissioner, Jashore")
    actions.appoint(
        by=cast.dc_jashore.user,
        office=adc,
        person=cast.uno_sharsha.person,
        since=NOW,
        at=NOW,
        manner=OfficeHolder.Manner.ADDITIONAL_CHARGE,
        order_number="05.00.4100",
        order_date=NOW.date(),
    )
    assert OfficeHolder.objects.filter(person=cast.uno_sharsha.person).count() == 2


@pytest.mark.parametrize("key", ["rj_liaison", "facilitator", "bnwla_liaison", "oversight", "moewoe_focal"])
def test_members_without_the_secretariat_appoint_and_fill_nothing(cast: Cast, key: str) -> None:
    office = Office.objects.get(title_en="Superintendent of Police, Jashore")
    by = cast[key].user
    with pytest.raises(PermissionDenied):
        actions.appoint(by=by, office=office, person=cast[key].person, since=NOW, at=NOW)
    seat = Seat.objects.filter(committee=ctc("Jashore", "district"), side="ngo", organisation=None)[0]
    with pytest.raises(PermissionDenied):
        actions.fill_seat(by=by, seat=seat, organisation=Organisation.objects.get(code="RJ"), at=NOW)
    with pytest.raises(PermissionDenied):
        actions.give_role(by=by, seat=seat, role="chair", at=NOW)


def test_the_secretariat_above_hands_over_when_nobody_is_left_below(cast: Cast) -> None:
    office = Office.objects.get(title_en="Deputy Commissioner, Satkhira")
    actions.hand_over(by=cast.ncc_secretary.user, office=office, to=newcomer("dc-satkhira"), on=NOW, at=NOW)
    assert OfficeHolder.objects.filter(office=office, period__contains=NOW).exists()


def test_a_delegation_gives_the_minutes_and_its_end_takes_party_and_permission(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    staff = cast.rj_staff
    party = f"committee:{jashore.code}:minute-takers"
    delegation = actions.delegate_minutes(
        by=cast.dd_women_jashore.user,
        committee=jashore,
        person=staff.person,
        since=NOW,
        until=NOW + 30 * DAY,
        at=NOW,
    )
    assert party in codes(staff.user)
    assert User.objects.get(pk=staff.user.pk).has_perm(TAKE_MINUTES, jashore)
    actions.end_delegation(by=cast.dc_jashore.user, delegation=delegation, at=NOW + DAY)
    assert party in codes(staff.user, NOW) and party not in codes(staff.user, NOW + DAY)
    assert not User.objects.get(pk=staff.user.pk).has_perm(TAKE_MINUTES, jashore)
    with pytest.raises(Mendable) as refusal:
        actions.end_delegation(by=cast.dc_jashore.user, delegation=delegation, at=NOW + 2 * DAY)
    assert refusal.value.code == "ended"


def test_a_delegation_that_runs_out_by_itself_leaves_no_permission_behind(cast: Cast) -> None:
    sharsha = ctc("Sharsha", "upazila")
    staff = cast.rj_staff
    actions.delegate_minutes(
        by=cast.uno_sharsha.user,
        committee=sharsha,
        person=staff.person,
        since=NOW,
        until=NOW + DAY,
        at=NOW,
    )
    assert actions.end_expired_delegations(at=NOW) == 0
    party = f"committee:{sharsha.code}:minute-takers"
    assert party not in codes(staff.user, NOW + DAY)
    assert actions.end_expired_delegations(at=NOW + DAY) == 1
    assert not User.objects.get(pk=staff.user.pk).has_perm(TAKE_MINUTES, sharsha)
    assert User.objects.get(pk=cast.facilitator.user.pk).has_perm(TAKE_MINUTES, sharsha)


def test_only_the_secretariat_itself_delegates_and_only_to_somebody_with_a_login(cast: Cast) -> None:
    sharsha = ctc("Sharsha", "upazila")
    for key in ("facilitator", "dc_jashore", "rj_liaison", "ncc_secretary"):
        with pytest.raises(PermissionDenied):
            actions.delegate_minutes(
                by=cast[key].user,
                committee=sharsha,
                person=cast.rj_staff.person,
                since=NOW,
                until=NOW + DAY,
                at=NOW,
            )
    for person in (Person.objects.create(label_en="Clerk"),):
        with pytest.raises(Mendable) as refusal:
            actions.delegate_minutes(
                by=cast.uno_sharsha.user,
                committee=sharsha,
                person=person,
                since=NOW,
                until=NOW + DAY,
                at=NOW,
            )
        assert refusal.value.code == "no-account"
    assert Delegation.objects.count() == 1


def test_the_seats_of_a_merged_body_and_what_it_owed_pass_to_its_successor(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[datetime] = []

    def step(*, at: datetime) -> int:
        passed.append(at)
        return 1

    steps: Registry[str, when_bodies_leave.Step] = Registry("step when bodies leave")
    steps.add("test", step)
    monkeypatch.setattr(when_bodies_leave, "_steps", steps)
    ministry, heir = Organisation.objects.get(code="MoEWOE"), Organisation.objects.get(code="MoLE")
    actions.succeed_organisation(
        by=cast.ncc_secretary.user, organisation=ministry, successor=heir, on=NOW.date(), at=NOW
    )
    assert passed == [NOW]
    # Its seat in the NCC ends, for the successor sits there; the one in the NPAMC passes.
    assert Seat.objects.get(code="NCC:MoEWOE").until == NOW.date()
    assert Seat.objects.get(code="NPAMC:MoEWOE").organisation == heir
    assert codes(cast.moewoe_focal.user) == set()
    with pytest.raises(PermissionDenied):
        actions.succeed_organisation(
            by=cast.rj_liaison.user,
            organisation=Organisation.objects.get(code="RJ"),
            successor=Organisation.objects.get(code="BRAC"),
            on=NOW.date(),
            at=NOW,
        )


def test_a_renamed_organisation_keeps_its_old_name_for_old_papers(cast: Cast) -> None:
    rj = Organisation.objects.get(code="RJ")
    by = cast.rj_liaison.user
    actions.rename_organisation(
        by=by, organisation=rj, name_en="Rights Jashore", name_bn="রাইটস জশোর", on=NOW.date(), at=NOW
    )
    rj.refresh_from_db()
    assert rj.name_en == "Rights Jashore"
    assert list(rj.former_names.values_list("name_en", "until")) == [("Rights Jessore", NOW.date())]
    with pytest.raises(PermissionDenied):
        actions.rename_organisation(
            by=cast.rj_staff.user, organisation=rj, name_en="x", name_bn="x", on=NOW.date(), at=NOW
        )
    with pytest.raises(Mendable) as refusal:
        actions.rename_organisation(
            by=by, organisation=rj, name_en="NID 1234567890123", name_bn="ক", on=NOW.date(), at=NOW
        )
    assert refusal.value.field == "name_en"


def test_a_moved_committee_reports_to_another_one_and_never_to_one_below_it(cast: Cast) -> None:
    sharsha, jashore = ctc("Sharsha", "upazila"), ctc("Jashore", "district")
    satkhira = ctc("Satkhira", "district")
    actions.move_committee(by=cast.ncc_secretary.user, committee=sharsha, parent=satkhira, at=NOW)
    sharsha.refresh_from_db()
    assert [one.code for one in uplines(sharsha)] == [satkhira.code, "NCC"]
    with pytest.raises(Mendable) as refusal:
        actions.move_committee(
            by=cast.ncc_secretary.user,
            committee=satkhira,
            parent=Committee.objects.filter(parent=sharsha)[0],
            at=NOW,
        )
    assert refusal.value.code == "circle"
    with pytest.raises(PermissionDenied):
        actions.move_committee(by=cast.uno_sharsha.user, committee=sharsha, parent=jashore, at=NOW)


def test_an_ended_committee_gives_its_seats_nothing_from_that_day(cast: Cast) -> None:
    sharsha = ctc("Sharsha", "upazila")
    actions.end_committee(by=cast.dc_jashore.user, committee=sharsha, on=(NOW + DAY).date(), at=NOW)
    members = f"committee:{sharsha.code}:members"
    assert members in codes(cast.uno_sharsha.user, NOW)
    assert members not in codes(cast.uno_sharsha.user, NOW + DAY)
    assert f"committee:{sharsha.code}:minute-takers" not in codes(cast.facilitator.user, NOW + DAY)


def test_a_second_head_and_a_second_time_in_one_role_are_refused(cast: Cast) -> None:
    rj = Organisation.objects.get(code="RJ")
    by = cast.rj_liaison.user
    actions.add_member(by=by, organisation=rj, person=newcomer("head"), role="head", since=NOW, at=NOW)
    with pytest.raises(Mendable) as refusal:
        actions.add_member(by=by, organisation=rj, person=newcomer("two"), role="head", since=NOW, at=NOW)
    assert refusal.value.code == "held"
    with pytest.raises(Mendable) as refusal:
        actions.add_member(
            by=by, organisation=rj, person=cast.rj_staff.person, role="staff", since=NOW, at=NOW
        )
    assert refusal.value.code == "same"
    psd = Organisation.objects.get(code="PSD")
    with pytest.raises(Mendable) as refusal:
        actions.add_member(
            by=None, organisation=psd, person=newcomer("late"), role="staff", since=NOW, at=NOW
        )
    assert refusal.value.code == "left"
