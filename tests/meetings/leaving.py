"""Every way by which what a meeting said leaves the portal, as one person gets it: its name, and its text."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from access.api.declaring import Api
from access.models import AccessToken, User
from access.rules.viewer import Viewer
from access.toolkit.lists import RecordList
from access.toolkit.rooms import all_rooms
from commitments.models import Commitment
from coordination.calendar.feed import feed_of
from library.sheets.writing import Form
from meetings.models import AgendaItem, Meeting
from partners.models import Office, Seat
from tests.budgets import is_deep
from tests.channels import endpoints
from tests.library.downloads import downloaded, proven
from tests.library.papers import read, words_of
from tests.meetings.sittings import sharsha
from tests.programs import Program

API = "/api/v1/"
READS = {"pdf": read, "docx": words_of}
ENDINGS = tuple(READS)
# Lists of what is searched for: read in both forms. Both are written from the same cells, so of any other
# list, on which it must not stand, one form says it.
IN_BOTH_FORMS = ("meetings", "commitments")
# Rooms that know no meeting: by the reference of one they have nothing to give, and what their lists show
# under each chip is less of the same.
WITHOUT_MEETINGS = ("language", "access", "notifications", "library", "partners", "threads")


def chair_of_sharsha() -> Office:
    """The office that chairs Sharsha's committee."""
    seat = Seat.objects.select_related("office").get(committee=sharsha(), role="chair")
    assert seat.office is not None
    return seat.office


def paper(client: Client, name: str, *args: object, ending: str = "pdf", language: str = "en") -> str | None:
    """The words of a paper as this browser gets it; nothing where it gets none."""
    answer = client.get(reverse(f"{name}_{ending}", args=args), {"language": language})
    return READS[ending](answer.content) if answer.status_code == 200 else None


def papers(
    client: Client, meeting: Meeting, *, language: str = "en", endings: Iterable[str] = ENDINGS
) -> Iterator[tuple[str, str]]:
    """Every official paper on which something of a meeting may stand."""
    wanted = [("meeting", (meeting.ref,)), ("meeting_notice", (meeting.ref,))]
    yield from _given(client, wanted, language, endings)
    yield from papers_around(client, [meeting], language=language, endings=endings)


def papers_around(
    client: Client, meetings: Iterable[Meeting], *, language: str = "en", endings: Iterable[str] = ENDINGS
) -> Iterator[tuple[str, str]]:
    """Those of the committee, of the office that chairs it and of each promise, on which they may stand."""
    held = list(meetings)
    promises = Commitment.objects.filter(source_id__in=[meeting.pk for meeting in held])
    wanted: list[tuple[str, tuple[object, ...]]] = [
        *(("minutes_of_year", (sharsha().ref, year)) for year in {each.on_date.year for each in held}),
        ("handover", (chair_of_sharsha().ref,)),
        *(("commitment_letter", (promise.ref,)) for promise in promises),
    ]
    yield from _given(client, wanted, language, endings)


def _given(
    client: Client, wanted: Iterable[tuple[str, tuple[object, ...]]], language: str, endings: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for ending in endings:
        for name, args in wanted:
            text = paper(client, name, *args, ending=ending, language=language)
            if text is not None:
                yield f"{name} {ending}", text


def lists_given(viewer: Viewer) -> list[tuple[RecordList[Any], bool]]:
    """The declared lists that this person takes out as sheets, and whether their room knows meetings."""
    every = ((one, _knows_meetings(room.name)) for room in all_rooms() for one in room.lists)
    return [
        (one, knows)
        for one, knows in every
        if not one.no_sheet and one.around is None and one.opens_to(viewer)
    ]


def _knows_meetings(room: str) -> bool:
    return is_deep() or room not in WITHOUT_MEETINGS


def sheets(user: User, language: str = "en") -> Iterator[tuple[str, str]]:
    """Every declared list that opens to this person; under each of its chips where meetings are known."""
    client = proven(user, language)
    for one, knows in lists_given(Viewer(user, timezone.now())):
        asked = [one.view_of(chip) for chip in one.chips] if knows else [{}]
        for form in Form if is_deep() or one.url_name in IN_BOTH_FORMS else (Form.CSV,):
            views = (downloaded(client, one.url_name, form, **view) for view in asked)
            cells = [str(cell) for rows in views for row in rows for cell in row]
            yield f"{one.url_name} {form}", " ".join(cells)


def programs(user: User, meetings: Iterable[Meeting]) -> Iterator[tuple[str, str]]:
    """Whatever their program reads of meetings and their promises, or in lists under every chip."""
    program = Program(user, AccessToken.Scope.READ)
    held = [meeting.pk for meeting in meetings]
    promises = Commitment.objects.filter(source_id__in=held).values_list("ref")
    items = AgendaItem.objects.filter(meeting__in=held).values_list("meeting__ref", "ref")
    records: list[tuple[str, ...]] = [(meeting.ref,) for meeting in meetings]
    apis = [room.api for room in all_rooms() if isinstance(room.api, Api)]
    chips = {one.url_name: [chip.name for chip in one.listing.chips] for api in apis for one in api.lists}
    for endpoint in endpoints():
        if endpoint.method != "GET":
            continue
        knows = _knows_meetings(endpoint.room)
        for args in ((), *records, *items, *promises) if knows else ((),):
            try:
                path = reverse(endpoint.name, args=args).removeprefix(API)
            except NoReverseMatch:
                continue
            for chip in chips.get(endpoint.name, [""]) if knows else [""]:
                answer = program.get(f"{path}?view={chip}" if chip else path)
                if answer.status_code == 200:
                    yield endpoint.name, json.dumps(answer.json(), ensure_ascii=False)


def feed(user: User) -> str:
    """What a calendar program reads, its long lines in one piece."""
    return feed_of(Viewer(user, timezone.now())).decode().replace("\r\n ", "")


def offered(client: Client, words: str) -> str:
    """What the box of the search offers for these words: the lines that are found, and not what was typed."""
    found = client.get(reverse("search_offered"), {"q": words}).context["found"]
    hits = [hit for group in found.groups for hit in group.hits]
    return " ".join(f"{hit.url} {hit.title} {hit.line} {hit.beside}" for hit in hits)
