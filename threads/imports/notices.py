"""What those who answer for an organisation are told: that something waits, never what it says."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.members import people_of
from notifications.kinds import Kind, add_kinds


def _liaison(organisation: Any, at: datetime) -> QuerySet[User]:
    return people_of([organisation.liaison_party_id], at)


KEPT_ASIDE = Kind(
    name="threads.kept-aside",
    model="partners.Organisation",
    url_name="tools_of",
    subject=_("Field updates that a tool of your organisation sent wait to be mended"),
    recipients=_liaison,
    still_needed=lambda organisations: organisations.filter(tool_forms__kept__isnull=False).distinct(),
)


def register_kinds() -> None:
    """Make it known; called once when the portal starts."""
    add_kinds(KEPT_ASIDE)
