"""Which parties people belong to follows from offices, seats, memberships and delegations alone."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extras import DateTimeTZRange

from access.models import Party, PartyMember, User
from access.rules.engine import can
from access.rules.viewer import Viewer
from partners import actions
from partners.models import (
    Committee,
    Membership,
    Office,
    OfficeHolder,
    Organisation,
    Person,
    Seat,
)
from partners.parties import refresh_people
from tests.budgets import budget
from tests.cast import NOW, Cast, viewer
from tests.newcomers import known

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def codes(user: User, at: datetime = NOW) -> set[str]:
    return set(Viewer(user, at).party_codes)


def test_the_member_secretary_of_the_ncc_is_the_national_secretariat_and_others_are_not(cast: Cast) -> None:
    holders = {member.key for member in cast if "role:national-secretariat" in codes(member.user)}
    assert holders == {"ncc_secretary", "ncc_chair"}
    overseeing = {member.key for member in cast if "role:oversight" in codes(member.user)}
    assert overseeing == {"oversight"}
    assert codes(cast.oversight.user) == {"role:oversight"}


def test_an_officer_belongs_by_office_seats_and_local_office(cast: Cast) -> None:
    sharsha = Committee.objects.get(place__name_en="Sharsha", tier="upazila")
    jashore = Committee.objects.get(place__name_en="Jashore", tier="district")
    uno = Office.objects.get(title_en="Upazila Nirbahi Officer, Sharsha")
    assert uno.organisation is not None
    chair = Seat.objects.get(committee=sharsha, role="chair")
    assert codes(cast.uno_sharsha.user) == {
        "everyone",
        f"committee:{sharsha.code}:members",
        f"committee:{sharsha.code}:secretariat",
        f"committee:{sharsha.code}:government",
        f"committee:{jashore.code}:members",
        f"committee:{jashore.code}:government",
        f"seat:{chair.code}",
        f"organisation:{uno.organisation.code}:all",
        f"organisation:{uno.organisation.code}:liaison",
    }


def test_field_staff_belong_to_their_organisation_and_sit_nowhere(cast: Cast) -> None:
    assert codes(cast.rj_staff.user) == {"everyone", "organisation:RJ:all"}


def test_a_technical_administrator_belongs_to_nothing_whatever_is_written(cast: Cast) -> None:
    person = Person.objects.create(user=cast.administrator.user, label_en="Administrator")
    Membership.objects.create(
        person=person,
        organisation=Organisation.objects.get(code="RJ"),
        role="head",
        period=DateTimeTZRange(NOW - DAY, None),
    )
    refresh_people([person])
    assert codes(cast.administrator.user) == set()
    assert not Viewer(cast.administrator.user, NOW).is_let_in


def test_a_term_ends_when_its_time_comes_and_not_when_somebody_acts(cast: Cast) -> None:
    sp = Office.objects.get(title_en="Superintendent of Police, Jashore")
    person = known(label_en="SP", label_bn="", email="sp@example.invalid")
    actions.appoint(
        by=cast.ncc_secretary.user,
        office=sp,
        person=person,
        since=NOW - DAY,
        until=NOW + DAY,
        at=NOW,
    )
    assert person.user is not None
    assert codes(person.user, NOW - 2 * DAY) == set()
    assert "everyone" in codes(person.user, NOW)
    assert "everyone" in codes(person.user, NOW + DAY - timedelta(microseconds=1))
    assert codes(person.user, NOW + DAY) == set()


def test_the_head_is_liaison_only_while_no_liaison_officer_is_named(cast: Cast) -> None:
    office = Organisation.objects.get(name_en="Office of the Deputy Commissioner, Jashore")
    liaison = f"organisation:{office.code}:liaison"
    head = cast.dc_jashore.user
    assert liaison in codes(head)
    clerk = known(label_en="Liaison", label_bn="", email="clerk@example.invalid")
    membership = actions.add_member(
        by=head, organisation=office, person=clerk, role="liaison", since=NOW, until=NOW + 10 * DAY, at=NOW
    )
    assert clerk.user is not None
    assert liaison not in codes(head) and liaison in codes(clerk.user)
    assert liaison in codes(head, NOW - DAY) and liaison in codes(head, NOW + 10 * DAY)
    reasons = PartyMember.objects.filter(user=head, party__code=liaison).values_list("reason", flat=True)
    assert all(reason.endswith(":head-as-liaison") for reason in reasons)
    actions.end_membership(by=cast.ncc_secretary.user, membership=membership, until=NOW + DAY, at=NOW)
    assert liaison in codes(head, NOW + DAY) and liaison not in codes(clerk.user, NOW + DAY)


def test_losing_one_reason_leaves_what_another_gives(cast: Cast) -> None:
    user, person = cast.rj_liaison.user, cast.rj_liaison.person
    office = Office.objects.get(title_en="Civil Surgeon, Jashore")
    jashore = Committee.objects.get(place__name_en="Jashore", tier="district")
    term = actions.appoint(by=None, office=office, person=person, since=NOW - DAY, at=NOW)
    members = f"committee:{jashore.code}:members"
    assert PartyMember.objects.filter(user=user, party__code=members).count() == 2
    actions.end_term(by=None, term=term, until=NOW, at=NOW)
    assert members in codes(user)
    assert f"committee:{jashore.code}:government" not in codes(user)


def test_who_types_for_an_office_reads_as_it_does_and_speaks_for_nobody(cast: Cast) -> None:
    dc = Office.objects.get(title_en="Deputy Commissioner, Jashore")
    jashore = Committee.objects.get(place__name_en="Jashore", tier="district")
    person = known(label_en="Office assistant", label_bn="", email="types@example.invalid")
    row = actions.assist(by=cast.dc_jashore.user, office=dc, person=person, since=NOW, at=NOW)
    assert person.user is not None
    missing = codes(cast.dc_jashore.user) - codes(person.user)
    assert {code.split(":")[0] + ":" + code.rsplit(":", 1)[-1] for code in missing} == {
        "seat:1",
        "organisation:liaison",
        "committee:secretariat",
    }
    assert f"committee:{jashore.code}:minute-takers" in codes(person.user)
    # What is typed for the ministry that keeps the national committee gives nobody its role.
    national = Seat.objects.get(committee__code="NCC", role=Seat.Role.MEMBER_SECRETARY)
    assert national.office is not None
    actions.assist(by=None, office=national.office, person=person, since=NOW, at=NOW)
    assert {"committee:NCC:minute-takers", "committee:NCC:members"} <= codes(person.user)
    assert not {code for code in codes(person.user) if code.startswith("role:")}
    assert not can(viewer(person.user), "appoint", dc)
    actions.end_assistance(by=cast.dc_jashore.user, assistant=row, until=NOW + DAY, at=NOW)
    assert "committee:NCC:minute-takers" in codes(person.user, NOW + DAY)
    assert f"committee:{jashore.code}:minute-takers" not in codes(person.user, NOW + DAY)


def test_members_of_a_body_that_has_left_belong_to_nothing_of_it(cast: Cast) -> None:
    psd = Organisation.objects.get(code="PSD")
    person = known(label_en="Clerk", label_bn="", email="psd@example.invalid")
    before = datetime(2025, 1, 1, tzinfo=NOW.tzinfo)
    actions.add_member(by=None, organisation=psd, person=person, role="liaison", since=before, at=before)
    assert person.user is not None
    assert "organisation:PSD:liaison" in codes(person.user, before + DAY)
    assert codes(person.user, NOW) == set()


# What a plain reading of the terms says, against what was derived from them.

HOURS = st.integers(min_value=-40, max_value=40)
SPANS = st.tuples(HOURS, HOURS).filter(lambda span: span[0] < span[1])
TERMS = st.lists(
    st.tuples(st.sampled_from(["office", "head", "liaison", "staff", "seat-office"]), SPANS),
    max_size=5,
)


def hour(number: int) -> datetime:
    return NOW + timedelta(hours=number)


def runs(span: tuple[int, int], at: int) -> bool:
    return span[0] <= at < span[1]


@pytest.fixture
def ground(db: None) -> tuple[Organisation, Office, Office, Seat]:
    """An organisation with a head office and a seat, and an office with a secretariat seat."""
    organisation = Organisation.objects.get(name_en="Civil Surgeon's Office, Jashore")
    head = Office.objects.get(organisation=organisation, heads=True)
    secretary = Seat.objects.get(
        committee__place__name_en="Satkhira", committee__tier="district", role="chair"
    )
    assert secretary.office is not None
    return organisation, head, secretary.office, secretary


@settings(
    max_examples=budget(25, 1_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(terms=TERMS, at=HOURS)
def test_derived_parties_are_what_a_plain_reading_of_the_terms_says(
    ground: tuple[Organisation, Office, Office, Seat],
    terms: list[tuple[str, tuple[int, int]]],
    at: int,
) -> None:
    organisation, head, other, seat = ground
    OfficeHolder.objects.all().delete()
    Membership.objects.all().delete()
    PartyMember.objects.all().delete()
    user, _new = User.objects.get_or_create(email="one@example.invalid")
    person, _new = Person.objects.get_or_create(user=user, defaults={"label_en": "one"})
    kept: list[tuple[str, tuple[int, int]]] = []
    for kind, span in terms:
        if any(kind == was and span[0] < end and begin < span[1] for was, (begin, end) in kept):
            continue
        kept.append((kind, span))
        period = DateTimeTZRange(hour(span[0]), hour(span[1]))
        if kind in {"office", "seat-office"}:
            OfficeHolder.objects.create(
                office=head if kind == "office" else other, person=person, period=period
            )
        else:
            Membership.objects.create(organisation=organisation, person=person, role=kind, period=period)
    refresh_people([person])
    running = {kind for kind, span in kept if runs(span, at)}
    assert codes(user, hour(at)) == plain(running, organisation, head, other, seat)


def plain(running: set[str], organisation: Organisation, head: Office, other: Office, seat: Seat) -> set[str]:
    found: set[str] = set()
    if running:
        found.add("everyone")
    if running & {"office", "head", "liaison", "staff"}:
        found.add(f"organisation:{organisation.code}:all")
    if running & {"office", "head", "liaison"}:
        # Whoever of them is liaison: the officer, or the head while there is none.
        found.add(f"organisation:{organisation.code}:liaison")
    if "office" in running:
        found |= sides_of(Seat.objects.filter(office=head))
    if "seat-office" in running:
        body = other.organisation
        assert body is not None
        found |= sides_of(Seat.objects.filter(office=other))
        found |= {f"organisation:{body.code}:all", f"organisation:{body.code}:liaison"}
        found |= {f"committee:{seat.committee.code}:secretariat", f"seat:{seat.code}"}
    return found


def sides_of(seats: Iterable[Seat]) -> set[str]:
    return {f"committee:{seat.committee.code}:{word}" for seat in seats for word in ("members", "government")}


def test_every_party_of_a_committee_is_its_own(db: None) -> None:
    committees = Committee.objects.count()
    assert Party.objects.filter(code__startswith="committee:").count() == 5 * committees


def test_the_viewer_of_a_person_reads_parties_in_one_query(
    cast: Cast, django_assert_num_queries: object
) -> None:
    who = viewer(cast.uno_sharsha.user)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert who.party_ids and who.roles == frozenset() and who.party_codes
