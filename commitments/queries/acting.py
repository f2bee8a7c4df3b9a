"""What was done for the head of a body on a promise, and what stands in the way of undoing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from access.rules.viewer import Viewer
from commitments.access import may_undo
from commitments.models import Commitment, Event, Evidence, StageChange, StepForHead

_TAKEN_BACK = StepForHead.objects.filter(taken_back__isnull=False, evidence__isnull=False)
# Told, or taken back: nobody builds on it.
_BUILDS_NOTHING = (Event.REMINDED, Event.TAKEN_BACK)


@dataclass(frozen=True)
class ForHead:
    """The last step that somebody took for the head of a body, for whoever speaks for that body."""

    step: StepForHead
    is_in_time: bool
    # What happened since, on which the step cannot be undone.
    in_the_way: StageChange | None

    @property
    def can_be_undone(self) -> bool:
        """Whether it is in time, and nobody has built on it."""
        return self.is_in_time and self.in_the_way is None


def last_for_head(viewer: Viewer, commitment: Commitment, today: date) -> ForHead | None:
    """Return the last step somebody took for the head of this person's body, unless it is undone."""
    steps = StepForHead.objects.filter(line__commitment=commitment, taken_back=None)
    newest_first = steps.select_related("line", "organisation").order_by("-line")[:20]
    step = next((one for one in newest_first if may_undo(viewer, one)), None)
    if step is None:
        return None
    later = commitment.history.filter(pk__gt=step.line_id).exclude(event__in=_BUILDS_NOTHING)
    since = lines_standing(later).select_related("organisation", "by")
    return ForHead(step, step.is_in_time(today), since.order_by("pk").first())


def undone(changes: Sequence[StageChange]) -> set[int]:
    """The lines that were taken back, of lines read with what was done for a head."""
    return {one.pk for one in changes if _is_undone(one)}


def standing(evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Evidence without what the head of the body took back: that is shown no more, nor are its files."""
    return evidence.filter(~Q(pk__in=_TAKEN_BACK.values("evidence")))


def lines_standing(history: QuerySet[StageChange]) -> QuerySet[StageChange]:
    """Lines of the history without those that were taken back: what was said with them is shown no more."""
    return history.exclude(for_head__taken_back__isnull=False)


def _is_undone(change: StageChange) -> bool:
    step: StepForHead | None = getattr(change, "for_head", None)
    return step is not None and step.taken_back_id is not None
