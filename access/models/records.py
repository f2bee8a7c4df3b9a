"""What every record has: a number inside, a random reference outside, and its audience."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.toolkit.refs import REF_LENGTH, new_ref

# A record without a date sorts after every record that has one.
NO_DATE = datetime(9999, 12, 31, tzinfo=UTC)


class Record(models.Model):
    """Something people may see or not: `id` stays inside, `ref` is what addresses carry."""

    id = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=REF_LENGTH, unique=True, default=new_ref, editable=False)

    class Meta:
        abstract = True


class Via(models.TextChoices):
    """Why a party reads a record, the strongest reason first."""

    OWNER = "owner", _("it is responsible")
    SUPPORT = "support", _("it supports")
    COMMITTEE = "committee", _("it belongs to the committee")
    UPLINE = "upline", _("it is the secretariat above")
    LEVEL = "level", _("it is open to the network")
    SHARED = "shared", _("it was shared")


class Audience(models.Model):
    """One party that reads one record, with the record's sort key and liveness beside it.

    A subclass adds `record`, a foreign key with related_name="audience". The copies of `at`
    and `live` let a list walk one index per party instead of asking each record.
    """

    id = models.BigAutoField(primary_key=True)
    record: Any
    party = models.ForeignKey("access.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    via = models.CharField(max_length=10, choices=Via)
    at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "party"], name="%(class)s_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party", "at", "record"], name="%(class)s_all"),
            models.Index(
                fields=["party", "at", "record"], condition=models.Q(live=True), name="%(class)s_live"
            ),
        ]
