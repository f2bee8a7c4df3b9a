"""A commitment: what an organisation promised, by when, and who of another side verifies it."""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import DATED, Audience, ListedRecord
from access.rules.engine import PermittedManager
from language.words import DHAKA

SOURCE_LENGTH = 300


class Rank(models.IntegerChoices):
    """The parts of a list, in their order: what has a date, then what has none to keep.

    Those with a date stand by it, and what was kept by the moment it was verified; all others by
    the moment they came to their stage.
    """

    DATED = DATED
    # Evidence is in: the owner's clock has stopped.
    ANSWERED = 1
    UNDATED = 2
    DROPPED = 3
    RECOMMENDED = 4


def due_instant(day: date) -> datetime:
    """Return where a due date stands in a list: the start of that day in Dhaka."""
    return datetime.combine(day, time.min, DHAKA).astimezone(UTC)


class Stage(models.TextChoices):
    """The four steps of a promise, before them a recommendation, beside them a drop."""

    RECOMMENDED = "recommended", pgettext_lazy("stage", "Recommended")
    AGREED = "agreed", pgettext_lazy("stage", "Agreed")
    ACCEPTED = "accepted", pgettext_lazy("stage", "Accepted")
    EVIDENCE_IN = "evidence_in", pgettext_lazy("stage", "Evidence in")
    VERIFIED = "verified", pgettext_lazy("stage", "Verified")
    DROPPED = "dropped", pgettext_lazy("stage", "Dropped")


OPEN_STAGES = (Stage.AGREED, Stage.ACCEPTED, Stage.EVIDENCE_IN)
# The four dots that show a promise.
STEPS = (Stage.AGREED, Stage.ACCEPTED, Stage.EVIDENCE_IN, Stage.VERIFIED)
_WITH_A_DATE_TO_KEEP = (Stage.AGREED, Stage.ACCEPTED)
# Where a commitment of each other stage stands.
_RANK_OF = {
    Stage.EVIDENCE_IN: Rank.ANSWERED,
    Stage.VERIFIED: Rank.DATED,
    Stage.DROPPED: Rank.DROPPED,
    Stage.RECOMMENDED: Rank.RECOMMENDED,
}


def _stands_by_its_stage() -> models.Q:
    """The rank that a commitment may have, of its stage and its date."""
    due = models.Q(stage__in=_WITH_A_DATE_TO_KEEP)
    found = due & (models.Q(due_on=None, rank=Rank.UNDATED) | models.Q(due_on__isnull=False, rank=Rank.DATED))
    for stage, rank in _RANK_OF.items():
        found |= models.Q(stage=stage, rank=rank)
    return found


