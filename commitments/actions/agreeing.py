"""How a commitment comes into being: agreed in a meeting, or recommended to somebody by one."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from access.audiences import refresh
from access.models import Party, User
from access.rules import require
from access.viewer import viewer_of
from commitments.access import granting_party_of
from commitments.actions.writing import guarded, line, local_day, must_be_active, must_follow_meeting
from commitments.models import Commitment, Event, Stage
from commitments.notices import ASSIGNED
from notifications.actions import tell
from partners.models import Committee, Organisation, Seat


@transaction.atomic
def agree(
    *,
    by: User | None,
    what: str,
    owner: Organisation,
    due_on: date | None,
    committee: Committee | None,
    agreed_on: date,
    source_type: str,
    source_id: int | None,
    source_text_en: str,
    source_text_bn: str,
    at: datetime,
    supporting: Iterable[Organisation] = (),
    speaks_for: Seat | None = None,
    secretariat_party: Party | None = None,
    is_illustrative: bool = False,
) -> Commitment:
    """A meeting agreed that an organisation does something: it is told, and the clock runs.

    `by` is None only for papers that the operator loads. `secretariat_party` is for meetings
    without a committee of their own; a committee brings its secretariat along.
    """
    if by is not None and committee is not None:
        require(viewer_of(by, at), "record_commitment", committee)
    must_be_active(owner, on=local_day(at), field="owner")
    must_follow_meeting(due_on, agreed_on)
    commitment = _born(
        what=guarded(what, field="what"),
        owner=owner,
        speaks_for=speaks_for,
        due_on=due_on,
        original_due_on=due_on,
        committee=committee,
        secretariat_party=committee.secretariat_party if committee is not None else secretariat_party,
        agreed_on=agreed_on,
        source_type=source_type,
        source_id=source_id,
        source_text_en=source_text_en,
        source_text_bn=source_text_bn,
        stage=Stage.AGREED,
        stage_since=at,
        is_illustrative=is_illustrative,
        supporting=supporting,
    )
    agreed = line(commitment, Event.AGREED, at=at, by=by, due_after=due_on)
    tell(kind=ASSIGNED, record=commitment, occasion=f"line:{agreed.pk}", at=at, by=by)
    return commitment


@transaction.atomic
def recommend(
    *,
    by: User | None,
    what: str,
    owner: Organisation,
    committee: Committee | None,
    agreed_on: date,
    source_type: str,
    source_id: int | None,
    source_text_en: str,
    source_text_bn: str,
    at: datetime,
    supporting: Iterable[Organisation] = (),
    for_network: bool = False,
    is_illustrative: bool = False,
) -> Commitment:
    """Somebody recommended it to an organisation. Nobody promised: no date, in no figure, nobody is told."""
    if by is not None and committee is not None:
        require(viewer_of(by, at), "record_commitment", committee)
    commitment = _born(
        what=guarded(what, field="what"),
        owner=owner,
        committee=committee,
        secretariat_party=committee.secretariat_party if committee is not None else None,
        agreed_on=agreed_on,
        source_type=source_type,
        source_id=source_id,
        source_text_en=source_text_en,
        source_text_bn=source_text_bn,
        stage=Stage.RECOMMENDED,
        stage_since=at,
        for_network=for_network,
        is_illustrative=is_illustrative,
        supporting=supporting,
    )
    line(commitment, Event.RECOMMENDED, at=at, by=by)
    return commitment


def _born(*, supporting: Iterable[Organisation], **fields: object) -> Commitment:
    commitment = Commitment(**fields)
    commitment.granting_party = granting_party_of(commitment)
    commitment.place_in_lists()
    commitment.save()
    commitment.supporting.set(supporting)
    refresh(commitment)
    return commitment
