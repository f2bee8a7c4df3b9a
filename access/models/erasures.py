"""Words that are to be erased: who asked, who of the two sides consents, and that it was done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.history import History, WrittenAt
from access.models.parties import Party
from access.models.records import Audience, ListedRecord
from access.models.users import User

REASON_LENGTH = 500


class Erasure(ListedRecord, History):
    """One passage of one record. It says where the words stand, and none of them.

    Secretariat and oversight both sign, two persons; then the owner of the database erases, and only it
    can say that it was done: the portal cannot write `done_at`.
    """

    may_change = ("live", "change")

    # As rooms declare it (access.erasure.passages): what is erased, of which record, and where in it.
    passage = models.CharField(max_length=60)
    record_type = models.CharField(max_length=100)
    record_ref = models.CharField(max_length=40)
    place = models.CharField(max_length=100)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    asked_at = WrittenAt()
    # Nobody: it was erased again after a restore, and what the ledger does not say is not known.
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    secretariat_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    oversight_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta(ListedRecord.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(fields=["record_type", "record_ref"], name="erasure_record"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.ref}"

    @property
    def is_done(self) -> bool:
        """Whether the words are gone."""
        return self.done_at is not None


class ErasureAudience(Audience):
    """Who reads that an erasure was asked for."""

    record = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False


class ErasureAnswer(History):
    """What one of the two sides said, once."""

    class Side(models.TextChoices):
        """Whose word it is."""

        SECRETARIAT = "secretariat", _("The secretariat")
        OVERSIGHT = "oversight", _("Independent oversight")

    id = models.BigAutoField(primary_key=True)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="answers", db_index=False)
    side = models.CharField(max_length=12, choices=Side)
    consents = models.BooleanField()
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = WrittenAt()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["erasure", "side"], name="erasure_answered_once_by_a_side"),
            models.UniqueConstraint(fields=["erasure", "by"], name="erasure_answered_once_by_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.erasure_id} {self.side}: {self.consents}"


class ErasedText(History):
    """A text with a hash lost a passage: what its hash was, and what the hash of the text is since."""

    id = models.BigAutoField(primary_key=True)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="texts")
    sha256_before = models.CharField(max_length=64)
    sha256_after = models.CharField(max_length=64, db_index=True)
    at = WrittenAt()

    def __str__(self) -> str:
        return f"text of erasure {self.erasure_id}"
