"""A partner is chosen by keyboard alone, from what is offered while typing."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import MeetingOrganiser
from tests.browser.conftest import Send
from tests.cast import Cast
from tests.meetings.sittings import body, planned

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_a_partner_is_found_while_typing_and_taken_by_the_keyboard_alone(send: Send, cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user, on_date=timezone.localdate() + timedelta(days=3))
    visitor = send("uno_sharsha", "en")
    page = visitor.page
    visitor.go(reverse("meeting_invite", args=[meeting.ref]))
    line = page.locator("[name=body]")
    line.press_sequentially("woman lawyers")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Lawyers")
    assert not visitor.findings()
    line.press("ArrowDown")
    line.press("Enter")
    expect(line).to_have_value(body("BNWLA").name_en)
    expect(option).to_be_hidden()
    line.press("Enter")
    page.wait_for_load_state()
    assert MeetingOrganiser.objects.get(meeting=meeting).organisation == body("BNWLA")
    # Nobody is called so: it says that, and leaving the line puts it away.
    line.press_sequentially("zzz")
    expect(page.get_by_text("Nothing you can choose is called “zzz”.")).to_be_visible()
    line.press("Tab")
    expect(page.get_by_text("Nothing you can choose is called “zzz”.")).to_be_hidden()
    line.fill("")
    line.press_sequentially("zzz")
    expect(page.get_by_text("Nothing you can choose is called “zzz”.")).to_be_visible()
    line.press("Escape")
    expect(page.get_by_text("Nothing you can choose is called “zzz”.")).to_be_hidden()
    # On a slow line it comes when the person is elsewhere: it opens over nothing.
    asked: list[Any] = []
    page.route("**/search/offered/**", lambda route: asked.append(route))
    with page.expect_request("**/search/offered/**"):
        line.fill("woman lawyers")
    line.press("Tab")
    with page.expect_response("**/search/offered/**"):
        asked[-1].continue_()
    page.locator("[role=option]").first.wait_for(state="attached")
    expect(option).to_be_hidden()


def test_a_committee_and_a_partner_are_found_while_typing_and_the_line_keeps_the_focus(
    send: Send, cast: Cast
) -> None:
    visitor = send("rj_liaison", "en")
    page = visitor.page
    for address, typed, found in (
        (reverse("committees"), "Benapole", "Benapole"),
        (reverse("partners"), "bnwla", body("BNWLA").name_en),
    ):
        visitor.go(address)
        line = page.locator("#id_q")
        line.press_sequentially(typed)
        expect(page.locator("#results")).to_contain_text(found)
        expect(line).to_be_focused()
        expect(line).to_have_value(typed)
        page.wait_for_url(f"**?q={typed}")
        line.fill("zzz")
        expect(page.locator("#results")).not_to_contain_text(found)
