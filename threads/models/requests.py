"""What one organisation asks of another: which office has it now, until when, and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import History, Party, Record, WrittenAt
from access.rules.engine import PermittedManager
from partners.models import Office, Organisation
from threads.models.posts import Post
from threads.models.threads import Thread
from threads.models.voices import OFFICE_LENGTH


class Request(Record):
    """A thread that asks for something. Its first post is the question; all its words are posts.

    `holder_party` is whoever has it now: those who answer for the organisation, or an office to which it
    was passed on. The clock runs to `due_on` in working days, whoever holds it; those who asked
    may move it to `more_until`, as long as somebody asks them to.
    """

    class Kind(models.TextChoices):
        """What is asked for."""

        INFORMATION = "information", _("Information")
        DATA = "data", _("Data")
        PERMISSION = "permission", _("Permission or no objection")
        MEETING = "meeting", _("A meeting")

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", pgettext_lazy("request", "Answered")
        DECLINED = "declined", pgettext_lazy("request", "Declined")
        REFUSED = "refused", _("Refused: it asks for persons")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")

    # What counts when it is said how long a side takes.
    REPLIED: ClassVar[frozenset[State]] = frozenset({State.ANSWERED, State.DECLINED})

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="request")
    # The discussion that it came of: for those who read that, too, and said to nobody else.
    about = models.ForeignKey(Thread, null=True, on_delete=models.SET_NULL, related_name="requests_about")
    kind = models.CharField(max_length=11, choices=Kind)
    why = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="+")
    asking = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    # Until when whoever has it asks to have time, and those who asked have not answered yet.
    more_until = models.DateField(null=True)
    # By when it was asked to begin with, once more time was granted: how often, and when last.
    first_due_on = models.DateField(null=True)
    due_seq = models.PositiveSmallIntegerField(default=0)
    due_moved_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    holder_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    holder_office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    held_since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Working days from the question to the answer, as they were counted on its day.
    took = models.PositiveSmallIntegerField(null=True)

    objects = PermittedManager["Request"]()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state="open", ended_at=None)
                | models.Q(~models.Q(state="open"), ended_at__isnull=False),
                name="request_ended_when_not_open",
            ),
            models.CheckConstraint(
                condition=models.Q(more_until=None)
                | models.Q(state="open", more_until__gt=models.F("due_on")),
                name="request_more_time_while_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(asking=models.F("asked")), name="request_is_of_another"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_on"], condition=models.Q(state="open"), name="request_open_due"),
            models.Index(
                fields=["ended_at"],
                include=["asked", "took"],
                condition=models.Q(state__in=["answered", "declined"]),
                name="request_replied",
            ),
            models.Index(
                fields=["ended_at"],
                include=["asking"],
                condition=models.Q(state="refused"),
                name="request_refused",
            ),
        ]

    def __str__(self) -> str:
        return self.thread.called

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self.state == self.State.OPEN


class RequestStep(History):
    """What happened to a request, in whose hands it was from then on, and the post that says why."""

    class Kind(models.TextChoices):
        """What happened."""

        ASKED = "asked", _("Asked")
        PASSED = "passed", _("Passed on")
        MORE_TIME = "more-time", _("More time asked")
        GRANTED = "granted", _("More time granted")
        NOT_GRANTED = "kept", _("More time not granted")
        ANSWERED = "answered", pgettext_lazy("request", "Answered")
        DECLINED = "declined", pgettext_lazy("request", "Declined")
        REFUSED = "refused", _("Refused: it asks for persons")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    at = WrittenAt()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # In whose name, and as the office was called then.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    office_en = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    office_bn = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    # Who has it from then on; nobody once it has ended.
    holder = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    holder_en = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    holder_bn = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    post = models.OneToOneField(Post, null=True, on_delete=models.PROTECT, related_name="+")
    # Until when more time was asked or granted.
    due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"
