"""The figures page: what it adds up, and that nothing comes out of it that its reader may not read."""

import csv
import io
import re
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from language.words import DHAKA, local_day, month_words
from partners.models import Place, Tier
from tests.cast import Cast, browser
from tests.library.downloads import downloaded, proven
from tests.threads.messages import issued
from tests.threads.test_protection import AFTER, reported
from tests.threads.updates import posted, union
from tests.threads.world import body, own, to_committee
from threads.figures.publishing import publish_due
from threads.figures.queries.charts import bars, shares
from threads.figures.queries.periods import choices, period_of
from threads.models import NetworkSum, PublishedTable

pytestmark = pytest.mark.django_db
FIGURES = "figures"


def text_of(client: Client, name: str, *refs: str, **query: str) -> str:
    """The words of a page, without its marks."""
    answer = client.get(reverse(name, args=refs), query)
    assert answer.status_code == 200, answer.status_code
    unseen = r"<svg.*?</svg>|<select.*?</select>|<script.*?</script>"
    page = re.sub(unseen, " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def sharsha() -> Place:
    """The upazila in which the unions lie."""
    return Place.objects.get(tier=Tier.UPAZILA, name_en="Sharsha")


def now() -> datetime:
    """The instant at which pages are asked: what is sent now stands in their last month."""
    return timezone.now()


def test_figures_add_up_by_month_place_and_organisation_in_both_languages(cast: Cast) -> None:
    posted(cast.rj_staff.user, "everyone", women=1234, girls=12, asked=20, improved=15, at=now())
    posted(cast.bnwla_liaison.user, "everyone", of="training", men=100, place=union("Benapole"), at=now())
    posted(cast.bnwla_liaison.user, "everyone", of="trend", at=now())
    client = browser(cast.far_liaison.user)
    page = text_of(client, FIGURES)
    for words in (
        "Awareness session 0 0 0 0 0 1 1", "Training 0 0 0 0 0 1 1", "Trend 0 0 0 0 0 1 1",
        "Women – – – – – 1,234 1,234", "Girls – – – – – 12 12", "People in all – – – – – 1,346 1,346",
        f"{month_words(local_day(now()))} is still open",
    ):  # fmt: skip
        assert words in page, words
    # Nobody counted boys: that is no nought, and no line. Nor have months to come one.
    assert "Boys" not in page
    year, month = now().year, local_day(now()).month
    whole = text_of(client, FIGURES, period=str(year))
    assert f"Trend {'0 ' * (month - 1)}1 {'– ' * (12 - month)}1" in whole and "is still open" in whole
    bangla = text_of(browser(cast.ncc_secretary.user, "bn"), FIGURES)
    assert "১,৩৪৬" in bangla and "মাস এখনও শেষ হয়নি" in bangla
    below = text_of(client, FIGURES, view="places", place=sharsha().ref)
    assert "Bagachra, Sharsha" in below and "1,246" in below and "Benapole" in below
    by_body = text_of(client, FIGURES, view="organisations")
    assert "1,246" in by_body and "2" in by_body
    narrowed = text_of(client, FIGURES, organisation=body("BNWLA").ref, type="training")
    assert "People in all – – – – – 100 100" in narrowed and "1,234" not in narrowed
    charts = client.get(reverse(FIGURES)).content.decode()
    assert charts.count("<figure>") == 3 and "75%" in charts
    assert client.get(reverse(FIGURES), {"place": "nowhere"}).status_code == 422
    assert "1,234" not in client.get(reverse(FIGURES), {"place": "nowhere"}).content.decode()


def test_where_nothing_is_counted_the_page_says_what_to_do(cast: Cast) -> None:
    empty = text_of(browser(cast.rj_staff.user), FIGURES)
    assert "send one, or look further back" in empty and "Last twelve months" in empty
    assert "New field update" in empty
    # Whoever sends none is offered to look further back alone, and a whole year is as far as it goes.
    reader = browser(cast.oversight.user)
    assert "New field update" not in text_of(reader, FIGURES)
    assert "Last twelve months" not in text_of(reader, FIGURES, period="12")


def test_nothing_of_what_is_not_for_everybody_comes_out_of_any_view(cast: Cast) -> None:
    """Whoever does not read an update gets, byte for byte, the same answers as where it never was."""
    posted(cast.bnwla_liaison.user, "everyone", women=40, at=now())
    queries: list[dict[str, str]] = [
        {}, {"view": "places"}, {"view": "organisations"}, {"period": "12"}, {"type": "awareness"},
        {"organisation": body("RJ").ref}, {"place": union().ref}, {"place": sharsha().ref, "view": "places"},
        {"type": "rescue"}, {"type": "rescue", "place": union().ref, "organisation": body("RJ").ref},
    ]  # fmt: skip
    # One of them reads the update of the committee, and learns no more from a sum.
    outsiders = ["dc_jashore", "oversight"]

    def all_answers() -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key in outsiders:
            client = proven(cast[key].user, "en")
            for number, query in enumerate(queries):
                page = client.get(reverse(FIGURES), query)
                # Beside it stands how many discussions are unread, which one of them may know.
                main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
                found[key, number] = page.status_code, main
                if page.status_code == 200 and number < 3:
                    found[key, number, "sheet"] = downloaded(client, FIGURES, **query)
            found[key, "own"] = client.get(reverse("figures_own", args=[body("RJ").ref])).status_code
            found[key, "published"] = client.get(reverse("figures_published")).status_code
        return found

    before = all_answers()
    posted(cast.rj_staff.user, of="rescue", girls=1, at=now())
    posted(cast.rj_staff.user, own("RJ"), girls=7, at=now())
    posted(cast.rj_staff.user, to_committee(), women=31, at=now())
    after = all_answers()
    assert [key for key in before if before[key] != after[key]] == []
    assert {before[key, "own"] for key in outsiders} == {403}
    mine = text_of(browser(cast.rj_staff.user), "figures_own", body("RJ").ref)
    assert "Rescue 0 0 0 0 0 1 1" in mine and "Awareness session 0 0 0 0 0 2 2" in mine
    assert "Girls – – – – – 8 8" in mine
    rows = downloaded(proven(cast.rj_staff.user, "en"), "figures_own", of=body("RJ").ref)
    assert any("Rescue" in row for row in rows)


def test_a_published_quarter_is_read_by_all_and_no_correction_changes_a_letter(cast: Cast) -> None:
    jashore = Place.objects.get(tier=Tier.DISTRICT, name_en="Jashore")
    for district in Place.objects.filter(parent=jashore.parent_id, tier=Tier.DISTRICT, until=None):
        for key, code in (("rj_liaison", "RJ"), ("bnwla_liaison", "BNWLA"), ("far_liaison", "CWCS")):
            reported(cast, key, code, district.name_en, 3 if district == jashore else 40)
    publish_due(at=AFTER)
    client = browser(cast.oversight.user)
    told = {name: text_of(client, name, place=jashore.ref) for name in (FIGURES, "figures_published")}
    for page in told.values():
        assert "under 11" in page and "Jul to Sep 2026" in page and "Rescue" in page
    bangla = text_of(browser(cast.ncc_secretary.user, "bn"), FIGURES, place=jashore.ref)
    assert "১১-এর কম" in bangla and "প্রকাশ করা হয়নি" in bangla
    sheet = downloaded(proven(cast.oversight.user, "en"), "figures_published", quarter="2026-07-01")
    assert any("under 11" in row for row in sheet)
    reported(cast, "rj_liaison", "RJ", "Jashore", 90)
    publish_due(at=datetime(2026, 11, 27, 9, 0, tzinfo=DHAKA))
    assert {name: text_of(client, name, place=jashore.ref) for name in told} == told
    assert PublishedTable.objects.filter(quarter=date(2026, 7, 1)).count() == 1


def test_pages_ask_the_same_number_of_questions_for_one_row_and_for_seven(cast: Cast) -> None:
    client = browser(cast.rj_staff.user)
    views: list[tuple[str, tuple[str, ...], str]] = [
        (FIGURES, (), view) for view in ("months", "places", "organisations")
    ]
    views += [("figures_own", (body("RJ").ref,), view) for view in ("months", "places")]
    counts: list[list[int]] = []
    unions = list(Place.objects.filter(parent=sharsha(), tier=Tier.UNION).order_by("pk")[:7])
    above = sharsha().ref
    authors = [cast.rj_staff.user, cast.bnwla_liaison.user]
    for some in (unions[:1], unions[1:]):
        for number, place in enumerate(some):
            posted(
                authors[number % 2], "everyone", place=place, women=5, of=("training", "other")[number % 2]
            )
        counts.append([])
        for name, refs, view in views:
            address = reverse(name, args=refs)
            client.get(address, {"view": view, "place": above})
            with CaptureQueriesContext(connection) as queries:
                client.get(address, {"view": view, "place": above})
            counts[-1].append(len(queries))
    assert counts[0] == counts[1] and max(counts[0]) < 20, counts


def test_programs_read_the_same_sums_by_the_same_filters(cast: Cast) -> None:
    posted(cast.rj_staff.user, "everyone", women=40, at=now())
    posted(cast.rj_staff.user, of="rescue", girls=1, at=now())
    kept = NetworkSum.objects.filter(place__tier=Tier.NATIONAL, organisation=None)
    assert [(one.type, one.women) for one in kept] == [("awareness", 40)]
    rows = downloaded(proven(cast.far_liaison.user, "en"), FIGURES, period="12")
    held = list(csv.reader(io.StringIO("\n".join(",".join(row) for row in rows))))
    assert len(held) == 2 and "40" in rows[1]


def test_periods_and_bars_are_drawn_as_they_are_meant() -> None:
    today = date(2026, 2, 3)
    assert period_of("", today).months[0] == date(2025, 9, 1) and period_of("", today).last == date(
        2026, 2, 1
    )
    assert period_of("2025-4", today).months == [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)]
    assert len(period_of("2024", today).months) == 12 and period_of("12", today).length == 12
    for code, words in choices(today):
        assert words and 3 <= period_of(code, today).length <= 12
    assert period_of("", today).words == "September 2025 to February 2026"
    chart = bars("", ["a", "b"], [[10, 30], [0, 0]])
    assert [part.height for part in chart.bars[0].parts] == [30, 90] and chart.bars[1].words == "0"
    assert shares("", ["a", "b"], [(3, 4), (0, 0)], note="").bars[0].words == "75%"


def test_the_office_of_a_key_message_sees_sessions_and_people_by_union_as_far_as_it_reads_them(
    cast: Cast,
) -> None:
    message = issued(cast, to_committee())
    for readers, women in ((to_committee(), 30), ("everyone", 4), (own("RJ"), 500)):
        posted(cast.rj_liaison.user, readers, women=women, message=message, at=now())
    posted(cast.rj_liaison.user, "everyone", place=union("Benapole"), message=message, at=now())
    office = browser(cast.dc_jashore.user)
    assert "Where it was passed on" in text_of(office, "thread", message.ref)
    page = text_of(office, "message_passed_on", message.ref)
    assert "Bagachra, Sharsha 2 34" in page and "Benapole, Sharsha 1 –" in page and "500" not in page
    reader = browser(cast.dd_women_jashore.user)
    assert "Where it was passed on" not in text_of(reader, "thread", message.ref)
    assert reader.get(reverse("message_passed_on", args=[message.ref])).status_code == 403
    other = posted(cast.rj_liaison.user, "everyone", women=1, at=now())
    assert browser(cast.rj_liaison.user).get(
        reverse("message_passed_on", args=[other.ref])
    ).status_code == 403  # fmt: skip
