"""Independent oversight opened a document: who may see that, and until when."""

from django.db import models

from access.models.openings import Opening
from access.rules.engine import PermittedManager
from library.models.documents import Document


class DocumentOpening(Opening):
    """Oversight said what it needs a document for, and reads the file that stands until `ends_at`."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="openings")

    objects = PermittedManager["DocumentOpening"]()
