"""On paper a page stands without its frame, and with the shapes of the sides and the dots of a promise."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.actions import send_to_chair
from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE
from tests.cast import Cast
from tests.meetings.sittings import circulated, draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
FRAME = ".band, .side, .tabbar, .crumb, .acts, .filters, [data-print]"
DRAWN = """selector => {
  const one = [...document.querySelectorAll(selector)].find((node) => node.getClientRects().length);
  const style = one && getComputedStyle(one, selector.startsWith('.stage') ? null : '::before');
  return Boolean(one) && style.printColorAdjust === 'exact' && parseFloat(style.width) > 5;
}"""


@pytest.mark.parametrize("language", ["en", "bn"])
def test_minutes_and_commitments_print_without_frame_and_with_their_shapes(
    language: str, send: Send, cast: Cast
) -> None:
    minutes = circulated(cast, number=41)
    visitor = send("uno_sharsha", language)
    page = visitor.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    for address, drawn in (
        (reverse("meeting_print", args=[minutes.meeting.ref]), ".paper .org"),
        (reverse("commitments"), ".stage i.on"),
        (reverse("commitments"), "td .org"),
    ):
        visitor.go(address)
        page.locator("[data-print]:visible").click()
        assert page.evaluate("window.printed")
        page.emulate_media(media="print")
        assert page.locator(FRAME).locator("visible=true").count() == 0
        assert page.evaluate(DRAWN, drawn), (address, drawn)
        visitor.picture("printed")
        page.emulate_media(media="screen")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_paper_of_minutes_is_a_page_that_print_opens_and_that_leads_back(
    viewport: dict[str, int], send: Send, cast: Cast
) -> None:
    minutes = circulated(cast, at=timezone.now(), number=41)
    visitor = send("uno_sharsha", "en", viewport)
    page = visitor.page
    address = reverse("meeting", args=[minutes.meeting.ref])
    visitor.go(address)
    assert page.locator(".paper").count() == 0
    page.get_by_role("link", name="Print", exact=True).click()
    page.wait_for_url("**" + reverse("meeting_print", args=[minutes.meeting.ref]))
    assert page.locator(".paper").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    back = page.get_by_role("link", name="Back", exact=True)
    page.emulate_media(media="print")
    assert not back.is_visible()
    assert page.locator("main").inner_text().strip() == page.locator(".paper").inner_text().strip()
    page.emulate_media(media="screen")
    back.click()
    page.wait_for_url("**" + address)


def test_minutes_printed_from_the_screen_say_what_was_written_and_whether_they_are_a_draft(
    send: Send, cast: Cast
) -> None:
    at = timezone.now()
    minutes = send_to_chair(by=cast.facilitator.user, minutes=draft(cast.facilitator.user, at=at), at=at)
    visitor = send("uno_sharsha", "en")
    page = visitor.page
    visitor.go(reverse("meeting", args=[minutes.meeting.ref]))
    page.emulate_media(media="print")
    assert page.locator(FRAME).locator("visible=true").count() == 0
    assert page.locator("h1").is_visible()
    for text in ("Draft: not for circulation", "Free places are reported each quarter."):
        assert page.locator("main").get_by_text(text).is_visible(), text
    assert (
        page.locator("main").get_by_text("Enter the chair's signature").locator("visible=true").count() == 0
    )
    visitor.picture("printed")
