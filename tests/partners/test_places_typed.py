"""A place is found from the ear, and with what it lies in: everywhere a place is typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
        searched = client.get(reverse("search"), {"q": typed}).content.decode()
        assert 'class="hit' in searched or found in searched.replace(typed, ""), typed
    assert PlacesField().clean("সার্সা") == [sharsha] == PlacesField().clean("সার্সা যশোর")


def test_what_is_typed_costs_two_statements_more_at_most(cast: Cast) -> None:
    for typed in ("বৈকারী", "বৈকারি", "এক দুই তিন চার পাঁচ"):
        with CaptureQueriesContext(connection) as asked:
            places_meant(typed)
        assert len(asked) <= 3, typed
