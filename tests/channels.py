"""The addresses of programs beside the pages that show the same, as the rooms declare them.

A row of the sweep names a page and who is answered there; whatever the rooms declare beside that page
answers programs of the same people, so one row holds for both.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from access.api.declaring import Api
from access.toolkit.rooms import all_rooms

PREFIX = "api_"


class Endpoint(NamedTuple):
    """One address of programs, and the page beside it."""

    room: str
    name: str
    method: str
    page: str


def is_of_programs(name: str) -> bool:
    """Whether an address is of programs, by its name."""
    return name.startswith(PREFIX)


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """Every one that is declared."""
    return tuple(one for room in all_rooms() if isinstance(room.api, Api) for one in _of(room.name, room.api))


def beside(page: str) -> list[Endpoint]:
    """Those that stand beside a page; of one that has no page, itself."""
    found = [one for one in endpoints() if page in (one.page, one.name)]
    return found or ([Endpoint("", page, "GET", "")] if is_of_programs(page) else [])


def _of(room: str, api: Api) -> Iterator[Endpoint]:
    for own in api.own:
        yield Endpoint(room, own.url_name, "GET", "")
    for listed in api.lists:
        yield Endpoint(room, listed.url_name, "GET", listed.page)
        for make in listed.makes:
            yield Endpoint(room, listed.name_of(make), "POST", make.page)
    for upload in api.uploads:
        yield Endpoint(room, upload.url_name, "POST", upload.page)
    for inbox in api.inboxes:
        yield Endpoint(room, inbox.url_name, "POST", "")
    for record in api.records:
        yield Endpoint(room, record.url_name, "GET", record.page)
        for part in record.parts:
            yield Endpoint(room, record.name_of(part), "GET", part.page or record.page)
        for download in record.downloads:
            yield Endpoint(room, download.url_name, "GET", download.page)
        for step in record.steps:
            yield Endpoint(room, step.url_name, "POST", step.page)
