"""What stands on a desk, gathered from the rooms below. As many queries for seven rows as for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from access.rules.members import parties_with_people
from access.rules.viewer import Viewer
from access.toolkit.listing import page
from commitments.models import Commitment, Stage
from commitments.queries import (
    LATE,
    RECOMMENDED,
    SOON_VIEW,
    TO_VERIFY,
    Traffic,
    asked_of,
    commitment_rows,
    counted,
    due_words,
    listed,
    to_decide,
    traffic,
    waiting_for,
)
from coordination.desk.panels import Panel, committees_followed, panels_of
from coordination.desk.things import (
    Thing,
    acceptance,
    approval,
    draft,
    joint_request,
    name_of,
    objection,
    overdue,
    proposal,
    request,
    to_keep,
    verification,
)
from language.digits import is_bangla
from language.words import MONTHS_BN, MONTHS_EN, clock, day, local_day
from meetings.models import Meeting, Minutes
from meetings.queries import drafts, joint_requests_to_answer, next_meetings, to_approve
from partners.directory import objections_to_decide
from partners.models import Committee, Organisation
from partners.queries import committees_of, organisations_of

MOST_THINGS = 3
# Enough to find three things of one kind, whoever may not move some of them.
LOOK_AHEAD = 12


@dataclass(frozen=True)
class Coming:
    """A meeting that comes next."""

    meeting: Meeting
    name: str
    month: str
    is_today: bool
    when: str


@dataclass(frozen=True)
class Waits:
    """A line of what waits for this person."""

    label: str
    count: int
    url: str
    hint: str


@dataclass(frozen=True)
class Desk:
    """Everything on the desk of one person."""

    today: date
    organisation: Organisation | None
    things: list[Thing]
    panels: list[Panel]
    meetings: list[Coming]
    waits: list[Waits]
    has_committees: bool

    @property
    def headline(self) -> str:
        """What the page is called today."""
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
    approvals = to_approve(viewer, size=LOOK_AHEAD)
    to_verify = waiting_for(viewer)
    requests = to_decide(viewer, size=LOOK_AHEAD)
    own = _own(viewer, organisation)
    unfinished = _unfinished(viewer)
    objections = objections_to_decide(viewer, size=LOOK_AHEAD)
    joint = joint_requests_to_answer(viewer, size=LOOK_AHEAD)
    followed = committees_followed(viewer)
    things = _first(
        _late(own.pressing, today),
        map(approval, approvals),
        map(verification, to_verify),
        map(request, requests),
        map(objection, objections),
        map(joint_request, joint),
        _overdue(viewer, followed, own.pressing, today),
        (acceptance(commitment, today) for commitment in own.fresh),
        map(proposal, own.asked),
        map(draft, unfinished),
        _soon(own.pressing, today),
    )
    return Desk(
        today=today,
        organisation=organisation,
        things=things,
        panels=panels_of(
            viewer, organisation, followed, today, above=[thing.promise for thing in things if thing.promise]
        ),
        meetings=[_coming(meeting, today) for meeting in next_meetings(viewer)],
        waits=_waits(
            viewer, len(approvals), len(unfinished), len(requests), own, len(objections), len(joint)
        ),
        has_committees=bool(committees_of(viewer)),
    )


def _first(*kinds: Iterable[Thing]) -> list[Thing]:
    """The most pressing three, each commitment and meeting once."""
    found: dict[str, Thing] = {}
    for kind in kinds:
        for thing in kind:
            found.setdefault(thing.url, thing)
            if len(found) == MOST_THINGS:
                return list(found.values())
    return list(found.values())


class _Own(NamedTuple):
    """Commitments of the own organisation this person may move."""

    pressing: list[Commitment]
    # Agreed in a meeting that binds it, and to be accepted; or only recommended to it.
    fresh: list[Commitment]
    asked: list[Commitment]


def _own(viewer: Viewer, organisation: Organisation | None) -> _Own:
    if organisation is None:
        return _Own([], [], [])
    pressing = listed(viewer, SOON_VIEW, within=Q(owner=organisation), size=LOOK_AHEAD).records
    agreed = Q(owner=organisation, stage=Stage.AGREED)
    fresh = page(
        Commitment, viewer, live=True, narrow=agreed, size=LOOK_AHEAD, records=commitment_rows()
    ).records
    asked = asked_of(organisation, viewer, size=LOOK_AHEAD)
    ids = {commitment.pk for commitment in (*pressing, *fresh, *asked)}
    mine = set(Commitment.objects.permitted(viewer, "report").filter(pk__in=ids).values_list("pk", flat=True))
    return _Own(*([one for one in some if one.pk in mine] for some in (pressing, fresh, asked)))


def _unfinished(viewer: Viewer) -> list[Minutes]:
    """Drafts somebody must still write, or circulate; not those that lie with the chair."""
    found = drafts(viewer, size=LOOK_AHEAD).records
    return [one for one in found if one.with_chair_since is None or one.approved_at is not None]


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
    viewer: Viewer, followed: list[Committee], own: list[Commitment], today: date
) -> Iterator[Thing]:
    """What others promised to one's committees and is late, the oldest first."""
    if not followed:
        return
    within = Q(committee__in=[committee.pk for committee in followed])
    within &= Q(stage__in=(Stage.AGREED, Stage.ACCEPTED)) & ~Q(pk__in=[one.pk for one in own])
    found = listed(viewer, LATE, within=within, size=LOOK_AHEAD).records
    late = [one for one in found if traffic(one, today) == Traffic.LATE]
    ids = [one.pk for one in late]
    mine = set(Commitment.objects.permitted(viewer, "decide").filter(pk__in=ids).values_list("pk", flat=True))
    manned = parties_with_people({one.owner.liaison_party_id for one in late}, viewer.at)
    for one in late:
        reached = one.owner.liaison_party_id in manned
        yield overdue(one, today, may_remind=one.pk in mine, is_reachable=reached)


