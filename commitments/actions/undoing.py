"""The head of a body undoes what was done for it, unless somebody has built on it: whole, or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.texts import guarded
from commitments.actions.acting import put_back
from commitments.actions.writing import (
    LONGEST_TEXT,
    add_history,
    permitted_and_locked,
    save_and_refresh,
)
from commitments.models import Answer, ChangeRequest, Commitment, Event, StepForHead, Waiting
from commitments.notices import UNDONE
from commitments.queries.acting import last_for_head, lines_standing
from language.words import day, local_day
from notifications.actions import tell


@transaction.atomic
def undo(*, by: User, commitment: Commitment, at: datetime, reason: str = "") -> Commitment:
    """Take back the last step that somebody took for the head; those who were told of it are told."""
    commitment = permitted_and_locked(by=by, action="undo", commitment=commitment, at=at)
    step = _step_to_undo(by, commitment, at)
    words = guarded(reason, field="reason", longest=LONGEST_TEXT, phones=True)
    put_back(commitment, step)
    # The words of the verifier stand in the history, from which an erased passage is gone.
    before = commitment.history.filter(event=Event.MORE_INFORMATION, pk__lt=step.line_id)
    asked = lines_standing(before).order_by("-pk")
    last = asked.first() if commitment.more_information else None
    commitment.more_information_reason = last.note if last is not None else ""
    _take_back_what_was_asked(step, by, at)
    save_and_refresh(commitment)
    line = add_history(commitment, Event.TAKEN_BACK, at=at, by=by, organisation=step.organisation, note=words)
    step.taken_back = line
    step.save(update_fields=["taken_back"])
    tell(kind=UNDONE, record=commitment, occasion=f"line:{line.pk}", at=at, by=by)
    return commitment


def _step_to_undo(by: User, commitment: Commitment, at: datetime) -> StepForHead:
    found = last_for_head(Viewer(by, at), commitment, local_day(at))
    if found is None:
        raise Mendable(_("Nothing that was done for your body waits to be undone here."), code="nothing")
    if not found.is_in_time:
        raise Mendable(
            _("This could be undone until %(day)s.") % {"day": day(found.step.undo_until)}, code="late"
        )
    if found.in_the_way is not None:
        since = found.in_the_way
        raise Mendable(
            _("This cannot be undone any more: “%(what)s” followed on %(day)s. Nothing was changed.")
            % {"what": since.get_event_display(), "day": day(since.at)},
            code="built-on",
        )
    return found.step


def _take_back_what_was_asked(step: StepForHead, by: User, at: datetime) -> None:
    for asked in (step.request, step.waiting):
        if asked is not None:
            _answered(asked, by, at)


def _answered(asked: ChangeRequest | Waiting, by: User, at: datetime) -> None:
    asked.answer, asked.decided_at, asked.decided_by = Answer.TAKEN_BACK, at, by
    asked.save(update_fields=["answer", "decided_at", "decided_by"])
