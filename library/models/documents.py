"""A document of the library: what it is, who published it, for whom, and each file it has been."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from language.words import named
from library.models.files import Attachment

TITLE_LENGTH, DESCRIPTION_LENGTH, LINK_LENGTH, OFFICE_LENGTH = 200, 1000, 500, 200


class Document(ListedRecord):
    """Something published to those whom its publisher chose. `at` is when its latest file came to them, and
    `live` says that it is in the library: its file was checked, and it was not withdrawn.
    """

    class Category(models.TextChoices):
        """What sort of document it is."""

        PLAN = "plan", _("Plan")
        LAW = "law", _("Law")
        RULE = "rule", _("Rule or policy")
        SOP = "sop", _("Standard operating procedure")
        STUDY = "study", _("Study")
        REPORT = "report", _("Report")
        FORM = "form", pgettext_lazy("document", "Form")
        TRAINING = "training", _("Training material")
        OTHER = "other", pgettext_lazy("document", "Other")

    class Tongue(models.TextChoices):
        """A language it is written in."""

        BANGLA = "bn", _("Bangla")
        ENGLISH = "en", _("English")
        OTHER = "other", _("Another language")

    class State(models.TextChoices):
        """How far it has come. Until its first file was checked nobody but its publisher sees it."""

        CHECKING = "checking", _("Its file is being checked")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")

    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_bn = models.CharField(max_length=TITLE_LENGTH, blank=True)
    description = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    category = models.CharField(max_length=8, choices=Category)
    languages = ArrayField(models.CharField(max_length=5, choices=Tongue))
    # The day that stands on it, and from when until when it holds, as far as that is known.
    dated_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    # Where it was published first.
    link = models.URLField(max_length=LINK_LENGTH, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    # The body in whose name it is published, or the author's account; and who answers for that body.
    publisher = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    keeping_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # As the author's office was called then.
    office_en = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    office_bn = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    # Of one organisation alone: nobody outside learns that it exists, oversight included.
    is_internal = models.BooleanField(default=False)
    # Whether its publisher was told, when choosing who reads it, that oversight can open it. Of what stood in
    # the library before oversight could, nobody was: it opens none of that.
    said_of_oversight = models.BooleanField(default=True, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.CHECKING)
    current = models.ForeignKey("DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    # Whoever decides beside oversight on a passage that is covered, or to be erased.
    secretariat_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # While passages are covered: which, and the texts in full.
    covered = models.JSONField(null=True)
    title_en_in_full = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_bn_in_full = models.CharField(max_length=TITLE_LENGTH, blank=True)
    description_in_full = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    is_illustrative = models.BooleanField(default=False)

    objects = PermittedManager["Document"]()

    class Meta(ListedRecord.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            # What oversight knows of.
            models.Index(
                fields=["at", "id"], condition=models.Q(live=True, is_internal=False), name="document_known"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(live=True, state="published", current__isnull=False)
                | models.Q(live=False, state__in=["checking", "withdrawn"]),
                name="document_live_while_published",
            ),
            models.CheckConstraint(
                condition=~models.Q(title_en="", title_bn=""), name="document_has_a_title"
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What lists and pages call it."""
        return named(self, "title")

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of the library."""
        return self.state == self.State.WITHDRAWN


class DocumentReader(models.Model):
    """A party that may read a document, since when; until when, where it was taken away again."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readers", db_index=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "party"], condition=models.Q(until=None), name="document_reader_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["document", "since"], name="document_readers"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.party_id}"


class DocumentAudience(Audience):
    """Who reads a document now."""

    record = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False


class DocumentVersion(Attachment):
    """One file of a document: readers open the latest that was checked. `words` say what it changed."""

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    # When its file came to its readers; and when another took its place.
    opened_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    # Somebody said that it may identify a person: it is closed, and its text found by nobody.
    is_closed = models.BooleanField(default=False)

    class Meta(Attachment.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "number"], name="document_version_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], condition=models.Q(opened_at=None), name="document_version_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.number}"


class DocumentText(models.Model):
    """The text of one file of a published document, by which it is found."""

    id = models.BigAutoField(primary_key=True)
    version = models.OneToOneField(DocumentVersion, on_delete=models.CASCADE, related_name="read")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"text of {self.version_id}"
