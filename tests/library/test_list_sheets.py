"""Every declared list as a sheet: of nobody's more than its page shows them, asked anew all the while."""

import importlib
import io
import pkgutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, product
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, PartyMember, User
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind
from access.toolkit.lists import RecordList
from access.toolkit.rooms import all_rooms
from commitments.models import Commitment
from commitments.queries import COMMITMENTS
from library import actions
from library.sheets.folder import folder
from library.sheets.reading import RightsLost, Wanted, batches
from library.sheets.writing import Form
from meetings.models import Meeting
from partners.models import Committee
from tests.budgets import is_deep
from tests.cast import READERS, Cast
from tests.library.downloads import column, downloaded, proven, rows_in
from tests.meetings.sittings import announced
from tests.sweep import District

pytestmark = pytest.mark.django_db
LISTS = [one for room in all_rooms() for one in room.lists]
GIVEN = [one for one in LISTS if not one.no_sheet]
NAMES = [one.url_name for one in GIVEN]
LANGUAGES = ("en", "bn")


def declared_anywhere() -> Iterator[RecordList[Any]]:
    """Every list that any module of a room declares."""
    for room in settings.ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if (
                module.name.endswith(("gi", ".migrations"))
                or ".settings" in module.name
                or ".migrations." in module.name
            ):
                continue
            found = vars(importlib.import_module(module.name)).values()
            yield from (one for one in found if isinstance(one, RecordList))


def test_every_declared_list_stands_in_its_room_and_gives_a_sheet_or_says_why_not() -> None:
    missing = {one.url_name for one in declared_anywhere() if one not in LISTS}
    assert not missing, "add these to `lists` of the ROOM of their room"
    for one in LISTS:
        assert bool(one.no_sheet) != bool(one.sheet_columns), f"{one.url_name}: cells, or why none"
        assert one.no_sheet or one.title, f"{one.url_name}: a title for its file"


@pytest.mark.parametrize("one", GIVEN, ids=NAMES)
def test_every_column_has_a_tag_of_its_own_kind(one: RecordList[Any]) -> None:
    names = [column.name for column in one.columns]
    assert len(names) == len(set(names))
    for column_ in one.sheet_columns:
        assert column_.tag.startswith("#"), column_.name
        if column_.kind in (Kind.DAY, Kind.INSTANT):
            assert column_.tag.startswith("#date"), column_.name


def walked(viewer: Viewer, wanted: Wanted) -> list[str]:
    """The references a person pages through, on the pages of the list."""
    asked = wanted.asked_by(viewer)
    seen: list[str] = []
    after: str | None = None
    while True:
        page = asked.declared.page(
            viewer, asked.chip, within=asked.within, chosen=asked.chosen, after=after, size=7
        )
        seen += [getattr(getattr(one, "meeting", one), "ref", "") for one in page.records]
        after = page.next_cursor
        if after is None:
            return seen


def test_a_sheet_holds_exactly_the_records_of_its_list_for_everybody_and_every_view(
    cast: Cast, swept: dict[str, District]
) -> None:
    here = swept["jashore"]
    queries: list[dict[str, str]] = [
        {}, {"organisation": here.organisation.name_en}, {"committee": here.committee.ref},
    ]  # fmt: skip
    held = 0
    # Each list in both languages, of one reader after the other; in `make deep` of everybody.
    for key, language in product(READERS, LANGUAGES) if is_deep() else zip(READERS, cycle(LANGUAGES)):
        client = proven(cast[key].user, language)
        viewer = Viewer(cast[key].user, timezone.now())
        for one in GIVEN:
            if "ref" not in [column.name for column in one.sheet_columns] or not one.opens_to(viewer):
                continue
            if one.around is not None:
                # Of one record each: see below.
                continue
            for chip in one.chips:
                for query in queries if one is COMMITMENTS else [{}]:
                    told = {**query, **one.view_of(chip)}
                    rows = downloaded(client, one.url_name, **told)
                    place = [column.name for column in one.sheet_columns].index("ref")
                    # A reference may begin as a formula does.
                    refs = [row[place].removeprefix("'") for row in rows[1:]]
                    assert refs == walked(viewer, Wanted(one.url_name, told)), (key, one.url_name, told)
                    held += len(refs)
    assert held > 100


def test_each_list_is_closed_to_whom_its_page_is_closed(cast: Cast, swept: dict[str, District]) -> None:
    for nth, key in enumerate((*READERS, "administrator")):
        client = proven(cast[key].user)
        for place, one in enumerate(GIVEN):
            if one.around is not None:
                continue
            page = client.get(reverse(one.url_name)).status_code
            if page == 200 and not is_deep() and (nth + place) % 4:
                # That an open list is taken out stands above; here it is asked of each by some in turn.
                continue
            chosen = client.get(reverse("sheet", args=[one.url_name])).status_code
            taken = client.get(reverse("sheet_file", args=[one.url_name]), {"form": "csv"}).status_code
            wanted = {200: (200, 200), 404: (404, 404), 302: (302, 302)}[page]
            assert (chosen, taken) == wanted, (key, one.url_name)


