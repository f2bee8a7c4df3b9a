"""A year of a committee's minutes in one file: what this reader may read, in order."""

import io
from typing import Any

import pikepdf
import pytest
from django.urls import reverse

from access.models import AccessLog, User
from meetings.models import Minutes
from tests.cast import NOW, Cast, browser
from tests.library.papers import flat, pages_of, read
from tests.meetings.sittings import circulated, draft, sharsha

pytestmark = pytest.mark.django_db


def file(by: User, year: int = NOW.year, language: str = "en", ending: str = "pdf") -> Any:
    """The file as this person gets it."""
    address = reverse(f"minutes_of_year_{ending}", args=[sharsha().ref, year])
    return browser(by).get(f"{address}?language={language}")


def test_the_minutes_of_a_year_stand_in_order_each_with_its_state_on_its_pages(cast: Cast) -> None:
    circulated(cast, number=41)
    draft(cast.facilitator.user, number=42)
    answer = file(cast.uno_sharsha.user)
    text = read(answer.content)
    assert text.index("41st meeting") < text.index("42nd meeting")
    pages = pages_of(answer.content)
    assert "not confirmed yet" in flat(pages[0])
    assert "Draft: not for circulation" in flat(pages[-1])
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith(f"Minutes of {NOW.year}, ")
    assert 'filename="minutes-of-2026.pdf"' in answer.headers["Content-Disposition"]
    assert file(cast.uno_sharsha.user, ending="docx").content[:2] == b"PK"


def test_it_holds_what_this_reader_may_read_and_no_other_year(cast: Cast) -> None:
    circulated(cast, number=41)
    draft(cast.facilitator.user, number=42)
    text = read(file(cast.rj_liaison.user).content)
    assert "41st meeting" in text
    assert "42nd meeting" not in text
    for key, year in (("far_liaison", NOW.year), ("uno_sharsha", NOW.year - 1), ("uno_sharsha", 99_999)):
        answer = file(cast[key].user, year)
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            reverse("committee", args=[sharsha().ref]),
        )


def test_each_of_the_minutes_is_noted_with_the_count(cast: Cast) -> None:
    circulated(cast, number=41)
    circulated(cast, number=42)
    file(cast.rj_liaison.user)
    lines = AccessLog.objects.filter(kind="export")
    assert set(lines.values_list("record_ref", flat=True)) == set(
        Minutes.objects.values_list("ref", flat=True)
    )
    assert set(lines.values_list("purpose", flat=True)) == {"pdf, en, one of 2 of 2026"}


@pytest.mark.parametrize("bound", ["meetings.views.papers.MOST_IN_A_YEAR", "library.paper.press.LONGEST"])
def test_more_than_a_page_waits_for_is_refused_in_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    circulated(cast, number=41)
    circulated(cast, number=42)
    monkeypatch.setattr(bound, 1)
    address = reverse("minutes_of_year_pdf", args=[sharsha().ref, NOW.year])
    page = browser(cast.uno_sharsha.user).get(f"{address}?language=en", follow=True)
    assert "too long for one file" in page.content.decode()
    assert not AccessLog.objects.filter(kind="export").exists()
