"""The whole country, loaded once, in this one test."""

import io

import pytest
from django.core.management import call_command

from partners.models import Committee, Organisation, Place, Seat
from partners.queries import find_place

pytestmark = [pytest.mark.django_db, pytest.mark.country, pytest.mark.timeout(400)]


def test_the_whole_country_has_a_committee_for_every_district_upazila_and_union() -> None:
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    # Every corrected spelling has met its place; what does not would be listed here.
    assert [line for line in out.getvalue().splitlines() if line.startswith("fits no place")] == []
    tiers = ("division", "district", "upazila", "union")
    assert [Place.objects.filter(tier=tier).count() for tier in tiers] == [8, 64, 494, 4540]
    assert [Committee.objects.filter(tier=tier).count() for tier in tiers[1:]] == [64, 494, 4540]
    assert Committee.objects.exclude(place=None).count() == 64 + 494 + 4540 == 5098
    # Nine local offices of a district, eight of an upazila, three bodies of a union; 62 national ones.
    assert Organisation.objects.count() == 9 * 64 + 8 * 494 + 3 * 4540 + 62
    assert not Seat.objects.filter(office__isnull=False, office__organisation=None).exists()
    own_seats = 12 * 64 + 9 * 494 + 17 * 4540
    seats_for_those_below = 494 + 4540
    local = Seat.objects.filter(committee__place__isnull=False)
    assert local.count() == own_seats + seats_for_those_below
    parents = Committee.objects.filter(tier="union").exclude(parent__tier="upazila")
    assert not parents.exists()
    assert not Place.objects.filter(name_en__contains="\t").exists()
    for spelling in (("Comilla", "Chittagong"), ("Cox’s Bazar", "Chattogram"), ("Bogra", "Rajshahi")):
        assert find_place(spelling) is not None, spelling
    damodar = find_place(("Damodar", "Phultala", "Khulna"))
    assert damodar is not None and damodar.name_bn == "দামোদর"
    # Names repeat: four upazilas are called Kaliganj, so the name alone finds none of them.
    assert Place.objects.filter(tier="upazila", name_en="Kaliganj").count() == 4
    assert find_place(("Kaliganj",)) is None
