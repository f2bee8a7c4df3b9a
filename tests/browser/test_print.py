"""On paper a page stands without its frame, and with the shapes of the sides and the dots of a promise."""

import pytest
from django.urls import reverse

from tests.browser.conftest import Send
from tests.cast import Cast
from tests.meetings.sittings import circulated

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
        (reverse("meeting", args=[minutes.meeting.ref]), ".paper .org"),
        (reverse("commitments"), ".stage i.on"),
        (reverse("commitments"), "td .org"),
    ):
        visitor.go(address)
        page.locator("[data-print]:visible").click()
        assert page.evaluate("window.printed")
        assert page.locator(".paper:visible").count() == 0
        page.emulate_media(media="print")
        assert page.locator(FRAME).locator("visible=true").count() == 0
        assert page.evaluate(DRAWN, drawn), (address, drawn)
        visitor.picture("printed")
        page.emulate_media(media="screen")