def test_a_list_of_one_committee_is_taken_out_by_its_secretariat_alone(
    cast: Cast, swept: dict[str, District]
) -> None:
    committee = swept["jashore"].committee.ref
    address = reverse("sheet_file", args=["meetings_delegated"])
    for key, status in {"dd_women_jashore": 200, "uno_sharsha": 403, "far_liaison": 403}.items():
        answer = proven(cast[key].user).get(address, {"form": "csv", "of": committee})
        assert answer.status_code == status, key
    below = reverse("sheet_file", args=["committees_below"])
    for key, status in {"dd_women_jashore": 200, "ncc_secretary": 200, "uno_sharsha": 403}.items():
        answer = proven(cast[key].user).get(below, {"form": "csv", "of": committee})
        assert answer.status_code == status, key
        if status == 200:
            assert len(rows_in(answer.content)) == 1 + Committee.objects.filter(parent__ref=committee).count()
    for of in ({}, {"of": "n0-such-record-anywher"}):
        assert proven(cast.dd_women_jashore.user).get(address, {"form": "csv", **of}).status_code == 404
    assert proven(cast.rj_liaison.user).get(
        reverse("sheet_file", args=["commitments"]), {"form": "csv", "of": committee}
    ).status_code == 404  # fmt: skip


def test_lists_that_give_none_answer_as_if_they_were_not(cast: Cast) -> None:
    for key in ("administrator", "ncc_secretary"):
        client = proven(cast[key].user)
        for name in ("accounts", "deliveries", "no-such-list"):
            status = 302 if key == "administrator" else 404
            assert client.get(reverse("sheet", args=[name])).status_code == status


def test_the_password_is_asked_again_before_a_list_leaves_the_portal(cast: Cast) -> None:
    client = proven(cast.rj_liaison.user)
    session = client.session
    session["confirmed_at"] = 0
    session.save()
    for name in ("sheet", "sheet_file"):
        answer = client.get(reverse(name, args=["commitments"]), {"view": "late", "form": "csv"})
        assert answer.headers["Location"].startswith("/account/confirm/?next=%2Fsheets%2Fcommitments%2F%3F")
        assert "view%3Dlate" in answer.headers["Location"]
    assert not AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT).exists()


def test_a_download_is_noted_with_its_count_and_oversight_reads_it_in_words(
    cast: Cast, swept: dict[str, District]
) -> None:
    rows = downloaded(proven(cast.rj_liaison.user), "commitments", view="open")
    line = AccessLog.objects.get(kind=AccessLog.Kind.EXPORT)
    assert line.user == cast.rj_liaison.user
    assert line.purpose == f"list=commitments rows={len(rows) - 1} form=csv view=open filters="
    page = proven(cast.oversight.user).get(reverse("access_log")).content.decode()
    assert f"Commitments: {len(rows) - 1} rows" in page


def test_heads_are_in_the_readers_language_and_the_file_is_named_in_both_forms(
    cast: Cast, swept: dict[str, District]
) -> None:
    client = proven(cast.rj_liaison.user, "bn")
    answer = client.get(reverse("sheet_file", args=["commitments"]), {"form": "xlsx", "tagged": "on"})
    heads, tags, *rows = rows_in(answer.content, "xlsx")
    assert heads[0] == "করণীয়" and "বাস্তবায়নকারী" in heads
    assert tags[0] == "#activity" and {"#adm2+code", "#date+due", "#org+implementing"} <= set(tags)
    assert rows and answer.headers["Content-Type"] == Form.XLSX.content_type
    named = answer.headers["Content-Disposition"]
    assert 'filename="commitments-' in named and "filename*=UTF-8''%E0%A6" in named
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_commitment_in_a_sheet_has_its_days_and_its_district(
    cast: Cast, swept: dict[str, District]
) -> None:
    rows = downloaded(proven(cast.rj_liaison.user), "commitments", "xlsx")
    assert set(column(rows, "District")) == {"Jashore"}
    assert {f"{day:%F}" for day in column(rows, "Due date") if day} >= {"2055-01-05"}
    assert all(one.startswith("http") for one in column(rows, "Address in the portal"))


def test_where_survivors_meet_leaves_the_portal_in_no_sheet(cast: Cast, swept: dict[str, District]) -> None:
    planned = Meeting.objects.filter(state=Meeting.State.PLANNED)
    assert planned.update(discreet=True, place_text="ZQSHELTER")
    rows = downloaded(proven(cast.dd_women_jashore.user), "meetings")
    assert len(rows) > 1 and not any("ZQSHELTER" in str(cell) for row in rows for cell in row)


