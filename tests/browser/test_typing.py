"""Nothing typed is ever lost: not by a click, a reload, a lost connection or the end of a session."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import ItemMinutes, Meeting, Minutes
from tests.browser.conftest import Send
from tests.browser.portal import Visitor
from tests.cast import PASSWORD, Cast
from tests.meetings.sittings import draft, item_of, planned, sharsha
from tests.notifications.mail_server import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
WORDS = "Twelve places are free in Jashore, said at the very end"


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    return draft(cast.facilitator.user, at=timezone.now(), number=41)


def writing(send: Send, minutes: Minutes) -> Visitor:
    visitor = send("facilitator", "en")
    visitor.go(reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref]))
    return visitor


def put(visitor: Visitor, words: str = WORDS) -> None:
    """Type as a person does: key after key, and stay in the field."""
    visitor.page.locator("main [name=discussion]").fill("")
    visitor.page.locator("main [name=discussion]").press_sequentially(words)


def written(minutes: Minutes) -> str:
    return ItemMinutes.objects.get(item=item_of(minutes)).discussion


def comes_true(what: Callable[[], bool], words: str) -> None:
    wait_until(what, words)


def excuse(visitor: Visitor, *words: str) -> None:
    """Take out of the browser's complaints those that this test brings about."""
    visitor.complaints = [one for one in visitor.complaints if not any(word in one for word in words)]


def kept(visitor: Visitor) -> list[str]:
    """What lies in this browser."""
    return list(visitor.page.evaluate("Object.entries(localStorage).flat()"))


def test_what_was_typed_last_is_saved_before_any_other_action(send: Send, minutes: Minutes) -> None:
    visitor = writing(send, minutes)
    page = visitor.page
    ways: list[Callable[[], None]] = [
        lambda: page.locator(".agenda a").first.click(),
        lambda: page.locator(".side a", has_text="Commitments").first.click(),
        lambda: page.locator("a[href$='/print/']").first.click(),
        lambda: page.locator("form[action='/language/'] button:visible").first.click(),
    ]
    for number, leave in enumerate(ways):
        words = f"{WORDS} {number}"
        put(visitor, words)
        with page.expect_navigation():
            leave()
        comes_true(lambda words=words: written(minutes) == words, words)  # type: ignore[misc]
        visitor.go(reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref]))


def test_it_is_saved_two_seconds_after_the_last_key_and_when_the_page_is_left(
    send: Send, minutes: Minutes
) -> None:
    visitor = writing(send, minutes)
    put(visitor, WORDS)
    comes_true(lambda: written(minutes) == WORDS, "saved while typing")
    expect(visitor.page.locator("#saved")).to_contain_text("Saved at")
    put(visitor, WORDS + " and more")
    visitor.page.reload()
    comes_true(lambda: written(minutes) == WORDS + " and more", "saved in parting")
    # The page came back before the parting request was answered: it catches up.
    expect(visitor.page.locator("main [name=discussion]")).to_have_value(WORDS + " and more")
    put(visitor, WORDS + " and back")
    visitor.page.go_back()
    comes_true(lambda: written(minutes) == WORDS + " and back", "saved on going back")


def test_the_draft_that_goes_to_the_chair_holds_the_last_key(send: Send, minutes: Minutes) -> None:
    visitor = writing(send, minutes)
    put(visitor)
    visitor.page.locator(".head .btn-primary").click()
    # Nobody noted who came: that is asked about once.
    visitor.press("Send it as it is")
    comes_true(lambda: Minutes.objects.get(pk=minutes.pk).is_with_chair, "with the chair")
    assert written(minutes) == WORDS


def test_without_a_connection_the_text_lies_sealed_on_the_device_and_goes_when_it_is_back(
    send: Send, minutes: Minutes
) -> None:
    visitor = writing(send, minutes)
    put(visitor, "Before")
    comes_true(lambda: written(minutes) == "Before", "saved while there was a session")
    visitor.context.set_offline(True)
    put(visitor)
    expect(visitor.page.locator("#saved")).to_have_text("Not saved: no connection. Kept on this device.")
    expect(visitor.page.locator("#live")).to_be_hidden()
    assert kept(visitor) and WORDS not in " ".join(kept(visitor)), "sealed: desks are shared"
    visitor.context.set_offline(False)
    expect(visitor.page.locator("#saved")).to_contain_text("Saved at")
    assert written(minutes) == WORDS
    assert not kept(visitor), "and is gone from the device once it is saved"
    excuse(visitor, "sendError", "afterRequest")


def test_a_page_whose_session_ended_stays_and_sends_after_signing_in_beside_it(
    send: Send, minutes: Minutes
) -> None:
    visitor = writing(send, minutes)
    address = visitor.page.url
    put(visitor, "Before")
    comes_true(lambda: written(minutes) == "Before", "saved while there was a session")
    Session.objects.all().delete()
    put(visitor)
    expect(visitor.page.locator("#signed-out")).to_be_visible()
    assert visitor.page.url == address and written(minutes) == "Before"
    expect(visitor.page.locator("#saved")).to_contain_text("your session has ended")
    with visitor.context.expect_page() as opened:
        visitor.page.locator("#signed-out a").click()
    beside = opened.value
    beside.fill("[name=name]", "facilitator@shomonnoy.example")
    beside.fill("[name=password]", PASSWORD)
    beside.press("[name=password]", "Enter")
    beside.wait_for_url("**/account/again/")
    beside.close()
    visitor.page.bring_to_front()
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    comes_true(lambda: written(minutes) == WORDS, "sent after signing in again")
    expect(visitor.page.locator("#signed-out")).to_be_hidden()
    assert visitor.page.locator("main [name=discussion]").input_value() == WORDS
    excuse(visitor, "401")


