"""A form that an organisation fills in with another tool, and how its columns are read here."""

from typing import ClassVar

from django.db import models

from access.models import Record, User
from partners.models import Organisation, Program

NAME_LENGTH = 100


class ToolForm(Record):
    """A form of KoboToolbox or ODK by its identifier there. Its mapping is kept: nobody says it twice.

    A program of the organisation may send what is filled in with it, in the name of the person who answers
    for the program and opened that; it is read then as it was mapped when they did, whatever came since.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tool_forms")
    # As the other tool calls it: `_xform_id_string` of a call, or the name somebody gave it here.
    identifier = models.CharField(max_length=NAME_LENGTH)
    # See `threads.imports.mapping.Mapping`; empty until somebody has said it.
    mapping = models.JSONField(default=dict)
    mapped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_mapping = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "identifier"], name="tool_form_once"),
        ]

    def __str__(self) -> str:
        return self.identifier


class KnownToken(models.Model):
    """By its hash, a token with which an organisation's tool has sent: what comes when it has ended is kept.

    It lets nobody in, and nothing be read.
    """

    digest = models.CharField(max_length=128, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"token of {self.organisation_id}"
