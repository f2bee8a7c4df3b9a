"""A file that somebody sent, and how a record of any room holds one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Record, User
from library.files.kinds import CONTENT_TYPES, ENDINGS, Kind
from library.files.names import LONGEST
from library.files.refusals import Why

WORDS_LENGTH = 200


class StoredFile(Record):
    """A file: whoever sent it sees at once that it came; nobody else sees anything of it before it was
    checked, and scanned where there is a scanner.

    Where it lies has a name drawn at random. The hash of what was sent stays, so that a paper with a
    signature, which rewriting ends, can be compared with its original.
    """

    class State(models.TextChoices):
        """How far it has come. "Checked" says nothing about viruses: "clean" is what a scanner said."""

        RECEIVED = "received", _("Is being checked")
        CHECKED = "checked", _("Checked")
        CLEAN = "clean", _("Checked and scanned")
        REFUSED = "refused", pgettext_lazy("file", "Refused")

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST + 10)
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    # Empty until somebody has opened it.
    kind = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Kind], blank=True)
    # Why it is refused, and what is said of one that is kept, by name (`library.files.words`).
    why = models.CharField(max_length=20, blank=True)
    remarks = models.JSONField(default=list)
    # The numbers in it as far as its author is shown them: first and last signs only.
    found = models.JSONField(default=list)
    # Its author said that the numbers in it are an office's.
    office_said_at = models.DateTimeField(null=True)
    sent_key = models.CharField(max_length=60, blank=True)
    sent_size = models.PositiveIntegerField()
    sent_sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=60, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    # Since when it stands on a record; one that stands on none is swept away.
    attached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Of whoever checks it: another worker takes over when no sign of it comes.
    alive_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["at"], condition=Q(state__in=["received", "checked"]), name="stored_file_waiting"
            ),
            models.Index(fields=["at"], condition=Q(attached_at__isnull=True), name="stored_file_loose"),
            models.Index(fields=["owner", "at"], name="stored_file_of_owner"),
        ]

    def __str__(self) -> str:
        return f"file {self.ref}"

    @property
    def is_open(self) -> bool:
        """Whether readers of its record get it: checked, and scanned where there is a scanner."""
        return self.state == self.State.CLEAN or (self.state == self.State.CHECKED and not settings.CLAMD)

    @property
    def is_refused(self) -> bool:
        """Whether nobody will ever read it."""
        return self.state == self.State.REFUSED

    @property
    def is_erased(self) -> bool:
        """Whether it was erased: its readers see that there was one."""
        return self.is_refused and self.why == Why.ERASED

    @property
    def is_checking(self) -> bool:
        """Whether something is still to come before it is open or refused."""
        return not (self.is_open or self.is_refused)

    @property
    def may_be_said_office(self) -> bool:
        """Whether it waits for its author's word that the numbers in it are an office's."""
        asked = self.is_refused and self.why == Why.IDENTIFIER and bool(self.sent_key)
        return asked and all(one["may_be_office"] for one in self.found)

    @property
    def full_name(self) -> str:
        """What it is called when it is taken, with the ending of what it is."""
        return f"{self.name}.{ENDINGS[Kind(self.kind)]}" if self.kind and not self.is_erased else self.name

    @property
    def content_type(self) -> str:
        """What a browser is told that it is."""
        return CONTENT_TYPES[Kind(self.kind)]


class Attachment(models.Model):
    """A file on a record of a room. The room has a table of its own made of this, with `record`, a foreign
    key to its own model: whoever reads that record reads the file, and nobody else.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # What it is, where its author said so.
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["at", "pk"]
