"""What is written on a phone without a connection arrives once, and is nobody else's meanwhile."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SIGN_IN_NAMES
from tests.browser.phones import FORM, HOME, PhoneOf, PhonePortal, may_send
from tests.cast import Cast
from tests.notifications.mail_server import wait_until
from tests.toys.models import Postcard

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
WORDS = "উঠান বৈঠকে চার পরিবার"


@pytest.fixture
def portal(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhonePortal]:
    running = PhonePortal(tmp_path_factory.mktemp("phones"))
    running.start()
    yield running
    running.stop()


def said() -> list[str]:
    return sorted(Postcard.objects.values_list("says", flat=True))


def test_first(portal: PhonePortal, browser: Any, cast: Cast) -> None:
    may_send(cast.rj_staff.user)
    phone = PhoneOf(browser, portal, "rj_staff", SIGN_IN_NAMES["rj_staff"])
    page = phone.open_form()
    phone.cut()
    phone.write(WORDS)
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে")
    print(page.locator("[data-phone-line]").inner_text())
    page.goto(HOME)
    print(page.locator("main").inner_text())
    page.screenshot(path="/tmp/phone-out.png")
    page.goto(FORM)
    print(page.url, page.locator("main").inner_text())
    page.screenshot(path="/tmp/phone-form.png")
    phone.write(WORDS+" 2")
    page.goto("/commitments/")
    print(page.url, page.locator("main").inner_text())

    print(phone.complaints)
    phone.cut(False)
    wait_until(lambda: len(said()) == 2, "sent")
    page.goto(HOME)
    page.wait_for_timeout(1000)
    print(page.locator("main").inner_text())
    page.screenshot(path="/tmp/phone-out2.png")
    print(phone.complaints)
    assert 0
