"""`python -m benchmarks.tasks scan|circulate|paper|sheet|mail`: what each costs, as JSON lines."""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

SCANS, MAILS = 5, 2_000
ITEMS, PAPERS = 60, 5
_TEXT = "A promise of your organisation falls due. Read it at the portal."


def scans() -> None:
    """What the worker does: minutes in which nothing happens, the opening of a working day, a night."""
    from django.utils import timezone

    from notifications.actions import scan, scan_changes

    at = timezone.now()
    opening = _next_opening(at)
    _fall_due_on(opening)
    _say(name="scan: the first after a large import", seconds=_timed(lambda: scan(at=at, as_skipped=True)))
    found = []
    for minute in range(1, SCANS + 1):
        found.append(_timed(lambda minute=minute: scan_changes(at=at + timedelta(minutes=minute))))  # type: ignore[misc]
    _say(name="scan of nothing", seconds=sorted(found)[len(found) // 2])
    # The minute before: nights have passed in which nothing fell due.
    scan_changes(at=opening - timedelta(minutes=1))
    told: list[Any] = []
    seconds = _timed(lambda: told.append(scan_changes(at=opening)))
    _say(name="opening of a working day", seconds=seconds, told=told[0].told, held=told[0].is_held)
    seconds = _timed(lambda: scan(at=opening + timedelta(minutes=1)))
    _say(name="scan of everything, each night", seconds=seconds)


def _fall_due_on(opening: datetime) -> None:
    """Let as many fall due on one opening as on a busy day of the country: one open promise in nine."""
    from django.db import connection, transaction

    from commitments.models import Rank

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "UPDATE commitments_commitment SET due_on = %(day)s, rank = %(dated)s,"
            " at = %(day)s::timestamp AT TIME ZONE 'Asia/Dhaka'"
            " WHERE live AND stage IN ('agreed', 'accepted') AND hashint8(id) %% 9 = 0",
            {"day": opening.date(), "dated": Rank.DATED},
        )
        cursor.execute(
            "UPDATE commitments_commitmentaudience audience SET rank = record.rank, at = record.at"
            " FROM commitments_commitment record WHERE record.id = audience.record_id"
            " AND (audience.rank, audience.at) <> (record.rank, record.at)"
        )


def _next_opening(at: datetime) -> datetime:
    from datetime import time as clock

    from language.words import DHAKA
    from notifications.models import Day

    day = Day.objects.filter(date__gt=at.astimezone(DHAKA).date(), is_working=True).order_by("date")[0]
    return datetime.combine(day.date, clock(9), DHAKA)


def circulations() -> None:
    """How many statements circulating minutes takes; nothing of it stays."""
    from django.db import connection, transaction
    from django.utils import timezone

    from benchmarks.figures import CIRCULATE
    from benchmarks.sittings import approved, circulated

    for points in CIRCULATE:
        with transaction.atomic():
            minutes = approved(points, title=f"{points} points", at=timezone.now())
            count = 0

            def counting(execute: Callable[..., Any], *rest: Any) -> Any:
                nonlocal count
                count += 1
                return execute(*rest)

            with connection.execute_wrapper(counting):
                seconds = _timed(lambda minutes=minutes: circulated(minutes, at=timezone.now()))  # type: ignore[misc]
            _say(name=f"circulating {points} points", seconds=seconds, statements=count, points=points)
            transaction.set_rollback(True)


def sheets() -> None:
    """A sheet as it is handed out at once, and what the worker writes of all promises, in both forms."""
    from itertools import islice
    from tempfile import TemporaryDirectory

    from django.conf import settings
    from django.utils import timezone

    from benchmarks.sittings import persona
    from commitments.queries import COMMITMENTS
    from library.actions import AT_ONCE
    from library.sheets.reading import BATCH, Wanted, asked_now, batches
    from library.sheets.writing import FORMS, Form

    person = persona("ncc_secretary").pk

    def write(wanted: Wanted, form: Form, most: int | None) -> int:
        asked = asked_now(wanted, person, held=[], at=timezone.now())
        path = Path(settings.SHEETS_DIR) / f"sheet.{form}"
        rows = 0
        with FORMS[form](path, wanted.heads(asked), title=wanted.title(asked)) as sheet:
            found = batches(wanted, person, held=[], clock=timezone.now)
            for batch in islice(found, None if most is None else most // BATCH):
                rows += len(batch)
                for row in batch:
                    sheet.add(row)
        return rows

    with TemporaryDirectory() as folder:
        settings.SHEETS_DIR = folder
        seconds = _timed(lambda: write(Wanted("commitments"), Form.XLSX, AT_ONCE))
        _say(name=f"a sheet of {AT_ONCE:,} rows", seconds=seconds)
        for form in (Form.CSV, Form.XLSX):
            rows = 0
            begun = time.perf_counter()
            for chip in (COMMITMENTS.chips[0], COMMITMENTS.by_name["kept"]):
                rows += write(Wanted("commitments", COMMITMENTS.view_of(chip)), form, None)
            seconds = time.perf_counter() - begun
            mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            _say(name=f"long sheets as {form.upper()}", seconds=seconds, rows=rows, mb=mb)


def papers() -> None:
    """The PDF of minutes of sixty items, asked by its secretary; nothing of it stays."""
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from benchmarks.sittings import approved, persona, with_items

    with transaction.atomic():
        minutes = with_items(approved(20, title="Sixty items", at=timezone.now()), ITEMS)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(persona("dd_women_jashore"), backend="access.rules.backend.SignInBackend")
        address = reverse("meeting_pdf", args=[minutes.meeting.ref])
        if client.get(address, {"language": "bn"}).status_code != 200:
            raise RuntimeError("the paper does not open")
        found = [_timed(lambda: client.get(address, {"language": "bn"})) for _round in range(PAPERS)]
        _say(name=f"PDF of {ITEMS} items", seconds=sorted(found)[len(found) // 2])
        transaction.set_rollback(True)


def mails() -> None:
    """Mails a second of the portal, of what waits in this database, beside a plain task's."""
    from django.utils import timezone

    from notifications.actions import deliver, scan
    from notifications.models import Delivery

    opening = _next_opening(timezone.now())
    scan(at=opening)
    waiting = Delivery.objects.filter(state__in=["waiting", "held"])
    waiting.exclude(pk__in=list(waiting.order_by("pk").values_list("pk", flat=True)[:MAILS])).delete()
    waiting.update(state="waiting", letter=None, next_try_at=opening)
    ids = list(Delivery.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))
    anew, plain = _plain(ids, is_kept=False), _plain(ids, is_kept=True)
    at = opening + timedelta(minutes=1)
    begun = time.perf_counter()
    while deliver(at=at).claimed:
        at += timedelta(seconds=1)
    seconds = time.perf_counter() - begun
    sent = Delivery.objects.filter(state="sent").count()
    _say(name="mails a second", sent=sent, rate=sent / seconds, plain=plain, anew=anew)


def _plain(ids: list[int], *, is_kept: bool) -> float:
    """Read one row, send one mail, commit: mails a second, over one connection or over one for each."""
    from django.core.mail import EmailMessage, get_connection

    from notifications.models import Delivery

    line = get_connection()
    if is_kept:
        line.open()
    begun = time.perf_counter()
    for one in ids:
        row = Delivery.objects.select_related("notice__recipient").get(pk=one)
        to = row.notice.recipient.email or ""
        EmailMessage("A promise falls due", _TEXT, None, [to], connection=line).send()
        Delivery.objects.filter(pk=one).update(error="sent plainly")
    seconds = time.perf_counter() - begun
    line.close()
    return len(ids) / seconds


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _say(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    {"scan": scans, "circulate": circulations, "paper": papers, "sheet": sheets, "mail": mails}[sys.argv[1]]()
