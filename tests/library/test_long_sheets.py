"""A sheet too long to wait for: written by the worker, fetched by one person, once, within a day."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import AccessLog, User
from access.rules.viewer import Viewer
from access.toolkit import handing
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from library import actions
from library.models import KEPT, LongSheet
from library.sheets import reading
from library.sheets.reading import Wanted
from library.sheets.writing import Form
from library.tasks import sweep_sheets, write_sheets
from partners.models import Membership
from tests.cast import Cast, browser
from tests.commitments.world import member, organisation
from tests.library.downloads import downloaded, proven, rows_in
from tests.library.test_list_sheets import end_terms
from tests.sweep import District

pytestmark = pytest.mark.django_db
State = LongSheet.State


@pytest.fixture(autouse=True)
def nothing_under_way(db: None, swept: dict[str, District]) -> None:
    """The sheet of the sweep is not in the way."""
    LongSheet.objects.all().delete()


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many here, and pieces are small."""
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(actions, "CHUNK", 1_000)


def ask(by: User, form: Form = Form.CSV, at: datetime | None = None, **query: str) -> LongSheet:
    wanted = Wanted("commitments", query)
    return actions.ask_for_sheet(by=by, wanted=wanted, form=form, tagged=False, at=at or timezone.now())


def ready(by: User, form: Form = Form.CSV) -> LongSheet:
    sheet = ask(by, form)
    actions.write_next(clock=timezone.now)
    sheet.refresh_from_db()
    assert sheet.state == State.READY
    return sheet


def fetch(client: Client, sheet: LongSheet, **headers: str) -> Any:
    return client.get(reverse("long_sheet_file", args=[sheet.ref]), headers=headers)


def whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_long_list_is_asked_for_written_and_fetched_once(cast: Cast, sheets_folder: Path) -> None:
    user = cast.rj_liaison.user
    client = proven(user)
    page = client.get("/sheets/commitments/").content.decode()
    assert "More than 2 rows." in page and "Have the sheet written" in page
    # The file itself is not handed out at once.
    assert (
        client.get("/sheets/commitments/file/", {"form": "csv"}).headers["Location"] == "/sheets/commitments/"
    )
    once = page.split('name="once" value="')[1].split('"')[0]
    asked = client.post("/sheets/commitments/", {"form": "csv", "once": once})
    sheet = LongSheet.objects.get()
    progress = reverse("long_sheet", args=[sheet.ref])
    assert asked.headers["Location"] == progress
    # However often it is sent.
    assert client.post("/sheets/commitments/", {"form": "csv", "once": once}).headers["Location"] == progress
    waiting = client.get(progress).content.decode()
    assert "Waits to be written" in waiting and "every 2s" in waiting
    assert fetch(client, sheet).headers["Location"] == progress
    write_sheets()
    done = client.get(progress, headers={"HX-Request": "true"}).content.decode()
    assert "Fetch the sheet" in done and "every 2s" not in done and "<html" not in done
    answer = fetch(client, sheet)
    assert answer.headers["Content-Length"] == str(sheet_path(sheet).stat().st_size)
    rows = rows_in(whole(answer))
    sheet.refresh_from_db()
    assert sheet.state == State.FETCHED and sheet.rows == len(rows) - 1 > 2
    assert not list(sheets_folder.iterdir())
    assert fetch(client, sheet).headers["Location"] == progress
    assert "It has been fetched" in client.get(progress).content.decode()
    line = AccessLog.objects.get(kind=AccessLog.Kind.EXPORT)
    assert line.purpose.startswith(f"list=commitments rows={sheet.rows} form=csv")


def sheet_path(sheet: LongSheet) -> Path:
    return LongSheet.objects.get(pk=sheet.pk).path


