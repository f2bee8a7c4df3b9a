"""What the sweep walks through: the same records in two districts.

In Jashore the cast sits; in Satkhira nobody of the cast does, only the national secretariat is
above it. Every title carries the mark of its district, so that a leak can be seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast as cast_to

from django.utils import timezone

from access.accounts.changes import note_change
from access.models import AccountChange, User
from commitments import actions as promises
from commitments.models import ChangeRequest, Commitment
from commitments.queries import verifier_candidates
from meetings import actions as sittings
from meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    DraftOpening,
    JointRequest,
    Meeting,
    Minutes,
)
from notifications.models import Notice
from partners.actions import add_member, appoint, delegate_minutes, introduce, invite_person
from partners.models import (
    Committee,
    Delegation,
    Introduction,
    Membership,
    Office,
    OfficeChange,
    Organisation,
    Person,
    Seat,
)
from partners.queries import find_place
from tests.cast import NOW, Cast
from tests.newcomers import known

LONG_AGO = NOW - timedelta(days=400)
FAR = date(2055, 1, 5)
MARKS = {"jashore": "ZQJASHORE", "satkhira": "ZQSATKHIRA"}


@dataclass(frozen=True)
class Set:
    """One district's records, by what the rows call them."""

    committee: Committee
    seat: Seat
    organisation: Organisation
    membership: Membership
    introduction: Introduction
    delegation: Delegation
    office: Office
    entry: OfficeChange
    planned: Meeting
    told: Meeting
    told_item: AgendaItem
    draft: Minutes
    draft_item: AgendaItem
    opened: DraftOpening
    joint: JointRequest
    point: ActionPoint
    guest: Attendance
    with_chair: Minutes
    approved: Minutes
    circulated: Minutes
    agreed: Commitment
    proposed: Commitment
    accepted: Commitment
    asked: Commitment
    evidence: Commitment
    notice: Notice
    change: AccountChange


def build(cast: Cast) -> dict[str, Set]:
    """Make both sets by the actions of the rooms."""
    watching = (cast.oversight.user, cast.administrator.user)
    here = _Maker(
        "jashore", cast.dd_women_jashore.user, cast.dc_jashore.user, cast.rj_liaison.user, "RJ", *watching
    )
    secretary, chair = _holder("satkhira", Seat.Role.MEMBER_SECRETARY), _holder("satkhira", Seat.Role.CHAIR)
    there = _Maker("satkhira", secretary, chair, _liaison("BRAC"), "BRAC", *watching)
    return {"jashore": here.make(), "satkhira": there.make()}


def committee_of(district: str) -> Committee:
    """The committee of one of the two districts."""
    place = find_place((district.capitalize(), "Khulna"))
    assert place is not None
    return Committee.objects.get(place=place)


def _holder(district: str, role: str) -> User:
    seat = Seat.objects.select_related("office").get(committee=committee_of(district), role=role)
    person = known(label_en=f"{role} {district}", label_bn=role, email=f"{role}@{district}.example")
    assert seat.office is not None and person.user is not None
    appoint(by=None, office=seat.office, person=person, since=LONG_AGO, at=NOW)
    return person.user


def _liaison(code: str) -> User:
    person = known(label_en=code, label_bn=code, email=f"{code.lower()}@example.org")
    organisation = Organisation.objects.get(code=code)
    add_member(by=None, organisation=organisation, person=person, role="liaison", since=LONG_AGO, at=NOW)
    assert person.user is not None
    return person.user


