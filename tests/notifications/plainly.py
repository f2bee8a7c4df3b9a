"""Who has to be told what, said a second time: promise by promise and person by person, in Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from access.models import Party, PartyMember
from language.words import DHAKA
from notifications.kinds import Kind, Stages
from notifications.models import Notice
from notifications.working_days import OPENING, add_working_days
from tests.notifications.toys.models import Promise, PromiseAudience
from tests.notifications.toys.notices import DUE, LETTER, LETTER_STAGES, OWNER_STAGES, VERIFIER_STAGES, VERIFY

# Kind, record, recipient, occasion, and whether they are told instead of others.
Owed = tuple[str, int, int, str, bool]


@dataclass(frozen=True)
class Turn:
    """One promise that falls due for one party."""

    kind: Kind
    stages: Stages
    promise: Promise
    due_on: date
    party: Party | None
    # Only what falls after it counts.
    moved_at: datetime | None

    def passed(self, at: datetime, *, spared: bool) -> Iterator[tuple[int, str]]:
        """The stages whose 09:00 has passed."""
        for step, stage in self._stages(at):
            # A due date on a free day is due on the next working day.
            day = add_working_days(self.due_on - timedelta(days=1), step + 1)
            falls = datetime.combine(day, OPENING, DHAKA)
            is_late = falls <= at and (self.moved_at is None or falls > self.moved_at)
            if is_late and not (spared and step > 0):
                yield step, stage

    def _stages(self, at: datetime) -> Iterator[tuple[int, str]]:
        yield from ((step, stage) for stage, step in self.stages.named.items())
        again = self.stages.again
        if again:
            most = (at.astimezone(DHAKA).date() - self.due_on).days // again.every
            yield from ((nth * again.every, f"{again.name}-{nth}") for nth in range(again.first, most + 1))


def owed(at: datetime) -> set[Owed]:
    """What has to be told at this instant and was not."""
    return {one for promise in Promise.objects.filter(live=True) for one in _of_promise(promise, at)}


def _of_promise(promise: Promise, at: datetime) -> Iterator[Owed]:
    for turn in _turns(promise):
        readers = [person for person in _people(turn.party, at) if _may_read(promise, person, at)]
        for person in readers:
            spared = _is_only_head(turn, person, at)
            yield from _to(turn, person, at, spared=spared, instead=False)
        # Nobody of the party can be reached: its secretariat is, of what has begun to be told.
        if not readers:
            for person in _people(promise.secretariat_party, at):
                if _may_read(promise, person, at):
                    yield from _to(turn, person, at, spared=False, instead=True)


def _turns(promise: Promise) -> Iterator[Turn]:
    if promise.stage == Promise.Stage.OPEN and promise.due_on:
        due_on, moved_at = promise.due_on, promise.moved_at
        yield Turn(DUE, OWNER_STAGES, promise, due_on, promise.body_party, moved_at)
        yield Turn(LETTER, LETTER_STAGES, promise, due_on, promise.secretariat_party, moved_at)
    if promise.stage == Promise.Stage.EVIDENCE_IN and promise.evidence_on:
        yield Turn(VERIFY, VERIFIER_STAGES, promise, promise.evidence_on, promise.verifier_party, None)


def _terms(at: datetime) -> list[PartyMember]:
    """The terms that run, of those who are let in."""
    terms = PartyMember.objects.select_related("user").filter(period__contains=at)
    return [term for term in terms if term.user.is_active and not term.user.is_administrator]


def _people(party: Party | None, at: datetime) -> set[int]:
    return {term.user_id for term in _terms(at) if party and term.party_id == party.pk}


def _may_read(promise: Promise, person: int, at: datetime) -> bool:
    readers = set(PromiseAudience.objects.filter(record=promise).values_list("party_id", flat=True))
    return any(term.user_id == person and term.party_id in readers for term in _terms(at))


def _is_only_head(turn: Turn, person: int, at: datetime) -> bool:
    """Whether they are of the party as head of office and not also as a liaison officer."""
    reasons = [
        term.reason
        for term in _terms(at)
        if turn.party and (term.party_id, term.user_id) == (turn.party.pk, person)
    ]
    return turn.kind is DUE and all(reason.endswith(":head-as-liaison") for reason in reasons)


def _to(turn: Turn, person: int, at: datetime, *, spared: bool, instead: bool) -> Iterator[Owed]:
    """The latest stage they reached, when neither it nor a later one was told."""
    latest = max(turn.passed(at, spared=spared), default=None)
    if latest is None:
        return
    seq = turn.promise.due_seq
    said = Notice.objects.filter(
        kind=turn.kind.name, record_type="promises.promise", record_id=turn.promise.pk, recipient=person
    )
    steps = [_step(turn.stages, stage) for stage in said.filter(seq=str(seq)).values_list("stage", flat=True)]
    if not steps or max(steps) < latest[0]:
        yield turn.kind.name, turn.promise.pk, person, f"{seq}:{latest[1]}", instead


def _step(stages: Stages, stage: str) -> int:
    if stage in stages.named:
        return stages.named[stage]
    assert stages.again is not None
    return int(stage.removeprefix(f"{stages.again.name}-")) * stages.again.every
