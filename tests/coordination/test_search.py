"""The search over the directory: what is meant by a word, in both languages and however it is spelt."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from access.models import User
from access.toolkit.rooms import search_sources
from access.toolkit.searching import by_month
from coordination.search.queries import Found, find
from partners.models import Organisation, OrganisationName, Place
from tests.cast import Cast, browser, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def titles(found: Found, kind: str) -> list[str]:
    return [hit.title for group in found.groups if group.source.name == kind for hit in group.hits]


def test_no_two_sources_have_one_name() -> None:
    names = [source.name for source in search_sources()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("typed", ["যশোর", "Jashore", "jessore", "JESSORE", "যশোরের", "  Jashore "])
def test_a_place_is_one_in_both_languages_and_in_its_old_spelling(cast: Cast, typed: str) -> None:
    found = find(cast.rj_staff.viewer, typed)
    assert not found.is_guess
    assert titles(found, "places")[0] == "Jashore"
    assert titles(found, "committees")[0] == "District Counter-Trafficking Committee, Jashore"
    assert "Rights Jessore" in titles(found, "organisations")
    assert "Upazila Counter-Trafficking Committee, Sharsha" in titles(found, "committees")


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("NCC", "committees", "GO-NGO National Coordination Committee to Combat Human Trafficking"),
        ("NC", "committees", "GO-NGO National Coordination Committee to Combat Human Trafficking"),
        ("ncc.", "committees", "GO-NGO National Coordination Committee to Combat Human Trafficking"),
        ("Rights Jessore", "organisations", "Rights Jessore"),
        ("রাইটস যশোর", "organisations", "Rights Jessore"),
        ("deputy commissioner jashore", "offices", "Deputy Commissioner, Jashore"),
        ("জেলা প্রশাসক যশোর", "offices", "Deputy Commissioner, Jashore"),
    ],
)
def test_what_is_called_exactly_so_stands_first(cast: Cast, typed: str, kind: str, title: str) -> None:
    assert titles(find(cast.far_liaison.viewer, typed), kind)[0] == title


@pytest.mark.parametrize("typed", ["ক", "য", "j"])
def test_one_letter_finds_what_begins_with_it(cast: Cast, typed: str) -> None:
    assert find(cast.far_liaison.viewer, typed).number


@pytest.mark.parametrize("typed", ["Jashroe Rights", "Rigths Jessore"])
def test_a_name_that_is_misspelt_is_found_and_said_to_be_a_guess(cast: Cast, typed: str) -> None:
    found = find(cast.far_liaison.viewer, typed)
    assert found.is_guess
    assert "Rights Jessore" in titles(found, "organisations")


def test_a_body_is_found_by_the_name_it_bore_and_by_the_one_it_takes(cast: Cast) -> None:
    rights = Organisation.objects.get(name_en="Rights Jessore")
    OrganisationName.objects.create(organisation=rights, name_en="Lantern Circle", name_bn="প্রদীপ চক্র")
    Organisation.objects.filter(pk=rights.pk).update(name_bn="নতুন নাম")
    who = cast.far_liaison.viewer
    for typed in ("lantern circle", "প্রদীপ চক্র", "নতুন নাম"):
        assert titles(find(who, typed), "organisations") == ["Rights Jessore"]


def test_what_is_taken_away_is_not_found_any_more(cast: Cast) -> None:
    made = Place.objects.create(
        code="search-ends", tier="union", path="/0/", name_en="Quillhaven", name_bn="কুইলহ্যাভেন"
    )
    who = cast.far_liaison.viewer
    assert titles(find(who, "কুইলহ্যাভেন"), "places") == ["Quillhaven"]
    made.delete()
    assert not find(who, "Quillhaven").groups


def test_whoever_is_in_no_network_finds_nothing(cast: Cast, without_people: None) -> None:
    alone = User.objects.create_user(email="alone@example.org", password=None)
    assert not find(viewer(alone), "Jashore").groups


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ("%", 200, "Type a letter or a digit."),
        ("_ \\ ' \"", 200, "Type a letter or a digit."),
        ("", 200, "Type a name"),
        ("nowhere-at-all-zq", 200, "Nothing you may see holds these words."),
        ("য" * 10_000, 422, "at most 200"),
        ("a\x00b", 422, "characters that cannot be shown"),
        ("a\x07b", 422, "characters that cannot be shown"),
        ("' OR 1=1 --", 200, "Nothing you may see holds these words."),
        ("<script>alert(1)</script>", 200, "&lt;script&gt;"),
    ],
)
def test_whatever_is_typed_has_a_clear_answer(cast: Cast, typed: str, status: int, says: str) -> None:
    client = browser(cast.rj_liaison.user)
    page = client.get(reverse("search"), {"q": typed})
    assert page.status_code == status
    assert says in page.content.decode()
    assert client.get(reverse("search_offered"), {"q": typed}).status_code == 200


def test_words_are_marked_counts_are_capped_and_one_kind_stands_alone(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user, "bn")
    page = client.get(reverse("search"), {"q": "Jessore"}).content.decode()
    assert "<mark>যশোর</mark>" in page
    alone = client.get(reverse("search"), {"q": "Jessore", "kind": "places"}).content.decode()
    assert 'id="found-places"' in alone
    assert 'id="found-committees"' not in alone
    offered = client.get(reverse("search_offered"), {"q": "যশো"}).content.decode()
    assert offered.count('role="option"') > 3
    assert "<html" not in offered


def test_a_search_asks_a_fixed_number_of_times(cast: Cast) -> None:
    who = cast.rj_staff.viewer
    assert who.party_ids
    for typed in ("Jashore", "Benapole", "Sharsha"):
        with CaptureQueriesContext(connection) as asked:
            found = find(who, typed)
        kinds = {group.source.name for group in found.groups}
        # Spellings, candidates by the index alone and as ever, what the rule says; of each kind its records,
        # of offices holders and seats.
        assert len(asked) == 5 + len(kinds) + 2 * ("offices" in kinds), typed


@pytest.mark.parametrize("ahead", [3, 12])
@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 1, 3), date(2030, 9, 30)])
def test_every_date_stands_on_one_shelf_of_those_that_are_looked_through(today: date, ahead: int) -> None:
    names = [name for shelf in by_month(today, ahead) for name in shelf]
    assert len(names) == len(set(names))
    for year in (1900, 1987, *range(today.year - 12, today.year + 12), 2199):
        for month in range(1, 13):
            own = {f"{year}.{month:02}", str(year), str(year)[:3]}
            assert len(own & set(names)) == 1, (year, month)