class _Maker:
    def __init__(
        self,
        district: str,
        secretary: User,
        chair: User,
        liaison: User,
        owner: str,
        oversight: User,
        administrator: User,
    ) -> None:
        self.mark = MARKS[district]
        self.oversight, self.administrator = oversight, administrator
        self.committee = committee_of(district)
        self.secretary, self.chair, self.liaison = secretary, chair, liaison
        self.owner = Organisation.objects.get(code=owner)

    def _delegated(self) -> Delegation:
        """The liaison officer of the other body writes until a day that is over when the pages are asked."""
        person = Person.objects.get(user=self.liaison)
        since = NOW - timedelta(days=9)
        return delegate_minutes(
            by=self.secretary,
            committee=self.committee,
            person=person,
            since=since,
            until=NOW - timedelta(days=8),
            at=since,
        )

    def _invited(self) -> Introduction:
        """Somebody is to serve the body, and has not come yet."""
        person = introduce(label_en=f"{self.mark} newcomer", label_bn=f"{self.mark} newcomer")
        by, body = self.liaison, self.owner
        add_member(by=by, organisation=body, person=person, role="staff", since=NOW, at=NOW)
        invite_person(
            by=by, person=person, organisation=body, email=f"{self.mark.lower()}@example.org", at=NOW
        )
        return Introduction.objects.get(person=person)

    def _entered(self, office: Office) -> OfficeChange:
        """The secretariat enters an order about an office of another body that sits in the committee."""
        person = introduce(label_en=office.title_en, label_bn=office.title_bn)
        number, on = f"{self.mark} order", NOW.date()
        appoint(
            by=self.secretary,
            office=office,
            person=person,
            since=NOW,
            at=NOW,
            order_number=number,
            order_date=on,
        )
        return OfficeChange.objects.get(office=office)

    def make(self) -> Set:
        police = Office.objects.get(
            title_en__startswith="Superintendent of Police", place=self.committee.place
        )
        planned, told = self._planned("planned"), self._planned("told")
        sittings.send_notice(by=self.secretary, meeting=told, at=NOW)
        draft = self._draft("draft", 10)
        with_chair = self._sent(self._draft("with chair", 9))
        approved = self._approved(self._sent(self._draft("approved", 8)))
        circulated = self._approved(self._sent(self._draft("circulated", 7)))
        sittings.circulate(by=self.secretary, minutes=circulated, at=NOW)
        membership = (
            Membership._default_manager.filter(organisation=self.owner).order_by("-role", "pk").first()
        )
        return Set(
            committee=self.committee,
            seat=Seat.objects.filter(committee=self.committee, office__isnull=False)[0],
            organisation=self.owner,
            membership=cast_to(Membership, membership),
            introduction=self._invited(),
            delegation=self._delegated(),
            office=police,
            entry=self._entered(police),
            planned=planned,
            told=told,
            told_item=told.agenda.get(title=f"{self.mark} item"),
            draft=draft,
            opened=sittings.open_draft(
                by=self.oversight, minutes=draft, purpose="To see whether it is closed", at=timezone.now()
            ),
            draft_item=draft.meeting.agenda.get(title=f"{self.mark} item"),
            joint=self._asked_jointly(),
            point=ActionPoint.objects.get(minutes=draft),
            guest=Attendance.objects.get(minutes=draft, seat=None),
            with_chair=with_chair,
            approved=approved,
            circulated=circulated,
            agreed=self._promise("agreed"),
            proposed=self._promise("proposed", promises.propose),
            accepted=self._accepted("accepted"),
            asked=self._asked(),
            evidence=self._reported(),
            notice=Notice.objects.filter(recipient=self.liaison, state=Notice.State.TOLD).order_by("pk")[0],
            change=note_change(
                by=self.administrator,
                user=self.chair,
                kind=AccountChange.Kind.CODE_PRINTED,
                reason=f"{self.mark} lost the password",
                at=NOW,
            ),
        )

    def _planned(self, name: str, on: date = FAR, at: datetime = NOW) -> Meeting:
        plan = sittings.Plan(on_date=on, title=f"{self.mark} {name}")
        agenda = [f"{self.mark} item"]
        return sittings.plan_meeting(
            by=self.secretary, plan=plan, at=at, committee=self.committee, agenda=agenda
        )

    def _asked_jointly(self) -> JointRequest:
        """The national committee is asked, and has not answered."""
        plan = sittings.Plan(on_date=FAR, title=f"{self.mark} together")
        meeting = sittings.plan_meeting(
            by=self.secretary,
            plan=plan,
            at=NOW,
            committee=self.committee,
            together_with=[Committee.objects.get(code="NCC")],
        )
        return JointRequest.objects.get(meeting=meeting)

    def _draft(self, name: str, days_ago: int) -> Minutes:
        at = NOW - timedelta(days=days_ago)
        meeting = self._planned(name, at.date(), at)
        minutes = sittings.open_minutes(by=self.secretary, meeting=meeting, at=at)
        item = meeting.agenda.get(title=f"{self.mark} item")
        text = f"{self.mark} discussion"
        sittings.save_item(
            by=self.secretary, item=item, discussion=text, decision=text, version=item.written.version, at=at
        )
        sittings.add_action_point(
            by=self.secretary, item=item, what=f"{self.mark} {name}", owner=self.owner, due_on=FAR, at=at
        )
        sittings.add_guest(by=self.secretary, minutes=minutes, label=f"{self.mark} guest", at=at)
        sittings.add_head_count(
            by=self.secretary, minutes=minutes, kind="other", group=f"{self.mark} group", total=12, at=at
        )
        return Minutes.objects.get(pk=minutes.pk)

    def _sent(self, minutes: Minutes) -> Minutes:
        sittings.send_to_chair(by=self.secretary, minutes=minutes, at=NOW)
        return Minutes.objects.get(pk=minutes.pk)

    def _approved(self, minutes: Minutes) -> Minutes:
        sittings.approve(by=self.chair, minutes=minutes, at=NOW)
        return Minutes.objects.get(pk=minutes.pk)

    def _promise(self, name: str, make: Callable[..., Commitment] = promises.agree) -> Commitment:
        return make(
            by=self.secretary,
            what=f"{self.mark} {name}",
            owner=self.owner,
            due_on=FAR,
            committee=self.committee,
            agreed_on=date(2026, 10, 1),
            source_type="",
            source_id=None,
            source_text_en=f"{self.mark} source",
            source_text_bn=f"{self.mark} source",
            at=NOW,
        )

    def _accepted(self, name: str) -> Commitment:
        made = self._promise(name)
        office = Seat.objects.get(committee=self.committee, role=Seat.Role.CHAIR).office
        assert office is not None and office.organisation is not None
        assert office.organisation in [one.organisation for one in verifier_candidates(made, NOW)]
        promises.accept(by=self.liaison, commitment=made, verifier=office.organisation, at=NOW)
        return Commitment.objects.get(pk=made.pk)

    def _asked(self) -> Commitment:
        made = self._accepted("asked")
        later, reason = FAR + timedelta(days=90), f"{self.mark} reason"
        kind = ChangeRequest.Kind.MORE_TIME
        promises.ask(by=self.liaison, commitment=made, kind=kind, reason=reason, due_on=later, at=NOW)
        promises.wait(
            by=self.liaison, commitment=made, from_on=NOW.date(), until_on=later, reason=reason, at=NOW
        )
        return made

    def _reported(self) -> Commitment:
        made = self._accepted("evidence")
        promises.report(by=self.liaison, commitment=made, text=f"{self.mark} evidence", at=NOW)
        return made
