"""Who has done, entered or assisted in the work of a promise: none of them verifies it, by whatever office.

It goes by people, not by offices: somebody who is transferred, holds a second office or lends a hand as an
assistant or minute-taker stays who they are.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from access.models import PartyMember
from access.rules.members import people_let_in
from access.rules.viewer import Viewer
from access.toolkit.registry import Registry
from commitments.access import acts_for
from commitments.models import Commitment, Event, EvidenceFile, StepForHead
from partners.models import OfficeHolder, Organisation

# What its people did for the promise. Granting, reminding, naming and verifying are no work on it.
WORK = (
    Event.RECOMMENDED,
    Event.AGREED,
    Event.ACCEPTED,
    Event.DECLINED,
    Event.EVIDENCE,
    Event.ASKED,
    Event.REPORTED_DONE,
)

# Of these what a meeting said, which its secretariat puts on record.
RECORDED = (Event.RECOMMENDED, Event.AGREED, Event.REPORTED_DONE)

Entered = Callable[[int], Iterable[int]]
_entered: Registry[str, Entered] = Registry("who entered a source of promises")


def add_entered(source_type: str, people: Entered) -> None:
    """Have a room say who entered the record in which promises were made: the accounts, by its number."""
    _entered.add(source_type, people)


def people_in_the_work(commitment: Commitment, at: datetime) -> set[int]:
    """Return the accounts of everybody who did, entered or assisted in the work, or serves who does it."""
    found = _wrote(commitment, WORK)
    entered = _entered.get(commitment.source_type)
    if entered is not None and commitment.source_id is not None:
        found |= set(entered(commitment.source_id))
    return found | _of_the_bodies(commitment, at)


def people_who_do_it(commitment: Commitment, at: datetime) -> set[int]:
    """Return the accounts of everybody who did or assisted in the work: not who noted what a meeting said."""
    events = [event for event in WORK if event not in RECORDED]
    return _wrote(commitment, events) | _of_the_bodies(commitment, at)


def supporting_of(commitment: Commitment) -> list[Organisation]:
    """Return the bodies that support it; of what is not saved yet there are none."""
    return [] if commitment._state.adding else list(commitment.supporting.all())


def bodies_that_can_act(
    bodies: Iterable[Organisation], commitment: Commitment, at: datetime
) -> set[Organisation]:
    """Return those of these bodies in which somebody can verify this promise at this instant."""
    by_party = {party: body for body in bodies for party in _speaking(body)}
    people = PartyMember.objects.filter(period__contains=at, party__in=by_party, user__in=people_let_in())
    in_work = people_in_the_work(commitment, at)
    # Nobody acts for a head who had a hand in it.
    bound = _heading_among(in_work, at).values("office__organisation__acting_party")
    people = people.exclude(party__in=bound.filter(office__organisation__acting_party__isnull=False))
    free = people.exclude(user__in=in_work)
    return {by_party[party] for party in free.values_list("party_id", flat=True)}


def gives_no_verdict(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether this person had a hand in the work, or acts for a head who had."""
    in_work = people_in_the_work(commitment, viewer.at)
    body = acts_for(viewer, "verify", commitment)
    if viewer.user.pk in in_work or body is None:
        return viewer.user.pk in in_work
    return _heading_among(in_work, viewer.at).filter(office__organisation=body).exists()


def _heading_among(people: set[int], at: datetime) -> QuerySet[OfficeHolder]:
    """The terms by which these people head a body now."""
    return OfficeHolder.objects.at(at).filter(office__heads=True, person__user__in=people)


def _speaking(body: Organisation) -> list[int]:
    """The parties whose members take a body's steps."""
    return [party for party in (body.liaison_party_id, body.acting_party_id) if party is not None]


def _wrote(commitment: Commitment, events: Sequence[Event]) -> set[int]:
    """Whose account stands at a step of the work: at none of what is not saved yet."""
    if commitment._state.adding:
        return set()
    return {person for person in _who_wrote(commitment, events) if person is not None}


def _who_wrote(commitment: Commitment, events: Sequence[Event]) -> QuerySet[Commitment, int | None]:
    """Everybody whose account stands at a step of the work; of a program, who answers for it.

    What somebody did for the head of a body the head did, too, whoever holds that office today.
    """
    files = EvidenceFile.objects.filter(record__commitment=commitment)
    done_for = StepForHead.objects.filter(line__commitment=commitment, line__event__in=events)
    of_office = done_for.filter(
        assistant__office=OuterRef("office"), line__at__contained_by=OuterRef("period")
    )
    heads = OfficeHolder.objects.filter(Exists(of_office))
    return _people(commitment.history.filter(event__in=events), "by").union(
        _people(commitment.evidence.all(), "by"),
        _people(files, "by"),
        _people(commitment.requests.all(), "asked_by"),
        _people(commitment.waiting.all(), "asked_by"),
        _people(heads, "person__user"),
    )


def _people(rows: QuerySet[Any, Any], who: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(Coalesce(F(f"{who}__answerable"), F(who)), flat=True)


def _of_the_bodies(commitment: Commitment, at: datetime) -> set[int]:
    """Who serves the body that does it, or one that supports it, at this instant."""
    bodies = [commitment.owner, *supporting_of(commitment)]
    parties = [party for body in bodies for party in (body.all_party_id, *_speaking(body))]
    people = PartyMember.objects.filter(period__contains=at, party__in=parties)
    return set(people.values_list("user_id", flat=True))
