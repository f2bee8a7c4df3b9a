"""The records that the rows of meetings ask for in the sweep: a meeting and minutes in every state."""

from django.utils import timezone

from access.models import PartyMember
from access.rules.engine import can
from access.rules.viewer import Viewer
from library.files.attaching import attach
from meetings import actions as sittings
from meetings.models import ActionPoint, Attendance, ItemProposal, JointRequest, SignedPage
from partners.models import Committee
from tests.access.people import join
from tests.cast import NOW
from tests.library.made_files import checked_file
from tests.meetings.swept_minutes import (
    approved_minutes,
    circulated_minutes,
    draft_minutes,
    planned_meeting,
    sent_minutes,
)
from tests.sweep import (
    FAR,
    District,
)


def prepare(here: District) -> None:
    """Meetings and minutes in every state, and a request for a joint one."""
    here.planned, here.told = planned_meeting(here, "planned"), planned_meeting(here, "told")
    sittings.send_notice(by=here.secretary, meeting=here.told, at=NOW)
    here.invited_seat = here.committee.seats.get(role="chair", until=None)
    here.paper = checked_file(here.secretary, f"{here.mark} paper")
    sittings.add_files(by=here.secretary, meeting=here.told, files=[here.paper.ref], at=NOW)
    here.told_item = here.told.agenda.get(title=f"{here.mark} item")
    here.draft = draft_minutes(here, "draft", 10)
    here.draft_item = here.draft.meeting.agenda.get(title=f"{here.mark} item")
    here.point = ActionPoint.objects.get(minutes=here.draft)
    here.guest = Attendance.objects.get(minutes=here.draft, seat=None)
    here.with_chair = sent_minutes(here, draft_minutes(here, "with chair", 9))
    here.approved = approved_minutes(here, sent_minutes(here, draft_minutes(here, "approved", 8)))
    here.circulated = circulated_minutes(here, "circulated", 7)
    here.signed_page = checked_file(here.secretary, f"{here.mark} signed page")
    attach(SignedPage, to=here.circulated, refs=[here.signed_page.ref], by=here.secretary, at=NOW)
    here.correction = sittings.propose_correction(
        by=here.chair,
        minutes=here.circulated,
        line="items.1.discussion",
        wished=f"{here.mark} wished",
        reason=f"{here.mark} reason",
        at=NOW,
    )
    purpose = "To see whether it is closed"
    here.opened = sittings.open_draft(
        by=here.oversight, minutes=here.draft, purpose=purpose, at=timezone.now()
    )
    here.joint = _asked_jointly(here)
    here.proposal = _proposed(here)


def _proposed(here: District) -> ItemProposal:
    """By the liaison of a body with a seat; where it has none, by the chair."""
    member = here.liaison if can(Viewer(here.liaison, NOW), "propose_item", here.committee) else here.chair
    return sittings.propose_item(
        by=member,
        committee=here.committee,
        title=f"{here.mark} proposed",
        why=f"{here.mark} why",
        at=NOW,
    )


def _asked_jointly(here: District) -> JointRequest:
    """The national committee is asked, and has not answered."""
    plan = sittings.Plan(on_date=FAR, title=f"{here.mark} together")
    national = Committee.objects.get(code="NCC")
    join(here.secretary, national.members_party)
    meeting = sittings.plan_meeting(
        by=here.secretary,
        plan=plan,
        at=NOW,
        committee=here.committee,
        together_with=[national],
    )
    PartyMember.objects.get(user=here.secretary, party=national.members_party).delete()
    return JointRequest.objects.get(meeting=meeting)
