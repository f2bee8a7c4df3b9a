"""One commitment, opened: what happened to it, what waits for an answer, and what its reader may do next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from access.rules.engine import VIEW, allowed, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from access.toolkit.gathering import may
from access.toolkit.kept import KeptRows
from commitments.access import OWNERS_STEPS, VERIFIERS_STEPS, acts_for
from commitments.models import (
    Answer,
    ChangeRequest,
    Commitment,
    CommitmentAudience,
    Evidence,
    EvidenceFile,
    Stage,
    StageChange,
    StepForHead,
    Waiting,
)
from commitments.queries.acting import ForHead, last_for_head, standing, undone
from commitments.queries.buttons import (
    ACCEPT,
    ADD_EVIDENCE,
    BECAME,
    CHANGE,
    DECIDE,
    DECIDE_WAITING,
    DECLINE,
    DROP,
    DUE,
    INFORMATION,
    LETTER,
    MORE_TIME,
    NAME_ANOTHER,
    NAME_VERIFIER,
    PASS_ON,
    REMIND,
    REPORT,
    UNDO,
    VERIFY,
    WAIT,
    Step,
)
from commitments.queries.hands import gives_no_verdict, people_who_do_it
from commitments.queries.lists import commitment_rows
from commitments.queries.parts import Facts, HistoryLine, StepState, facts_of, happened, told
from commitments.queries.told import is_for_all, shows_channel
from commitments.queries.traffic import Traffic, traffic
from commitments.queries.who_verifies import is_to_be_named
from notifications.queries import notices_about
from partners.acting import serves_another_side
from partners.models import Organisation

ACTIONS = (
    "accept",
    "decline",
    "report",
    "ask",
    "verify",
    "request_information",
    "decline_to_verify",
    "name_verifier",
    "undo",
    "decide",
    "say_what_became",
    "erase",
)


@dataclass(frozen=True)
class Opened:
    """Everything the page of one commitment shows."""

    commitment: Commitment
    facts: Facts
    supporting: list[Organisation]
    evidence: list[Evidence]
    history: list[HistoryLine]
    request: ChangeRequest | None
    waiting: Waiting | None
    for_head: ForHead | None = None
    buttons: list[Step] = field(default_factory=list)

    @property
    def green(self) -> Step | None:
        """The one step that is expected of this reader now; where none is, no button is green."""
        return next((step for step in self.buttons if step.is_expected), None)


def _records(viewer: Viewer) -> QuerySet[Commitment]:
    return commitment_rows(Commitment.objects.with_can(viewer, *ACTIONS)).annotate(
        reader_ids=ArraySubquery(CommitmentAudience.objects.filter(record=OuterRef("pk")).values("party")),
        has_request=Exists(ChangeRequest.objects.filter(commitment=OuterRef("pk"), answer=Answer.OPEN)),
        has_files=Exists(EvidenceFile.objects.filter(record__commitment=OuterRef("pk"))),
        has_for_head=Exists(StepForHead.objects.filter(line__commitment=OuterRef("pk"), taken_back=None)),
        has_wait=Exists(Waiting.objects.filter(commitment=OuterRef("pk"), answer=Answer.OPEN)),
    )


_SEEN = KeptRows(lambda viewer, ref: _records(viewer).filter(allowed(viewer, Commitment), ref=ref))


def find_commitment(viewer: Viewer, ref: str, action: str = VIEW) -> Commitment:
    """Return the commitment behind an address with what its reader may do; 404 and 403 as everywhere."""
    if action != VIEW:
        return get_permitted(viewer, Commitment, ref, action, records=_records(viewer))
    for commitment in _SEEN(viewer, ref=ref):
        _keep_what_is_not_refused(viewer, commitment)
        # Whoever had a hand in the work gives no verdict on it: asked only of those who could.
        if commitment.stage == Stage.EVIDENCE_IN and may(commitment, "verify"):
            commitment.is_in_work = gives_no_verdict(viewer, commitment)
        if may(commitment, "name_verifier"):
            commitment.waits_for_name = is_named_by(viewer, commitment)
        return commitment
    raise Http404


def _keep_what_is_not_refused(viewer: Viewer, commitment: Commitment) -> None:
    """Who acts for a head and serves another side too, as after a handover, takes no step for it."""
    for action in (*OWNERS_STEPS, *VERIFIERS_STEPS):
        body = acts_for(viewer, action, commitment) if may(commitment, action) else None
        if body is not None and serves_another_side(viewer.user, body, viewer.at):
            setattr(commitment, f"can_{action}", False)


def is_named_by(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether who verifies is to be named, and nothing keeps this person from naming it."""
    is_free = is_to_be_named(commitment, viewer.at)
    return is_free and viewer.user.pk not in people_who_do_it(commitment, viewer.at)


def done_for_head(viewer: Viewer, commitment: Commitment, today: date) -> ForHead | None:
    """The last step somebody took for the head of this person's body, as far as `find_commitment` saw any."""
    may = getattr(commitment, "can_undo", False) and getattr(commitment, "has_for_head", True)
    return last_for_head(viewer, commitment, today) if may else None


