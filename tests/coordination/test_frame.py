"""The frame around every page: who finds what in it, and what can be printed from it."""

import re

import pytest
from django.urls import reverse

from access.models import User
from commitments.models import Commitment
from tests.cast import Cast, browser
from tests.meetings.sittings import circulated, draft, planned, sharsha

pytestmark = pytest.mark.django_db
PRINTS = "data-print"


def navigation(user: User) -> str:
    page = browser(user).get(reverse("help")).content.decode()
    found = re.search(r'<nav class="side".*?</nav>', page, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("key", ["ncc_secretary", "uno_sharsha", "bnwla_liaison"])
def test_whoever_entries_about_offices_concern_finds_them_in_the_navigation(cast: Cast, key: str) -> None:
    address = reverse("office_changes")
    assert address in navigation(cast[key].user)
    page = browser(cast[key].user).get(address)
    assert page.status_code == 200
    assert f'href="{address}" title="Changes of office holders" aria-current="page"' in page.content.decode()


@pytest.mark.parametrize("key", ["rj_staff", "oversight", "administrator"])
def test_nobody_else_has_an_entry_that_would_stay_empty(cast: Cast, key: str) -> None:
    assert reverse("office_changes") not in navigation(cast[key].user)


def test_every_page_that_is_signed_or_filed_offers_its_printing(cast: Cast) -> None:
    minutes = circulated(cast)
    notice, written = planned(cast.uno_sharsha.user), draft(cast.facilitator.user, number=52)
    promise = Commitment.objects.filter(source_id=minutes.meeting_id).first() or Commitment.objects.latest(
        "pk"
    )
    for name, ref in {
        "meeting": notice.ref,
        "meeting_print": written.meeting.ref,
        "minutes": minutes.ref,
        "commitment": promise.ref,
        "committee": sharsha().ref,
        "commitments": "",
    }.items():
        page = browser(cast.uno_sharsha.user).get(reverse(name, args=[ref] if ref else []), follow=True)
        assert PRINTS in page.content.decode(), name
