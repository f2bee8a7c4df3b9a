"""What those who answer for an organisation, and whoever sent a sheet, are told: that something waits or has
ended, never what it says.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.members import people_of
from notifications.kinds import Kind, add_kinds
from threads.imports.models import UpdateImport


def _liaison(organisation: Any, at: datetime) -> QuerySet[User]:
    return people_of([organisation.liaison_party_id], at)


def _sender(ended: Any, at: datetime) -> QuerySet[User]:
    serves = people_of([ended.sheet.organisation.all_party_id], at)
    return people_of([ended.sender_party_id], at).filter(pk__in=serves)


KEPT_ASIDE = Kind(
    name="threads.kept-aside",
    model="partners.Organisation",
    url_name="tools_of",
    subject=_("Field updates that a tool of your organisation sent wait to be mended"),
    recipients=_liaison,
    still_needed=lambda organisations: organisations.filter(tool_forms__kept__isnull=False).distinct(),
)
# On screen alone: a short sheet has ended before its sender has left the page.
ENDED = Kind(
    name="threads.import-ended",
    model="threads.ImportEnded",
    url_name="update_import",
    subject=_("The sheet of field updates that you sent has ended: see what became of its rows"),
    recipients=_sender,
    still_needed=lambda ended: ended.filter(sheet__state__in=UpdateImport.ENDED),
    title=lambda ended: str(ended.sheet.get_state_display()),
    related=("sheet",),
    channels=(),
)


def register_kinds() -> None:
    """Make them known; called once when the portal starts."""
    add_kinds(KEPT_ASIDE, ENDED)
