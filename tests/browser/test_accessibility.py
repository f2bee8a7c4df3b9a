"""axe-core finds nothing, on any page, in either language, on a desk or a phone."""

from collections import Counter

import pytest
from django.urls import Resolver404, resolve

from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE, Portal, Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
DEVICES = {"phone": PHONE, "desk": DESKTOP}
HREFS = "links => links.map(a => a.getAttribute('href'))"
# States of one page that look different, and are each looked at.
KINDS_OF = {"meeting": 6, "minutes": 3, "commitment": 8, "meeting_item": 3}
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
    "commitment", "commitment_change", "commitment_more_time", "commitment_report", "commitment_verify",
    "commitment_wait", "commitments", "committee", "committee_delegate", "committee_seat", "committees",
    "days", "deliveries", "desk", "forgotten_password", "help", "invitation_code", "meeting",
    "meeting_edit", "meeting_new", "meeting_past", "meetings",
    "minutes", "notices", "organisation", "partners", "sign_in", "who_can_see_what",
}  # fmt: skip


def route(address: str) -> str:
    """The name of the page behind an address; empty where there is none."""
    try:
        return str(resolve(address.split("?")[0].split("#")[0]).url_name)
    except Resolver404:
        return ""


def walk(visitor: Visitor, starts: list[str], seen: Counter[str], found: dict[str, list[str]]) -> None:
    """Look at each page that links lead to, one of its kind, or a few where its states differ."""
    waiting = list(starts)
    done: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        name = route(address)
        if address in done or (address not in starts and seen[name] >= KINDS_OF.get(name, 1)):
            continue
        done.add(address)
        seen[name] += 1
        status = visitor.go(address)
        assert status == (200 if name else 404), (visitor.name, address, status)
        for device, viewport in DEVICES.items():
            visitor.turn_to(viewport)
            if faults := visitor.findings():
                found[f"{visitor.name} {device} {address}"] = faults
            visitor.picture(f"{visitor.name}-{name or 'missing'}-{seen[name]}")
        links = visitor.page.eval_on_selector_all("a[href^='/']", HREFS)
        waiting += [link for link in links if route(link) and not link.startswith(("/outbox", "/static"))]


@pytest.mark.parametrize("language", ["en", "bn"])
def test_axe_finds_nothing_on_any_page_at_a_desk_or_on_a_phone(
    language: str, portal: Portal, send: Send
) -> None:
    portal.command("load_demo", role="owner")
    found: dict[str, list[str]] = {}
    seen: Counter[str] = Counter()
    for key, starts in STARTS.items():
        walk(send(key, language), starts, seen, found)
    assert not found
    assert set(seen) >= REACHED
