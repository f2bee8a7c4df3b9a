"""Independent oversight opened minutes before they were confirmed: who may see that, and until when."""

from django.db import models

from access.models.openings import Opening
from access.rules.engine import PermittedManager
from meetings.models.minutes import Minutes


class DraftOpening(Opening):
    """Oversight said what it needs unconfirmed minutes for, and reads them until `ends_at`."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="openings")

    objects = PermittedManager["DraftOpening"]()
