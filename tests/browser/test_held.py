"""A meeting held on paper, entered on a phone in Bangla without a connection: one screen, few taps, once."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from meetings.models import Meeting, SignedPage
from tests.browser.conftest import SIGN_IN_NAMES
from tests.browser.masts import Line
from tests.browser.phones import HOME, PhoneOf, PhonePortal
from tests.cast import Cast
from tests.meetings.sittings import sharsha
from tests.notifications.mail_server import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
FORM = "/meetings/held/"
# Three decisions with a photo, as the paper says them.
MOST_TAPS = 20
DECISIONS = (
    ("তিনটি ওয়ার্ডে উঠান বৈঠক করা", "১৫/১২/২০২৬"),
    ("বিদেশগামীদের কাগজপত্র যাচাইয়ের তথ্য মাইকে প্রচার", "৩০/১২/২০২৬"),
    ("দুটি শয্যা খালি রাখা", "১০/১২/২০২৬"),
)


@pytest.fixture
def phone(
    transactional_db: None, tmp_path_factory: pytest.TempPathFactory, browser: Browser, cast: Cast
) -> Iterator[PhoneOf]:
    """The phone of the officer of Sharsha, which has the form."""
    running = PhonePortal(tmp_path_factory.mktemp("held"))
    running.start()
    found = PhoneOf(browser, running)
    found.sign_in("uno_sharsha", SIGN_IN_NAMES["uno_sharsha"])
    found.page.goto(FORM)
    found.page.wait_for_function("() => navigator.serviceWorker.controller")
    found.page.wait_for_function("() => JSON.parse(localStorage.getItem('phone-pages') || '{}').at")
    yield found
    found.context.close()
    running.stop()


def photo() -> dict[str, object]:
    kept = io.BytesIO()
    Image.effect_noise((2400, 3200), 60).convert("RGB").save(kept, "JPEG")
    return {"name": "IMG_0417.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def test_three_decisions_with_a_photo_take_few_taps_without_a_connection_and_arrive_once(
    phone: PhoneOf,
) -> None:
    page, taps = phone.page, 0
    phone.line(Line.CUT)
    page.goto(FORM)
    expect(page.locator("[data-phone-offline]")).to_be_visible()
    page.fill("main [name=on_date]", "২২/১১/২০২৬")
    page.click("main .update-type:has([value=all])")
    taps += 2
    for nth, (text, due) in enumerate(DECISIONS, start=1):
        if nth > 1:
            page.click("main [data-another]")
            taps += 1
        page.fill(f"main [name=decision_{nth}]", text)
        # A list is opened, and something chosen in it.
        page.select_option(f"main [name=body_{nth}]", index=nth)
        page.fill(f"main [name=due_{nth}]", due)
        taps += 4
    page.set_input_files("main [name=pages]", photo())
    expect(page.locator("main .photo-row")).to_have_count(1)
    page.check("main [name=names_nobody]")
    phone.picture("held-filled")
    page.click("main .btn-primary")
    taps += 3
    assert taps <= MOST_TAPS, taps
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে")
    assert not Meeting.objects.filter(sittings__committee=sharsha()).exists()
    # What lies on the phone is sealed.
    assert not [one for one in phone.dump() if DECISIONS[0][0] in one]
    # The first answer is lost; what is sent again is the same meeting.
    phone.line(Line.DEAF)
    page.goto(HOME)
    wait_until(lambda: Meeting.objects.filter(sittings__committee=sharsha()).exists(), "it arrives")
    phone.line(Line.OPEN)
    page.goto(HOME)
    expect(page.locator("[data-phone-list] > li")).to_have_count(0, timeout=60_000)
    meeting = Meeting.objects.get(sittings__committee=sharsha())
    assert (meeting.state, meeting.minutes.decisions.count()) == ("circulated", 3)
    assert {one.text for one in meeting.minutes.decisions.all()} == {text for text, _due in DECISIONS}
    assert meeting.minutes.action_points.count() == 3
    assert meeting.minutes.signed_on == meeting.on_date
    assert SignedPage.objects.get().file.sent_size < 700_000
    phone.complaints.clear()


def test_another_officer_on_that_phone_sees_nothing_of_it(phone: PhoneOf) -> None:
    page = phone.page
    phone.line(Line.CUT)
    page.goto(FORM)
    page.fill("main [name=on_date]", "২২/১১/২০২৬")
    page.fill("main [name=decision_1]", DECISIONS[0][0])
    page.click("main .btn-primary")
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে")
    phone.context.clear_cookies()
    phone.line(Line.OPEN)
    phone.context.add_cookies([{"name": "django_language", "value": "bn", "url": phone.portal.url}])
    phone.sign_in("dc_jashore", SIGN_IN_NAMES["dc_jashore"])
    page.goto(HOME)
    expect(page.locator("[data-phone-none]")).to_be_visible()
    expect(page.locator("[data-phone-list] > li")).to_have_count(0)
    page.goto(FORM)
    assert DECISIONS[0][0] not in page.content()
    assert not Meeting.objects.filter(sittings__committee=sharsha()).exists()
    phone.complaints.clear()