@pytest.mark.parametrize("form", Form)
def test_it_holds_what_a_short_one_holds(cast: Cast, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    client = proven(cast.rj_liaison.user)
    long = rows_in(whole(fetch(client, ready(cast.rj_liaison.user, form))), form)
    monkeypatch.setattr(actions, "AT_ONCE", 2_000)
    assert downloaded(client, "commitments", form) == long


def test_it_is_written_in_the_language_of_whoever_asked(cast: Cast) -> None:
    client = proven(cast.rj_liaison.user, "bn")
    client.post("/sheets/commitments/", {"form": "csv", "tagged": "on"})
    write_sheets()
    answer = fetch(client, LongSheet.objects.get())
    heads, tags, *_rows = rows_in(whole(answer))
    assert heads[0] == "করণীয়" and tags[0] == "#activity"
    assert "filename*=UTF-8''%E0%A6" in answer.headers["Content-Disposition"]


def test_another_persons_sheet_is_missing(cast: Cast) -> None:
    sheet = ready(cast.rj_liaison.user)
    for key in ("rj_staff", "ncc_secretary", "oversight"):
        client = proven(cast[key].user)
        for name in ("long_sheet", "long_sheet_file"):
            assert client.get(reverse(name, args=[sheet.ref])).status_code == 404
    assert sheet.path.exists()


def test_looking_and_parts_use_nothing_up(cast: Cast) -> None:
    sheet = ready(cast.rj_liaison.user)
    client = proven(cast.rj_liaison.user)
    content = sheet.path.read_bytes()
    length = len(content)
    looked = client.head(reverse("long_sheet_file", args=[sheet.ref]))
    assert (looked.status_code, looked.headers["Content-Length"]) == (200, str(length))
    assert looked.headers["Accept-Ranges"] == "bytes" and not whole(looked)
    for asked, part in {
        "bytes=0-": content, "bytes=10-": content[10:], "bytes=0-9": content[:10], "bytes=-7": content[-7:],
        f"bytes=5-{length + 99}": content[5:],
    }.items():  # fmt: skip
        answer = fetch(client, sheet, range=asked)
        assert answer.status_code == 206 and whole(answer) == part, asked
        assert answer.headers["Content-Length"] == str(len(part))
    assert fetch(client, sheet, range="bytes=0-9").headers["Content-Range"] == f"bytes 0-9/{length}"
    beyond = fetch(client, sheet, range=f"bytes={length}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{length}")
    sheet.refresh_from_db()
    assert sheet.state == State.READY
    # What is no range of bytes asks for all.
    assert whole(fetch(client, sheet, range="lines=1-2")) == content
    sheet.refresh_from_db()
    assert sheet.state == State.FETCHED


@pytest.mark.parametrize("pieces", [0, 1, "all but the end"])
def test_a_line_that_is_cut_uses_nothing_up(cast: Cast, pieces: int | str) -> None:
    sheet = ready(cast.rj_liaison.user)
    count = -(-sheet.path.stat().st_size // 1_000)
    content = sheet.path.read_bytes()
    handed: Iterator[bytes] = actions.handed_over(sheet)
    for _piece in range(count if isinstance(pieces, str) else pieces):
        next(handed)
    handed.close()  # type: ignore[attr-defined]
    sheet.refresh_from_db()
    assert sheet.state == State.READY
    assert b"".join(actions.handed_over(sheet)) == content
    assert not sheet.path.exists()


@pytest.mark.parametrize("ends", ["the place", "the session", "the password"])
def test_a_download_under_way_ends_with_what_let_it_begin(
    cast: Cast, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AGAIN", 0)
    user = cast.rj_liaison.user
    sheet, client = ready(user), proven(user)
    pieces = iter(fetch(client, sheet).streaming_content)
    assert next(pieces)
    if ends == "the place":
        end_terms(user, timezone.now())
    elif ends == "the session":
        client.session.flush()
    else:
        user.set_password("Another one of five words")
        user.save(update_fields=["password"])
    with pytest.raises(ConnectionAbortedError):
        list(pieces)
    sheet.refresh_from_db()
    assert sheet.state == (State.STOPPED if ends == "the place" else State.READY)


def test_of_two_who_fetch_at_once_one_gets_the_end(cast: Cast) -> None:
    sheet = ready(cast.rj_liaison.user)
    first, second = actions.handed_over(sheet), actions.handed_over(sheet)
    next(first), next(second)
    assert b"".join(first)
    with pytest.raises(ConnectionAbortedError):
        b"".join(second)


def test_the_password_is_asked_again_before_it_is_fetched(cast: Cast) -> None:
    sheet = ready(cast.rj_liaison.user)
    answer = fetch(browser(cast.rj_liaison.user), sheet)
    assert answer.headers["Location"].startswith("/account/confirm/?next=%2Fsheets%2Fmade%2F")
    assert sheet.path.exists()


def test_after_a_day_it_is_gone(cast: Cast, sheets_folder: Path) -> None:
    sheet = ready(cast.rj_liaison.user)
    client = proven(cast.rj_liaison.user)
    LongSheet.objects.update(ended_at=timezone.now() - KEPT)
    assert fetch(client, sheet).status_code == 302
    actions.sweep_sheets(at=timezone.now())
    sheet.refresh_from_db()
    assert sheet.state == State.OVER and not list(sheets_folder.iterdir())
    assert (
        "There is no file any more." in client.get(reverse("long_sheet", args=[sheet.ref])).content.decode()
    )
    actions.sweep_sheets(at=timezone.now() + timedelta(days=8))
    assert not LongSheet.objects.exists()


def test_the_sweep_takes_what_a_dead_worker_left_and_nothing_else(cast: Cast, sheets_folder: Path) -> None:
    sheet = ready(cast.rj_liaison.user, Form.XLSX)
    young, old = sheets_folder / "young.xlsx", sheets_folder / "old.xlsx.1"
    for path in (young, old, sheet.path):
        path.write_bytes(b"x")
    long_ago = (timezone.now() - timedelta(hours=5)).timestamp()
    for path in (old, sheet.path):
        os.utime(path, (long_ago, long_ago))
    sweep_sheets()
    kept = {young.name, sheet.path.name, sheet.held_path.name}
    assert {path.name for path in sheets_folder.iterdir()} == kept


def test_who_loses_a_place_before_fetching_gets_no_file(cast: Cast, sheets_folder: Path) -> None:
    user = cast.rj_liaison.user
    sheet = ready(user)
    # Another of the person's places is left: the list still opens, but the file was made for more.
    held = LongSheet.objects.get(pk=sheet.pk).parties
    LongSheet.objects.filter(pk=sheet.pk).update(parties=[*held, 10**9])
    client = proven(user)
    assert fetch(client, sheet).status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == State.STOPPED and not list(sheets_folder.iterdir())
    assert (
        "what you may read has changed"
        in client.get(reverse("long_sheet", args=[sheet.ref])).content.decode()
    )


def test_a_record_that_is_taken_from_its_owner_before_fetching_is_handed_to_nobody(
    cast: Cast, sheets_folder: Path
) -> None:
    user = cast.rj_liaison.user
    kept, taken = ready(user), ready(user, Form.XLSX)
    client = proven(user)
    # What changed and is read as before stops nothing.
    Commitment.objects.update(what="Do it another way")
    assert fetch(client, kept).status_code == 200
    mine = Commitment.objects.permitted(Viewer(user, timezone.now())).first()
    assert mine is not None
    mine.audience.all().delete()
    assert fetch(client, taken, range="bytes=0-").status_code == 302
    taken.refresh_from_db()
    assert taken.state == State.STOPPED and not list(sheets_folder.glob(f"{taken.ref}*"))


def test_a_record_of_others_that_changes_stops_nothing(cast: Cast) -> None:
    sheet = ready(cast.rj_liaison.user)
    others = Commitment.objects.exclude(
        pk__in=Commitment.objects.permitted(Viewer(cast.rj_liaison.user, timezone.now())).values("pk")
    )
    assert others.exists()
    for one in others:
        one.audience.all().delete()
    assert fetch(proven(cast.rj_liaison.user), sheet).status_code == 200


def test_who_loses_a_place_while_it_is_written_gets_no_file(cast: Cast, sheets_folder: Path) -> None:
    user, now = cast.rj_liaison.user, timezone.now()
    sheet = ask(user, Form.XLSX)
    end_terms(user, now + timedelta(hours=1))
    instants = [now, now, now, now + timedelta(hours=2)]
    actions.write_next(clock=lambda: instants.pop(0) if len(instants) > 1 else instants[0])
    sheet.refresh_from_db()
    assert sheet.state == State.STOPPED and sheet.rows > 0
    assert not list(sheets_folder.iterdir())


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "what you may read has changed"), ("bn", "আপনি যা পড়তে পারেন তা বদলে গেছে")],
)
def test_an_export_whose_owner_loses_the_right_while_it_runs_says_so_and_hands_out_nothing(
    cast: Cast, sheets_folder: Path, language: str, said: str
) -> None:
    client = proven(cast.rj_liaison.user, language)
    assert client.post("/sheets/commitments/", {"form": "xlsx"}).status_code == 302
    sheet = LongSheet.objects.get()
    seen: list[int] = []

    def clock() -> datetime:
        # One batch stands in the file when its owner goes over to another body.
        if LongSheet.objects.filter(rows__gt=0).exists() and not seen:
            seen.append(1)
            Membership.objects.filter(person=cast.rj_liaison.person).delete()
            member(cast.rj_liaison.person, organisation("another"))
        return timezone.now()

    actions.write_next(clock=clock)
    sheet.refresh_from_db()
    assert seen and sheet.state == State.STOPPED and not list(sheets_folder.iterdir())
    page = client.get(reverse("long_sheet", args=[sheet.ref]))
    assert page.status_code == 200 and said in page.content.decode()
    for asked in ({}, {"range": "bytes=0-"}):
        answer = fetch(client, sheet, **asked)
        assert answer.status_code == 302 and answer.headers["Location"].endswith(f"/{sheet.ref}/")
    assert client.head(reverse("long_sheet_file", args=[sheet.ref])).status_code == 302
    assert not AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT).exists()
    # Whoever asks anew gets what they may read now.
    assert len(downloaded(client, "commitments")) == 1


