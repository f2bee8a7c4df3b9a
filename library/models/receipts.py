"""Who is asked to say that a document was received, and who said so."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from access.models import Party
from library.models.documents import OFFICE_LENGTH, Document, DocumentVersion


class ReceiptAsked(models.Model):
    """A body that is asked to say that it received a document, each of its versions anew."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="receipts_asked", db_index=False
    )
    # All of the body, and those who answer for it.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    answering_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "party"], name="document_receipt_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.party_id}"


class Receipt(models.Model):
    """Whoever answers for a body says that it received one version of a document."""

    id = models.BigAutoField(primary_key=True)
    asked = models.ForeignKey(ReceiptAsked, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="receipts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # As the office was called that said so.
    office_en = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    office_bn = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["asked", "version"], name="document_received_once"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.version_id}"
