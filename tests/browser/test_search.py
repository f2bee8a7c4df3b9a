"""The search of the band, by keyboard alone and in Bangla."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import Send
from tests.browser.portal import PHONE
from tests.cast import Cast
from tests.meetings.sittings import circulated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_the_box_is_opened_moved_through_and_left_by_the_keyboard_alone(send: Send, cast: Cast) -> None:
    circulated(cast)
    visitor = send("uno_sharsha", "bn")
    page = visitor.page
    visitor.go(reverse("help"))
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    box.press_sequentially("শার্শা")
    options = page.locator("#band-found [role=option]")
    expect(options.first).to_be_visible()
    expect(options.first).to_contain_text("শার্শা")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert not visitor.findings()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_be_focused()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(re.compile("/committees/"))
    page.keyboard.press("/")
    page.get_by_role("combobox").press_sequentially("শার্শা")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    expect(page.locator("#found mark").first).to_have_text("শার্শা")
    assert not visitor.findings()
    page.locator("#main").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found .found > a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/committees/"))


def test_on_a_phone_the_search_is_a_page_of_its_own(send: Send, cast: Cast) -> None:
    visitor = send("rj_liaison", "en", PHONE)
    page = visitor.page
    page.locator(".band-search-link").click()
    page.wait_for_url(re.compile("/search/"))
    line = page.get_by_role("searchbox")
    line.fill("Jessore")
    line.press("Enter")
    expect(page.locator("#found-committees")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not visitor.findings()
