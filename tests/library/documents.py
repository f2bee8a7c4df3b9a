"""Documents as tests ask for them, made by the actions that the pages call."""

from datetime import datetime, timedelta
from typing import Any

from access.choosing.choices import Chosen, Use, resolve
from access.models import User
from access.rules.viewer import Viewer
from library.documents import actions
from library.documents.access import AUDIENCE
from library.models import Document, DocumentVersion
from tests.cast import NOW
from tests.library.made_files import checked_file


def later(minutes: int = 1) -> datetime:
    """So many minutes after the instant of the tests."""
    return NOW + timedelta(minutes=minutes)


def chosen(by: User, *values: str, at: datetime = NOW, use: Use = AUDIENCE) -> Chosen:
    """What somebody chose: "everyone", or the words of what they may name."""
    return resolve(Viewer(by, at), values, use)


def published(by: User, *readers: str, at: datetime = NOW, name: str = "form", **more: Any) -> Document:
    """Somebody publishes a file that was checked already."""
    typed = {"title_en": "Referral form", "category": "form", "languages": ["en"]} | more
    file = checked_file(by, name)
    return actions.publish(by=by, readers=chosen(by, *readers, at=at), files=[file.ref], at=at, **typed)


def replaced(by: User, document: Document, *, minutes: int = 1, name: str = "new form") -> DocumentVersion:
    """Whoever keeps it puts another checked file in its place some minutes later."""
    file = checked_file(by, name)
    return actions.replace(by=by, document=document, files=[file.ref], words="Shorter", at=later(minutes))
