"""What stands on a desk, gathered from the rooms below. As many queries for seven rows as for one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import Party
from access.rules.members import parties_with_people
from access.rules.viewer import Viewer
from access.toolkit.gathering import Few, Gathering, Within, may
from access.toolkit.lists import Chip
from commitments.models import Commitment, Stage
from commitments.queries import (
    COMMITMENTS,
    LATE,
    OPEN,
    RECOMMENDED,
    SOON_VIEW,
    TO_NAME,
    TO_SAY,
    TO_VERIFY,
    Traffic,
    agreed_in,
    decided_by,
    due_words,
    owned_by,
    traffic,
    unanswered_by,
)
from coordination.desk.below import CommitteesBelow, committees_below
from coordination.desk.coming import Coming, coming
from coordination.desk.first_steps import FirstSteps, first_steps
from coordination.desk.sheets import Sheet, ask_sheets, committees_by_number, committees_followed, sheets_of
from coordination.desk.things import (
    Thing,
    acceptance,
    approval,
    correction,
    draft,
    invitation,
    joint_request,
    monthly_return,
    naming,
    objection,
    overdue,
    proposal,
    proposed_item,
    request,
    to_keep,
    verification,
)
from coordination.desk.waits import Own, Waits, waiting_lines
from language.words import local_day, number
from library.documents.queries import DOCUMENTS, TO_CONFIRM
from meetings.models import Meeting, Minutes
from meetings.proposed import PROPOSALS_TO_ANSWER
from meetings.queries import (
    CORRECTIONS_TO_ANSWER,
    DRAFTS,
    JOINT_TO_ANSWER,
    MEETINGS,
    TITLED_DRAFTS,
    TITLED_MEETINGS,
    TO_APPROVE,
    UPCOMING,
)
from meetings.replies import TO_ANSWER as MEETINGS_TO_ANSWER
from meetings.replies import own_seats
from partners.directory import OBJECTIONS
from partners.models import Committee, Organisation
from partners.queries import organisations_of
from threads.queries import THREADS, TO_ACKNOWLEDGE
from threads.returns.access import deals_with_returns
from threads.returns.queries import RETURNS, TO_ACCEPT
from threads.returns.queries import TO_SEND as RETURNS_TO_SEND

MOST_THINGS = 3
# Enough to find three things of one kind, whoever may not move some of them.
LOOK_AHEAD = 12
MOST_MEETINGS = 3
_UNKEPT = (Stage.AGREED, Stage.ACCEPTED)
# Whoever is in one of these sits in a committee, keeps its minutes, or takes them.
OF_COMMITTEES = {
    Party.Kind.COMMITTEE_MEMBERS.value,
    Party.Kind.COMMITTEE_SECRETARIAT.value,
    Party.Kind.COMMITTEE_MINUTE_TAKERS.value,
}


@dataclass(frozen=True)
class Desk:
    """Everything on the desk of one person."""

    today: date
    organisation: Organisation | None
    first: FirstSteps
    things: list[Thing]
    sheets: list[Sheet]
    meetings: list[Coming]
    waits: list[Waits]
    below: CommitteesBelow | None
    has_committees: bool

    @property
    def headline(self) -> str:
        """What the page is called today: never that nothing is needed above a late line or a near meeting."""
        if self.first.steps:
            one, two = _("Welcome. First one thing"), _("Welcome. First two things")
            return two if len(self.first.steps) > 1 else one
        if not self.things and (late := sum(sheet.shares.late for sheet in self.sheets)):
            said = ngettext("%(number)s commitment is late", "%(number)s commitments are late", late)
            return said % {"number": number(late)}
        near = [one for one in self.meetings if one.is_near]
        if not self.things and near:
            return _("A meeting today") if near[0].is_today else _("A meeting is near")
        return [
            _("Nothing needs you today"),
            _("One thing needs you today"),
            _("Two things need you today"),
            _("Three things need you today"),
        ][len(self.things)]


def desk_of(viewer: Viewer) -> Desk:
    """Gather the desk of this person as of this instant."""
    today = local_day(viewer.at)
    own_bodies = organisations_of(viewer)
    organisation = own_bodies[0] if own_bodies else None
    followed = committees_followed(viewer)
    asked = _Asked(viewer, organisation, followed)
    approvals = asked.approvals.records
    requests = asked.requests.records
    own = asked.own
    unfinished = _unfinished(asked.drafts.records)
    objections = asked.objections.records
    joint = asked.joint.records
    corrections = asked.corrections.records
    proposals = asked.proposals.records
    to_answer = asked.to_answer.records
    things = _first(
        _late(own.pressing, today),
        map(approval, approvals),
        map(verification, asked.to_verify.records),
        map(naming, asked.to_name.records),
        map(request, requests),
        map(objection, objections),
        map(joint_request, joint),
        map(correction, corrections),
        map(proposed_item, proposals),
        _invitations(viewer, to_answer),
        _overdue(viewer, asked.overdue, own.pressing, today),
        (monthly_return(one, today) for one in (asked.returns.records if asked.returns else ())),
        (acceptance(commitment, today) for commitment in own.fresh),
        map(proposal, own.asked),
        map(draft, unfinished),
        _soon(own.pressing, today),
    )
    return Desk(
        today=today,
        organisation=organisation,
        first=first_steps(viewer),
        things=things,
        sheets=sheets_of(asked.sheets, today, above=[thing.promise for thing in things if thing.promise]),
        meetings=[coming(meeting, today) for meeting in asked.coming.records],
        waits=waiting_lines(
            approvals=len(approvals),
            unfinished=len(unfinished),
            to_verify=asked.verify_count.number,
            to_name=len(asked.to_name.records),
            to_say=asked.to_say.number,
            requests=len(requests),
            own=own,
            objections=len(objections),
            joint=len(joint),
            corrections=len(corrections),
            proposals=len(proposals),
            to_answer=len(to_answer),
            receipts=asked.receipts.number,
            to_acknowledge=asked.to_acknowledge.number,
            returns_to_send=asked.returns_to_send.number if asked.returns_to_send else 0,
            returns_to_accept=asked.returns_to_accept.number if asked.returns_to_accept else 0,
        ),
        below=committees_below(viewer, followed),
        has_committees=bool(viewer.party_kinds & OF_COMMITTEES),
    )


def _to_accept(viewer: Viewer, owner: int) -> Q:
    # Nobody has said yet that it is open still.
    return owned_by(viewer, owner) & Q(stage=Stage.AGREED, awaits_word=False)


def _unkept_in(viewer: Viewer, **committees: Any) -> Q:
    return agreed_in(viewer, **committees) & Q(stage__in=_UNKEPT)


class _Asked:
    """What the desk shows of lists, all asked for at once."""

    def __init__(
        self, viewer: Viewer, organisation: Organisation | None, followed: Sequence[Committee]
    ) -> None:
        gathering = Gathering(viewer)
        gathering.with_can(Commitment, "report", "decide")

        def few(chip: Chip, within: Within | None = None, size: int = LOOK_AHEAD) -> Few[Commitment]:
            return gathering.few(COMMITMENTS, chip, within=within, size=size)

        self._own: list[Few[Commitment]] = []
        if organisation is not None:
            owner = organisation.pk
            self._own = [
                few(SOON_VIEW, Within(owned_by, owner=owner)),
                few(OPEN, Within(_to_accept, owner=owner)),
                few(RECOMMENDED, Within(unanswered_by, owner=owner)),
            ]
        self.to_verify = few(TO_VERIFY, size=MOST_THINGS)
        self.verify_count = gathering.count(COMMITMENTS, TO_VERIFY)
        self.to_name = few(TO_NAME)
        self.to_say = gathering.count(COMMITMENTS, TO_SAY)
        self.requests = few(OPEN, Within(decided_by))
        # Twice as many: the own ones among them stand elsewhere.
        within = Within(_unkept_in, **committees_by_number(followed)) if followed else None
        self.overdue = few(LATE, within, 2 * LOOK_AHEAD) if within else None
        self.drafts = gathering.few(MEETINGS, DRAFTS, size=LOOK_AHEAD, rows=TITLED_DRAFTS)
        self.coming = gathering.few(MEETINGS, UPCOMING, size=MOST_MEETINGS, rows=TITLED_MEETINGS)
        self.approvals = gathering.first(TO_APPROVE)
        self.objections = gathering.first(OBJECTIONS)
        self.joint = gathering.first(JOINT_TO_ANSWER)
        self.corrections = gathering.first(CORRECTIONS_TO_ANSWER)
        self.proposals = gathering.first(PROPOSALS_TO_ANSWER)
        self.to_answer = gathering.first(MEETINGS_TO_ANSWER, today=local_day(viewer.at))
        self.receipts = gathering.count(DOCUMENTS, TO_CONFIRM)
        self.to_acknowledge = gathering.count(THREADS, TO_ACKNOWLEDGE)
        # For whoever serves an office that no form names nothing is asked at all.
        self.returns, self.returns_to_send, self.returns_to_accept = None, None, None
        if deals_with_returns(viewer):
            self.returns = gathering.few(RETURNS, RETURNS_TO_SEND, size=MOST_THINGS)
            self.returns_to_send = gathering.count(RETURNS, RETURNS_TO_SEND)
            self.returns_to_accept = gathering.count(RETURNS, TO_ACCEPT)
        self.sheets = ask_sheets(gathering, organisation, followed, above=MOST_THINGS)

    @property
    def own(self) -> Own:
        """Those of the own organisation, as far as this person may move them."""
        if not self._own:
            return Own([], [], [])
        return Own(*([one for one in few.records if may(one, "report")] for few in self._own))


def _first(*kinds: Iterable[Thing]) -> list[Thing]:
    """The most pressing three, each commitment and meeting once."""
    found: dict[str, Thing] = {}
    for kind in kinds:
        for thing in kind:
            found.setdefault(thing.url, thing)
            if len(found) == MOST_THINGS:
                return list(found.values())
    return list(found.values())


def _invitations(viewer: Viewer, unanswered: Sequence[Meeting]) -> Iterator[Thing]:
    """The next meetings that wait for a word of this person, each with the seats they hold there."""
    nearest = unanswered[:MOST_THINGS]
    seats = own_seats(viewer, nearest) if nearest else {}
    for meeting in nearest:
        yield invitation(meeting, seats.get(meeting.pk, ()))


def _unfinished(drafts: Iterable[Minutes]) -> list[Minutes]:
    """Drafts somebody must still write, or circulate; not those that lie with the chair."""
    return [one for one in drafts if one.with_chair_since is None or one.approved_at is not None]


def _late(own: Iterable[Commitment], today: date) -> Iterator[Thing]:
    for commitment in own:
        due = due_words(commitment, today)
        if due.traffic == Traffic.LATE:
            yield to_keep(commitment, due)


def _soon(own: Iterable[Commitment], today: date) -> Iterator[Thing]:
    for commitment in own:
        due = due_words(commitment, today)
        if due.traffic == Traffic.SOON:
            yield to_keep(commitment, due)


def _overdue(
    viewer: Viewer, found: Few[Commitment] | None, own: list[Commitment], today: date
) -> Iterator[Thing]:
    """What others promised to one's committees and is late, the oldest first."""
    if found is None:
        return
    others = [one for one in found.records if one not in own][:LOOK_AHEAD]
    late = [one for one in others if traffic(one, today) == Traffic.LATE]
    manned = parties_with_people({one.owner.liaison_party_id for one in late}, viewer.at)
    for one in late:
        reached = one.owner.liaison_party_id in manned
        yield overdue(one, today, may_remind=may(one, "decide"), is_reachable=reached)
