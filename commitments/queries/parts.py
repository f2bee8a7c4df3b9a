"""What the page of one commitment is drawn of: values alone, so that a part is drawn once for its values."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from access.toolkit.drawn import Body, body_of
from commitments.models import Commitment, Event, StageChange, StepForHead, due_instant
from commitments.queries.rows import CommitmentRow, row_of
from commitments.queries.told import DAY_ALONE, words_of
from language.words import local_day, named
from notifications.queries import Reminder
from partners.models import Organisation


class StepState(NamedTuple):
    """One of the four steps of a promise: taken, given back, or still to come; and when it was taken."""

    label: str
    css: str
    at: date | None


class Facts(NamedTuple):
    """What was promised, by whom, by when, and how far it is."""

    row: CommitmentRow
    speaks_for: str
    supporting: tuple[Body | None, ...]
    original_due_on: date | None
    committee_ref: str
    committee: str
    group_ref: str
    group: str
    steps: tuple[StepState, ...]


def facts_of(
    commitment: Commitment, supporting: Iterable[Organisation], steps: Sequence[StepState], today: date
) -> Facts:
    """Return what the page says of a commitment above its history."""
    committee = commitment.committee
    return Facts(
        row=row_of(commitment, today),
        speaks_for=named(commitment.speaks_for, "title"),
        supporting=tuple(body_of(one) for one in supporting),
        original_due_on=commitment.original_due_on,
        committee_ref=committee.ref if committee is not None else "",
        committee=named(committee),
        group_ref=commitment.group.ref if commitment.group is not None else "",
        group=named(commitment.group),
        steps=tuple(steps),
    )


class HistoryLine(NamedTuple):
    """One line of history, or one reminder and to how many it went."""

    at: datetime
    words: str
    css: str = ""
    due_before: date | None = None
    due_after: date | None = None
    # The date came with the step itself; else it is what was asked for or moved.
    is_due_with_it: bool = False
    note: str = ""
    by: str = ""
    # By which office it was entered, and for which.
    entered_by: str = ""
    entered_for: str = ""
    is_taken_back: bool = False
    people: int | None = None
    instead: bool = False
    # So many of them read it in the portal alone: no e-mail of theirs is known.
    inside: int = 0


# The colour of the dot; the words beside it say the same.
_GREEN = ("agreed", "accepted", "verified")
# The hour would tell whether a verifier passed it on itself or its time was over.
_DAY_ALONE = (Event.PASSED_ON, Event.NOBODY_LEFT)
# With these a date to keep is set for the first time.
_SETS_DUE = (Event.AGREED, Event.ACCEPTED)
_AMBER = ("more-information", "refused", "dropped", "declined")


def happened(change: StageChange) -> HistoryLine:
    """Return what happened to a commitment as a line."""
    step: StepForHead | None = getattr(change, "for_head", None)
    taken_back: StepForHead | None = getattr(change, "takes_back", None)
    words = str(change.get_event_display())
    # By which office another side verified is told to its own head alone.
    shows_office = step is not None and change.by_label_en != ""
    is_taken_back = step is not None and step.taken_back_id is not None
    return HistoryLine(
        at=_start_of_day(change.at) if change.event in _DAY_ALONE else change.at,
        words=f"{words}: {taken_back.line.get_event_display()}" if taken_back is not None else words,
        css="k-green" if change.event in _GREEN else "k-amber" if change.event in _AMBER else "",
        due_before=change.due_before,
        due_after=change.due_after,
        is_due_with_it=change.event in _SETS_DUE,
        # What was said with a step is taken back with it.
        note="" if is_taken_back else change.note,
        by=_done_by(change),
        entered_by=named(step, "by_label") if shows_office else "",
        entered_for=named(step, "for_label") if shows_office else "",
        is_taken_back=is_taken_back,
    )


def _start_of_day(at: datetime) -> datetime:
    return due_instant(local_day(at))


def _done_by(change: StageChange) -> str:
    """The organisation that did it, never a person; of a program, which one of the organisation's it was."""
    is_program = change.by is not None and change.by.is_program
    if change.organisation is None or is_program:
        return named(change, "by_label")
    return named(change.organisation)


def told(reminder: Reminder, *, shows_channel: bool) -> HistoryLine:
    """Return whom a reminder went to as a line."""
    return HistoryLine(
        at=_start_of_day(reminder.at) if reminder.kind.name in DAY_ALONE else reminder.at,
        words=str(words_of(reminder)),
        people=reminder.people,
        instead=reminder.instead,
        inside=reminder.inside if shows_channel else 0,
    )
