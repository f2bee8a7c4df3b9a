"""Reference data can be loaded again at every upgrade: by code, renaming, never deleting."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from access.models import Party, PartyMember
from partners import actions
from partners.loading import sources
from partners.models import (
    Committee,
    Membership,
    Office,
    OfficeHolder,
    Organisation,
    OrganisationName,
    Place,
    Seat,
)
from partners.queries import find_organisation, find_place, organisation_choices
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

MODELS = (Place, Organisation, OrganisationName, Office, Committee, Seat, Party)


def load(*districts: str) -> str:
    out = io.StringIO()
    call_command("load_reference", districts=list(districts), stdout=out)
    return out.getvalue()


def everything() -> list[list[Any]]:
    return [list(model.objects.order_by("pk").values_list()) for model in MODELS]


def test_loading_a_second_time_changes_nothing(cast: Cast) -> None:
    before = everything()
    said = load("Jashore", "Satkhira")
    assert said == "places: 0, organisations: 0, committees: 0 new or renamed\n"
    assert everything() == before


def test_a_renamed_place_is_found_by_both_names_and_renames_its_committee(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrections = {"places": {**sources.fixture("place_corrections")["places"]}}
    corrections["places"]["Jashore/Sharsha"] = {"name_en": "Sarsha", "aliases": []}
    fixture = sources.fixture
    monkeypatch.setattr(
        sources, "fixture", lambda name: corrections if name == "place_corrections" else fixture(name)
    )
    counts = {model: model.objects.count() for model in (Place, Committee, Seat, Office, Organisation)}
    load("Jashore", "Satkhira")
    place = find_place(("Sarsha", "Jashore"))
    assert place is not None and place == find_place(("Sharsha", "Jashore"))
    committee = Committee.objects.get(place=place)
    assert committee.name_en == "Upazila Counter-Trafficking Committee, Sarsha"
    uno = Organisation.objects.get(place=place, name_en__contains="Nirbahi")
    assert uno.name_en == "Office of the Upazila Nirbahi Officer, Sarsha"
    assert uno.former_names.get().name_en == "Office of the Upazila Nirbahi Officer, Sharsha"
    assert {model: model.objects.count() for model in counts} == counts


def test_what_people_changed_on_screen_outlives_the_next_loading(cast: Cast) -> None:
    secretary = cast.ncc_secretary.user
    wv, mole = Organisation.objects.get(code="WV"), Organisation.objects.get(code="MoLE")
    actions.rename_organisation(
        by=secretary, organisation=wv, name_en="World Vision", name_bn="ওয়ার্ল্ড ভিশন", on=NOW.date(), at=NOW
    )
    actions.succeed_organisation(
        by=secretary,
        organisation=mole,
        successor=Organisation.objects.get(code="MoEWOE"),
        on=NOW.date(),
        at=NOW,
    )
    load("Jashore", "Satkhira")
    wv.refresh_from_db()
    mole.refresh_from_db()
    assert (wv.name_en, wv.former_names.count()) == ("World Vision", 1)
    assert (mole.until, mole.successor) == (NOW.date(), Organisation.objects.get(code="MoEWOE"))
    assert Seat.objects.get(committee__short_en="Sharsha upazila CTC", side="ngo").organisation is not None
    assert OfficeHolder.objects.count() == 5
    assert Membership.objects.count() == 6


def test_a_district_that_is_not_there_is_said(db: None) -> None:
    assert load("Jashore", "Atlantis").splitlines()[1:] == ["fits no place: Atlantis"]


@pytest.mark.parametrize(
    ("names", "today"),
    [
        (("Keralkata", "Kalaroa", "Satkhira"), "Keralkata"),
        (("Bharashimla", "Kaliganj", "Satkhira"), "Bharasimla"),
        (("Shovnali", "Assasuni", "Satkhira"), "Sobhnali"),
        (("Burigoalini", "Shyamnagar", "Satkhira"), "Burigoalini"),
        (("Kenragachhi", "Kalaroa", "Satkhira"), "Keragachhi"),
        (("Jessore", "Khulna"), "Jashore"),
        (("যশোর",), None),
        (("যশোর", "খুলনা"), "Jashore"),
        (("Sharsha", "Jessore", "Khulna"), "Sharsha"),
        (("Bharashimla", "Kalaroa", "Satkhira"), None),
        (("Nowhere",), None),
    ],
)
def test_a_place_is_found_by_its_path_in_every_spelling_in_use(
    db: None, names: tuple[str, ...], today: str | None
) -> None:
    place = find_place(names)
    assert (place.name_en if place else None) == (today if names != ("যশোর",) else "Jashore")


def test_every_organisation_of_the_fixtures_is_there_on_its_side(db: None) -> None:
    national = {one.code: one for one in Organisation.objects.filter(place=None)}
    assert len(national) == 62
    assert {code for code, one in national.items() if one.side == "international"} == {
        "IOM", "UNODC", "ILO", "UNICEF", "BDUNNM", "EU", "SDC", "USAID", "KOICA", "NORAD",
    }  # fmt: skip
    assert {code for code, one in national.items() if one.side == "community"} == {"ANIRBAN"}
    assert {code for code, one in national.items() if one.side == "ngo"} == {
        "BRAC", "BNWLA", "DAM", "TMSS", "ACD", "RJ", "INCIDIN", "RUPANTAR", "AGROGOTI", "UDDIPAN",
        "CWCS", "CARITAS", "ATSEC", "JC", "WINROCK", "WV",
    }  # fmt: skip
    assert {code for code, one in national.items() if not one.is_active(NOW.date())} == {"PSD", "USAID"}
    assert find_organisation("মহিলা ও শিশু বিষয়ক মন্ত্রণালয়") == national["MoWCA"]
    assert find_organisation("bangladesh national WOMEN lawyers' association") == national["BNWLA"]
    assert find_organisation("Bangladesh National Women Lawyers' Association") == national["BNWLA"]


def test_committees_of_two_districts_have_one_seat_for_each_office(without_people: None) -> None:
    unions = Place.objects.filter(tier="union")
    upazilas = Place.objects.filter(tier="upazila")
    assert (Place.objects.filter(tier="district").count(), upazilas.count()) == (2, 15)
    assert Committee.objects.exclude(place=None).count() == 2 + 15 + unions.count()
    jashore = Committee.objects.get(place__name_en="Jashore", tier="district")
    assert jashore.parent == Committee.objects.get(code="NCC")
    # Twelve seats of its own and one for the UNO of each of its eight upazilas.
    assert Seat.objects.filter(committee=jashore).count() == 12 + 8
    sharsha = Committee.objects.get(place__name_en="Sharsha", tier="upazila")
    below = unions.filter(parent=sharsha.place).count()
    assert Seat.objects.filter(committee=sharsha).count() == 9 + below
    uno = Seat.objects.get(committee=sharsha, role="chair").office
    assert uno is not None
    assert Seat.objects.filter(committee=jashore, office=uno).exists()
    union = Committee.objects.filter(parent=sharsha).order_by("pk")[0]
    head = Seat.objects.get(committee=union, role="chair").office
    assert head is not None and head.heads and head.organisation is not None
    assert head.organisation.kind == "local government"
    assert Seat.objects.filter(committee=sharsha, office=head).exists()
    assert set(Seat.objects.filter(role="chair").values_list("party__kind", flat=True)) == {"seat"}
    assert not Seat.objects.filter(committee__place__isnull=False, side="ngo", organisation__isnull=False)
    # Every seat of an office has a body that answers for it; members belong to their parishad.
    assert not Seat.objects.filter(office__isnull=False, office__organisation=None).exists()
    members = Office.objects.filter(place=union.place, title_en__contains="member")
    assert {one.organisation for one in members} == {head.organisation} and not members.filter(heads=True)
    assert members.count() == 12
    prosecutor = Organisation.objects.get(place=jashore.place, code__endswith=":public-prosecutor")
    assert (prosecutor.kind, prosecutor.side) == ("court or prosecution", "government")
    press_club = Organisation.objects.get(place=sharsha.place, kind="media")
    assert (press_club.side, press_club.name_bn) == ("community", "শার্শা প্রেসক্লাব")


def test_offices_of_an_older_database_get_their_bodies_and_their_holders_join_them(cast: Cast) -> None:
    union = Committee.objects.filter(parent__short_en="Sharsha upazila CTC").order_by("pk")[0]
    officer = Office.objects.get(place=union.place, code__endswith=":union-parishad-administrative-officer")
    teacher = Office.objects.get(place=union.place, code__endswith=":teacher")
    alone = [officer.pk, teacher.pk]
    Office.objects.filter(pk__in=alone).update(organisation=None, heads=False)
    somebody = cast.rj_staff.person
    for office in (officer, teacher):
        OfficeHolder.objects.create(office=office, person=somebody, period=(NOW, None))
    load("Jashore", "Satkhira")
    parishad = Organisation.objects.get(place=union.place, kind="local government")
    officer.refresh_from_db()
    teacher.refresh_from_db()
    assert (officer.organisation, officer.heads) == (parishad, False)
    assert teacher.organisation is not None and teacher.heads and teacher.organisation.side == "community"
    joined = set(PartyMember.objects.filter(user=cast.rj_staff.user).values_list("party", flat=True))
    assert {parishad.all_party_id, teacher.organisation.liaison_party_id} <= joined
    assert parishad.liaison_party_id not in joined


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("পুলিশ সদর দপ্তরের মানব পাচার সেল", "PHQ"),
        ("Police Headquarters", "PHQ"),
        ("সিআইডির মানব পাচার সেল", "CID"),
        ("TIP unit, CID", "CID"),
    ],
)
def test_national_units_are_found_by_the_names_people_use(db: None, typed: str, code: str) -> None:
    found = find_organisation(typed)
    assert found is not None and found.code == code
    assert organisation_choices(typed)[0] == found


def test_local_offices_are_found_by_the_names_people_use(db: None) -> None:
    sharsha = Place.objects.get(tier="upazila", name_en="Sharsha")
    jashore = Place.objects.get(tier="district", name_en="Jashore")
    for typed, place, ending in (
        ("উপজেলা মাধ্যমিক শিক্ষা কার্যালয়, শার্শা", sharsha, "upazila-secondary-education-officer"),
        ("AC Land office, Sharsha", sharsha, "assistant-commissioner-land"),
        ("ডিআইও, যশোর", jashore, "district-information-officer"),
        ("পিপি কার্যালয়, যশোর", jashore, "public-prosecutor"),
    ):
        found = find_organisation(typed)
        assert found is not None and found.code == f"{place.code}:{ending}"


def test_ministries_are_called_officially_and_found_by_the_names_people_use(cast: Cast) -> None:
    for code, official, also in (
        ("MoHA", "স্বরাষ্ট্র মন্ত্রণালয়", "Home Ministry"),
        ("MoWCA", "নারী ও শিশু মন্ত্রণালয়", "মহিলা ও শিশু বিষয়ক মন্ত্রণালয়"),
        ("MoLJPA", "আইন, বিচার ও সংসদ বিষয়ক মন্ত্রণালয়", "আইন মন্ত্রণালয়"),
        ("MoEWOE", "প্রবাসী কল্যাণ ও বৈদেশিক কর্মসংস্থান মন্ত্রণালয়", "প্রবাসী কল্যাণ মন্ত্রণালয়"),
        ("HSD", "স্বাস্থ্য সেবা বিভাগ", "স্বাস্থ্য ও পরিবার কল্যাণ মন্ত্রণালয়"),
        ("LGD", "স্থানীয় সরকার বিভাগ", "স্থানীয় সরকার, পল্লী উন্নয়ন ও সমবায় মন্ত্রণালয়"),
        ("NLASO", "জাতীয় আইনগত সহায়তা প্রদান সংস্থা", "আইনগত সহায়তা অধিদপ্তর"),
    ):
        body = Organisation.objects.get(code=code)
        assert body.name_bn == official and find_organisation(also) == body, code
