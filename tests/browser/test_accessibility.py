"""axe-core finds nothing, on any page, in either language, on a desk or a phone."""

from functools import cache
from typing import Any

import pytest

from meetings.models import Meeting
from partners.models import Committee, Organisation
from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE, ROOT, Portal, Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(420)]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def axe_script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def findings(visitor: Visitor) -> list[str]:
    """What axe-core finds on the page at hand, and whether it scrolls sideways."""
    # Sent by the debugger's protocol: the page's own policy stays as it is.
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Runtime.evaluate", {"expression": axe_script()})
    result: Any = session.send(
        "Runtime.evaluate",
        {
            "expression": f"axe.run(document, {{runOnly: {STANDARDS}}}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    found = [str(line) for line in result["result"]["value"]]
    wide = visitor.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    return [*found, *(["scrolls sideways"] if wide else [])]


def pages(portal: Portal) -> dict[str, list[str]]:
    """Pages by who opens them; records are those of the demonstration."""
    portal.command("load_demo")
    committee = Committee.objects.get(code="NCC").ref
    organisation = Organisation.objects.get(code="BNWLA").ref
    meetings = [f"/meetings/{ref}/" for ref in Meeting.objects.values_list("ref", flat=True)[:12]]
    return {
        "": ["/sign-in/", "/forgotten-password/", "/invitation/", "/help/"],
        "ncc_secretary": [
            "/", "/meetings/", "/meetings/new/", "/meetings/past/", *meetings, "/commitments/",
            "/commitments/?view=late", "/committees/", f"/committees/{committee}/",
            f"/committees/{committee}/minute-takers/", "/partners/", f"/partners/{organisation}/",
            "/notices/", "/who-can-see-what/", "/help/",
            "/account/", "/account/sessions/", "/account/password/",
        ],
        "bnwla_liaison": ["/", "/commitments/", "/notices/", "/who-can-see-what/"],
        "administrator": ["/accounts/", "/accounts/new/", "/days/", "/deliveries/", "/account/"],
    }  # fmt: skip


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "bn"])
def test_axe_finds_nothing_on_any_page(
    language: str, viewport: dict[str, int], portal: Portal, send: Send
) -> None:
    found: dict[str, list[str]] = {}
    for key, addresses in pages(portal).items():
        visitor = send(key, language, viewport)
        for address in addresses:
            status = visitor.go(address)
            assert status in (200, 404), (key, address, status)
            faults = findings(visitor)
            if faults:
                found[f"{key} {address}"] = faults
            visitor.picture(f"{key or 'door'}{address.split('?')[0].replace('/', '-')[:34]}")
    assert not found