def _coming(meeting: Meeting, today: date) -> Coming:
    months = MONTHS_BN if is_bangla() else MONTHS_EN
    on = meeting.on_date
    said = clock(meeting.starts_at) if meeting.starts_at else ""
    date_said = f"{day(on, weekday=True)} {said}"
    when = _("Today %(clock)s") % {"clock": said} if on == today else date_said
    return Coming(meeting, name_of(meeting), months[on.month - 1], on == today, when.strip())


def _waits(
    viewer: Viewer, approvals: int, unfinished: int, requests: int, own: _Own, objections: int, joint: int
) -> list[Waits]:
    lines = [
        Waits(_("Minutes to approve"), approvals, reverse("meetings"), _("As chair")),
        Waits(
            _("Minutes to finish"),
            unfinished,
            reverse("meetings"),
            _("As secretariat or minute-taker"),
        ),
        Waits(
            _("Evidence to verify"),
            counted(viewer, TO_VERIFY),
            f"{reverse('commitments')}?view={TO_VERIFY.name}",
            _("Commitments of another side"),
        ),
        Waits(
            _("Requests to answer"),
            requests,
            reverse("commitments"),
            _("More time, other wording, drop, or waiting"),
        ),
        Waits(
            _("Commitments to accept"),
            len(own.fresh),
            reverse("commitments"),
            _("Agreed in a meeting, not yet accepted"),
        ),
        Waits(
            _("Objections to decide"),
            objections,
            f"{reverse('office_changes')}?view=objections",
            _("Entries of offices by the secretariats below"),
        ),
        Waits(
            _("Joint meetings to answer"),
            joint,
            reverse("meetings"),
            _("Another committee asks yours"),
        ),
        Waits(
            _("Recommended to your organisation"),
            len(own.asked),
            f"{reverse('commitments')}?view={RECOMMENDED.name}",
            _("Not promised: accept or decline"),
        ),
    ]
    return [line for line in lines if line.count]
