"""How a commitment comes into being: agreed in a meeting, or recommended to somebody by one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction

from access.models import Party, User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.toolkit.locking import lock_actor, share_row
from commitments.access import granting_party_of
from commitments.actions.writing import guarded, line, must_be_active, must_follow_meeting
from commitments.models import Commitment, Event, Stage
from commitments.notices import ASSIGNED, PROPOSED
from language.words import local_day
from partners.models import Committee, Organisation, Seat


class Said(TypedDict):
    """What was said about whom, and in which meeting: frozen in the commitment at its birth."""

    what: str
    owner: Organisation
    committee: Committee | None
    agreed_on: date
    source_type: str
    source_id: int | None
    source_text_en: str
    source_text_bn: str
    supporting: NotRequired[Iterable[Organisation]]
    is_illustrative: NotRequired[bool]


@transaction.atomic
def agree(
    *,
    by: User | None,
    due_on: date | None,
    at: datetime,
    speaks_for: Seat | None = None,
    secretariat_party: Party | None = None,
    entered_afterwards: bool = False,
    **said: Unpack[Said],
) -> Commitment:
    """A meeting agreed that an organisation does something: it is told, and the clock runs.

    `by` is None only for papers that the operator loads. `secretariat_party` is for meetings
    without a committee of their own; a committee brings its secretariat along.

    What was due before an old meeting was entered is late with nothing: it has no date until it gets a new
    one, and the one it had stands as its first.
    """
    said["committee"] = _recording(by, said["committee"], at)
    must_be_active(said["owner"], on=local_day(at), field="owner")
    must_follow_meeting(due_on, said["agreed_on"])
    commitment = _born(
        said,
        stage=Stage.AGREED,
        stage_since=at,
        due_on=None if entered_afterwards and _has_passed(due_on, at) else due_on,
        original_due_on=due_on,
        speaks_for=speaks_for,
        secretariat_party=secretariat_party,
    )
    line(commitment, Event.AGREED, tells=ASSIGNED, at=at, by=by, due_after=due_on)
    return commitment


@transaction.atomic
def recommend(
    *, by: User | None, at: datetime, for_network: bool = False, **said: Unpack[Said]
) -> Commitment:
    """Somebody recommended it to an organisation. Nobody promised: no date, in no figure, nobody is told."""
    said["committee"] = _recording(by, said["committee"], at)
    commitment = _born(said, stage=Stage.RECOMMENDED, stage_since=at, for_network=for_network)
    line(commitment, Event.RECOMMENDED, at=at, by=by)
    return commitment


@transaction.atomic
def propose(
    *,
    by: User | None,
    due_on: date | None,
    at: datetime,
    secretariat_party: Party | None = None,
    **said: Unpack[Said],
) -> Commitment:
    """A meeting that does not bind a body asks it for something: recommended until the body accepts.

    The body is told, once; its wished date counts for nothing before it has accepted.
    """
    said["committee"] = _recording(by, said["committee"], at)
    must_be_active(said["owner"], on=local_day(at), field="owner")
    must_follow_meeting(due_on, said["agreed_on"])
    commitment = _born(
        said,
        stage=Stage.RECOMMENDED,
        stage_since=at,
        suggested_due_on=due_on,
        secretariat_party=secretariat_party,
    )
    line(commitment, Event.RECOMMENDED, tells=PROPOSED, at=at, by=by)
    return commitment


def _has_passed(due_on: date | None, at: datetime) -> bool:
    return due_on is not None and due_on < local_day(at)


def _recording(by: User | None, committee: Committee | None, at: datetime) -> Committee | None:
    """Ask the rule of the committee, which is not moved while its new commitment gets its readers."""
    if committee is None:
        return None
    held = share_row(committee)
    if by is not None:
        require(lock_actor(by, at), "record_commitment", held)
    return held


def _born(said: Said, **fields: Any) -> Commitment:
    facts: dict[str, Any] = {**said, **fields, "what": guarded(said["what"], field="what")}
    supporting = facts.pop("supporting", ())
    committee = said["committee"]
    if committee is not None:
        facts["secretariat_party"] = committee.secretariat_party
    commitment = Commitment(**facts)
    commitment.granting_party = granting_party_of(commitment)
    commitment.place_in_lists()
    commitment.save()
    commitment.supporting.set(supporting)
    refresh(commitment)
    return commitment
