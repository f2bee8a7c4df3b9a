"""The directory as programs of a person change it: names, who serves a body, seats, holders."""

from datetime import timedelta

import pytest
from django.utils import timezone

from access.models import Invitation
from partners.actions import delegate_minutes
from partners.models import (
    Committee,
    Delegation,
    Introduction,
    Membership,
    Office,
    OfficeChange,
    Organisation,
    Seat,
)
from tests.cast import Cast
from tests.notifications.sweep import first_notice_of
from tests.partners.country import ctc
from tests.partners.letting_in import Coming, let_in
from tests.programs import Program, errors
from tests.sweep import District

pytestmark = pytest.mark.django_db


def today() -> str:
    return timezone.localdate().isoformat()


def rj() -> Organisation:
    return Organisation.objects.get(code="RJ")


def test_a_liaison_officer_renames_the_body_and_a_colleague_does_not(cast: Cast) -> None:
    path = f"organisations/{rj().ref}/rename/"
    sent = {"name_en": "Rights Now", "name_bn": "অধিকার এখন", "on": today()}
    assert Program(cast.rj_staff.user).post(path, sent).status_code == 403
    assert Program(cast.rj_liaison.user).post(path, sent).json()["name_en"] == "Rights Now"
    tag = Program(cast.rj_liaison.user).get(f"organisations/{rj().ref}/").headers["ETag"]
    Organisation.objects.filter(code="RJ").update(name_en="Rights Again")
    late = Program(cast.rj_liaison.user).post(path, sent, If_Match=tag)
    assert late.status_code == 412
    long = Program(cast.rj_liaison.user).post(path, sent | {"name_en": "x" * 201})
    assert errors(long) == {"/name_en": "long"} or long.status_code == 422


def test_somebody_is_entered_by_a_letter_and_ended(cast: Cast) -> None:
    program, path = Program(cast.rj_liaison.user), f"organisations/{rj().ref}/"
    sent = {
        "post": "Liaison officer, south",
        "role": "staff",
        "since": today(),
        "email": " South@Example.org ",
    }
    assert program.post(f"{path}enter/", sent).status_code == 200
    entered = Introduction.objects.latest("pk")
    assert entered.invitation.email == "south@example.org"
    assert entered.invitation.channel == Invitation.Channel.MAIL
    for field, wrong in (("email", "nobody"), ("role", "king"), ("post", "x" * 121), ("since", "soon")):
        assert program.post(f"{path}enter/", sent | {field: wrong}).status_code == 422, field
    serving = program.get(f"{path}members/").json()["results"]
    staff = next(one for one in serving if one["role"] == "staff")
    # Whoever has not come yet is named by nobody.
    assert {one["label_en"] for one in serving} == {
        cast.rj_liaison.person.label_en, cast.rj_staff.person.label_en
    }  # fmt: skip
    assert Program(cast.bnwla_liaison.user).post(f"{path}members/{staff['ref']}/end/").status_code == 403
    assert program.post(f"{path}members/{staff['ref']}/end/").status_code == 200
    assert Membership.objects.get(ref=staff["ref"]).period.upper is not None
    other = Membership.objects.exclude(organisation=rj())[0]
    assert program.post(f"{path}members/{other.ref}/end/").status_code == 404


def test_a_secretariat_fills_a_seat_gives_a_role_and_enters_an_order(cast: Cast) -> None:
    committee = ctc("Sharsha", "upazila")
    program, path = Program(cast.uno_sharsha.user), f"committees/{committee.ref}/seats/"
    seat = Seat.objects.get(committee=committee, organisation=rj())
    assert program.post(f"{path}{seat.ref}/fill/", {"organisation": None}).status_code == 200
    assert Seat.objects.get(pk=seat.pk).organisation is None
    filled = program.post(f"{path}{seat.ref}/fill/", {"organisation": rj().ref})
    assert filled.status_code == 200 and Seat.objects.get(pk=seat.pk).organisation == rj()
    assert program.post(f"{path}{seat.ref}/role/", {"role": "observer"}).status_code == 200
    assert Seat.objects.get(pk=seat.pk).role == "observer"
    # It would make itself the chair.
    assert program.post(f"{path}{seat.ref}/role/", {"role": "chair"}).status_code == 403
    assert Program(cast.rj_liaison.user).post(f"{path}{seat.ref}/fill/", {}).status_code == 403
    elsewhere = Seat.objects.exclude(committee=committee)[0]
    assert program.post(f"{path}{elsewhere.ref}/fill/", {"organisation": None}).status_code == 404