def test_what_was_kept_is_offered_to_its_writer_and_to_nobody_else(
    send: Send, minutes: Minutes, cast: Cast
) -> None:
    visitor = writing(send, minutes)
    address = visitor.page.url
    put(visitor, "Before")
    comes_true(lambda: written(minutes) == "Before", "saved while there was a session")
    Session.objects.all().delete()
    put(visitor)
    expect(visitor.page.locator("#saved")).to_contain_text("Kept on this device")
    visitor.page.evaluate("window.onpagehide = null")
    other = visitor.page.context.new_page()
    visitor.page.close()
    visitor.page = other
    visitor.sign_in("uno_sharsha", "uno-sharsha@shomonnoy.example")
    other.goto(address)
    assert other.locator("[data-put-back]").count() == 0
    other.context.clear_cookies()
    visitor.sign_in("facilitator", "facilitator@shomonnoy.example")
    other.goto(address)
    other.locator("[data-put-back]").click()
    comes_true(lambda: written(minutes) == WORDS, "put back and saved")
    excuse(visitor, "401")


def test_a_colleagues_text_is_shown_and_not_overwritten_by_a_script(
    send: Send, minutes: Minutes, cast: Cast
) -> None:
    visitor = writing(send, minutes)
    ItemMinutes.objects.filter(item=item_of(minutes)).update(discussion="A colleague's words", version=7)
    put(visitor)
    visitor.page.locator("main [name=decision]").focus()
    expect(visitor.page.locator("#item-errors")).to_contain_text("A colleague's words")
    assert visitor.page.locator("main [name=discussion]").input_value() == WORDS
    put(visitor, WORDS + ".")
    visitor.page.wait_for_timeout(3000)
    assert written(minutes) == "A colleague's words"
    visitor.press("Save")
    comes_true(lambda: written(minutes) == WORDS + ".", "after both were seen")


def test_a_meeting_changed_meanwhile_shows_both_and_offers_no_third(send: Send, cast: Cast) -> None:
    later = timezone.localdate() + timedelta(days=9)
    meeting = planned(cast.uno_sharsha.user, at=timezone.now(), on_date=later, place="Town hall")
    visitor = send("uno_sharsha", "en")
    page = visitor.page
    visitor.go(reverse("meeting_edit", args=[meeting.ref]))
    Meeting.objects.filter(pk=meeting.pk).update(place_text="Circuit house", memo_number="44.01")
    page.locator("main [name=place]").fill("Union hall")
    comes_true(lambda: bool(kept(visitor)), "kept while typing")
    visitor.press("Save the change")
    expect(page.locator("[data-both]")).to_contain_text("Circuit house")
    assert page.locator("main [name=place]").input_value() == "Union hall"
    assert page.locator("main [name=memo_number]").input_value() == "44.01"
    comes_true(lambda: not kept(visitor), "what the page shows is not offered again")
    expect(page.locator("[data-put-back]")).to_have_count(0)
    visitor.press("Save the change")
    comes_true(lambda: Meeting.objects.get(pk=meeting.pk).place_text == "Union hall", "saved knowingly")


def test_a_refused_save_leaves_the_focus_where_one_types(send: Send, minutes: Minutes) -> None:
    visitor = writing(send, minutes)
    put(visitor, "Call 1234567890123 then")
    expect(visitor.page.locator("#item-errors .errors")).to_be_visible()
    assert visitor.page.evaluate("document.activeElement.name") == "discussion"
    assert "Saved at" not in visitor.page.locator("#saved").inner_text()


def test_a_form_left_half_written_is_offered_again_and_signing_out_asks_first(send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", "en")
    page = visitor.page
    called = f"{reverse('meeting_new')}?committee={sharsha().ref}"
    visitor.go(called)
    page.locator("main textarea").first.press_sequentially("Forty families")
    comes_true(lambda: bool(kept(visitor)), "kept while typing")
    visitor.go("/")
    visitor.go(called)
    page.locator("[data-put-back]").click()
    assert page.locator("main textarea").first.input_value() == "Forty families"
    page.locator("summary.me").click()
    page.locator(".band form[data-signs-out] button").click()
    expect(page.locator("#unsent")).to_be_visible()
    page.locator("#unsent [data-sign-out-anyway]").click()
    page.wait_for_url("**/sign-in/**")
    assert not kept(visitor)


def test_a_badge_that_finds_the_session_over_moves_no_page(send: Send, cast: Cast) -> None:
    visitor = send("rj_liaison", "en")
    page = visitor.page
    visitor.go("/commitments/")
    Session.objects.all().delete()
    page.evaluate(
        "htmx.trigger('#notices-badge', 'every'); htmx.ajax('GET', '/notices/badge/', '#notices-badge')"
    )
    expect(page.locator("#signed-out")).to_be_visible()
    assert page.url.endswith("/commitments/")
    excuse(visitor, "401")
