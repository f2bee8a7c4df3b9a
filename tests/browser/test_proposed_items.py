"""A member proposes an agenda item and the secretariat takes it, in either language, on desk and phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.models import ItemProposal
from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE, Visitor
from tests.cast import Cast
from tests.meetings.sittings import announced, sharsha

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
TITLE = {"en": "Buses to the shelter after dark", "bn": "সন্ধ্যার পর আশ্রয়কেন্দ্রে যাওয়ার বাস"}
WHY = {
    "en": "Nobody drives there after six, and people wait at the border post.",
    "bn": "ছয়টার পর কেউ সেখানে যায় না, মানুষ সীমান্ত ফাঁড়িতে অপেক্ষা করে।",
}


@pytest.mark.parametrize("language", ["en", "bn"])
def test_an_item_is_proposed_on_a_page_and_taken_on_another(cast: Cast, send: Send, language: str) -> None:
    now = timezone.now()
    meeting = announced(cast.uno_sharsha.user, at=now, on_date=timezone.localdate() + timedelta(9))
    second = "Lamps at the river crossing" if language == "en" else "নদীর ঘাটে বাতি"
    actions.propose_item(
        by=cast.rj_liaison.user, committee=sharsha(), title=second, why=WHY[language], at=now
    )
    member, secretary = send("rj_liaison", language), send("uno_sharsha", language)
    member.go(reverse("item_propose", args=[sharsha().ref]))
    member.fill(title=TITLE[language], why=WHY[language])
    look(member, "propose")
    member.page.locator("main form .btn-primary").click()
    member.page.wait_for_load_state()
    proposal = ItemProposal.objects.get(title=TITLE[language])
    assert member.page.url.endswith(reverse("item_proposal", args=[proposal.ref]))
    look(member, "proposal-own")
    secretary.go("/")
    look(secretary, "desk")
    secretary.go(reverse("item_proposal", args=[proposal.ref]))
    look(secretary, "proposal-answer")
    secretary.go(reverse("meeting", args=[meeting.ref]))
    look(secretary, "meeting-drafts")
    secretary.page.locator(f"form[action='{reverse('item_take', args=[proposal.ref])}'] button").click()
    secretary.page.wait_for_load_state()
    assert meeting.agenda.filter(title=TITLE[language]).exists()
    look(secretary, "meeting-taken")
    member.go(reverse("meeting", args=[meeting.ref]))
    look(member, "meeting-member")
    member.go(reverse("committee", args=[sharsha().ref]))
    look(member, "committee-member")


def look(visitor: Visitor, name: str) -> None:
    for viewport in (DESKTOP, PHONE):
        visitor.turn_to(viewport)
        visitor.picture(name)
        assert not visitor.findings()
