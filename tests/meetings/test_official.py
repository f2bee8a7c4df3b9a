"""The minutes leave the portal as an official paper: what the reader may see, in either language."""

import io
import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse
from docx import Document

from access.models import AccessLog, User
from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from language.digits import to_bengali
from meetings import actions
from meetings.actions.writing import save_and_refresh
from meetings.models import Correction, Meeting, Minutes
from meetings.official.codes import beginning_of, code_of
from meetings.standing_text import lines_of, standing_text
from tests.cast import NOW, Cast, browser
from tests.library.papers import flat, pages_of, read, words_of
from tests.meetings.sittings import TODAY, announced, circulated, confirmed, draft, point, sharsha

pytestmark = pytest.mark.django_db
COMMITTEE_BN = "শার্শা উপজেলা"


def paper(by: User, minutes: Minutes, language: str = "bn", ending: str = "pdf") -> Any:
    """The file as this person gets it."""
    address = reverse(f"meeting_{ending}", args=[minutes.meeting.ref])
    return browser(by).get(f"{address}?language={language}")


def attended(cast: Cast, number: int) -> Minutes:
    """Minutes with an attendance list, circulated."""
    by, minutes = cast.uno_sharsha.user, draft(cast.uno_sharsha.user, number=number)
    marks = [actions.Mark(seat.pk, "present") for seat in sharsha().seats.filter(role="chair")]
    actions.record_attendance(by=by, minutes=minutes, marks=marks, at=NOW)
    actions.add_guest(by=by, minutes=minutes, label="The upazila's youth officer", at=NOW)
    point(by, minutes)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    actions.circulate(by=by, minutes=approved, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def test_the_paper_in_bangla_stands_in_the_order_of_an_office(cast: Cast) -> None:
    minutes = attended(cast, number=41)
    text = read(paper(cast.uno_sharsha.user, minutes).content)
    parts = [
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "উপজেলা নির্বাহী অফিসার", "স্মারক নম্বর:", "৭ অগ্রহায়ণ ১৪৩৩", "২২ নভেম্বর ২০২৬",
        "বিষয়:", COMMITTEE_BN, "৪১তম সভার কার্যবিবরণী", "সূত্র:", "আলোচনা সিদ্ধান্ত বাস্তবায়নকারী ও সময়সীমা",
        "১০ ডিসেম্বর ২০২৬", "ও সভাপতি", "অনুলিপি", "অফিস কপি", "হাজিরা (পরিশিষ্ট-ক)",
    ]  # fmt: skip
    places = [text.find(flat(part)) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == [], text
    assert places == sorted(places), list(zip(parts, places, strict=True))


def test_the_paper_in_english_says_exactly_what_stands_in_the_minutes(cast: Cast) -> None:
    minutes = attended(cast, number=41)
    text = read(paper(cast.uno_sharsha.user, minutes, "en").content)
    for part in (
        "Government of the People's Republic of Bangladesh",
        "Shelter places: Referrals wait because nobody knows where a place is free.",
        "41.2 Free places are reported each quarter. Send the list of free places",
        "Rights Jessore 10 Dec 2026",
        "Attendance list (annex A)",
        "Approved by the chair",
    ):
        assert flat(part) in text, text


@pytest.mark.parametrize("language", ["bn", "en"])
def test_draft_circulated_and_confirmed_say_so_on_every_page(cast: Cast, language: str) -> None:
    said = {
        "bn": ("খসড়া: প্রচারের জন্য নয়", "এখনও দৃঢ়ীকৃত নয়", "২২ নভেম্বর ২০২৬ তারিখে দৃঢ়ীকৃত"),
        "en": ("Draft: not for circulation", "not confirmed yet", "Confirmed on 22 Nov 2026"),
    }[language]
    drafted = draft(cast.facilitator.user, number=40)
    made = [drafted, attended(cast, number=41), confirmed(cast, Meeting.Level.COMMITTEE)]
    for minutes, words in zip(made, said, strict=True):
        pages = pages_of(paper(cast.uno_sharsha.user, minutes, language).content)
        assert pages
        assert all(flat(words) in flat(page) for page in pages), pages


def test_the_file_is_named_in_both_forms_and_kept_by_no_cache(cast: Cast) -> None:
    answer = paper(cast.uno_sharsha.user, circulated(cast, number=41))
    named = answer.headers["Content-Disposition"]
    assert 'filename="minutes-41-2026-11-22.pdf"' in named
    (own,) = re.findall(r"filename\*=UTF-8''(\S+)", named)
    assert unquote(own).startswith("কার্যবিবরণী, ")
    assert unquote(own).endswith(".pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_paper_that_leaves_is_noted_and_a_refused_one_is_not(cast: Cast, ending: str) -> None:
    minutes = circulated(cast)
    assert paper(cast.far_liaison.user, minutes, ending=ending).status_code == 404
    assert not AccessLog.objects.filter(kind="export").exists()
    paper(cast.uno_sharsha.user, minutes, ending=ending)
    line = AccessLog.objects.get(kind="export")
    assert (line.record_type, line.record_ref) == ("meetings.minutes", minutes.ref)
    assert line.user == cast.uno_sharsha.user
    assert line.purpose == f"{ending}, bn"


def test_the_code_leads_whoever_may_read_to_the_record_and_nobody_else(cast: Cast) -> None:
    minutes = circulated(cast)
    code = code_of(minutes.sha256)
    assert minutes.sha256.startswith(beginning_of(code))
    assert code in read(paper(cast.uno_sharsha.user, minutes).content)
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("0", "o").replace("1", "l")):
        answer = browser(cast.uno_sharsha.user).get(reverse("minutes_by_code", args=[typed]))
        assert answer.headers["Location"] == reverse("meeting", args=[minutes.meeting.ref])
    for typed in (code, "0000-0000", "no code", "%", "K4TR9P3XK4TR9P3X"):
        assert browser(cast.far_liaison.user).get(reverse("minutes_by_code", args=[typed])).status_code == 404


def test_a_limited_reader_finds_in_the_file_what_stands_on_the_page_and_no_more(cast: Cast) -> None:
    drafted = draft(cast.facilitator.user, number=41)
    point(cast.facilitator.user, drafted)
    for key in ("rj_liaison", "far_liaison", "oversight", "ncc_secretary", "administrator"):
        user = cast[key].user
        page = browser(user).get(reverse("meeting_print", args=[drafted.meeting.ref])).status_code
        assert page != 200
        assert paper(user, drafted).status_code == page


def test_the_document_to_paste_from_holds_the_same_words(cast: Cast) -> None:
    minutes = attended(cast, number=41)
    document = paper(cast.uno_sharsha.user, minutes, "bn", "docx").content
    words = words_of(document)
    for part in ("গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "৪১তম সভার কার্যবিবরণী", "Free places are reported each quarter."):
        assert flat(part) in words, words
    file = Document(io.BytesIO(document))
    (table, _attended) = file.tables
    assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    run = next(run for one in file.paragraphs for run in one.runs if "গণপ্রজাতন্ত্রী" in run.text)
    assert run._r.xpath("w:rPr/w:rFonts/@w:cs") == ["Nikosh"]
    assert run._r.xpath("w:rPr/w:lang/@w:bidi") == ["bn-BD"]
    assert run._r.xpath("w:rPr/w:cs")


def test_a_meeting_without_a_committee_is_not_written_in_the_name_of_the_republic(cast: Cast) -> None:
    minutes = circulated(cast)
    Meeting.objects.filter(pk=minutes.meeting_id).update(lead_committee=None)
    text = read(paper(cast.uno_sharsha.user, minutes).content)
    assert "গণপ্রজাতন্ত্রী" not in text


def test_the_printed_page_leads_to_the_files_and_names_signs_that_no_typeface_has(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, number=41)
    address = reverse("meeting_print", args=[minutes.meeting.ref])
    page = browser(cast.uno_sharsha.user).get(address).content.decode()
    for ending in ("pdf", "docx"):
        assert f"{reverse(f'meeting_{ending}', args=[minutes.meeting.ref])}?language=bn" in page
    assert "lacks these signs" not in page
    point(cast.facilitator.user, minutes, what="Send the list \U0001f600")
    page = browser(cast.uno_sharsha.user).get(address).content.decode()
    assert "lacks these signs" in page
    assert "[U+1F600]" in read(paper(cast.uno_sharsha.user, minutes).content)


def test_the_numbers_of_a_paper_are_of_its_language(cast: Cast) -> None:
    minutes = circulated(cast, number=41)
    assert to_bengali("41.2") in read(paper(cast.uno_sharsha.user, minutes).content)
    assert "41.2" in read(paper(cast.uno_sharsha.user, minutes, "en").content)
    assert sharsha().name_bn in read(paper(cast.uno_sharsha.user, minutes).content)


def test_the_event_of_others_that_was_loaded_prints_and_is_signed_by_nobody_here(cast: Cast) -> None:
    minutes = confirmed(cast, Meeting.Level.NETWORK)
    meeting = Meeting.objects.get(pk=minutes.meeting_id)
    meeting.secretariat_party = None
    meeting.minute_takers_party = None
    save_and_refresh(meeting, minutes)
    text = read(paper(cast.far_liaison.user, minutes, "en").content)
    assert "Office copy" not in text
    assert "Confirmed on" in text


class TestNotice:
    """The notice of a meeting, as the letter by which its secretariat invites."""

    def test_it_invites_with_day_place_and_agenda(self, cast: Cast) -> None:
        meeting = announced(cast.uno_sharsha.user, number=41, place="Upazila hall", memo_number="05.44.8-7")
        text = read(self.letter(cast.uno_sharsha.user, meeting))
        for part in (
            "শার্শা উপজেলা মানব পাচার প্রতিরোধ কমিটির ৪১তম সভার নোটিশ।", "০৫.৪৪.৮-৭", "Upazila hall", "সকাল ১১টা",
            "২। Shelter places", "সদস্য-সচিব", "অনুলিপি", "নোটিশ জারি:",
        ):  # fmt: skip
            assert flat(part) in text, text
        assert "2. Shelter places" in read(self.letter(cast.rj_liaison.user, meeting, "en"))

    def test_of_a_discreet_meeting_neither_place_nor_link_leaves(self, cast: Cast) -> None:
        meeting = announced(
            cast.uno_sharsha.user, place="Shelter house", link="https://meet.example/1", mode="hybrid",
            discreet=True,
        )  # fmt: skip
        for ending, words in (("pdf", read), ("docx", words_of)):
            text = words(self.letter(cast.uno_sharsha.user, meeting, "en", ending))
            assert "Shelter house" not in text
            assert "meet.example" not in text

    def test_what_was_added_to_the_draft_stands_on_no_notice(self, cast: Cast) -> None:
        minutes = draft(cast.uno_sharsha.user)
        actions.add_item(by=cast.uno_sharsha.user, meeting=minutes.meeting, title="Not announced", at=NOW)
        assert "Not announced" not in read(self.letter(cast.rj_liaison.user, minutes.meeting))

    def test_who_reads_no_meeting_gets_no_notice_and_what_left_is_noted(self, cast: Cast) -> None:
        meeting = announced(cast.uno_sharsha.user)
        address = reverse("meeting_notice_pdf", args=[meeting.ref])
        assert browser(cast.far_liaison.user).get(address).status_code == 404
        assert not AccessLog.objects.filter(kind="export").exists()
        self.letter(cast.rj_liaison.user, meeting)
        assert AccessLog.objects.get(kind="export").record_type == "meetings.meeting"

    @staticmethod
    def letter(by: User, meeting: Meeting, language: str = "bn", ending: str = "pdf") -> bytes:
        address = reverse(f"meeting_notice_{ending}", args=[meeting.ref])
        answer = browser(by).get(f"{address}?language={language}")
        assert answer.status_code == 200
        return bytes(answer.content)


class TestMemoNumber:
    """It often comes later, and is then filled in on the paper."""

    def test_it_is_filled_in_later_and_the_hash_of_the_text_stays(self, cast: Cast) -> None:
        minutes = circulated(cast, number=41)
        assert self.send(cast, minutes, "০৫.৪৪.৮৭৮২-৪১২").status_code == 302
        after = Minutes.objects.get(pk=minutes.pk)
        assert (after.sha256, after.frozen_text) == (minutes.sha256, minutes.frozen_text)
        assert "০৫.৪৪.৮৭৮২-৪১২" in read(paper(cast.uno_sharsha.user, after).content)
        assert "/১(৩)" in read(paper(cast.uno_sharsha.user, after).content)
        page = browser(cast.uno_sharsha.user).get(reverse("meeting_print", args=[after.meeting.ref]))
        assert "05.44.8782-412" in page.content.decode()

    def test_a_number_used_twice_in_a_series_is_refused_at_its_field(self, cast: Cast) -> None:
        first, second = circulated(cast, number=41), circulated(cast, number=42)
        self.send(cast, first, "05.44-412")
        answer = self.send(cast, second, "০৫.৪৪ -৪১২")
        assert answer.status_code == 422
        assert "Another meeting of this committee has this memo number" in answer.content.decode()
        assert Minutes.objects.get(pk=second.pk).memo_number == ""
        # Its own again is no second use.
        assert self.send(cast, first, "05.44-412").status_code == 302
        with pytest.raises(Mendable) as refused:
            announced(cast.uno_sharsha.user, memo_number="05.44-412")
        assert refused.value.field == "memo_number"

    def test_only_the_secretariat_fills_it_in(self, cast: Cast) -> None:
        minutes = circulated(cast)
        for key, status in (("facilitator", 403), ("rj_liaison", 403), ("far_liaison", 404)):
            answer = browser(cast[key].user).post(self.address(minutes), {"memo_number": "1"})
            assert answer.status_code == status, key
        with pytest.raises(RefusedError):
            actions.give_memo_number(by=cast.facilitator.user, minutes=minutes, memo_number="1", at=NOW)

    def send(self, cast: Cast, minutes: Minutes, number: str) -> Any:
        client = browser(cast.uno_sharsha.user)
        page = client.get(self.address(minutes))
        version = page.context["form"]["version"].value()
        return client.post(self.address(minutes), {"memo_number": number, "version": version})

    @staticmethod
    def address(minutes: Minutes) -> str:
        return reverse("meeting_memo", args=[minutes.meeting.ref])


def test_the_paper_says_what_now_stands_and_what_was_added_after_confirmation(cast: Cast) -> None:
    minutes = attended(cast, number=41)
    by = cast.uno_sharsha.user
    line = next(one for one in lines_of(standing_text(minutes)).values() if one.part == "decision")
    wished = "Free places are reported each month."
    asked = actions.propose_correction(
        by=by, minutes=minutes, line=line.key, wished=wished, reason="As it was said", at=NOW
    )
    actions.answer_correction(by=by, correction=asked, answer=Correction.Answer.ACCEPTED, note="", at=NOW)
    actions.confirm(by=by, minutes=minutes, on=TODAY, at=NOW)
    actions.add_addendum(by=by, minutes=minutes, text="The list arrived.", at=NOW)
    for ending, words in (("pdf", read), ("docx", words_of)):
        text = words(paper(by, minutes, "en", ending).content)
        assert "Confirmed on 22 Nov 2026" in text
        assert "The list arrived." in text
        assert wished in text, text
        assert "reported each quarter" not in text
        assert "Corrected after circulation" in text
