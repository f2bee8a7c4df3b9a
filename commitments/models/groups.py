"""Promises that a meeting took of several bodies in one breath: one of each, shown as one line."""

from django.db import models

from access.models import Record
from partners.models import GroupKind


class CommitmentGroup(Record):
    """All union parishads, all departments concerned: its parts are commitments, each with its own readers.

    It says nothing of what was promised: whoever opens it reads the parts that are theirs to read.
    """

    kind = models.CharField(max_length=12, choices=GroupKind)
    name_en = models.CharField(max_length=300)
    name_bn = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name_en
