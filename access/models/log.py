"""The access log: who opened something restricted, exported it, or was refused."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.history import History, WrittenAt
from access.models.users import User


class AccessLog(History):
    """One line of the access log."""

    class Kind(models.TextChoices):
        """What was done."""

        READ = "read", _("Opened a restricted record")
        EXPORT = "export", _("Exported")
        DENIED = "denied", _("Was refused")
        ACCOUNT = "account", _("Changed an account")
        ERASURE = "erasure", _("Had a passage erased, or asked for it")
        OFFICE = "office", _("Said that numbers in a file are an office's")

    id = models.BigAutoField(primary_key=True)
    at = WrittenAt()
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Who answered for it then, where a program did it.
    answerable = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    record_type = models.CharField(max_length=100)
    record_ref = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record_type", "record_ref", "at"], name="access_log_record"),
            models.Index(fields=["at", "id"], name="access_log_at"),
            models.Index(fields=["kind", "at", "id"], name="access_log_kind_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.record_type}"