def test_a_closed_account_gets_no_file(cast: Cast) -> None:
    sheet = ask(cast.rj_liaison.user)
    User.objects.filter(pk=cast.rj_liaison.user.pk).update(is_active=False)
    write_sheets()
    sheet.refresh_from_db()
    assert sheet.state == State.STOPPED and not sheet.path.exists()


def test_one_person_has_three_at_a_time(cast: Cast) -> None:
    for _n in range(3):
        ask(cast.rj_liaison.user)
    with pytest.raises(Mendable):
        ask(cast.rj_liaison.user)
    answer = proven(cast.rj_liaison.user).post("/sheets/commitments/", {"form": "csv"})
    assert answer.status_code == 422 and b"Fetch one of them first." in answer.content
    ask(cast.dd_women_jashore.user)
    write_sheets()
    assert {one.state for one in LongSheet.objects.all()} == {State.READY}


def test_one_is_written_at_a_time_and_a_worker_that_died_is_followed_by_another(cast: Cast) -> None:
    first, second = ask(cast.rj_liaison.user), ask(cast.rj_liaison.user)
    now = timezone.now()
    claimed = actions._claim(now)
    assert claimed is not None and claimed.pk == first.pk
    assert actions.write_next(clock=lambda: now) is None
    later = now + actions.LEASE
    followed = actions.write_next(clock=lambda: later)
    assert followed is not None and followed.pk == first.pk
    # The one thought dead writes to a file of its own, and finds that the sheet is not its any more.
    assert claimed.path != followed.path
    assert not actions._mine(claimed).exists()
    actions.write_next(clock=lambda: later)
    assert {one.state for one in LongSheet.objects.all()} == {State.READY}
    assert second.pk in LongSheet.objects.values_list("pk", flat=True)


def test_a_sheet_that_kills_its_worker_each_time_is_given_up(cast: Cast) -> None:
    sheet = ask(cast.rj_liaison.user)
    at = timezone.now()
    for _n in range(actions.MOST_TRIES):
        assert actions._claim(at) is not None
        at += actions.LEASE
    assert actions._claim(at) is None
    sheet.refresh_from_db()
    assert sheet.state == State.FAILED


def test_a_worker_that_was_taken_over_changes_nothing(cast: Cast, sheets_folder: Path) -> None:
    sheet = ask(cast.rj_liaison.user)
    taken = {"done": False}

    def clock() -> datetime:
        if sheets_folder.exists() and list(sheets_folder.iterdir()) and not taken["done"]:
            taken["done"] = True
            LongSheet.objects.update(tries=2)
        return timezone.now()

    actions.write_next(clock=clock)
    sheet.refresh_from_db()
    assert taken["done"] and sheet.state == State.WRITING
    assert not list(sheets_folder.iterdir())
