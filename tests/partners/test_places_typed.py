"""A place is found from the ear, and with what it lies in: everywhere a place is typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.search.queries import find
from language.text import by_ear
from partners.fields import PlacesField
from partners.models import Organisation, Place
from partners.places_typed import places_meant
from partners.queries import organisation_choices
from tests.cast import Cast, browser

pytestmark = pytest.mark.django_db


def place(name: str, tier: str) -> Place:
    return Place.objects.get(name_en=name, tier=tier)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("বৈকারি", "বৈকারী"),
        ("সার্সা", "শার্শা"),
        ("নুরপুর", "নূরপুর"),
        ("রানীপুর", "রাণীপুর"),
        ("জশোর", "যশোর"),
        ("বারি", "বাড়ি"),
    ],
)
def test_two_spellings_that_sound_alike_are_one(one: str, other: str) -> None:
    assert by_ear(one) == by_ear(other)
    assert by_ear("নয়াপাড়া") != by_ear("নজপাড়া"), "a letter with a dot is no other letter"


def test_a_place_is_meant_by_ear_and_with_what_it_lies_in(cast: Cast) -> None:
    baikari, sharsha = place("Baikari", "union"), place("Sharsha", "upazila")
    union = Place.objects.filter(parent=sharsha, tier="union").order_by("pk").first()
    assert union is not None
    Place.objects.filter(pk=union.pk).update(name_en="Fatepur", name_bn="ফতেপুর")
    for typed in ("বৈকারী", "বৈকারি", "বৈকারি, সাতক্ষীরা", "সাতক্ষিরা বৈকারি", "Baikari Satkhira"):
        assert places_meant(typed) == [baikari.pk], typed
    for typed in (
        "ফতেপুর যশোর",
        "ফতেপুর, যশোর",
        "যশোর ফতেপুর",
        "Fatepur Jashore",
        "ফতেপুর সার্সা",
        "jashore, fatepur",
    ):
        assert union.pk in places_meant(typed), typed
    # What lies elsewhere is not meant, and neither is what is nothing.
    assert union.pk not in places_meant("ফতেপুর সাতক্ষীরা")
    assert places_meant("") == places_meant("কখগঘঙ") == []
    body = Organisation.objects.filter(place=union, has_left=False).first()
    assert body is not None and body in organisation_choices("ফতেপুর যশোর")
    client = browser(cast.ncc_secretary.user, "bn")
    for typed, found in (("বৈকারি", "বৈকারী"), ("ফতেপুর যশোর", "ফতেপুর")):
        page = client.get(reverse("committees"), {"q": typed}).content.decode()
        assert found in page.replace(typed, ""), typed
        listed = client.get(reverse("partners"), {"q": typed}).content.decode()
        assert found in listed.replace(typed, ""), typed
    assert PlacesField().clean("সার্সা") == [sharsha] == PlacesField().clean("সার্সা যশোর")


def test_the_search_and_its_box_find_by_ear_what_is_called_nothing_so(cast: Cast) -> None:
    sharsha = place("Sharsha", "upazila")
    union = Place.objects.filter(parent=sharsha, tier="union").order_by("pk")[0]
    union.name_en, union.name_bn = "Fatepur", "ফতেপুর"
    union.save()
    baikari = place("Baikari", "union")
    client = browser(cast.rj_staff.user, "bn")
    for typed, meant in (
        ("বৈকারি", baikari),
        ("বৈকারি সাতক্ষিরা", baikari),
        ("ফতেপুর যশোর", union),
        ("ফতেপুর জশোর", union),
        ("ফতেপুর সার্সা", union),
        ("সার্সা", sharsha),
    ):
        for address in ("search", "search_offered"):
            page = client.get(reverse(address), {"q": typed}).content.decode()
            assert reverse("place", args=[meant.ref]) in page, (typed, address)
    # Of another place of that name nothing is said, and what sounds like nothing finds nothing.
    assert union.ref not in client.get(reverse("search"), {"q": "ফতেপুর সাতক্ষিরা"}).content.decode()
    assert not find(cast.rj_staff.viewer, "কখগঘঙ").groups


def test_what_is_called_so_costs_no_statement_more_and_by_ear_two(cast: Cast) -> None:
    def cost(typed: str) -> int:
        find(cast.rj_staff.viewer, typed)
        with CaptureQueriesContext(connection) as asked:
            assert find(cast.rj_staff.viewer, typed).groups
        return len(asked)

    assert cost("বৈকারি") <= cost("বৈকারী") + 5


def test_what_is_typed_costs_two_statements_more_at_most(cast: Cast) -> None:
    for typed in ("বৈকারী", "বৈকারি", "এক দুই তিন চার পাঁচ"):
        with CaptureQueriesContext(connection) as asked:
            places_meant(typed)
        assert len(asked) <= 3, typed
