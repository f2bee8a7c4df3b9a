"""Threads as tests ask for them, made by the actions that the pages call."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from access.choosing.choices import Chosen, Use, resolve
from access.models import User
from access.rules.viewer import Viewer
from partners.models import Committee, Organisation
from partners.queries import find_place
from tests.cast import NOW
from threads import actions
from threads.access import AUDIENCE
from threads.models import Post, Thread


def chosen(by: User, *values: str, at: datetime = NOW, use: Use = AUDIENCE) -> Chosen:
    """What somebody chose: "everyone", or the words of what they may name."""
    return resolve(Viewer(by, at), values, use)


def committee(district: str = "Jashore") -> Committee:
    """The committee of a district."""
    return Committee.objects.get(place=find_place((district, "Khulna")))


def to_committee(district: str = "Jashore") -> str:
    """Its members, as a form sends them."""
    return f"committee:{committee(district).ref}"


def body(code: str) -> Organisation:
    """An organisation by its code."""
    return Organisation.objects.get(code=code)


def to_body(code: str) -> str:
    """Everybody in an organisation, as a form sends it."""
    return f"organisation:{body(code).ref}"


def own(code: str) -> str:
    """The own organisation alone, as a form sends it."""
    return f"own:{body(code).ref}"


def started(by: User, *readers: str, at: datetime = NOW, **more: Any) -> Thread:
    """Somebody starts a thread for these."""
    typed = {"title": "Suspended licences", "text": "Which list is current?"} | more
    return actions.start(by=by, readers=chosen(by, *readers, at=at), at=at, **typed)


def answered(by: User, thread: Thread, *, minutes: int = 1, text: str = "The list of Sunday.") -> Post:
    """Somebody answers some minutes later."""
    return actions.post(by=by, thread=thread, text=text, at=later(minutes))


def later(minutes: int = 1) -> datetime:
    """So many minutes after the instant of the tests."""
    return NOW + timedelta(minutes=minutes)


def titles(threads: Sequence[Thread]) -> list[str]:
    """What they are called."""
    return [one.title for one in threads]
