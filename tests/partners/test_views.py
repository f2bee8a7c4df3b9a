"""The pages of committees and partners, as each persona gets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.actions import add_member
from partners.models import Organisation, OrganisationName, Seat
from tests.cast import NOW, Cast, browser
from tests.newcomers import known
from tests.partners.country import ctc

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return str(response.content.decode())


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def test_the_committee_page_shows_seats_holders_and_the_committees_below(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    page = text_of(browser(cast["rj_liaison"].user).get(reverse("committee", args=[jashore.ref])))
    assert "District Counter-Trafficking Committee, Jashore" in page
    assert "Deputy Commissioner, Jashore" in page
    assert "in office since" in page
    assert "no holder entered yet" in page
    assert "Rights Jessore" in page
    assert "Sharsha" in page
    assert "Upazila committees" in page


def test_the_committee_page_is_written_in_bangla_with_bengali_digits(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    page = text_of(browser(cast["dc_jashore"].user, "bn").get(reverse("committee", args=[jashore.ref])))
    assert "যশোর জেলা মানব পাচার প্রতিরোধ কমিটি" in page
    assert "জেলা প্রশাসক, যশোর" in page
    assert "২০ জন সদস্য" in page


def test_only_a_secretariat_finds_ways_to_change_seats(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    changing = set()
    for key in cast.users:
        if key == "administrator":
            continue
        response = browser(cast[key].user).get(reverse("committee", args=[jashore.ref]))
        assert response.status_code == 200, key
        if "Hand over" in text_of(response):
            changing.add(key)
    assert changing == {"dc_jashore", "dd_women_jashore", "ncc_secretary", "ncc_chair"}


def test_a_technical_administrator_is_sent_to_the_accounts(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    response = browser(cast["administrator"].user).get(reverse("committee", args=[jashore.ref]))
    assert response.status_code == 302
    assert response["Location"] == reverse("accounts")


def test_an_unknown_committee_is_not_found(cast: Cast) -> None:
    client = browser(cast["rj_liaison"].user)
    assert client.get(reverse("committee", args=["x" * 22])).status_code == 404


def test_a_committee_is_found_by_an_older_spelling_of_its_place(cast: Cast) -> None:
    client = browser(cast["far_liaison"].user)
    page = text_of(client.get(reverse("committees"), {"q": "Jessore"}))
    assert "District Counter-Trafficking Committee, Jashore" in page
    assert "Union Counter-Trafficking Committee" not in page
    page = text_of(client.get(reverse("committees"), {"q": "যশোর"}))
    assert "District Counter-Trafficking Committee, Jashore" in page


def test_a_search_that_finds_nothing_says_how_to_find(cast: Cast) -> None:
    page = text_of(browser(cast["far_liaison"].user).get(reverse("committees"), {"q": "Atlantis"}))
    assert "None match" in page


def test_partners_are_found_by_name_former_name_and_place(cast: Cast) -> None:
    client = browser(cast["far_liaison"].user)
    bnwla = Organisation.objects.get(code="BNWLA")
    OrganisationName.objects.create(organisation=bnwla, name_en="Women Lawyers Circle")

    def found(query: str) -> str:
        return text_of(client.get(reverse("partners"), {"q": query}))

    assert "Bangladesh National Woman Lawyers" in found("lawyers circle")
    assert "Public Security Division" in found("PSD")
    assert "Its work passed to: Ministry of Home Affairs" in found("PSD")
    assert "Office of the Upazila Nirbahi Officer, Sharsha" in found("Sharsha")
    assert "None match" in found("Atlantis")


def test_the_list_of_partners_goes_on_after_its_last_row(cast: Cast) -> None:
    client = browser(cast["far_liaison"].user)
    seen: list[str] = []
    address = reverse("partners")
    for _page in range(4):
        response = client.get(address)
        seen += [one.ref for one in response.context["rows"]]
        address = response.context["asked"].next_url
        if not address:
            break
    assert len(seen) == len(set(seen)) == 62


@pytest.mark.parametrize("name", ["partners", "committees"])
def test_a_search_with_control_characters_is_answered_at_the_field(cast: Cast, name: str) -> None:
    response = browser(cast["far_liaison"].user).get(reverse(name), {"q": "a\x00b"})
    assert response.status_code == 422
    assert "field-error" in text_of(response)


def test_a_committee_page_costs_the_same_for_one_seat_and_for_seven(cast: Cast) -> None:
    small = ctc("Sharsha", "upazila")
    client = browser(cast["uno_sharsha"].user)
    address = reverse("committee", args=[small.ref])
    client.get(address)
    seats = list(Seat.objects.filter(committee=small).order_by("precedence"))
    Seat.objects.filter(pk__in=[seat.pk for seat in seats[1:]]).update(until="2020-01-01")
    with counted() as one:
        client.get(address)
    Seat.objects.filter(pk__in=[seat.pk for seat in seats[1:7]]).update(until=None)
    with counted() as seven:
        response = client.get(address)
    assert len(response.context["seats"]) == 7
    assert len(one) == len(seven)


def test_the_lists_cost_the_same_for_one_row_and_for_seven(cast: Cast) -> None:
    client = browser(cast["far_liaison"].user)
    for name, query in (("partners", ("BNWLA", "Sharsha")), ("committees", ("Sharsha", "Union"))):
        client.get(reverse(name), {"q": query[0]})
        with counted() as few:
            client.get(reverse(name), {"q": query[0]})
        with counted() as many:
            client.get(reverse(name), {"q": query[1]})
        assert len(few) == len(many), name


def test_the_page_of_an_organisation_costs_the_same_for_one_person_as_for_seven(cast: Cast) -> None:
    client = browser(cast["rj_liaison"].user)
    bnwla = Organisation.objects.get(code="BNWLA")
    address = reverse("organisation", args=[bnwla.ref])
    client.get(address)
    with counted() as one:
        assert text_of(client.get(address)).count("Staff of BNWLA") == 0
    for number in range(6):
        person = known(label_en=f"Staff of BNWLA {number}", label_bn="", email=f"{number}@bnwla.invalid")
        add_member(by=None, organisation=bnwla, person=person, role="staff", since=NOW, at=NOW)
    with counted() as seven:
        assert text_of(client.get(address)).count("Staff of BNWLA") == 6
    assert len(one) == len(seven)


def test_the_page_of_an_organisation_shows_where_it_sits_and_the_posts_that_serve_it(cast: Cast) -> None:
    client = browser(cast["far_liaison"].user)
    rj = Organisation.objects.get(code="RJ")
    page = text_of(client.get(reverse("organisation", args=[rj.ref])))
    assert "Liaison officer, Rights Jessore" in page and "Field staff, Rights Jessore" in page
    assert "District Counter-Trafficking Committee, Jashore" in page
    assert "Enter a person" not in page
    own = text_of(browser(cast["rj_liaison"].user).get(reverse("organisation", args=[rj.ref])))
    assert "Enter a person" in own
