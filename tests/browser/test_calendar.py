"""The calendar in a browser: by keyboard alone, as a month and as a list, and the address shown once."""

from datetime import date, time
from typing import Any

import pytest

from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE
from tests.cast import Cast
from tests.meetings.sittings import announced, circulated

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 12, 8)


def tab_until(page: Any, locator: Any, most: int = 80) -> None:
    """Press Tab until this has the focus."""
    for _n in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError("never reached by Tab")


@pytest.mark.parametrize(("language", "month"), [("en", "December 2026"), ("bn", "ডিসেম্বর ২০২৬")])
def test_month_and_list_are_read_and_followed_by_keyboard(
    cast: Cast, send: Send, language: str, month: str
) -> None:
    meeting = announced(cast.uno_sharsha.user, on_date=ON, starts=time(15), number=41)
    circulated(cast, number=42)
    liaison = send("rj_liaison", language)
    page = liaison.page
    liaison.go("/calendar/?month=2026-11")
    tab_until(page, page.locator("a[rel=next]"))
    page.keyboard.press("Enter")
    page.wait_for_url("**month=2026-12**")
    assert page.locator(".cal-turn h2").inner_text() == month
    table = page.get_by_role("table")
    assert month in table.locator("caption").inner_text() and table.get_by_role("columnheader").count() == 7
    tab_until(page, table.locator(f"a[href='/meetings/{meeting.ref}/']"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/meetings/{meeting.ref}/")
    liaison.go("/calendar/?month=2026-12")
    in_list = page.locator(f".cal-list a[href='/meetings/{meeting.ref}/']")
    tab_until(page, in_list)
    for viewport in (DESKTOP, PHONE):
        liaison.turn_to(viewport)
        assert not liaison.findings()
        liaison.picture("calendar")
        assert in_list.is_visible() and table.is_visible() == (viewport == DESKTOP)


def test_the_address_is_made_shown_once_and_stopped(cast: Cast, send: Send) -> None:
    circulated(cast, number=42)
    liaison = send("rj_liaison", "en")
    page = liaison.page
    liaison.go("/calendar/")
    liaison.press_green("Subscribe in my calendar")
    page.wait_for_url("**/account/calendar/new/")
    assert not liaison.findings()
    liaison.press_green("Make the address")
    address = page.get_by_label("Or copy the address").input_value()
    assert address.startswith(liaison.portal.url)
    assert page.locator("a[href^='webcal:']").count() == 1
    for viewport in (DESKTOP, PHONE):
        liaison.turn_to(viewport)
        assert not liaison.findings()
        liaison.picture("calendar-address")
    # A program has no cookie.
    fetched = page.request.get(address, headers={"Cookie": ""})
    assert fetched.status == 200 and fetched.body().startswith(b"BEGIN:VCALENDAR")
    liaison.go("/account/calendar/")
    assert address not in page.content()
    liaison.press("Stop the address")
    assert page.request.get(address).status == 404
    assert not liaison.findings()
