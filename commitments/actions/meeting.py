"""What a meeting says to its matters arising. None of the three verifies anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404

from access.models import User
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.locking import lock_actor, lock_rows
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from commitments.actions.writing import LONGEST_TEXT, Line, lines, must_be_at, second_request
from commitments.models import OPEN_STAGES, Answer, ChangeRequest, Commitment, Event, StageChange
from commitments.notices import ASKED


@dataclass(frozen=True)
class Heard:
    """What a meeting said of one commitment: one of three events, and its words."""

    commitment: Commitment
    event: Event
    note: str = ""


@transaction.atomic(savepoint=False)
def say(*, by: User, heard: Sequence[Heard], at: datetime, passing_over: bool = False) -> list[StageChange]:
    """Write what a meeting said on the record of each commitment: as many statements as for one.

    `passing_over` leaves out what was closed meanwhile, and a drop beside a request that still waits.
    """
    viewer = lock_actor(by, at)
    held: dict[int, Commitment] = lock_rows(Commitment, [one.commitment.pk for one in heard])
    asked = _with_open_request(heard)
    if passing_over:
        heard = [one for one in heard if held[one.commitment.pk].is_open]
        heard = [one for one in heard if one.event != Event.DROP_PROPOSED or one.commitment.pk not in asked]
    _must_be_permitted(viewer, [one.commitment.pk for one in heard], held)
    said = []
    for one in heard:
        commitment, is_drop = held[one.commitment.pk], one.event == Event.DROP_PROPOSED
        must_be_at(commitment, *OPEN_STAGES)
        if is_drop and commitment.pk in asked:
            raise second_request()
        note = guarded(
            one.note,
            field="reason" if is_drop else "note",
            longest=LONGEST_TEXT,
            phones=True,
            required=is_drop,
        )
        said.append(Line(commitment, one.event, ASKED if is_drop else None, facts={"note": note}))
    drops = [line for line in said if line.event == Event.DROP_PROPOSED]
    ChangeRequest.objects.bulk_create(
        ChangeRequest(
            commitment=line.commitment,
            kind=ChangeRequest.Kind.DROP,
            reason=line.facts["note"],
            asked_at=at,
            asked_by=by,
        )
        for line in drops
    )
    return lines(said, at=at, by=by)


def _must_be_permitted(viewer: Viewer, ids: Sequence[int], held: Mapping[int, Commitment]) -> None:
    """Let the action go on for every one of these, as they are now, or raise."""
    permitted = Commitment.objects.permitted(viewer, "bring_forward").filter(pk__in=ids)
    allowed = set(permitted.values_list("pk", flat=True))
    for pk in ids:
        if pk not in held:
            raise Http404
        if pk not in allowed:
            require(viewer, "bring_forward", held[pk])
        compare(held[pk])


def _with_open_request(heard: Sequence[Heard]) -> set[int]:
    asked = [one.commitment.pk for one in heard if one.event == Event.DROP_PROPOSED]
    if not asked:
        return set()
    waiting = ChangeRequest.objects.filter(commitment__in=asked, answer=Answer.OPEN)
    return set(waiting.values_list("commitment_id", flat=True))