@pytest.mark.parametrize("memo", ["01711000000", "05.44.8782.000-41.10", "41.1", "007"])
def test_a_memo_number_is_a_text_in_the_sheet_of_meetings(
    cast: Cast, swept: dict[str, District], memo: str
) -> None:
    user = cast.dd_women_jashore.user
    announced(user, swept["jashore"].committee, at=timezone.now(), memo_number=memo)
    client = proven(user)
    assert memo in column(downloaded(client, "meetings", "csv"), "Memo number")
    answer = client.get(reverse("sheet_file", args=["meetings"]), {"form": "xlsx"})
    (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == memo]
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_a_filter_that_cannot_be_read_leads_back_to_the_page_that_says_so(cast: Cast) -> None:
    client = proven(cast.rj_liaison.user)
    answer = client.get(reverse("sheet", args=["commitments"]), {"committee": "nonsense"})
    assert answer.headers["Location"] == "/commitments/?committee=nonsense"
    page = client.get("/commitments/?committee=nonsense").content.decode()
    assert reverse("sheet", args=["commitments"]) not in page


def test_the_page_of_a_list_leads_to_its_sheet_as_it_is_filtered(
    cast: Cast, swept: dict[str, District]
) -> None:
    client = proven(cast.rj_liaison.user)
    committee = swept["jashore"].committee.ref
    page = client.get("/commitments/", {"committee": committee, "view": "soon"}).content.decode()
    if "No commitments" not in page:
        page = client.get("/commitments/", {"committee": committee}).content.decode()
    assert f"/sheets/commitments/?committee={committee}" in page
    chosen = client.get("/sheets/commitments/", {"committee": committee})
    assert b"Download the sheet" in chosen.content
    assert f'name="committee" value="{committee}"' in chosen.content.decode()


def clock_of(*instants: datetime) -> Any:
    """A clock that says these in turn, and the last one from then on."""
    left = list(instants)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


def end_terms(user: User, at: datetime) -> None:
    """All this person belongs to ends."""
    for member in PartyMember.objects.filter(user=user):
        member.period = type(member.period)(member.period.lower, at)
        member.save()


def test_who_loses_a_place_during_an_export_gets_no_more(cast: Cast, swept: dict[str, District]) -> None:
    user = cast.rj_liaison.user
    now = timezone.now()
    viewer = Viewer(user, now)
    found = batches(
        Wanted("commitments"), user.pk, held=viewer.party_ids,
        clock=clock_of(now, now + timedelta(hours=2)), size=1,
    )  # fmt: skip
    assert len(next(found)) == 1
    end_terms(user, now + timedelta(hours=1))
    with pytest.raises(RightsLost):
        next(found)


def test_a_closed_account_gets_no_more(cast: Cast, swept: dict[str, District]) -> None:
    user = cast.rj_liaison.user
    now = timezone.now()
    found = batches(Wanted("commitments"), user.pk, held=[], clock=lambda: now, size=1)
    next(found)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(RightsLost):
        next(found)


def test_what_is_taken_from_a_reader_meanwhile_is_read_no_more(
    cast: Cast, swept: dict[str, District]
) -> None:
    user = cast.rj_liaison.user
    now = timezone.now()
    wanted = Wanted("commitments")
    whole = [row for batch in batches(wanted, user.pk, held=[], clock=lambda: now) for row in batch]
    assert len(whole) > 2
    found = batches(wanted, user.pk, held=[], clock=lambda: now, size=1)
    begun = next(found)
    for commitment in Commitment.objects.all():
        commitment.audience.all().delete()
    assert [*begun, *(row for batch in found for row in batch)] == whole[:1]


def test_a_download_that_loses_its_right_hands_out_nothing(
    cast: Cast, swept: dict[str, District], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = cast.rj_liaison.user
    now = timezone.now()
    end_terms(user, now + timedelta(hours=1))
    ask = {"by": user, "wanted": Wanted("commitments"), "form": Form.XLSX, "tagged": False, "at": now}
    with pytest.raises(RightsLost):
        actions.sheet_at_once(**ask, clock=lambda: now + timedelta(hours=2))  # type: ignore[arg-type]
    with pytest.raises(Http404):
        actions.sheet_at_once(**{**ask, "at": now + timedelta(hours=2)}, clock=lambda: now)  # type: ignore[arg-type]
    assert not AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT).exists()
    assert not list(folder().iterdir())


def test_a_batch_costs_the_same_however_long_it_is(cast: Cast, swept: dict[str, District]) -> None:
    user = cast.rj_liaison.user
    now = timezone.now()
    costs = []
    for size in (7, 1, 7):
        found = batches(Wanted("commitments"), user.pk, held=[], clock=lambda: now, size=size)
        with CaptureQueriesContext(connection) as asked:
            next(found)
        costs.append(len(asked))
    assert costs[1] == costs[2]


def test_a_page_that_nobody_signed_in_asks_for_leads_to_the_door() -> None:
    assert Client().get("/sheets/commitments/").headers["Location"].startswith("/sign-in/?next=")
