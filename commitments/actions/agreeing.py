"""How a commitment comes into being: agreed in a meeting, or recommended to somebody by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction

from access.models import Party, User
from access.rules.audiences import refresh_all
from access.rules.engine import require
from access.toolkit.locking import lock_actor, share_row
from access.toolkit.texts import guarded
from commitments.actions.writing import (
    LONGEST_TEXT,
    Line,
    lines,
    must_follow_meeting,
)
from commitments.granting import name_granting
from commitments.models import Commitment, CommitmentGroup, Event, Stage
from commitments.notices import ASSIGNED, PROPOSED
from language.words import local_day
from notifications.kinds import Kind
from partners.active import must_be_active
from partners.models import Committee, Organisation, Seat
from partners.parties import seat_parties


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
    speaks_for: NotRequired[Seat | None]
    group: NotRequired[CommitmentGroup | None]
    supporting: NotRequired[Iterable[Organisation]]
    is_illustrative: NotRequired[bool]


class Proposed(Said):
    """What a meeting asks of a body it does not bind; the party is that of a meeting without a committee."""

    due_on: date | None
    secretariat_party: NotRequired[Party | None]


class Agreed(Proposed):
    """What a meeting agreed that an organisation does."""

    entered_afterwards: NotRequired[bool]
    entered_party: NotRequired[Party | None]


@dataclass(frozen=True)
class Birth:
    """A commitment that may come into being: what it says, and what its first line says and tells."""

    said: Said
    facts: Mapping[str, Any]
    event: Event
    tells: Kind | None = None
    due_after: date | None = None


def to_agree(
    *,
    due_on: date | None,
    at: datetime,
    secretariat_party: Party | None = None,
    entered_afterwards: bool = False,
    entered_party: Party | None = None,
    **said: Unpack[Said],
) -> Birth:
    """What a meeting agreed that an organisation does; refused when the body has left or the day is wrong.

    What was due by the day on which an old meeting was entered is late with nothing: it has no date until
    it gets a new one, and the one it had stands as its first. Those who entered it are asked what became of
    it; its body is told once that is said.
    """
    must_be_active(said["owner"], on=local_day(at), field="owner")
    must_follow_meeting(due_on, said["agreed_on"])
    is_past = entered_afterwards and _has_passed(due_on, at)
    facts = {
        "stage": Stage.AGREED,
        "stage_since": at,
        "due_on": None if is_past else due_on,
        "awaits_word": is_past,
        "entered_party": entered_party if is_past else None,
        "original_due_on": due_on,
        "secretariat_party": secretariat_party,
    }
    return Birth(_checked(said), facts, Event.AGREED, None if is_past else ASSIGNED, due_on)


def to_propose(
    *, due_on: date | None, at: datetime, secretariat_party: Party | None = None, **said: Unpack[Said]
) -> Birth:
    """What a meeting asks of a body that it does not bind; its wished date counts for nothing as yet."""
    must_be_active(said["owner"], on=local_day(at), field="owner")
    must_follow_meeting(due_on, said["agreed_on"])
    facts = {
        "stage": Stage.RECOMMENDED,
        "stage_since": at,
        "suggested_due_on": due_on,
        "secretariat_party": secretariat_party,
    }
    return Birth(_checked(said), facts, Event.RECOMMENDED, PROPOSED)


@transaction.atomic
def agree(*, by: User | None, at: datetime, **wanted: Unpack[Agreed]) -> Commitment:
    """A meeting agreed that an organisation does something: it is told, and the clock runs.

    `by` is None only for papers that the operator loads. `secretariat_party` is for meetings
    without a committee of their own; a committee brings its secretariat along.
    """
    wanted["committee"] = _recording(by=by, committee=wanted["committee"], at=at)
    return bear([to_agree(at=at, **wanted)], by=by, at=at)[0]


@transaction.atomic
def recommend(
    *, by: User | None, at: datetime, for_network: bool = False, **said: Unpack[Said]
) -> Commitment:
    """Somebody recommended it to an organisation. Nobody promised: no date, in no figure, nobody is told."""
    said["committee"] = _recording(by=by, committee=said["committee"], at=at)
    facts = {"stage": Stage.RECOMMENDED, "stage_since": at, "for_network": for_network}
    return bear([Birth(_checked(said), facts, Event.RECOMMENDED)], by=by, at=at)[0]


@transaction.atomic
def propose(*, by: User | None, at: datetime, **wanted: Unpack[Proposed]) -> Commitment:
    """A meeting that does not bind a body asks it for something: recommended until the body accepts.

    The body is told, once; its wished date counts for nothing before it has accepted.
    """
    wanted["committee"] = _recording(by=by, committee=wanted["committee"], at=at)
    return bear([to_propose(at=at, **wanted)], by=by, at=at)[0]


def _recording(*, by: User | None, committee: Committee | None, at: datetime) -> Committee | None:
    """Ask the rule of the committee, which is not moved while its new commitments get their readers."""
    if committee is None:
        return None
    held = share_row(committee)
    if by is not None:
        require(lock_actor(by, at), "record_commitment", held)
    return held


@transaction.atomic(savepoint=False)
def bear(births: Sequence[Birth], *, by: User | None, at: datetime) -> list[Commitment]:
    """Write commitments with their readers and first lines, and tell their bodies.

    As many statements as for one: whoever circulates minutes has asked the rule of their committee.
    """
    seat_parties(seat for seat in (birth.said.get("speaks_for") for birth in births) if seat is not None)
    new = [_placed(birth) for birth in births]
    name_granting(new)
    born = Commitment.objects.bulk_create(new)
    for commitment, birth in zip(born, births, strict=True):
        if supporting := birth.said.get("supporting", ()):
            commitment.supporting.set(supporting)
    refresh_all(born)
    said = [
        Line(one, birth.event, birth.tells, facts={"due_after": birth.due_after})
        for one, birth in zip(born, births, strict=True)
    ]
    lines(said, at=at, by=by)
    return born


def _has_passed(due_on: date | None, at: datetime) -> bool:
    return due_on is not None and due_on <= local_day(at)


def _checked(said: Said) -> Said:
    # A name that is no word of what was said, as of who verifies it, passes into no commitment.
    if others := said.keys() - Said.__required_keys__ - Said.__optional_keys__:
        raise TypeError(f"not said of a commitment: {', '.join(sorted(others))}")
    said["what"] = guarded(said["what"], field="what", longest=LONGEST_TEXT, phones=True, required=True)
    return said


def _placed(birth: Birth) -> Commitment:
    facts: dict[str, Any] = {**birth.said, **birth.facts}
    facts.pop("supporting", None)
    committee = birth.said["committee"]
    if committee is not None:
        facts["secretariat_party"] = committee.secretariat_party
    if facts.get("awaits_word"):
        facts["entered_party"] = facts["entered_party"] or facts["secretariat_party"]
        facts["awaits_word"] = facts["entered_party"] is not None
    commitment = Commitment(**facts)
    commitment.place_in_lists()
    return commitment
