"""A partner is found while typing: both languages, old spellings, by keyboard, and without a script."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import MeetingOrganiser
from partners.models import Organisation
from partners.queries import seated_in
from tests.cast import Cast, browser
from tests.meetings.sittings import TODAY, body, planned, sharsha

pytestmark = pytest.mark.django_db
CHOOSE = {"choose": "organisations"}


def offered(cast: Cast, text: str) -> list[str]:
    page = (
        browser(cast.uno_sharsha.user).get(reverse("search_offered"), CHOOSE | {"q": text}).content.decode()
    )
    return [unescape(name) for name in re.findall(r'data-autocomplete-value="([^"]+)"', page)]


@pytest.mark.parametrize("typed", ["BNWLA", "bnwla", "woman lawyers", "বাংলাদেশ জাতীয় মহিলা আইনজীবী সমিতি"])
def test_a_body_is_found_by_any_of_its_names(cast: Cast, typed: str) -> None:
    assert {body("BNWLA").name_en, body("BNWLA").name_bn} & set(offered(cast, typed)[:3])


def test_what_nobody_is_called_says_so_and_shows_no_list(cast: Cast) -> None:
    assert offered(cast, "zzz") == offered(cast, "") == offered(cast, "  ") == []
    page = (
        browser(cast.uno_sharsha.user).get(reverse("search_offered"), CHOOSE | {"q": "zzz"}).content.decode()
    )
    assert "zzz" in page and 'data-no-result-found="true"' in page


def test_where_there_are_more_it_says_so(cast: Cast) -> None:
    page = (
        browser(cast.uno_sharsha.user)
        .get(reverse("search_offered"), CHOOSE | {"q": "union"})
        .content.decode()
    )
    assert page.count('role="option"') == 7 and page.count("<li") == 8


def test_without_a_script_those_the_text_may_mean_are_offered_and_one_is_picked(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user, on_date=timezone.localdate() + timedelta(days=3))
    client, address = browser(cast.uno_sharsha.user), reverse("meeting_invite", args=[meeting.ref])
    refused = client.post(address, {"body": "women"})
    assert refused.status_code == 422
    refs = re.findall(r'name="body-picked" value="([^"]+)"', refused.content.decode())
    assert 0 < len(refs) <= 7
    meant = Organisation.objects.get(ref=refs[0])
    assert client.post(address, {"body": "women", "body-picked": meant.ref}).status_code == 302
    assert MeetingOrganiser.objects.get(meeting=meeting).organisation == meant


def test_a_filter_by_a_body_nobody_knows_is_refused_and_shows_nothing(cast: Cast) -> None:
    page = browser(cast.rj_liaison.user).get(reverse("commitments"), {"organisation": "zzz"})
    assert page.status_code == 422 and not page.context["rows"]


@pytest.mark.parametrize(("name", "rows"), [("partners", "rows"), ("committees", "found")])
def test_a_search_that_is_refused_shows_nothing_either(cast: Cast, name: str, rows: str) -> None:
    client = browser(cast.rj_liaison.user)
    assert client.get(reverse(name), {"q": "Jashore"}).context[rows]
    page = client.get(reverse(name), {"q": "a\u202eb"})
    assert page.status_code == 422 and not page.context[rows]


def test_the_bodies_of_the_committee_come_first_and_stand_there_before_anything_is_typed(cast: Cast) -> None:
    client, address, ours = (
        browser(cast.uno_sharsha.user),
        reverse("search_offered"),
        {"first": sharsha().ref},
    )
    at_once = client.get(address, CHOOSE | ours).context["found"]
    assert at_once and {one.pk for one in at_once} <= seated_in(sharsha().pk, on=TODAY)
    typed = client.get(address, CHOOSE | ours | {"q": "office"}).context["found"]
    assert typed[0].pk in seated_in(sharsha().pk, on=TODAY)
    assert client.get(address, CHOOSE | {"first": "\x00"}).context["found"] == []


def test_what_is_spelt_nearly_so_is_offered_where_nobody_is_called_so(cast: Cast) -> None:
    assert {body("RJ").name_en, body("RJ").name_bn} & set(offered(cast, "Rigths Jessore"))


def test_a_body_that_has_left_is_offered_by_no_spelling(cast: Cast) -> None:
    Organisation.objects.filter(pk=body("RJ").pk).update(has_left=True)
    for typed in ("Rights Jessore", "Rigths Jessore"):
        assert not {body("RJ").name_en, body("RJ").name_bn} & set(offered(cast, typed))


@pytest.mark.parametrize("kind", ["places", "commitments", "nowhere", ""])
def test_of_what_no_form_chooses_nothing_is_offered_to_choose(cast: Cast, kind: str) -> None:
    client = browser(cast.uno_sharsha.user)
    assert client.get(reverse("search_offered"), {"choose": kind, "q": "Jashore"}).status_code == 404
