"""Independent oversight opened a thread: who may see that, and until when."""

from django.db import models

from access.models.openings import Opening
from access.rules.engine import PermittedManager
from threads.models.threads import Thread


class ThreadOpening(Opening):
    """Oversight said what it needs a thread for, and reads it until `ends_at`."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="openings")

    objects = PermittedManager["ThreadOpening"]()
