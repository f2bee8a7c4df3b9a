"""What was sent and done leaves the device; what was pressed twice is done once, with or without a script."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import ActionPoint, Meeting, Minutes
from tests.browser.conftest import Send
from tests.browser.portal import Portal, Visitor
from tests.cast import Cast
from tests.meetings.sittings import draft, item_of, sharsha
from tests.notifications.mail_server import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def kept(visitor: Visitor) -> list[str]:
    """The texts that lie in this browser."""
    return list(visitor.page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept:'))"))


def has_points(minutes: Minutes, number: int) -> bool:
    return ActionPoint.objects.filter(minutes=minutes).count() == number


def test_a_form_that_was_done_is_not_offered_again(send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", "en")
    page, called = visitor.page, f"{reverse('meeting_new')}?committee={sharsha().ref}"
    visitor.go(called)
    visitor.fill(on_date=f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}", place="UNO's office")
    page.locator("main textarea").first.press_sequentially("Forty families")
    wait_until(lambda: bool(kept(visitor)), "kept while typing")
    visitor.press_green("Plan the meeting")
    assert Meeting.objects.filter(place_text="UNO's office").count() == 1
    assert not kept(visitor)
    visitor.go(called)
    assert page.locator("[data-put-back]").count() == 0


def test_an_action_point_that_was_added_is_not_offered_for_the_next(send: Send, cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, at=timezone.now(), number=41)
    visitor = send("facilitator", "en")
    page = visitor.page
    visitor.go(reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref]))
    due = f"{timezone.localdate() + timedelta(days=20):%d/%m/%Y}"
    for number in (1, 2):
        visitor.fill(owner="Rights Jessore", due_on=due)
        page.locator("main [name=what]").press_sequentially(f"Send list {number}")
        wait_until(lambda: bool(kept(visitor)), "kept while typing")
        page.locator("main [name=what]").press("Enter")
        wait_until(partial(has_points, minutes, number), "added")
        page.wait_for_timeout(500)
        assert page.locator("[data-put-back]").count() == 0
        assert not kept(visitor)


def test_without_a_script_a_double_click_makes_one_meeting(portal: Portal, send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", "en")
    state = visitor.page.context.storage_state()
    context = visitor.page.context.browser.new_context(
        storage_state=state, java_script_enabled=False, locale="en"
    )
    page = context.new_page()
    page.goto(f"{visitor.page.url.rstrip('/')}{reverse('meeting_new')}?committee={sharsha().ref}")
    page.locator("main [name=on_date]").fill(f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}")
    page.locator("main [name=place]").fill("UNO's office")
    page.locator("main textarea").first.fill("Forty families")
    page.locator("main .btn-primary").dblclick()
    page.wait_for_url("**/meetings/*/")
    assert Meeting.objects.filter(place_text="UNO's office").count() == 1
    context.close()
