"""No page shows a number from inside: not in its text, its fields, its addresses or its answers' headers.

A number that can be counted tells how many there are, and one that can be guessed is tried.
"""

import base64
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from access.models import AccessLog, User
from access.rules.viewer import Viewer
from access.toolkit.keyset import Page
from access.toolkit.rows import InOrder, Part
from notifications.models import Delivery, Notice
from tests.budgets import is_deep
from tests.cast import NOW, PASSWORD, Cast
from tests.library.papers import read
from tests.numbers import STEP, inner_numbers, tables
from tests.sweep import District, Row, all_rows, asks_in_turn, name_of
from tests.test_sweep import ask

pytestmark = pytest.mark.django_db
ROWS = all_rows()
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Whoever sees what the others see as well, or something that nobody else sees.
READERS = ("ncc_secretary", "dc_jashore", "dd_women_jashore", "oversight", "rj_liaison", "uno_sharsha")
ADMINISTRATOR = "administrator"


def signed_in(user: User) -> Client:
    """Signed in at the door, so that pages ask for the password no more, and on two devices."""
    for client in (Client(), Client()):
        answer = client.post(reverse("sign_in"), {"name": user.email, "password": PASSWORD})
        assert answer.status_code == 302
    return client


class Asked(NamedTuple):
    """Who asks, by what the row is called, how and where."""

    key: str
    name: str
    method: str
    address: str


def of_records(world: dict[str, District]) -> Iterator[Asked]:
    """The records of the own district; of the other one only the nation reads something."""
    for place, (name, row) in enumerate(ROWS.records.items()):
        assert row.args is not None
        for key in asks_in_turn(row, READERS, place):
            yield Asked(key, name, row.method, reverse(name_of(name), args=row.args(world["jashore"])))
        if is_deep() or any("ncc_secretary" in names for names in row.other.values()):
            address = reverse(name_of(name), args=row.args(world["satkhira"]))
            yield Asked("ncc_secretary", name, row.method, address)


def of_lists(world: dict[str, District], cast: Cast) -> Iterator[Asked]:
    for place, (name, row) in enumerate(ROWS.lists.items()):
        for key in (*asks_in_turn(row, READERS, place), ADMINISTRATOR):
            yield Asked(key, name, row.method, reverse(name))
    others = [(name, method, reverse(name)) for name, (method, _status) in ROWS.every_login.items()]
    others += [(name, method, reverse(name)) for name, (method, _status) in ROWS.administrator.items()]
    others += [(name, method, reverse(name, args=args)) for name, (method, args, *_) in ROWS.open.items()]
    for user in (cast.rj_liaison.user, cast.oversight.user):
        for name in ("accounts_one", "accounts_address"):
            others.append((name, "GET", reverse(name, args=[user.ref])))
    for found in world.values():
        for query in (f"committee={found.committee.ref}", "view=kept", "organisation=RJ"):
            others.append((f"commitments?{query}", "GET", f"{reverse('commitments')}?{query}"))
    for place, other in enumerate(others):
        readers = READERS if is_deep() else (READERS[place % 6], READERS[(place + 1) % 6])
        for key in (*readers, ADMINISTRATOR):
            yield Asked(key, *other)


