"""Who came, in ten seconds: a phone, thirty seats, a quorum that counts along, and nothing dropped."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import Attendance, Minutes
from partners.models import Committee, Office, Seat, Side
from tests.browser.conftest import Send
from tests.browser.portal import PHONE
from tests.cast import Cast
from tests.meetings.sittings import draft, sharsha

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SEATS = 30


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    committee = sharsha()
    standing = committee.seats.filter(until=None).count()
    for number in range(SEATS - standing):
        Seat.objects.create(
            code=f"phone-{number}",
            committee=committee,
            office=Office.objects.create(code=f"phone-{number}", title_en="Officer", place=committee.place),
            side=Side.GOVERNMENT,
            title_en=f"Upazila officer of branch {number + 1}",
            title_bn=f"উপজেলা কর্মকর্তা, শাখা {number + 1}",
        )
    Committee.objects.filter(pk=committee.pk).update(quorum_seats=2)
    return draft(cast.facilitator.user, at=timezone.now(), number=41)


@pytest.mark.parametrize("language", ["en", "bn"])
def test_thirty_seats_on_a_phone_take_two_presses(send: Send, minutes: Minutes, language: str) -> None:
    visitor = send("facilitator", language, PHONE)
    page = visitor.page
    visitor.go(reverse("meeting_attendance", args=[minutes.meeting.ref]))
    assert page.locator(".seat-row").count() == SEATS
    tall = page.locator(".attend").evaluate("list => list.getBoundingClientRect().height")
    assert tall < 2 * PHONE["height"], tall
    assert not visitor.findings()
    for place in (0, 1):
        page.locator(".seat-row").nth(place).locator("[value=present]").check(force=True)
    expect(page.locator("[data-present]")).to_have_text("2" if language == "en" else "২")
    expect(page.locator("[data-met]")).to_be_visible()
    page.locator(".seat-row").nth(1).locator("[value=absent]").check(force=True)
    expect(page.locator("[data-unmet]")).to_be_visible()
    page.locator("main button[value=rest]").click()
    page.wait_for_load_state()
    found = Attendance.objects.filter(minutes=minutes)
    assert found.filter(status="present").count() == SEATS - 1
    assert found.filter(status="absent").count() == 1
    visitor.picture("attendance-of-thirty")


def test_adding_a_guest_drops_no_mark_also_without_a_script(send: Send, minutes: Minutes) -> None:
    visitor = send("facilitator", "en")
    page = visitor.page
    address = reverse("meeting_attendance", args=[minutes.meeting.ref])
    for place, silent in enumerate((False, True)):
        if silent:
            page.route("**/*.js", lambda route: route.abort())
        visitor.go(address)
        page.locator(".seat-row").nth(place).locator("[value=apologies]").check(force=True)
        page.locator("main [name=label]").fill(f"Headmaster {place}")
        page.locator("main button[formaction$='/guests/']").click()
        page.wait_for_load_state()
        assert Attendance.objects.filter(minutes=minutes, status="apologies").count() == place + 1
        assert Attendance.objects.filter(minutes=minutes, seat=None).count() == place + 1
    visitor.complaints.clear()
