"""What is told of an erasure: that one is asked for, how the other side answered, and that it was done."""

from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import PASSAGES
from access.models import Erasure, User
from access.rules.members import people_of
from notifications.kinds import Kind, add_kinds


def _both_sides(erasure: Erasure, at: datetime) -> QuerySet[User]:
    return people_of([erasure.secretariat_party_id, erasure.oversight_party_id], at)


def title_of(erasure: Erasure) -> str:
    """What is to be erased, by its kind: never its words."""
    passage = PASSAGES.get(erasure.passage)
    return str(passage.label) if passage is not None else erasure.passage


_of_erasure = partial(
    Kind, model="access.Erasure", url_name="erasure", recipients=_both_sides, title=title_of
)
ASKED = _of_erasure(name="access.erasure_asked", subject=_("A passage is to be erased: your side is asked"))
ANSWERED = _of_erasure(name="access.erasure_answered", subject=_("An answer about a passage to be erased"))
DONE = _of_erasure(name="access.erasure_done", subject=_("A passage was erased"), channels=())


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    add_kinds(ASKED, ANSWERED, DONE)
