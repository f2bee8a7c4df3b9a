"""What members of a committee propose for the agenda of its next meeting."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from access.toolkit.covering import without_covered
from language.words import named
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from partners.models import Committee, Organisation

SOURCE_LENGTH = 300


class ItemProposal(ListedRecord):
    """A member proposes an agenda item, in the name of a body; the secretariat takes it or says why not.

    It is proposed to the committee and not to a meeting: members do not know of one before its notice. Where
    none is planned it waits for the next.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITS = "waits", _("Not yet answered")
        TAKEN = "taken", _("Taken onto the agenda")
        DECLINED = "declined", pgettext_lazy("proposal", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Taken back")

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    why = models.TextField()
    # In whose name; none where an office without a body holds the seat. As it was called on that day.
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    by_label_en = models.CharField(max_length=300, blank=True)
    by_label_bn = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # The account of that person alone, which reads it and takes it back.
    proposer_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITS)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    # Where it was taken to; the item may be taken off the agenda afterwards.
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    item = models.OneToOneField(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="proposal")
    # What it came of in another room: its words on that day, and a reference that nobody follows here.
    source_type = models.CharField(max_length=60, blank=True)
    source_ref = models.CharField(max_length=22, blank=True)
    source_text = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    # The passages of it that are covered now; the text stays as it was written.
    covered = models.JSONField(null=True)

    objects = PermittedManager["ItemProposal"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="waits", answered_at=None)
                | (~Q(state="waits") & Q(answered_at__isnull=False)),
                name="item_proposal_answered_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", reason=""), name="item_proposal_declined_says_why"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            # What waits for a secretariat is few among all that ever were.
            models.Index(fields=["committee"], condition=Q(state="waits"), name="item_proposal_waits"),
            models.Index(fields=["source_ref"], condition=~Q(source_ref=""), name="item_proposal_source"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.ref}"

    @property
    def heading(self) -> str:
        """Its title, as people read it."""
        return self._shown(self.title)

    @property
    def explanation(self) -> str:
        """Why it should be discussed, as people read it."""
        return self._shown(self.why)

    @property
    def answer(self) -> str:
        """Why it was declined, as people read it."""
        return self._shown(self.reason)

    @property
    def origin(self) -> str:
        """What it came of, as people read it."""
        return self._shown(self.source_text)

    @property
    def by_label(self) -> str:
        """In whose name, in the reader's language."""
        return named(self, "by_label")

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == self.State.WAITS

    def _shown(self, text: str) -> str:
        return without_covered(text, self.covered or ())


class ItemProposalAudience(Audience):
    """One party that reads one proposal."""

    record = models.ForeignKey(
        ItemProposal, on_delete=models.CASCADE, related_name="audience", db_index=False
    )

    class Meta(Audience.Meta):
        abstract = False
