"""A portal with the cast in it, and visitors to send there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coordination.demo.personas import PERSONAS
from tests.browser.portal import DESKTOP, Portal, Visitor

SIGN_IN_NAMES = {persona.key: persona.sign_in_name for persona in PERSONAS}
Send = Callable[..., Visitor]


@pytest.fixture
def portal(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    """The portal of one test; the cast holds its offices."""
    running = Portal(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def send(portal: Portal, browser: Any) -> Iterator[Send]:
    """Send somebody to the portal: `send("ncc_secretary", "en")`."""
    visitors: list[Visitor] = []

    def arrive(key: str, language: str, viewport: dict[str, int] = DESKTOP) -> Visitor:
        visitor = Visitor(browser, portal, language, viewport)
        visitors.append(visitor)
        return visitor.sign_in(key, SIGN_IN_NAMES[key]) if key else visitor

    yield arrive
    complaints = {visitor.name: visitor.complaints for visitor in visitors if visitor.complaints}
    for visitor in visitors:
        visitor.context.close()
    assert not complaints
