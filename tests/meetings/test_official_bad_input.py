"""Whatever was typed or pasted into minutes, their papers say it as it was typed, whole and within bounds."""

import io
import re
import resource
import time
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from meetings import actions
from meetings.models import Attendance, Decision, ItemMinutes, Minutes
from tests.cast import NOW, Cast, browser
from tests.library.papers import flat, read
from tests.meetings.long_minutes import long_draft
from tests.meetings.sittings import announced, draft, item_of

pytestmark = pytest.mark.django_db
# Two centimetres of margin, less a hair; what lies outside would not be printed.
MARGIN = 20 / 25.4 * 72 - 3


def get(cast: Cast, minutes: Minutes, ending: str = "pdf", language: str = "bn") -> bytes:
    """The file as the secretariat gets it."""
    address = reverse(f"meeting_{ending}", args=[minutes.meeting.ref])
    answer = browser(cast.uno_sharsha.user).get(f"{address}?language={language}")
    assert answer.status_code == 200, answer.headers
    return bytes(answer.content)


def words_of(document: bytes) -> str:
    """What stands in the tables of a document to paste from."""
    cells = [cell for table in Document(io.BytesIO(document)).tables for cell in table._cells]
    return flat(" ".join(cell.text for cell in cells))


def write(minutes: Minutes, discussion: str, decision: str) -> None:
    """Put a text past what forms let through, as an older import would have left it."""
    item = item_of(minutes)
    ItemMinutes.objects.filter(item=item).update(discussion=discussion)
    Decision.objects.filter(item=item).update(text=decision)


@pytest.mark.parametrize(
    "typed",
    [
        "#panic() [x] $y$ *z*",
        "= not a heading",
        "1. not a list",
        '#read("/etc/passwd") `raw` <label> @ref // note',
        "BRAC-এর liaison officer জানান, ৫ ≥ 4 → ঠিক আছে।",
        "<b>bold</b> & {{ braces }} {% tag %}",
    ],
)
def test_what_was_typed_is_printed_as_typed(cast: Cast, typed: str) -> None:
    minutes = draft(cast.uno_sharsha.user)
    actions.save_item(
        by=cast.uno_sharsha.user, item=item_of(minutes), discussion=f"আগে\n{typed}\nপরে", decision=typed,
        version=2, at=NOW,
    )  # fmt: skip
    for language in ("bn", "en"):
        assert read(get(cast, minutes, language=language)).count(flat(typed)) == 2
        assert words_of(get(cast, minutes, "docx", language)).count(flat(typed)) == 2


@pytest.mark.parametrize("sign", ["\x0b", "\ufffe", "\x1f", "\u202e", "\x0c"])
def test_a_pasted_control_character_breaks_neither_file(cast: Cast, sign: str) -> None:
    minutes = draft(cast.uno_sharsha.user)
    write(minutes, f"before{sign}after", f"before{sign}after")
    for text in (read(get(cast, minutes)), words_of(get(cast, minutes, "docx"))):
        assert sign not in text
        assert len(re.findall("before ?after", text)) == 2


def test_a_decision_of_20000_characters_is_printed_whole(cast: Cast) -> None:
    said = "সদস্য-সচিব জানান, বিগত সভার ৬টি সিদ্ধান্তের মধ্যে ৪টি বাস্তবায়িত। "
    long = (said * 400)[:20_000]
    minutes = draft(cast.uno_sharsha.user)
    write(minutes, "", long)
    pdf = get(cast, minutes)
    assert read(pdf).count("বিগত সভার ৬টি") == long.count("বিগত সভার ৬টি")
    assert words_of(get(cast, minutes, "docx")).count("বিগত সভার ৬টি") == long.count("বিগত সভার ৬টি")


def test_100_items_and_300_people_are_printed_and_nothing_is_left_out(cast: Cast) -> None:
    minutes = long_draft(cast, points=100)
    Attendance.objects.bulk_create(
        Attendance(minutes=minutes, position=200 + n, label_en=f"Guest office {n}.", capacity="guest")
        for n in range(300)
    )
    text = read(get(cast, minutes, language="en"))
    missing = [n for n in range(1, 101) if f"Do what was decided under Matter {n} " not in text]
    assert missing == []
    assert [n for n in range(300) if f"Guest office {n}." not in text] == []
    pasted = words_of(get(cast, minutes, "docx", "en"))
    assert [n for n in range(300) if f"Guest office {n}." not in pasted] == []


@pytest.mark.parametrize("language", ["bn", "en"])
def test_no_page_is_blank_and_nothing_runs_over_the_margin(cast: Cast, language: str) -> None:
    minutes = long_draft(cast, points=30)
    write(minutes, "https://example.org/" + "a" * 300, "খ" * 300)
    document = pypdfium2.PdfDocument(get(cast, minutes, language=language))
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L")
        box = picture.point(lambda grey: 255 * (grey < 200)).getbbox()
        assert box is not None
        left, top, right, bottom = box
        assert left >= MARGIN and right <= picture.width - MARGIN, box
        # The foot stands in the margin below.
        assert top >= MARGIN and bottom <= picture.height - 20, box
        assert bottom - top > picture.height / 4, box
    document.close()


def test_the_page_of_sixty_items_comes_within_two_seconds_of_the_machine(cast: Cast) -> None:
    minutes = long_draft(cast, points=60)
    client = browser(cast.uno_sharsha.user, "bn")
    address = reverse("meeting_pdf", args=[minutes.meeting.ref])
    client.get(address)
    begun = time.process_time() + _children()
    assert client.get(address).status_code == 200
    assert time.process_time() + _children() - begun < 2


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_minutes_longer_than_a_page_waits_for_are_refused_in_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = draft(cast.uno_sharsha.user)
    monkeypatch.setattr("library.paper.press.LONGEST", 10)
    address = reverse("meeting_pdf", args=[minutes.meeting.ref])
    page = browser(cast.uno_sharsha.user).get(address, follow=True)
    assert "too long for one file" in page.content.decode()


@pytest.mark.parametrize("language", ["", "fr", "../bn", "bn\x00"])
def test_a_language_that_is_none_of_the_two_is_the_readers_own(cast: Cast, language: str) -> None:
    meeting = announced(cast.uno_sharsha.user)
    answer: Any = browser(cast.uno_sharsha.user, "bn").get(
        reverse("meeting_notice_pdf", args=[meeting.ref]), {"language": language}
    )
    assert "আলোচ্যসূচি" in read(answer.content)