def words_in(answer: Any) -> str:
    """The body as text; a paper is packed, and is read for the words that stand on it."""
    if answer.headers.get("Content-Type") == PDF:
        return read(answer.content)
    if answer.headers.get("Content-Type") == DOCX:
        with ZipFile(BytesIO(answer.content)) as packed:
            names = [name for name in packed.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
            parts = "".join(packed.read(name).decode() for name in names)
        return "\n".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", parts))
    if answer.headers.get("Content-Type") == XLSX:
        sheets = load_workbook(BytesIO(answer.content), read_only=True)
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    return str(answer.content.decode())


def shown(answer: Any) -> str:
    """What whoever asks gets to read: the body, a paper's words too, and the headers that lead on."""
    body = "" if answer.streaming else words_in(answer)
    body = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", body)
    leads = [f"{name}: {value}" for name, value in answer.headers.items() if name != "Content-Length"]
    return "\n".join([*leads, body])


def spoil_deliveries() -> None:
    """Some mails are given up, and one scan is held, so that their page has something to show."""
    some = list(Notice.objects.order_by("pk").values_list("pk", flat=True)[:4])
    assert len(some) == 4
    Notice.objects.filter(pk__in=some[:2]).update(state=Notice.State.HELD)
    dead = Delivery.objects.filter(notice__in=some[2:]).values_list("pk", flat=True)
    assert Delivery.objects.filter(pk__in=list(dead)).update(state=Delivery.State.DEAD, ended_at=NOW)


def test_no_page_shows_a_number_from_inside(cast: Cast, swept: dict[str, District]) -> None:
    spoil_deliveries()
    clients = {key: signed_in(cast[key].user) for key in (*READERS, ADMINISTRATOR)}
    given, wrong = tables(), set()
    for key, name, method, address in (*of_records(swept), *of_lists(swept, cast)):
        answer, _cost = ask(clients[key], Row(method), address)
        wrong |= {f"{key} {name}: {fault}" for fault in inner_numbers(shown(answer), given)}
        wrong |= {f"{key} {name}: {address}" for _fault in inner_numbers(address, given)}
    assert not wrong, "\n".join(sorted(wrong))


def test_the_walk_sees_the_numbers_of_each_table_wherever_they_stand(cast: Cast) -> None:
    given = tables()
    starts = {last - last % STEP for _name, last in given if last > STEP}
    assert len(starts) > 40
    number = cast.rj_liaison.user.pk
    for text in (
        f'<a href="/accounts/{number}/">',
        f'<input name="seat-{number}-person">',
        f'<li id="x{number}" data-of="{number}">',
        "".join(chr(0x09E6 + int(digit)) for digit in str(number)),
        f"{number:,}",
    ):
        assert inner_numbers(text, given), text
    for text in (f"{number}0", "01711000000", "44.00.0000.075.06.001.26", "71", str(number + STEP // 2)):
        assert not inner_numbers(text, given), text


def test_seats_are_called_by_their_reference_in_the_attendance_form(
    cast: Cast, swept: dict[str, District]
) -> None:
    found = swept["jashore"]
    client = signed_in(cast.dd_women_jashore.user)
    page = reverse("meeting_attendance", args=[found.draft.meeting.ref])
    name = f"seat-{found.seat.ref}"
    assert f'name="{name}"' in client.get(page).content.decode()
    refused = client.post(page, {name: "delegate", f"{name}-delegate": "Officer 01711000000"})
    assert refused.status_code == 422 and f'id="{name}-error"' in refused.content.decode()
    client.post(page, {name: "present", f"seat-{found.seat.pk}": "absent"})
    assert found.draft.attendance.get(seat=found.seat).status == "present"


def pieces(text: str) -> Iterator[str]:
    """What an address may hide: the text itself, and what its parts say in base64."""
    yield text
    for part in re.split(r"[^A-Za-z0-9+/_-]+", text):
        whole = part[: len(part) - len(part) % 4].translate(str.maketrans("-_", "+/"))
        yield base64.b64decode(whole).decode("latin-1")


def test_where_a_list_goes_on_tells_no_number_either(cast: Cast) -> None:
    lines = [AccessLog(kind="read", record_type="meetings.minutes") for _number in range(120)]
    AccessLog.objects.bulk_create(lines)
    client = signed_in(cast.oversight.user)
    seen: list[str] = []
    address = reverse("access_log")
    given = tables()
    while True:
        asked = client.get(address).context["asked"]
        seen += [str(line.pk) for line in asked.records]
        if not asked.next_url:
            break
        assert not [fault for piece in pieces(asked.next_url) for fault in inner_numbers(piece, given)]
        address = asked.next_url
    assert len(seen) == len(set(seen)) == AccessLog.objects.count()


def test_a_place_of_one_list_or_reader_is_none_of_another(cast: Cast) -> None:
    for _number in range(5):
        AccessLog.objects.create(kind="read", record_type="x")
    lines = InOrder("log", lambda _viewer, _chosen: AccessLog.objects.all(), lambda: ("-at", "-pk"))
    others = InOrder("drafts", lines.rows, lines.columns)
    me, them = cast.oversight.viewer, cast.administrator.viewer

    def read(of: InOrder[AccessLog], viewer: Viewer, **place: Any) -> Page[AccessLog]:
        return of.page(viewer, Part(), {}, **place)

    rows = read(lines, me).records
    cursor = read(lines, me, size=2).next_cursor
    assert cursor is not None
    second = read(lines, me, after=cursor, size=2)
    assert second.records == rows[2:4]
    assert read(lines, me, before=second.previous_cursor, size=2).records == rows[:2]
    for other in (cursor[:-4], "x", "test:AAAA", f"{rows[1].pk}", "\x00"):
        assert read(lines, me, after=other).records == rows
    assert read(others, me, after=cursor).records == rows
    assert read(lines, them, after=cursor).records == rows
