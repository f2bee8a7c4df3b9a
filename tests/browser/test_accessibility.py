"""axe-core finds nothing, on any page, in either language, on a desk or a phone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from math import ceil
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.browser.conftest import SIGN_IN_NAMES, Send
from tests.browser.portal import DESKTOP, PHONE, Portal, Visitor
from tests.budgets import is_deep
from tests.cast import PASSWORD
from tests.servers import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
DEVICES = {"phone": PHONE, "desk": DESKTOP}
LANGUAGES = ("en", "bn")
# Of about as many pages each, so that none takes a minute.
PARTS = 4
# States of one page that look different, and are each looked at.
KINDS_OF = {"meeting": 6, "minutes": 3, "commitment": 12, "committee": 3, "meeting_item": 3}
STARTS = {
    "": ["/sign-in/", "/forgotten-password/", "/invitation/", "/help/", "/no-such-page/"],
    "ncc_secretary": ["/", "/commitments/?view=late"],
    "ncc_chair": ["/"],
    "bnwla_liaison": ["/", "/commitments/?view=to-verify"],
    "oversight": ["/"],
    "administrator": ["/account/", "/accounts/", "/days/", "/deliveries/", "/"],
}
# Pages that these personas get to by pressing links alone; the main job looks at its own on the way.
REACHED = {
    "account", "account_password", "account_sessions", "accounts", "accounts_new", "accounts_one",
    "calendar", "calendar_address",
    "commitment", "commitment_change", "commitment_more_time", "commitment_report", "commitment_verify",
    "commitment_wait", "commitments", "committee", "committee_delegate", "committee_seat", "committees",
    "days", "deliveries", "desk", "developers", "forgotten_password", "help", "invitation_code", "meeting",
    "meeting_edit", "meeting_held", "meeting_new", "meeting_past", "meetings",
    "minutes", "notices", "organisation", "partners", "sign_in", "tokens",
    "who_can_see_what",
}  # fmt: skip
# Whose page, and its address.
Page = tuple[str, str]


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        leads = dict(attrs).get("href") if tag == "a" else None
        if leads and leads.startswith("/") and not leads.startswith(("/outbox", "/static")):
            # A page is looked at from its top: at an anchor the band lies over what it was scrolled under.
            self.found.append(leads.split("#")[0])


def route(address: str) -> str:
    """The name of the page behind an address; empty where there is none."""
    try:
        return str(resolve(address.split("?")[0].split("#")[0]).url_name)
    except Resolver404:
        return ""


def walk(client: Client, starts: list[str], seen: Counter[str]) -> Iterator[str]:
    """Each page that links lead to, one of its kind, or a few where its states differ."""
    waiting = list(starts)
    done: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        name = route(address)
        if address in done or (address not in starts and seen[name] >= KINDS_OF.get(name, 1)):
            continue
        done.add(address)
        answer = client.get(address)
        if "attachment" in answer.get("Content-Disposition", ""):
            continue  # A file that is saved is no page.
        seen[name] += 1
        yield address
        waiting += [link for link in Links(answer.content.decode()).found if route(link)]


def every_page() -> list[Page]:
    """The pages that people get to from where they start, in the order they would, in either language."""
    seen: Counter[str] = Counter()
    pages = []
    for key, starts in STARTS.items():
        client = Client()
        if key:
            client.post(reverse("sign_in"), {"name": SIGN_IN_NAMES[key], "password": PASSWORD})
        pages += [(key, address) for address in walk(client, starts, seen)]
    assert set(seen) >= REACHED
    return pages


def look(visitor: Visitor, address: str, number: int, language: str) -> dict[str, list[str]]:
    """What is found on a page: on one device, in the other language on the other; in `make deep` on both."""
    name = route(address)
    status = visitor.go(address)
    assert status == (200 if name else 404), (visitor.name, address, status)
    found = {}
    chosen = list(DEVICES) if is_deep() else [list(DEVICES)[(number + LANGUAGES.index(language)) % 2]]
    for device in chosen:
        visitor.turn_to(DEVICES[device])
        if faults := visitor.findings():
            found[f"{visitor.name} {device} {address}"] = faults
        visitor.picture(f"{visitor.name}-{name or 'missing'}-{number}")
    return found


def is_looked_at(pages: list[Page], number: int, language: str) -> bool:
    """Each kind of page in both languages, its other states in turn; in `make deep` all in both."""
    name = route(pages[number][1])
    is_first = name not in (route(address) for _key, address in pages[:number])
    return is_deep() or is_first or (number // 2 + LANGUAGES.index(language)) % 2 == 0


@dataclass(frozen=True)
class Demonstration:
    """The template it is in, and its pages."""

    template: str
    pages: list[Page]


@pytest.fixture(scope="module")
def demonstration(served: Portal, test_worker: Worker, django_db_blocker: Any) -> Demonstration:
    """The demonstration, loaded once: each part of the walk begins with a copy."""
    test_worker.restore()
    with django_db_blocker.unblock():
        try:
            served.command("load_demo", role="owner")
            template = test_worker.keep("demonstration")
            test_worker.restore(template)
            pages = every_page()
        finally:
            # Also where a page fails: the next tests of this worker begin with their own people.
            test_worker.restore()
    return Demonstration(template, pages)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page_at_a_desk_or_on_a_phone(
    language: str, part: int, demonstration: Demonstration, portal: Portal, send: Send, test_worker: Worker
) -> None:
    test_worker.restore(demonstration.template)
    pages = demonstration.pages
    size = ceil(len(pages) / PARTS)
    found: dict[str, list[str]] = {}
    visitors: dict[str, Visitor] = {}
    for number, (key, address) in list(enumerate(pages))[part * size : (part + 1) * size]:
        if not is_looked_at(pages, number, language):
            continue
        visitor = visitors.get(key) or visitors.setdefault(key, send(key, language))
        found |= look(visitor, address, number, language)
    assert not found
