"""What happened to a commitment, line by line, and the evidence that was sent."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import is_mark
from access.models import History, WrittenAt
from access.toolkit.covering import MARK
from commitments.models.commitments import Commitment, Stage
from library.models import Attachment


class Event(models.TextChoices):
    """What a line of the history says happened."""

    RECOMMENDED = "recommended", _("Recommended")
    DECLINED = "declined", _("Declined: the body does not promise it")
    AGREED = "agreed", _("Agreed")
    ACCEPTED = "accepted", _("Accepted")
    EVIDENCE = "evidence", _("Evidence sent")
    VERIFIED = "verified", _("Verified")
    VERIFIER_NAMED = "verifier-named", _("Named to verify it")
    NAMED_BY_MEETING = "named-by-meeting", _("Named by the meeting to verify it")
    NAMED_BY_TURN = "named-by-turn", _("Named by turn to verify it")
    PASSED_ON = "passed-on", _("Verification passed on")
    NOBODY_LEFT = "nobody-left", _("Nobody else is left to verify it")
    MORE_INFORMATION = "more-information", _("More information requested")
    ASKED = "asked", _("Change asked for")
    REFUSED = "refused", _("Request refused")
    DUE_MOVED = "due-moved", _("Due date moved")
    REWORDED = "reworded", _("Wording changed")
    OWNER_CHANGED = "owner-changed", _("Passed to another organisation")
    WAITING = "waiting", _("Waiting for others granted")
    REPORTED_DONE = "reported-done", _("Reported done in a meeting")
    CARRIED_FORWARD = "carried-forward", _("Carried forward")
    DONE_BEFORE = "done-before", _("Reported done before it was entered here")
    STILL_OPEN = "still-open", _("Still open when it was entered here")
    REMINDED = "reminded", _("Reminded by hand")
    TAKEN_BACK = "taken-back", _("Taken back by the head of the body")
    DROP_PROPOSED = "drop-proposed", _("Proposed to drop")
    DROPPED = "dropped", _("Dropped")


class StageChange(History):
    """One line of a commitment's history, as its readers see it: what, when, which organisation.

    `by` is kept for the record; people read the organisation and the office, never a name.
    """

    id = models.BigAutoField(primary_key=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="history")
    event = models.CharField(max_length=20, choices=Event)
    stage = models.CharField(max_length=12, choices=Stage)
    at = WrittenAt()
    by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_label_en = models.CharField(max_length=200, blank=True)
    by_label_bn = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        "partners.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["commitment", "at", "id"], name="commitment_history"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.event}"


class Evidence(History):
    """What the owner sent to show that the promise was kept: a text, and a link where there is one."""

    id = models.BigAutoField(primary_key=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField()
    link = models.URLField(max_length=500, blank=True)
    at = WrittenAt()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["commitment", "at", "id"], name="commitment_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.at:%Y-%m-%d}"

    @property
    def leads_on(self) -> bool:
        """Whether the link can be followed: not where a part of it is covered, or it was erased."""
        return bool(self.link) and MARK not in self.link and not is_mark(self.link)


class EvidenceFile(Attachment):
    """A file sent with evidence: whoever reads the commitment reads it."""

    record = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.record_id} {self.file_id}"
