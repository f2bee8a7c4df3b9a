"""Forms on the committee's and the organisation's page: what they do, and how they refuse."""

from typing import Any

import pytest
from django.urls import reverse
from psycopg2.extras import DateTimeTZRange

from access.models import User
from partners.models import (
    Committee,
    Delegation,
    Introduction,
    Membership,
    Office,
    OfficeHolder,
    Organisation,
    Person,
    Seat,
)
from partners.parties import refresh_person
from tests.cast import Cast, browser

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return str(response.content.decode())


def jashore() -> Committee:
    return Committee.objects.get(place__name_en="Jashore", tier="district")


def seat_address(title: str, committee: Committee | None = None) -> str:
    committee = committee or jashore()
    seat = Seat.objects.get(committee=committee, title_en=title)
    return reverse("committee_seat", args=[committee.ref, seat.ref])


def handing(**changed: str) -> dict[str, str]:
    return {
        "form": "hand-over",
        "hand-on": "২২/১১/২০২৬",
        "hand-manner": "acting",
        "hand-mobile": "০১৭১১০০০০০১",
        **changed,
    }


def test_the_secretariat_hands_an_office_over_and_prints_a_code(cast: Cast) -> None:
    client = browser(cast["dd_women_jashore"].user)
    order = {"hand-order_number": "৪৪.০১", "hand-order_date": "২২/১১/২০২৬"}
    response = client.post(seat_address("Superintendent of Police"), handing(**order), follow=True)
    assert response.status_code == 200
    page = text_of(response)
    assert "One-time code to print" in page and "The holder is named" in page
    assert "acting since 22 Nov 2026" in page
    held = OfficeHolder.objects.get(office__title_en="Superintendent of Police, Jashore")
    # It is given to nobody before its holder has come with the code.
    assert held.person.user is None
    assert Introduction.objects.get(person=held.person).invitation.mobile == "+8801711000001"


def test_a_bad_handover_is_answered_at_the_field_in_bangla_and_leaves_no_account(cast: Cast) -> None:
    client = browser(cast["dc_jashore"].user, "bn")
    users = User.objects.count()
    response = client.post(
        seat_address("Deputy Commissioner"),
        handing(**{"hand-on": "1/1/2020", "hand-mobile": "", "hand-email": "next@example.invalid"}),
    )
    page = text_of(response)
    assert response.status_code == 422
    assert "এই পদের দায়িত্ব হস্তান্তর হয়েছে" in page
    assert 'value="next@example.invalid"' in page
    assert User.objects.count() == users
    response = client.post(seat_address("Deputy Commissioner"), handing(**{"hand-on": "32/13/2026"}))
    assert response.status_code == 422
    response = client.post(seat_address("Deputy Commissioner"), handing(**{"hand-mobile": ""}))
    assert "ই-মেইল ঠিকানা অথবা মোবাইল নম্বর দিন।" in text_of(response)


def test_a_member_without_the_secretariat_is_refused_and_a_stranger_finds_nothing(cast: Cast) -> None:
    address = seat_address("Deputy Commissioner")
    assert browser(cast["rj_liaison"].user).post(address, handing()).status_code == 403
    assert browser(cast["rj_liaison"].user).get(address).status_code == 403
    other = Committee.objects.get(code="NCC")
    stray = reverse("committee_seat", args=[other.ref, Seat.objects.get(code="NPAMC:IOM").ref])
    assert browser(cast["ncc_secretary"].user).get(stray).status_code == 404
    assert OfficeHolder.objects.count() == 5


def test_an_office_that_sits_above_too_is_not_handed_over_by_the_committee_below(cast: Cast) -> None:
    from partners import actions
    from tests.cast import NOW

    sharsha = Committee.objects.get(place__name_en="Sharsha", tier="upazila")
    secretary = Seat.objects.get(committee=sharsha, role="member_secretary").office
    assert secretary is not None
    actions.appoint(by=None, office=secretary, person=cast.far_liaison.person, since=NOW, at=NOW)
    client = browser(cast["far_liaison"].user)
    Membership.objects.filter(person=cast.far_liaison.person).delete()
    OfficeHolder.objects.filter(office=secretary).update(period=DateTimeTZRange(NOW.replace(year=2020), None))
    refresh_person(cast.far_liaison.person)
    address = seat_address("Upazila Nirbahi Officer", sharsha)
    page = text_of(client.get(address))
    assert "The secretariat above both hands it over" in page and "Hand over and invite" not in page
    assert client.post(address, handing()).status_code == 403


def test_an_ngo_seat_is_filled_by_name_and_a_body_that_left_is_refused(cast: Cast) -> None:
    client = browser(cast["dd_women_jashore"].user)
    address = seat_address("NGO representative (second)")
    response = client.post(address, {"form": "fill", "fill-organisation": "winrock international"})
    assert response.status_code == 302
    seat = Seat.objects.get(committee=jashore(), title_en="NGO representative (second)")
    assert seat.organisation == Organisation.objects.get(code="WINROCK")
    response = client.post(address, {"form": "fill", "fill-organisation": "PSD"})
    assert response.status_code == 422
    assert "Its work passed to Ministry of Home Affairs" in text_of(response)
    response = client.post(address, {"form": "fill", "fill-organisation": "Nobody Ltd"})
    assert "No organisation is called “Nobody Ltd”" in text_of(response)
    response = client.post(address, {"form": "fill", "fill-organisation": ""})
    seat.refresh_from_db()
    assert seat.organisation is None