def opened(viewer: Viewer, commitment: Commitment, today: date, for_head: ForHead | None = None) -> Opened:
    """Gather what the page shows; the queries are as many for a long history as for a short one."""
    changes = sorted(
        commitment.history.select_related("organisation", "by", "for_head", "takes_back__line"),
        key=lambda one: (one.at, one.pk),
    )
    _leave_out(commitment, changes, "note")
    reminders = notices_about(Commitment._meta.label_lower, [commitment.pk]).get(commitment.pk, [])
    # What happened comes first, then who was told of it; what a head alone is told is nobody else's.
    lines = [(change.at, happened(change)) for change in changes]
    lines += [
        (one.at, told(one, shows_channel=shows_channel(viewer, commitment, one)))
        for one in reminders
        if is_for_all(one)
    ]
    lines.sort(key=lambda line: line[0])
    request, waiting = _what_waits(commitment)
    sent = standing(commitment.evidence.select_related("organisation", "by"))
    evidence = sorted(sent, key=lambda one: (one.at, one.pk))
    _leave_out(commitment, evidence, "text", "link")
    _leave_out(commitment, [commitment], "more_information_reason")
    supporting = list(commitment.supporting.all())
    return Opened(
        commitment=commitment,
        supporting=supporting,
        facts=facts_of(commitment, supporting, _steps(commitment, changes), today),
        evidence=evidence[::-1],
        history=[line for _at, line in lines[::-1]],
        request=request,
        waiting=waiting,
        for_head=for_head,
        buttons=_buttons(commitment, request, waiting, for_head, today),
    )


def _what_waits(commitment: Commitment) -> tuple[ChangeRequest | None, Waiting | None]:
    """The request and the wait that are not answered, as far as `find_commitment` saw that there are any."""
    request = waiting = None
    if getattr(commitment, "has_request", True):
        asked = commitment.requests.filter(answer=Answer.OPEN)
        request = asked.select_related("owner", "asked_organisation").first()
    if getattr(commitment, "has_wait", True):
        waiting = commitment.waiting.filter(answer=Answer.OPEN).select_related("waits_for").first()
    _leave_out(commitment, [request], "what", "reason")
    _leave_out(commitment, [waiting], "reason")
    return request, waiting


def _leave_out(commitment: Commitment, said: Iterable[Any], *fields: str) -> None:
    """Let what was said of it read without the passages that are covered; none of it is saved."""
    if not commitment.covered:
        return
    for one in said:
        for name in fields if one is not None else ():
            setattr(one, name, without_covered(getattr(one, name), commitment.covered))


def _steps(commitment: Commitment, changes: list[StageChange]) -> list[StepState]:
    """The four steps with the day each was taken, as it stands now: a step given back has none."""
    order = [Stage.AGREED, Stage.ACCEPTED, Stage.EVIDENCE_IN, Stage.VERIFIED]
    taken = {
        "agreed": Stage.AGREED,
        "accepted": Stage.ACCEPTED,
        "evidence": Stage.EVIDENCE_IN,
        "verified": Stage.VERIFIED,
    }
    gone = undone(changes)
    when: dict[Stage, date] = {
        taken[change.event]: change.at
        for change in changes
        if change.event in taken and change.pk not in gone
    }
    # Minutes are circulated later: it was agreed on the day of the meeting.
    when[Stage.AGREED] = commitment.agreed_on
    reached = order.index(Stage(commitment.stage)) if commitment.stage in order else -1
    if commitment.stage == Stage.DROPPED:
        reached = max((order.index(stage) for stage in when), default=-1)
    states = []
    for place, stage in enumerate(order):
        is_back = commitment.more_information and stage == Stage.EVIDENCE_IN
        css = "on" if place <= reached else "back" if is_back else ""
        label = gettext("More information requested") if is_back else str(stage.label)
        states.append(StepState(label, css, when.get(stage) if css else None))
    return states


def _buttons(
    commitment: Commitment,
    request: ChangeRequest | None,
    waiting: Waiting | None,
    for_head: ForHead | None,
    today: date,
) -> list[Step]:
    """What this reader may do now, the most expected first: who may is the rule's, when is the stage's."""

    def may(action: str) -> bool:
        return bool(getattr(commitment, f"can_{action}", False))

    undo = [UNDO] if for_head is not None and for_head.can_be_undone else []
    if commitment.is_proposal:
        wanted = [(ACCEPT, may("accept")), (DECLINE, may("decline") and commitment.declined_at is None)]
        return [step for step, holds in wanted if holds] + undo
    if not commitment.is_open:
        return undo
    stage = commitment.stage
    is_with_owner = stage in (Stage.AGREED, Stage.ACCEPTED)
    is_in_work = commitment.is_in_work
    # Who has it by its own word may be replaced: nobody waits for that.
    naming = NAME_ANOTHER if commitment.verifier_by_presence else NAME_VERIFIER
    wanted = [
        (VERIFY, may("verify") and stage == Stage.EVIDENCE_IN and not is_in_work),
        (INFORMATION, may("request_information") and stage == Stage.EVIDENCE_IN and not is_in_work),
        (ACCEPT, may("accept") and stage == Stage.AGREED),
        (REPORT, may("report") and stage == Stage.ACCEPTED),
        (BECAME, may("say_what_became") and commitment.awaits_word),
        (DECIDE, may("decide") and request is not None),
        (DECIDE_WAITING, may("decide") and waiting is not None and is_with_owner),
        (ADD_EVIDENCE, may("report") and stage == Stage.EVIDENCE_IN),
        (MORE_TIME, may("ask") and is_with_owner and request is None),
        (CHANGE, may("ask") and request is None),
        (WAIT, may("ask") and is_with_owner and waiting is None),
        (naming, may("name_verifier") and commitment.waits_for_name),
        (REMIND, may("decide") and traffic(commitment, today) == Traffic.LATE),
        (LETTER, may("decide") and traffic(commitment, today) == Traffic.LATE),
        (DUE, may("decide") and is_with_owner),
        (DROP, may("decide")),
        (PASS_ON, may("decline_to_verify")),
    ]
    return [step for step, holds in wanted if holds] + undo
