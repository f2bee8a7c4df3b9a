"""The main job from end to end, once in English and once in Bangla, by the people who do it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from language.digits import to_bengali
from language.words import DHAKA
from tests.browser.conftest import Send
from tests.browser.portal import Portal, Visitor

# The ministry of expatriates' welfare: government, so it verifies what an NGO promised.
OTHER_SIDE = re.compile("Expatriates|MoEWOE|প্রবাসী কল্যাণ")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@dataclass(frozen=True)
class Script:
    """What the people type, and what the portal says, in one language."""

    language: str
    discussion: str
    decision: str
    promise: str
    body: str
    evidence: str
    plan: str
    notice: str
    start: str
    to_chair: str
    approve: str
    circulate: str
    circulate_one: str
    accept: str
    send_evidence: str
    verify: str

    def typed(self, text: str) -> str:
        """Digits as this person types them."""
        return to_bengali(text) if self.language == "bn" else text


ENGLISH = Script(
    language="en",
    discussion="Returnees arrive without papers. The bodies at the land port fill in three forms.",
    decision="One form is used at both land ports from January.",
    promise="Draft the one-page form for returnees",
    body="BNWLA",
    evidence="The form is drafted and was tried at Benapole for two weeks.",
    plan="Plan the meeting",
    notice="Send the notice to 4 people",
    start="Start the minutes",
    to_chair="Send draft to the chair",
    approve="Approve the minutes",
    circulate="Circulate the minutes",
    circulate_one="Circulate and make 1 commitment",
    accept="Accept",
    send_evidence="Send evidence",
    verify="Verify",
)
BANGLA = Script(
    language="bn",
    discussion="প্রত্যাগতরা কাগজপত্র ছাড়া আসেন। স্থলবন্দরে তিনটি আলাদা ফরম পূরণ করতে হয়।",
    decision="জানুয়ারি থেকে উভয় স্থলবন্দরে একটি ফরম ব্যবহার করা হবে।",
    promise="প্রত্যাগতদের জন্য এক পৃষ্ঠার ফরমের খসড়া প্রণয়ন",
    body="বাংলাদেশ জাতীয় মহিলা আইনজীবী সমিতি",
    evidence="ফরমের খসড়া হয়েছে; বেনাপোলে ২ সপ্তাহ পরীক্ষামূলকভাবে ব্যবহার করা হয়েছে।",
    plan="সভা নির্ধারণ করুন",
    notice="৪ জনকে নোটিশ পাঠান",
    start="কার্যবিবরণী লেখা শুরু করুন",
    to_chair="সভাপতির কাছে খসড়া পাঠান",
    approve="কার্যবিবরণী অনুমোদন করুন",
    circulate="কার্যবিবরণী জারি করুন",
    circulate_one="জারি করে ১টি করণীয় নথিভুক্ত করুন",
    accept="গ্রহণ করুন",
    send_evidence="প্রমাণক পাঠান",
    verify="যাচাই করুন",
)


@pytest.mark.parametrize("script", [ENGLISH, BANGLA], ids=["in-english", "in-bangla"])
def test_an_action_point_is_reminded_of_until_another_side_has_verified_it(
    script: Script, portal: Portal, send: Send
) -> None:
    today = timezone.now().astimezone(DHAKA)
    due = today + timedelta(days=30)
    coordinator = send("ncc_secretary", script.language)
    address = _call_the_meeting(coordinator, script, today)
    _write_the_minutes(coordinator, script, due)
    coordinator.press_green(script.to_chair)

    liaison = send("bnwla_liaison", script.language)
    liaison.go("/commitments/")
    assert not liaison.reads(script.promise), "nobody is told before the minutes are circulated"

    chair = send("ncc_chair", script.language)
    chair.go(address)
    chair.picture("meeting-with-the-chair")
    chair.press_green(script.approve)

    coordinator.go(address)
    coordinator.press_green(script.circulate)
    coordinator.picture("meeting-circulate")
    assert not coordinator.findings()
    coordinator.press_green(script.circulate_one)

    commitment = _accept(liaison, script)
    _name_who_verifies(coordinator, commitment)
    portal.time_passes(due.replace(hour=9, minute=5))
    _is_reminded(liaison, portal, script)

    liaison.go(f"{commitment}evidence/")
    liaison.fill(text=script.evidence)
    liaison.press_green(script.send_evidence)

    verifier = send("moewoe_focal", script.language)
    verifier.go(commitment)
    assert verifier.reads(script.evidence)
    verifier.go(f"{commitment}verify/")
    verifier.press_green(script.verify)
    liaison.go(commitment)
    liaison.picture("commitment-verified")
    liaison.go("/commitments/?view=kept")
    assert liaison.reads(script.promise), "what is verified stands among what was kept"
    liaison.go("/commitments/")
    assert not liaison.reads(script.promise), "and is open no more"

    _sees_nothing_of_it(send("far_liaison", script.language), script, address, commitment)


def _call_the_meeting(coordinator: Visitor, script: Script, today: datetime) -> str:
    """From the committee's page to the sent notice. Returns the address of the meeting."""
    page = coordinator.page
    coordinator.go("/committees/")
    page.locator("main a", has_text=re.compile("GO-NGO|জিও-এনজিও")).first.click()
    page.wait_for_load_state()
    coordinator.picture("committee")
    page.locator("a[href^='/meetings/new/']").first.click()
    page.wait_for_load_state()
    coordinator.fill(
        on_date=script.typed(f"{today:%d/%m/%Y}"),
        starts=script.typed("12:05 am"),
        ends=script.typed("11:55 pm"),
    )
    page.locator("main [name=agenda]").fill(script.decision)
    coordinator.picture("meeting-new")
    coordinator.press_green(script.plan)
    coordinator.press_green(script.notice)
    address = str(page.url).removeprefix(coordinator.portal.url)
    coordinator.picture("meeting-notice")
    coordinator.press_green(script.start)
    return address