# What moves a record in a feed or in lists is no change of the record.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="CommitmentEvent",
    exclude=[
        "change",
        "rank",
        "covered",
        "covered_in_source",
        "awaits_word",
        "entered_party",
        "what_in_full",
        "source_text_en_in_full",
        "source_text_bn_in_full",
    ],
)
class Commitment(ListedRecord):
    """What one organisation promised to do, and how far it has come.

    `rank` and `at` are where it stands in a list (see `Rank`) and `live` says whether it is still
    open; all three are copied to the audience rows.
    """

    what = models.TextField(_("what is to be done"))
    # While passages are covered: which, those covered in the text it was made in, and its own texts in full.
    covered = models.JSONField(null=True)
    covered_in_source = models.JSONField(null=True)
    what_in_full = models.TextField(blank=True, db_default="")
    source_text_en_in_full = models.TextField(blank=True, db_default="")
    source_text_bn_in_full = models.TextField(blank=True, db_default="")
    owner = models.ForeignKey(
        "partners.Organisation",
        verbose_name=_("implementing body"),
        on_delete=models.PROTECT,
        related_name="commitments",
        # The index by owner and date serves it.
        db_index=False,
    )
    speaks_for = models.ForeignKey(
        "partners.Seat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where a meeting named several bodies in one breath: each has a promise of its own.
    group = models.ForeignKey(
        "commitments.CommitmentGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        db_index=False,
    )
    supporting = models.ManyToManyField(
        "partners.Organisation", related_name="supported_commitments", blank=True
    )
    verifier = models.ForeignKey(
        "partners.Organisation",
        verbose_name=_("verified by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments_to_verify",
    )
    verifier_from_above = models.BooleanField(default=False)
    # Named by the portal because it says itself that it works there, and has said nothing of the work yet.
    verifier_by_presence = models.BooleanField(default=False, db_default=False)
    # Since when it is this body's turn; what was named before that was noted has none.
    verifier_since = models.DateTimeField(null=True, blank=True)

    due_on = models.DateField(_("due"), null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    # By when a meeting would like it that bound nobody: no date counts before the body accepts.
    suggested_due_on = models.DateField(null=True, blank=True)
    # The body was asked and does not promise it. It may still accept.
    declined_at = models.DateTimeField(null=True, blank=True)
    due_seq = models.PositiveIntegerField(default=0)
    # Reminders count from here on: those of the date before are over.
    due_moved_at = models.DateTimeField(null=True, blank=True)
    # Waiting for others was granted until this day: until then it is not late.
    waiting_until = models.DateField(null=True, blank=True)

    committee = models.ForeignKey(
        "partners.Committee",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        db_index=False,
    )
    # Whoever notes it at the next meeting; and whoever grants dates, drops and waiting, which is
    # another when the owner is the secretariat's own organisation.
    secretariat_party = models.ForeignKey(
        "access.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granting_party = models.ForeignKey(
        "access.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Due before it was entered: those who entered it, and whether they still have to say what became of it.
    entered_party = models.ForeignKey(
        "access.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    awaits_word = models.BooleanField(default=False, db_default=False)
    # A recommendation of an open event is read by the whole network.
    for_network = models.BooleanField(default=False)

    # Where it was agreed, frozen at birth: this room never looks the source up.
    source_type = models.CharField(max_length=60, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    source_text_en = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    source_text_bn = models.CharField(max_length=SOURCE_LENGTH, blank=True)

    stage = models.CharField(max_length=12, choices=Stage)
    stage_since = models.DateTimeField()
    agreed_on = models.DateField()
    more_information = models.BooleanField(default=False)
    more_information_reason = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)

    live = models.BooleanField()

    objects = PermittedManager["Commitment"]()

    # While a step is taken by somebody who acts for the head of a body: who that is (`actions.acting`).
    stands_in: Any = None
    # Whether the reader of its page did, entered or assisted in the work, and gives no verdict on it.
    is_in_work = False
    # Whether who verifies it is its reader's to name now.
    waits_for_name = False

    class Meta(ListedRecord.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(
                fields=["rank", "at", "id"], condition=models.Q(live=False), name="commitment_closed_at"
            ),
            models.Index(fields=["owner", "rank", "at", "id"], name="commitment_owner"),
            models.Index(
                fields=["owner", "rank", "at", "id"],
                condition=models.Q(live=True),
                name="commitment_owner_live",
            ),
            models.Index(fields=["committee", "rank", "at", "id"], name="commitment_committee"),
            models.Index(
                fields=["committee", "rank", "at", "id"],
                condition=models.Q(live=True),
                name="commitment_committee_live",
            ),
            models.Index(
                fields=["verifier", "rank", "at", "id"],
                condition=models.Q(stage=Stage.EVIDENCE_IN),
                name="commitment_to_verify",
            ),
            # Accepted, and nobody is named to verify it: few, and found by whoever names one.
            models.Index(
                fields=["granting_party", "rank", "at", "id"],
                condition=models.Q(stage=Stage.ACCEPTED, verifier=None),
                name="commitment_to_name",
            ),
            # Due before it was entered: few, and found by those who say what became of it.
            models.Index(
                fields=["entered_party", "rank", "at", "id"],
                condition=models.Q(awaits_word=True),
                name="commitment_to_say",
            ),
            models.Index(fields=["source_type", "source_id"], name="commitment_source"),
            models.Index(
                fields=["group"], condition=models.Q(group__isnull=False), name="commitment_of_group"
            ),
            # Whoever decides finds their own among all that is asked in the country, and reads no row for it.
            models.Index(
                fields=["id"],
                include=["granting_party", "rank", "at"],
                condition=models.Q(live=True),
                name="commitment_live_granting",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="commitment_stage_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(live=True, stage__in=OPEN_STAGES)
                | (models.Q(live=False) & ~models.Q(stage__in=OPEN_STAGES)),
                name="commitment_live_while_open",
            ),
            models.CheckConstraint(condition=_stands_by_its_stage(), name="commitment_ranked_by_stage"),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.RECOMMENDED) | models.Q(due_on=None, verifier=None),
                name="commitment_recommended_has_no_date",
            ),
            models.CheckConstraint(
                condition=models.Q(awaits_word=False)
                | models.Q(rank=Rank.UNDATED, due_on=None, entered_party__isnull=False),
                name="commitment_asked_has_no_date",
            ),
            models.CheckConstraint(
                condition=models.Q(declined_at=None) | models.Q(stage=Stage.RECOMMENDED),
                name="commitment_declined_was_recommended",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.EVIDENCE_IN, Stage.VERIFIED])
                | models.Q(verifier__isnull=False),
                name="commitment_evidence_has_verifier",
            ),
            models.CheckConstraint(
                condition=models.Q(verifier=None) | ~models.Q(verifier=models.F("owner")),
                name="commitment_owner_never_verifies",
            ),
            models.UniqueConstraint(
                fields=["group", "owner", "speaks_for"],
                condition=models.Q(live=True, group__isnull=False),
                nulls_distinct=False,
                name="commitment_once_in_a_group",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on=None) | models.Q(due_on__gte=models.F("agreed_on")),
                name="commitment_due_after_agreed",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do: agreed, accepted, or evidence waiting to be verified."""
        return self.stage in OPEN_STAGES

    @property
    def effective_due(self) -> date | None:
        """The day after which it is late: the due date, or the end of a granted wait when that is later."""
        if self.due_on and self.waiting_until:
            return max(self.due_on, self.waiting_until)
        return self.due_on

    @property
    def is_proposal(self) -> bool:
        """Whether a meeting here asks the body for it, which can accept: no paper of a past event."""
        is_asked = self.committee_id is not None or self.secretariat_party_id is not None
        return self.stage == Stage.RECOMMENDED and is_asked and not self.for_network

    @property
    def awaits_the_body(self) -> bool:
        """Whether the body has been asked and has said neither yes nor no."""
        return self.is_proposal and self.declined_at is None

    def place_in_lists(self) -> None:
        """Set `rank`, `at` and `live` from the stage and the dates."""
        stage = Stage(self.stage)
        due = self.effective_due if stage in _WITH_A_DATE_TO_KEEP else None
        self.live = self.is_open
        self.rank = Rank.DATED if due else _RANK_OF.get(stage, Rank.UNDATED)
        self.at = due_instant(due) if due else self.stage_since
        # What got a date, or came further, needs no word of those who entered it.
        self.awaits_word = self.awaits_word and self.rank == Rank.UNDATED


class CommitmentAudience(Audience):
    """One party that reads one commitment."""

    record = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="audience", db_index=False)
