"""What CID's cell and whoever reported online abuse are told: that there is something, never the link."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.members import people_of
from notifications.kinds import Kind, add_kinds


def _cell(abuse: Any, at: datetime) -> QuerySet[User]:
    return people_of([abuse.cell_party_id], at)


def _author(abuse: Any, at: datetime) -> QuerySet[User]:
    spoken_for = abuse.update.thread.voice_party_id
    return people_of([abuse.author_party_id], at).filter(pk__in=people_of([spoken_for], at))


def _called(_abuse: Any) -> str:
    return str(_("Online recruitment or abuse"))


ABUSE_REPORTED = Kind(
    name="threads.abuse-reported",
    model="threads.OnlineAbuse",
    url_name="online_abuse",
    subject=_("Online recruitment or abuse was reported to your cell"),
    recipients=_cell,
    still_needed=lambda reported: reported.filter(live=True),
    title=_called,
)
ABUSE_ANSWERED = Kind(
    name="threads.abuse-answered",
    model="threads.OnlineAbuse",
    url_name="online_abuse",
    subject=_("CID’s cell answered what you reported of online abuse"),
    recipients=_author,
    title=_called,
)


def register_kinds() -> None:
    """Make these kinds known; called once when the portal starts."""
    add_kinds(ABUSE_REPORTED, ABUSE_ANSWERED)