def _write_the_minutes(coordinator: Visitor, script: Script, due: datetime) -> None:
    page = coordinator.page
    page.locator(".agenda a", has_text=script.decision[:20]).first.click()
    page.wait_for_load_state()
    coordinator.fill(discussion=script.discussion, decision=script.decision)
    page.locator("main [name=decision]").blur()
    page.locator("#saved").filter(has_text=":" if script.language == "en" else "টা").wait_for()
    page.locator(".capture input.form-control").nth(0).fill(script.promise)
    page.locator(".capture input.form-control").nth(1).fill(script.body)
    page.locator(".capture input.form-control").nth(2).fill(script.typed(f"{due:%d/%m/%Y}"))
    page.locator(".capture input.form-control").nth(2).press("Enter")
    page.locator("#points td:first-child", has_text=script.promise).wait_for()
    # Enter adds the row and returns to the first field.
    expect(page.locator(".capture input.form-control").first).to_be_focused()
    coordinator.picture("meeting-workspace")
    assert not coordinator.findings()
    workspace = page.url
    page.locator("a[href$='/attendance/']").first.click()
    page.wait_for_load_state()
    coordinator.picture("meeting-attendance")
    assert not coordinator.findings()
    page.locator("main button[value=rest]").click()
    page.wait_for_load_state()
    coordinator.go(workspace)


def _accept(liaison: Visitor, script: Script) -> str:
    """The liaison officer accepts. Returns the address of the commitment."""
    page = liaison.page
    liaison.go("/commitments/")
    liaison.picture("commitments")
    link = page.locator("a[href^='/commitments/']", has_text=script.promise).first
    address = str(link.get_attribute("href")).split("?")[0]
    liaison.go(f"{address}accept/")
    liaison.press_green(script.accept)
    return address


def _name_who_verifies(secretary: Visitor, commitment: str) -> None:
    """Of several of another side the secretariat names one, where one alone was not named already."""
    secretary.go(f"{commitment}verifier/")
    label = secretary.page.locator("main label", has_text=OTHER_SIDE)
    if label.count():
        label.first.click()
        secretary.page.locator("main .panel-acts button[type=submit]").click()
        secretary.page.wait_for_load_state()


def _is_reminded(liaison: Visitor, portal: Portal, script: Script) -> None:
    letters = portal.letters_to("bnwla-liaison@")
    assert letters, "the liaison officer is reminded by e-mail"
    for letter in letters:
        text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert portal.url in text, "a mail links to what it is about"
        assert script.promise not in text + str(letter["Subject"]), "and says nothing of it"
    liaison.go("/notices/")
    liaison.picture("notices")
    assert liaison.reads(script.promise)


def _sees_nothing_of_it(outsider: Visitor, script: Script, meeting: str, commitment: str) -> None:
    for address in ("/", "/meetings/", "/commitments/", "/notices/", "/who-can-see-what/"):
        assert outsider.go(address) == 200
        assert not outsider.reads(script.promise)
        assert not outsider.reads(script.decision)
    hidden = {address: outsider.go(address) for address in (meeting, commitment)}
    assert hidden == {meeting: 404, commitment: 404}
    body = outsider.page.locator("main").inner_text()
    assert outsider.go("/commitments/AAAAAAAAAAAAAAAAAAAAAA/") == 404
    assert outsider.page.locator("main").inner_text() == body, "hidden and missing look the same"
