"""The minutes on paper read as an office files them, and only once."""

import re

import pytest
from django.urls import reverse

from language.text import clean
from meetings.models import Minutes
from tests.cast import Cast, browser
from tests.meetings.sittings import circulated, draft, point

pytestmark = pytest.mark.django_db


def paper(cast: Cast, minutes: Minutes, language: str = "en") -> str:
    """The printed sheet of a page, as its secretariat gets it."""
    page = browser(cast.uno_sharsha.user, language).get(reverse("meeting_print", args=[minutes.meeting.ref]))
    found = re.search(r'<article class="paper.*?</article>', page.content.decode(), re.DOTALL)
    assert found is not None
    return found[0]


def test_circulated_minutes_carry_head_memo_both_dates_table_and_signature(cast: Cast) -> None:
    minutes = circulated(cast, number=41)
    sheet = paper(cast, minutes, "bn")
    parts = [
        "জারিকৃত, এখনও দৃঢ়ীকৃত নয়",
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "স্মারক নম্বর", "৭ অগ্রহায়ণ ১৪৩৩", "২২ নভেম্বর ২০২৬", "৪১তম সভার কার্যবিবরণী",
        "আলোচনা", "সিদ্ধান্ত", "বাস্তবায়নকারী ও সময়সীমা", "১০ ডিসেম্বর ২০২৬", "সভাপতি কর্তৃক অনুমোদিত",
        "জারিকৃত:",
    ]  # fmt: skip
    places = [sheet.find(clean(part)) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == []
    assert places == sorted(places)
    assert "org-ngo" in sheet
    assert "খসড়া" not in sheet


def test_a_draft_says_so_and_leaves_memo_date_and_signature_to_the_hand(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, number=41)
    point(cast.facilitator.user, minutes)
    sheet = paper(cast, minutes)
    assert "Draft: not for circulation" in sheet
    assert sheet.count("…………") >= 3
    assert sheet.index("Attendance list (annex A)") < sheet.index("Signature")


def test_a_meeting_without_a_committee_is_not_written_in_the_name_of_the_republic(cast: Cast) -> None:
    minutes = circulated(cast)
    type(minutes.meeting).objects.filter(pk=minutes.meeting_id).update(lead_committee=None)
    assert "Republic" not in paper(cast, minutes)


def test_the_checksum_is_behind_a_disclosure(cast: Cast) -> None:
    minutes = circulated(cast)
    page = browser(cast.uno_sharsha.user).get(reverse("meeting_print", args=[minutes.meeting.ref]))
    assert re.search(
        rf"<details[^>]*><summary>[^<]+</summary><code[^>]*>{minutes.sha256}", page.content.decode()
    )


def test_the_page_of_minutes_leads_to_their_paper_and_holds_none_of_its_own(cast: Cast) -> None:
    minutes = circulated(cast, number=41)
    page = browser(cast.uno_sharsha.user).get(reverse("meeting", args=[minutes.meeting.ref]))
    assert f'href="{reverse("meeting_print", args=[minutes.meeting.ref])}"' in page.content.decode()
    assert 'class="paper' not in page.content.decode()
    assert (
        f'href="{reverse("meeting", args=[minutes.meeting.ref])}"'
        in browser(cast.uno_sharsha.user)
        .get(reverse("meeting_print", args=[minutes.meeting.ref]))
        .content.decode()
    )
