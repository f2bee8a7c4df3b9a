"""A thread: what it is about, who wrote it in whose name, and for whom."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from language.digits import is_bangla
from partners.models import Cooperation
from threads.models.voices import Voiced

TITLE_LENGTH = 200
# Where nothing was written for so long, nobody is asked any more to acknowledge it.
ASKED_FOR = timedelta(days=365)


class Thread(ListedRecord, Voiced):
    """Something that is talked about. `at` is its last post, and `live` says that it is open.

    `text_version` counts how often the text was changed of which people say that they have read it.
    """

    class Kind(models.TextChoices):
        """What sort of thread it is."""

        DISCUSSION = "discussion", pgettext_lazy("thread", "Discussion")
        FIELD_UPDATE = "field-update", _("Field update")
        REQUEST = "request", _("Request")
        ALERT = "alert", _("Alert")
        KEY_MESSAGE = "key-message", _("Key message")
        SUCCESS_STORY = "success-story", _("Success story")

    class About(models.TextChoices):
        """What an alert is about: never a person."""

        METHOD = "method", pgettext_lazy("alert", "method")
        ROUTE = "route", pgettext_lazy("alert", "route")

    class State(models.TextChoices):
        """Whether it goes on."""

        OPEN = "open", pgettext_lazy("discussion", "Open")
        CLOSED = "closed", pgettext_lazy("discussion", "Closed")

    # Nothing is taken from these to an agenda or to another body.
    KEPT_HERE: ClassVar[tuple[Kind, ...]] = (Kind.REQUEST, Kind.SUCCESS_STORY)

    kind = models.CharField(max_length=14, choices=Kind)
    about = models.CharField(max_length=6, choices=About, blank=True, default="", db_default="")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    # Of a key message and a field update, whose `title` is the English one.
    title_bn = models.CharField(max_length=TITLE_LENGTH, blank=True, default="", db_default="")
    cooperation = models.CharField(max_length=14, choices=Cooperation)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    # Of one organisation alone: nobody outside learns that it exists, oversight included.
    is_internal = models.BooleanField(default=False)
    asks_acknowledgement = models.BooleanField(default=False)
    # From then on nobody is asked any more: the period of a key message is over.
    asked_until = models.DateTimeField(null=True)
    # From then on nobody reads it: the consent to a success story has ended, by its date or withdrawn.
    read_until = models.DateTimeField(null=True)
    text_version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    # Who keeps an internal one: those who answer for the organisation take a post out of it.
    keeping_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # Whoever decides beside oversight on a passage that is covered, or to be erased.
    secretariat_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    # While passages are covered: which, and its title in full.
    covered = models.JSONField(null=True)
    title_in_full = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_bn_in_full = models.CharField(max_length=TITLE_LENGTH, blank=True, default="", db_default="")
    is_illustrative = models.BooleanField(default=False)

    objects = PermittedManager["Thread"]()

    class Meta(ListedRecord.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(
                fields=["rank", "at", "id"],
                condition=models.Q(live=True, asks_acknowledgement=True),
                name="thread_to_acknowledge",
            ),
            # What oversight knows of.
            models.Index(fields=["at", "id"], condition=models.Q(is_internal=False), name="thread_known"),
            models.Index(
                fields=["read_until"], condition=models.Q(read_until__isnull=False), name="thread_read_until"
            ),
            # One kind of thread: what is not simply talked about.
            models.Index(
                fields=["kind", "rank", "at", "id"],
                condition=~models.Q(kind="discussion"),
                name="thread_of_kind",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(live=True, state="open", closed_at=None)
                | models.Q(live=False, state="closed", closed_at__isnull=False),
                name="thread_live_while_open",
            ),
            models.CheckConstraint(
                condition=models.Q(is_internal=False) | models.Q(organisation__isnull=False),
                name="thread_internal_has_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(about="") | models.Q(kind="alert"), name="thread_about_is_an_alert"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None)
                | models.Q(title="", title_in_full="", title_bn="", title_bn_in_full=""),
                name="thread_removed_has_no_title",
            ),
            models.CheckConstraint(
                condition=models.Q(title_bn="") | models.Q(kind__in=["key-message", "field-update"]),
                name="thread_called_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What lists and pages call it: a key message in the language of whoever reads."""
        if self.removed_at is not None and self.read_until is not None:
            return gettext("Withdrawn with the consent to it")
        own = self.title_bn if is_bangla() else self.title
        return own or self.title or gettext("Its author took it back")

    def is_asked(self, at: datetime) -> bool:
        """Whether organisations are asked, at this instant, to acknowledge it: for a year of silence."""
        is_of_now = self.at > at - ASKED_FOR
        return self.asks_acknowledgement and is_of_now and (self.asked_until is None or self.asked_until > at)

    @property
    def goes_further(self) -> bool:
        """Whether an agenda item or a request may come of it: a request has its own way, a story ends, and
        what was done for people of one place is its organisation's alone.
        """
        is_ours = self.is_internal and self.kind == self.Kind.FIELD_UPDATE
        return self.removed_at is None and self.kind not in self.KEPT_HERE and not is_ours

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state == self.State.OPEN


class ThreadReader(models.Model):
    """A party that the author lets read a thread, since when; until when, where it was taken away again."""

    id = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readers", db_index=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    # Whether the thread asks to be acknowledged, which it says when it is written: what waits for a body is
    # found from its readers, however many texts ask others.
    asks = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["thread", "party"], condition=models.Q(until=None), name="thread_reader_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["thread", "since", "id"], name="thread_readers"),
            models.Index(
                fields=["party", "thread"],
                condition=models.Q(asks=True, until=None),
                name="thread_readers_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.party_id}"


class ThreadAudience(Audience):
    """One party that reads one thread."""

    record = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False
