"""A sheet of many committees: what it would do is shown first, and is what it does; again it adds nothing."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from language.words import local_day
from meetings.held.batch import committees_to_enter
from meetings.models import Meeting
from tests.cast import Cast, browser
from tests.meetings.sittings import sharsha

pytestmark = pytest.mark.django_db


def held_on() -> date:
    return local_day(timezone.now()) - timedelta(days=7)


def sheet_of(rows: list[list[Any]]) -> SimpleUploadedFile:
    book = Workbook()
    heads = [
        "Union",
        "Day of the meeting",
        "In the chair",
        "Present",
        "Decisions",
        "Signed on paper",
        "Remark",
    ]
    for row in (["Union committees, November"], heads, *rows):
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return SimpleUploadedFile("meetings.xlsx", written.getvalue())


def entered() -> int:
    return Meeting.objects.filter(lead_committee__parent=sharsha(), entered_afterwards=True).count()


def test_what_a_sheet_would_do_is_what_it_does_and_the_same_again_adds_nothing(cast: Cast) -> None:
    client, above = browser(cast.uno_sharsha.user), sharsha()
    reads = reverse("meetings_batch_sheet", args=[above.ref])
    first, second, third, fourth, *_more = [
        one.committee.place for one in committees_to_enter(above, timezone.now())
    ]
    assert first and second and third and fourth
    on = held_on()
    rows: list[list[Any]] = [
        [first.name_en, on, "UP Chairman (acting)", 14, "Courtyard meetings\nA poster", "yes"],
        [second.name_bn, f"{on:%d/%m/%Y}", "", "১২", "One", "না"],
        [third.name_en, on, "", 9, "One | Nobody of this name", ""],
        [fourth.name_en, "", "", 9, "No day", ""],
        [first.name_en, on, "", 7, "Twice", ""],
        ["No such union", on, "", 7, "One", ""],
    ]
    tried = client.post(reads, {"file": sheet_of(rows)})
    assert tried.status_code == 200 and entered() == 0
    said = tried.context["tried_words"]
    assert "entered: 2, of which circulated: 1, drafted: 1. Here already: 0. To be mended: 4." in said
    assert len(tried.context["problems"]) == 2
    form = tried.context["form"]
    assert len(form.errors) == 2
    # What the page shows is sent: the counts are the same.
    typed = {name: value for name, value in form.data.items() if value}
    page = client.post(reverse("meetings_batch", args=[above.ref]), typed)
    assert page.status_code == 422 and entered() == 2
    assert "entered: 2, of which circulated: 1, drafted: 1. Here already: 0." in page.context["done_words"]
    again = client.post(reads, {"file": sheet_of(rows)})
    assert "entered: 0, of which circulated: 0, drafted: 0. Here already: 2." in again.context["tried_words"]
    client.post(reverse("meetings_batch", args=[above.ref]), typed)
    assert entered() == 2
    signed = Meeting.objects.get(lead_committee__place=first)
    assert (signed.state, signed.minutes.signed_by) == ("circulated", "UP Chairman (acting)")


def test_what_is_no_sheet_says_so_and_the_empty_one_has_a_row_for_each(cast: Cast) -> None:
    client, above = browser(cast.uno_sharsha.user), sharsha()
    reads = reverse("meetings_batch_sheet", args=[above.ref])
    for file in (
        SimpleUploadedFile("meetings.xlsx", b"%PDF-1.4 nothing"),
        SimpleUploadedFile("meetings.csv", "ক,খ\n১,২\n".encode()),
    ):
        refused = client.post(reads, {"file": file})
        assert refused.status_code == 422 and refused.context["form"].errors["file"]
    assert client.post(reads, {}).status_code == 422
    given = client.get(reverse("meetings_batch_xlsx", args=[above.ref]))
    book = load_workbook(BytesIO(given.content))
    names = [row[0] for row in book.active.iter_rows(values_only=True)]
    assert len(names) == 1 + len(committees_to_enter(above, timezone.now()))
    filled = client.post(reads, {"file": SimpleUploadedFile("meetings.xlsx", given.content)})
    assert filled.status_code == 200 and not filled.context["problems"] and entered() == 0
    # A name of two of them names neither: a row never goes to the wrong committee.
    one, other = (each.committee for each in committees_to_enter(above, timezone.now())[:2])
    assert one.place is not None and other.place is not None
    type(one.place).objects.filter(pk=other.place.pk).update(name_en=one.place.name_en)
    rows: list[list[Any]] = [[one.place.name_en, held_on(), "", 7, "One", ""]]
    unsure = client.post(reads, {"file": sheet_of(rows)})
    assert len(unsure.context["problems"]) == 1 and not unsure.context["form"].errors
