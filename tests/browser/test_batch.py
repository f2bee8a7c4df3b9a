"""Thirteen union committees in a morning, in Bangla: at a desk and on a phone, in at most sixty clicks."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from language.digits import to_bengali
from language.words import local_day
from meetings.held.batch import committees_to_enter
from meetings.models import Meeting, Minutes
from partners.models import Committee, Tier
from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE, Visitor
from tests.cast import Cast
from tests.meetings.sittings import sharsha
from tests.notifications.mail_server import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
THIRTEEN, MOST_CLICKS = 13, 60
DECIDED = "সীমান্তসংলগ্ন তিন ওয়ার্ডে উঠান বৈঠক | ইউপি চেয়ারম্যান | {due}\nহাটবারে মাইকে প্রচার"


class Counted:
    """A page of which each press of a finger or the mouse is counted, and a choice from a list as two."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.clicks = visitor.page, 0

    def press(self, at: str) -> Any:
        found = self.page.locator(at)
        found.click()
        self.clicks += 1
        return found

    def write(self, name: str, text: str) -> None:
        self.press(f"main [name='{name}']")
        self.page.keyboard.insert_text(text)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"main [name='{name}']").select_option(value)
        self.clicks += 2


@pytest.fixture
def unions(cast: Cast) -> list[Committee]:
    """Thirteen union committees below one upazila."""
    own = sharsha()
    lacking = THIRTEEN - len(committees_to_enter(own, timezone.now()))
    others = Committee.objects.filter(tier=Tier.UNION, ended_on=None).exclude(parent=own).order_by("pk")
    Committee.objects.filter(pk__in=list(others.values_list("pk", flat=True)[:lacking])).update(parent=own)
    found = [one.committee for one in committees_to_enter(own, timezone.now())]
    assert len(found) == THIRTEEN
    return found


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_thirteen_committees_take_at_most_sixty_clicks(
    send: Send, unions: list[Committee], viewport: dict[str, int]
) -> None:
    visitor = send("uno_sharsha", "bn", viewport)
    page, today = visitor.page, local_day(timezone.now())
    address = reverse("meetings_batch", args=[sharsha().ref])
    visitor.go(address)
    assert not visitor.findings()
    counted = Counted(visitor)
    counted.write("on_date", to_bengali(f"{today:%d/%m/%Y}"))
    counted.write("place", "উপজেলা পরিষদ মিলনায়তন")
    counted.press("main [name=by_chairs]")
    counted.press("main [name=all_signed]")
    counted.press(".batch-all summary")
    counted.press("main [name=guests] >> nth=0")
    away, draft, acting, *rest = unions
    counted.press(f"main [name='away-{away.ref}']")
    decided = DECIDED.format(due=to_bengali(f"{today.replace(year=today.year + 1):%d/%m/%Y}"))
    for nth, one in enumerate((draft, acting, *rest)):
        if nth == THIRTEEN // 2:
            # What was typed is kept, also while there is no connection.
            wait_until(
                lambda: bool(page.evaluate("Object.keys(localStorage).some(k => k.startsWith('kept:'))")),
                "kept while typing",
            )
            visitor.context.set_offline(True)
        counted.write(f"present-{one.ref}", "১৪")
        counted.write(f"decisions-{one.ref}", decided)
    visitor.context.set_offline(False)
    counted.press(f"#row-{draft.ref} summary")
    counted.choose(f"signed-{draft.ref}", "no")
    counted.press(f"#row-{acting.ref} summary")
    counted.write(f"chair_words-{acting.ref}", "ভারপ্রাপ্ত চেয়ারম্যান")
    page.evaluate("scrollTo(0, 0)")
    visitor.picture("batch")
    assert not visitor.findings()
    with page.expect_navigation():
        counted.press("main .btn-primary")
    assert counted.clicks <= MOST_CLICKS, counted.clicks
    assert page.locator("[data-put-back]").count() == 0
    visitor.go(address)
    assert page.locator("[data-put-back]").count() == 0
    entered = Meeting.objects.filter(lead_committee__in=unions, entered_afterwards=True)
    assert {one.lead_committee_id: one.state for one in entered} == {
        one.pk: "drafted" if one == draft else "circulated" for one in unions if one != away
    }
    signed = Minutes.objects.get(meeting__lead_committee=acting)
    assert signed.signed_by == "ভারপ্রাপ্ত চেয়ারম্যান"
    for minutes in Minutes.objects.filter(meeting__in=entered):
        assert (minutes.decisions.count(), minutes.action_points.count()) == (2, 1)
        assert minutes.head_counts.get().total == 14
        assert minutes.attendance.filter(status="invited", organisation__isnull=False).count() == 1
        assert minutes.meeting.place_text == "উপজেলা পরিষদ মিলনায়তন"
