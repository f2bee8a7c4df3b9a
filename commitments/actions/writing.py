"""What every action on a commitment does the same way: lock it, say what happened, keep it in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from commitments.actions.acting import note_step, stands_in
from commitments.granting import name_granting
from commitments.models import Answer, Commitment, Event, Stage, StageChange
from commitments.notices import DONE_FOR_OWNER, DONE_FOR_VERIFIER
from notifications.actions import Telling, tell, tell_all
from notifications.kinds import Kind
from partners.models import Organisation

LONGEST_TEXT = 2000
# What a step asks of a commitment besides its own columns.
BODIES = ("owner__place", "verifier", "committee__place", "committee__parent__parent__parent")
# Nobody learns by which office another side verified, or passed it on; what is taken back may be that.
_OF_A_VERIFIER = (
    Event.VERIFIED,
    Event.MORE_INFORMATION,
    Event.PASSED_ON,
    Event.NOBODY_LEFT,
    Event.TAKEN_BACK,
)


def permitted_and_locked(*, by: User, action: str, commitment: Commitment, at: datetime) -> Commitment:
    """Hold actor and commitment, let the action go on or raise, and return it as it is now."""
    held = lock_permitted(commitment, by=by, action=action, at=at, related=BODIES)
    held.stands_in = stands_in(Viewer(by, at), action, held)
    return held


def must_follow_meeting(due_on: date | None, agreed_on: date, *, field: str = "due_on") -> None:
    """Refuse a due date before the day it was agreed."""
    if due_on is not None and due_on < agreed_on:
        raise Mendable(
            _("The due date is before the meeting. Choose the day of the meeting or later."),
            field,
            "before-meeting",
        )


def must_be_at(commitment: Commitment, *stages: Stage) -> None:
    """Refuse what does not fit the stage the commitment is at now."""
    if commitment.stage not in stages:
        raise Mendable(
            _("This is not possible any more: the commitment is now at “%(stage)s”. Read it again.")
            % {"stage": Stage(commitment.stage).label},
            code="stage",
        )


def must_have_no_open_request(commitment: Commitment) -> None:
    """Refuse to ask for a second thing before the first is decided."""
    if commitment.requests.filter(answer=Answer.OPEN).exists():
        raise second_request()


def second_request() -> Mendable:
    """The refusal of a second request before the first is decided."""
    return Mendable(_("A request about this commitment is not yet decided."), code="open")


def is_promised_in_group(commitment: Commitment, body: Organisation) -> bool:
    """Whether another part of the same group is this body's already."""
    if commitment.group_id is None:
        return False
    others = Commitment.objects.filter(group=commitment.group_id, owner=body).exclude(pk=commitment.pk)
    return others.filter(speaks_for=commitment.speaks_for_id).exclude(stage=Stage.DROPPED).exists()


def moved_to(commitment: Commitment, stage: Stage, at: datetime) -> None:
    """Take the step, and remember since when."""
    commitment.stage = stage
    commitment.stage_since = at


def save_and_refresh(commitment: Commitment) -> None:
    """Save it with who grants, its place in lists and its readers, all following from what it is now."""
    name_granting([commitment])
    commitment.place_in_lists()
    commitment.save()
    refresh(commitment)


@dataclass(frozen=True)
class Line:
    """One line to be written into the history of a commitment, and the kind of notice that tells of it."""

    commitment: Commitment
    event: Event
    tells: Kind | None = None
    organisation: Organisation | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def add_history(
    commitment: Commitment,
    event: Event,
    *,
    at: datetime,
    by: User | None,
    tells: Kind | None = None,
    organisation: Organisation | None = None,
    made: Model | None = None,
    **facts: Any,
) -> StageChange:
    """Write one line of the history, and tell a kind of it; the head, of what was done for it.

    `made` is what was sent or asked with the step, which the head can undo with it.
    """
    line = lines([Line(commitment, event, tells, organisation, facts)], at=at, by=by)[0]
    step = note_step(commitment, line, made, at)
    if step is not None:
        told = DONE_FOR_OWNER if step.organisation == commitment.owner else DONE_FOR_VERIFIER
        tell(kind=told, record=commitment, occasion=f"for-head:{line.pk}", at=at, by=by)
    return line


def lines(said: Sequence[Line], *, at: datetime, by: User | None) -> list[StageChange]:
    """Write the lines of many commitments, and tell of them, in as many statements as of one.

    The line of a verifier shows the organisation alone.
    """
    written = StageChange.objects.bulk_create(_unwritten(one, at=at, by=by) for one in said)
    tell_all(
        [
            Telling(one.tells, one.commitment, f"line:{row.pk}")
            for one, row in zip(said, written, strict=True)
            if one.tells is not None
        ],
        at=at,
        by=by,
    )
    return written


def _unwritten(said: Line, *, at: datetime, by: User | None) -> StageChange:
    shows_office = by is not None and said.event not in _OF_A_VERIFIER
    return StageChange(
        commitment=said.commitment,
        event=said.event,
        stage=said.commitment.stage,
        at=at,
        by=by,
        by_label_en=by.label_en if by and shows_office else "",
        by_label_bn=by.label_bn if by and shows_office else "",
        organisation=said.organisation,
        **said.facts,
    )
