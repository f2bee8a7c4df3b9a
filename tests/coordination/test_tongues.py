"""Text that people typed in the other language says so, on every page: a screen reader reads it aloud in
that language, and it is set with that language's line height."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from access.models import User
from tests.cast import Cast
from tests.sweep import MARKS, District, all_rows, asks_in_turn, name_of
from tests.test_sweep import browser

pytestmark = pytest.mark.django_db
ROWS = all_rows()
READERS = ("ncc_secretary", "dc_jashore", "dd_women_jashore", "rj_liaison", "oversight")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What these hold is typed into, chosen from, or shown by the browser's own frame.
NOT_READ = {"title", "textarea", "option", "script", "style"}
# No pages: what they say of a language stands in the file.
PAPERS = ("_pdf", "_docx")


class Unsaid(HTMLParser):
    """Collects the texts that carry a mark and stand in a part of the page said to be Bangla."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self.open[-1][1] if self.open else ""
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or around))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1] if self.open else ("", "")
        if language != "en" and tag not in NOT_READ and any(mark in data for mark in MARKS.values()):
            self.found.append(f"<{tag}> {data.strip()[:80]}")


def unsaid(client: Client, address: str) -> Iterator[str]:
    answer = client.get(address)
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        reader = Unsaid()
        reader.feed(answer.content.decode())
        yield from reader.found


def test_english_text_on_a_bangla_page_says_that_it_is_english(
    cast: Cast, swept: dict[str, District]
) -> None:
    world = swept["jashore"]
    User.objects.update(language="bn")
    found: dict[str, set[str]] = {}
    clients = {key: browser(cast, key) for key in READERS}
    for place, (name, row) in enumerate((*ROWS.lists.items(), *ROWS.records.items())):
        if row.method != "GET" or name_of(name).endswith(PAPERS):
            continue
        address = reverse(name_of(name), args=row.args(world) if row.args else ())
        for key in asks_in_turn(row, READERS, place):
            for text in unsaid(clients[key], address):
                found.setdefault(name, set()).add(text)
    assert not found, "\n".join(f"{name}: {text}" for name in found for text in sorted(found[name]))
