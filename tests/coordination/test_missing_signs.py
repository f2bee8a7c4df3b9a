"""What no typeface draws is named on every page from which a paper is printed, before it is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.covers import actions as covers
from meetings import actions
from partners.models import Office
from tests.cast import NOW, Cast, browser
from tests.commitments import world
from tests.meetings.leaving import chair_of_sharsha
from tests.meetings.sittings import announced, body, circulated, draft, item_of, sent, sharsha

pytestmark = pytest.mark.django_db
SIGN, NAMED = "\U0001f600", "lacks these signs"


def shown(cast: Cast, name: str, *args: object, who: str = "uno_sharsha") -> str:
    return browser(cast[who].user).get(reverse(name, args=args)).content.decode()


def is_named(page: str) -> bool:
    """Whether the page says it, and which sign it is."""
    return NAMED in page and SIGN in page[page.index(NAMED) :]


def late(what: str) -> object:
    return world.promise(
        body("RJ"), sharsha(), what=what, due_on=date(2026, 11, 3), agreed_on=date(2026, 10, 1), at=NOW
    )


def test_on_the_page_of_a_notice(cast: Cast) -> None:
    plain = announced(cast.uno_sharsha.user)
    with_sign = announced(cast.uno_sharsha.user, agenda=[f"Shelter places {SIGN}"])
    assert NAMED not in shown(cast, "meeting", plain.ref)
    assert is_named(shown(cast, "meeting", with_sign.ref))


def test_on_the_page_of_a_reminder_letter(cast: Cast) -> None:
    plain, with_sign = late("Send the list"), late(f"Send the list {SIGN}")
    assert NAMED not in shown(cast, "commitment_letter", plain.ref)  # type: ignore[attr-defined]
    assert is_named(shown(cast, "commitment_letter", with_sign.ref))  # type: ignore[attr-defined]


def test_on_the_page_of_a_handover_letter_which_shows_what_is_handed_over(cast: Cast) -> None:
    office: Office = chair_of_sharsha()
    assert NAMED not in shown(cast, "handover", office.ref)
    meeting = announced(
        cast.uno_sharsha.user, title=f"Of shelters {SIGN}", on_date=date(2056, 12, 20), agenda=["Shelters"]
    )
    page = shown(cast, "handover", office.ref)
    assert is_named(page) and meeting.title in page
    assert browser(cast.rj_liaison.user).get(reverse("handover", args=[office.ref])).status_code == 403


def test_on_the_page_of_a_year_as_far_as_it_is_read(cast: Cast) -> None:
    circulated(cast, number=41)
    year = (sharsha().ref, NOW.year)
    assert NAMED not in shown(cast, "minutes_of_year", *year)
    minutes = draft(cast.facilitator.user, number=42)
    actions.save_item(
        by=cast.facilitator.user, item=item_of(minutes), discussion=f"It was said {SIGN} twice",
        decision="", version=2, at=NOW,
    )  # fmt: skip
    assert is_named(shown(cast, "minutes_of_year", *year))
    assert NAMED not in shown(cast, "minutes_of_year", *year, who="rj_liaison"), "not yet read"
    minutes = sent(cast, minutes)
    page = shown(cast, "minutes_of_year", *year, who="rj_liaison")
    assert is_named(page) and "41st meeting" in page and "42nd meeting" in page
    covers.cover(by=cast.rj_liaison.user, record=minutes, passage=f"said {SIGN} twice", at=NOW)
    assert NAMED not in shown(cast, "minutes_of_year", *year, who="rj_liaison")


def test_a_year_of_seven_minutes_costs_what_one_costs(cast: Cast) -> None:
    client, asked = browser(cast.rj_liaison.user), []
    address = reverse("minutes_of_year", args=[sharsha().ref, NOW.year])
    for number in range(7):
        circulated(cast, number=41 + number)
        if number in (0, 6):
            client.get(address)
            with CaptureQueriesContext(connection) as found:
                assert client.get(address).status_code == 200
            asked.append(len(found))
    assert asked[0] == asked[1] <= 22