def test_the_role_of_a_seat_changes_from_its_page(cast: Cast) -> None:
    client = browser(cast["ncc_secretary"].user)
    address = seat_address("Deputy Director, Social Services")
    own = browser(cast["dc_jashore"].user)
    assert 'value="member_secretary"' not in own.get(address).content.decode()
    assert own.post(address, {"form": "role", "role-role": "member_secretary"}).status_code == 422
    assert own.post(address, {"form": "role", "role-role": "observer"}).status_code == 302
    assert client.post(address, {"form": "role", "role-role": "member_secretary"}).status_code == 302
    # Now it leads the committee: its own secretariat is offered no role for it.
    assert 'name="role-role"' not in own.get(address).content.decode()
    assert Seat.objects.get(committee=jashore(), role="member_secretary").title_en.endswith("Social Services")
    assert client.post(address, {"form": "role", "role-role": "emperor"}).status_code == 422


def test_minutes_are_delegated_and_taken_back_on_the_committee_page(cast: Cast) -> None:
    client = browser(cast["dc_jashore"].user)
    address = reverse("committee_delegate", args=[jashore().ref])
    page = text_of(client.get(address, {"organisation": "Rights Jessore"}))
    assert "Field staff, Rights Jessore" in page
    chosen = Membership.objects.get(person=cast.rj_staff.person).ref
    of = f"{address}?organisation=RJ"
    assert client.post(of, {"person": chosen, "until": "31/12/2050"}).status_code == 302
    page = text_of(client.get(reverse("committee", args=[jashore().ref])))
    assert "Field staff, Rights Jessore" in page and "until 31 Dec 2050" in page
    own = text_of(browser(cast["rj_staff"].user).get(reverse("committee", args=[jashore().ref])))
    assert "has let you take this committee" in own
    delegation = Delegation.objects.get(committee=jashore())
    client.post(reverse("committee_end_delegation", args=[jashore().ref, delegation.ref]))
    delegation.refresh_from_db()
    assert delegation.period.upper.year == delegation.period.lower.year


def test_a_delegation_to_nobody_of_the_body_or_into_the_past_is_refused_at_the_field(cast: Cast) -> None:
    client = browser(cast["dc_jashore"].user)
    address = reverse("committee_delegate", args=[jashore().ref])
    assert "No organisation is called" in text_of(client.get(address, {"organisation": "zzz"}))
    assert "Nobody of" in text_of(client.get(address, {"organisation": "BRAC"}))
    of = f"{address}?organisation=RJ"
    foreign = Membership.objects.get(person=cast.far_liaison.person).ref
    for wrong in ("", "nobody", foreign):
        assert client.post(of, {"person": wrong, "until": "31/12/2050"}).status_code == 422
    chosen = Membership.objects.get(person=cast.rj_staff.person).ref
    response = client.post(of, {"person": chosen, "until": "1/1/2020"})
    assert response.status_code == 422
    assert "in the past" in text_of(response)
    assert Delegation.objects.count() == 1


def test_a_liaison_officer_enters_field_staff_and_ends_their_service(cast: Cast) -> None:
    client = browser(cast["rj_liaison"].user)
    rj = Organisation.objects.get(code="RJ")
    response = client.post(
        reverse("organisation_add_member", args=[rj.ref]),
        {"label": "মাঠকর্মী, শার্শা", "role": "staff", "mobile": "01711000002", "since": "২২/১১/২০২৬"},
        follow=True,
    )
    assert "One-time code to print" in text_of(response)
    person = Person.objects.get(label_bn="মাঠকর্মী, শার্শা")
    membership = Membership.objects.get(person=person)
    client.post(reverse("organisation_end_membership", args=[rj.ref, membership.ref]))
    membership.refresh_from_db()
    assert membership.period.upper is not None
    other = Organisation.objects.get(code="BNWLA")
    assert client.get(reverse("organisation_add_member", args=[other.ref])).status_code == 403
    foreign = Membership.objects.get(organisation=other)
    stray = reverse("organisation_end_membership", args=[rj.ref, foreign.ref])
    assert client.post(stray).status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name_en": "", "name_bn": "ক"}, "required"),
        ({"name_en": "A\x07B", "name_bn": "ক"}, "cannot be"),
        ({"name_en": "x" * 100_000, "name_bn": "ক"}, "200"),
        ({"name_en": "1990123456789", "name_bn": "ক"}, "identity"),
    ],
)
def test_a_bad_new_name_is_answered_at_the_field_and_stays_typed(
    cast: Cast, typed: dict[str, str], says: str
) -> None:
    client = browser(cast["rj_liaison"].user)
    rj = Organisation.objects.get(code="RJ")
    response = client.post(reverse("organisation_rename", args=[rj.ref]), {**typed, "on": "22 Nov 2026"})
    assert response.status_code == 422
    page = text_of(response)
    assert "field-error" in page and says in page
    assert 'value="ক"' in page
    rj.refresh_from_db()
    assert rj.name_en == "Rights Jessore"


def test_the_holder_of_an_office_is_shown_by_office_and_never_by_name(cast: Cast) -> None:
    person = Person.objects.create(label_en="A private name", label_bn="")
    office = Office.objects.get(title_en="Civil Surgeon, Jashore")
    from partners import actions
    from tests.cast import NOW

    actions.appoint(by=None, office=office, person=person, since=NOW, at=NOW)
    for key in ("dd_women_jashore", "rj_liaison"):
        page = text_of(browser(cast[key].user).get(reverse("committee", args=[jashore().ref])))
        assert "Civil Surgeon, Jashore" in page and "A private name" not in page
