"""A record opened beside its list: what is typed in it survives its closing, and keys find their way."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from commitments.models import Commitment
from commitments.queries import verifier_candidates
from tests.browser.conftest import Send
from tests.browser.portal import Visitor
from tests.cast import Cast
from tests.commitments.world import accept
from tests.meetings.sittings import circulated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
WORDS = "The list of free places went to every upazila"


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    circulated(cast, at=timezone.now())
    made, at = Commitment.objects.get(), timezone.now()
    return accept(
        by=cast.rj_liaison.user,
        commitment=made,
        verifier=verifier_candidates(made, at)[0].organisation,
        at=at,
    )


def opened(send: Send, promise: Commitment) -> Visitor:
    """The promise opened beside the list, by the keyboard alone."""
    visitor = send("rj_liaison", "en")
    visitor.go("/commitments/")
    row = visitor.page.locator("#listing a.t").first
    row.focus()
    row.press("Enter")
    expect(visitor.page.locator("#drawer #panel")).to_be_visible()
    return visitor


def open_report(page: Page, promise: Commitment) -> None:
    step = page.locator(f"#drawer a[href='{reverse('commitment_report', args=[promise.ref])}']")
    step.focus()
    step.press("Enter")
    # The focus comes a moment after the form.
    expect(page.locator("#drawer [name=text]")).to_be_focused()


def test_a_step_opened_by_the_keyboard_has_the_focus_and_going_back_keeps_it_there(
    send: Send, promise: Commitment
) -> None:
    page = opened(send, promise).page
    open_report(page, promise)
    expect(page.locator("#drawer [name=text]")).to_be_focused()
    back = page.locator("#drawer .panel-acts a")
    back.focus()
    back.press("Enter")
    expect(page.locator("#drawer [name=text]")).to_have_count(0)
    expect(page.locator("#drawer:focus, #drawer :focus")).to_have_count(1)


def test_esc_loses_nothing_that_was_typed(send: Send, promise: Commitment) -> None:
    visitor = opened(send, promise)
    page = visitor.page
    open_report(page, promise)
    page.keyboard.type(WORDS)
    page.keyboard.press("Escape")
    expect(page.locator("#drawer #panel")).to_have_count(0)
    expect(page.locator("#live")).to_contain_text("kept on this device")
    expect(page.locator("#listing a.t").first).to_be_focused()
    page.locator("#listing a.t").first.press("Enter")
    open_report(page, promise)
    page.locator("#drawer [data-put-back]").click()
    expect(page.locator("#drawer [name=text]")).to_have_value(WORDS)


def test_what_cannot_be_kept_keeps_the_drawer_open(send: Send, promise: Commitment) -> None:
    visitor = opened(send, promise)
    page = visitor.page
    open_report(page, promise)
    page.evaluate("window.portal.keep = () => Promise.resolve(false)")
    page.keyboard.type(WORDS)
    page.keyboard.press("Escape")
    expect(page.locator("#live")).to_contain_text("What you typed here is not sent")
    expect(page.locator("#drawer [name=text]")).to_have_value(WORDS)
    page.locator("#drawer [data-close-drawer]").click()
    expect(page.locator("#drawer #panel")).to_have_count(0)


def test_a_step_done_beside_the_list_leaves_one_at_the_list_and_place_one_came_from(
    send: Send, promise: Commitment
) -> None:
    visitor = send("rj_liaison", "en")
    page, record = visitor.page, reverse("commitment", args=[promise.ref])
    address = f"/commitments/?view=open&committee={promise.committee.ref if promise.committee else ''}"
    visitor.go(address)
    page.set_viewport_size({"width": 1280, "height": 420})
    row = page.locator(f"#listing a.t[href='{record}']")
    row.scroll_into_view_if_needed()
    row.focus()
    row.press("Enter")
    open_report(page, promise)
    page.keyboard.type(WORDS)
    place = page.evaluate("scrollY")
    page.locator("#drawer .panel-acts button[type=submit]").click()
    expect(page.locator("#drawer #panel .messages")).to_be_visible()
    expect(page.locator("#drawer #panel")).to_contain_text(WORDS)
    # The row says at once what was done beside it.
    expect(page.locator(f"#listing tr:has(a[href='{record}'])")).to_contain_text("Evidence in")
    assert page.evaluate("scrollY") == place
    page.keyboard.press("Escape")
    expect(page.locator("#drawer #panel")).to_have_count(0)
    expect(row).to_be_focused()
    assert page.evaluate("location.pathname + location.search") == address
    # Sent is sent: nothing of it is offered again.
    row.press("Enter")
    expect(page.locator("#drawer #panel")).to_be_visible()
    assert page.locator("[data-put-back]:visible").count() == 0
