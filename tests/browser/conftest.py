"""A portal with the cast in it, and visitors to send there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from coordination.demo.personas import PERSONAS
from tests.browser.portal import DESKTOP, Portal, Visitor

SIGN_IN_NAMES = {persona.key: persona.sign_in_name for persona in PERSONAS}
Send = Callable[..., Visitor]


@pytest.fixture(scope="session")
def served(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal for all browser tests of a worker: it asks whatever database stands there by then."""
    running = Portal(tmp_path_factory.mktemp("portal"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def portal(transactional_db: None, served: Portal) -> Portal:
    """The portal of one test: the cast holds its offices, and nobody has been written to."""
    served.empty_outbox()
    return served


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