def test_an_office_passes_by_its_order_and_the_body_is_told(cast: Cast) -> None:
    committee = ctc("Jashore", "district")
    office = Office.objects.get(title_en="Superintendent of Police, Jashore")
    seat = Seat.objects.get(committee=committee, office=office)
    program, path = (
        Program(cast.dd_women_jashore.user),
        f"committees/{committee.ref}/seats/{seat.ref}/hand-over/",
    )
    sent = {"on": today(), "manner": "acting", "email": "sp@example.org"}
    assert program.post(path, sent).status_code == 422
    assert program.post(path, sent | {"order_number": "9" * 81, "order_date": today()}).status_code == 422
    assert program.post(path, sent | {"order_number": "05.44", "order_date": today()}).status_code == 200
    assert OfficeChange.objects.get(office=office).order_number == "05.44"
    assert office.organisation is not None
    own = f"organisations/{office.organisation.ref}/offices/{office.ref}/hand-over/"
    assert Program(cast.rj_liaison.user).post(own, sent).status_code == 403
    foreign = f"organisations/{rj().ref}/offices/{office.ref}/hand-over/"
    assert Program(cast.ncc_secretary.user).post(foreign, sent).status_code == 404


def test_a_delegation_is_taken_back(cast: Cast) -> None:
    committee, now = ctc("Sharsha", "upazila"), timezone.now()
    given = delegate_minutes(
        by=cast.uno_sharsha.user, committee=committee, person=cast.bnwla_liaison.person, since=now,
        until=now + timedelta(days=9), at=now,
    )  # fmt: skip
    program, path = Program(cast.uno_sharsha.user), f"committees/{committee.ref}/minute-takers/"
    assert given.ref in [one["ref"] for one in program.get(path).json()["results"]]
    assert Program(cast.rj_liaison.user).post(f"{path}{given.ref}/end/").status_code == 403
    assert program.post(f"{path}{given.ref}/end/").status_code == 200
    assert Delegation.objects.get(pk=given.pk).period.upper < now + timedelta(days=1)


def test_notices_are_read_by_whoever_was_told_and_nobody_else(cast: Cast, swept: dict[str, District]) -> None:
    notice = first_notice_of(cast.rj_liaison.user)
    program, path = Program(cast.rj_liaison.user), f"notices/{notice.ref}/"
    told = program.get(path).json()
    assert told["ref"] == str(notice.ref) and told["read_at"] is None
    assert Program(cast.bnwla_liaison.user).post(f"{path}mark-read/").status_code == 404
    assert program.get("notices/not-a-number/").status_code == 404
    for _ in range(2):
        # Under a key: a notice is called by more letters than other records.
        read = program.post(f"{path}mark-read/", Idempotency_Key="seen")
        assert read.status_code == 200 and read.json()["read_at"] is not None
    newest = program.get("notices/").json()["results"][0]["ref"]
    assert program.post(f"notices/{newest}/mark-read-up-to/").status_code == 200
    assert all(one["read_at"] for one in program.get("notices/").json()["results"])


def test_a_program_of_an_organisation_changes_nothing_of_the_directory(cast: Cast) -> None:
    now = timezone.now()
    desk = Coming(let_in(cast.rj_liaison.user, cast.rj_liaison.user, at=now), now)
    path, seat = f"organisations/{rj().ref}/", Seat.objects.filter(organisation=rj())[0]
    committee = Committee.objects.get(pk=seat.committee_id)
    member = Membership.objects.filter(organisation=rj())[0]
    office = Office.objects.filter(organisation__isnull=False)[0]
    assert office.organisation is not None
    assert desk.get(f"{path}members/").status_code == 200
    for step in (
        f"{path}rename/", f"{path}enter/", f"{path}members/{member.ref}/end/",
        f"committees/{committee.ref}/seats/{seat.ref}/fill/",
        f"organisations/{office.organisation.ref}/offices/{office.ref}/hand-over/",
    ):  # fmt: skip
        assert desk.post(step, {}).status_code == 403, step
