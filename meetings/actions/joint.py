"""A meeting of two committees: asked of the other's secretariat, agreed or not."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.texts import guarded
from language.words import local_day
from meetings.actions.announcing import tell_joined
from meetings.actions.ceilings import stay_under_asks
from meetings.actions.delegated import note_delegated
from meetings.actions.numbering import give_number
from meetings.actions.writing import must_be_open, permitted_meeting, save_and_refresh
from meetings.models import DelegatedStep, JointRequest, Meeting, MeetingOf, Minutes
from meetings.notices import JOINT_ANSWERED, JOINT_ASKED
from notifications.actions import tell
from partners.models import Committee
from partners.queries import committee_numbers_of

State = JointRequest.State


def ask_jointly(*, by: User, meeting: Meeting, committees: Iterable[Committee], at: datetime) -> None:
    """Ask the secretariats of other committees to hold the meeting together; they are told at once.

    The caller has asked its own rule whether `by` may call the meeting. Whom one asks, one meets.
    """
    others = [one for one in dict.fromkeys(committees) if one.pk != meeting.lead_committee_id]
    own = committee_numbers_of(Viewer(by, at)) if others else []
    for committee in others:
        if not committee.is_live(local_day(at)):
            raise Mendable(
                _("This committee has ended. It holds no more meetings."), "together_with", "ended"
            )
        if committee.pk not in own:
            words = _("You do not belong to this committee. Let somebody who does ask its secretariat.")
            raise Mendable(words, "together_with", "not-own")
        stay_under_asks(by=by, committee=committee, at=at)
        request = JointRequest.objects.create(
            meeting=meeting, committee=committee, asked_by=by, asked_at=at, at=at
        )
        refresh(request)
        tell(kind=JOINT_ASKED, record=request, occasion=f"joint:{request.pk}", at=at, by=by)


@transaction.atomic
def ask_committee(*, by: User, meeting: Meeting, committee: Committee, at: datetime) -> Meeting:
    """Ask one more committee to hold a planned meeting together, or ask it again after it said no."""
    held = permitted_meeting(by=by, action="change", meeting=meeting, at=at)
    must_be_open(held)
    if held.lead_committee_id is None:
        raise Mendable(_("A meeting without a committee is held with no committee."), "committee", "none")
    if not committee.is_live(local_day(at)):
        raise Mendable(_("This committee has ended. It holds no more meetings."), "committee", "ended")
    if _is_asked(held, committee):
        raise Mendable(_("This committee has been asked already."), "committee", "asked")
    ask_jointly(by=by, meeting=held, committees=[committee], at=at)
    note_delegated(by=by, meeting=held, step=DelegatedStep.Step.ASKED, at=at)
    return held


def _is_asked(meeting: Meeting, committee: Committee) -> bool:
    asked = JointRequest.objects.filter(meeting=meeting, committee=committee)
    return (
        committee.pk == meeting.lead_committee_id
        or asked.filter(state__in=(State.ASKED, State.AGREED)).exists()
    )


@transaction.atomic
def agree_jointly(
    *, by: User, request: JointRequest, at: datetime, number: int | None = None
) -> JointRequest:
    """The other committee's secretariat agrees: from now on it is a meeting of that committee, too.

    It gets a number in that committee's run: the next, if none is given. Where the notice has gone out,
    its members get it now.
    """
    held = _to_answer(request, by=by, action="answer", at=at)
    committee = held.committee
    MeetingOf.objects.create(
        meeting=held.meeting, committee=committee, name_en=committee.name_en, name_bn=committee.name_bn
    )
    give_number(held.meeting, committee, number)
    _answered(held, State.AGREED, by=by, at=at)
    save_and_refresh(held.meeting, Minutes.objects.filter(meeting=held.meeting).first())
    if held.meeting.notice_sent_at is not None and held.meeting.is_open_to_change:
        tell_joined(held.meeting, by=by, at=at)
    return held


@transaction.atomic
def decline_jointly(*, by: User, request: JointRequest, at: datetime, reason: str = "") -> JointRequest:
    """It stays a meeting of the committee that called it."""
    held = _to_answer(request, by=by, action="answer", at=at)
    held.reason = guarded(reason, field="reason", longest=1_000)
    _answered(held, State.DECLINED, by=by, at=at)
    return held


@transaction.atomic
def withdraw_joint(*, by: User, request: JointRequest, at: datetime) -> JointRequest:
    """The committee that called the meeting does not ask any more."""
    held = _to_answer(request, by=by, action="withdraw", at=at)
    _close(held, State.WITHDRAWN, by=by, at=at)
    return held


def _to_answer(request: JointRequest, *, by: User, action: str, at: datetime) -> JointRequest:
    # The meeting gets other readers by it: committee, actor and meeting are held before the request.
    committee = lock_row(request.committee)
    viewer = lock_actor(by, at)
    meeting = lock_row(request.meeting)
    held = lock_row(request)
    held.meeting, held.committee = meeting, committee
    require(viewer, action, held)
    if held.state != State.ASKED:
        raise Mendable(_("This has been answered already. Read it again."), code="answered")
    if not meeting.may_be_joined:
        raise Mendable(
            _("The minutes are circulated, or the meeting was called off: it stays as it was."), code="late"
        )
    return held


def _answered(held: JointRequest, state: JointRequest.State, *, by: User, at: datetime) -> None:
    _close(held, state, by=by, at=at)
    tell(kind=JOINT_ANSWERED, record=held, occasion=f"joint-answered:{held.pk}", at=at, by=by)


def _close(held: JointRequest, state: JointRequest.State, *, by: User, at: datetime) -> None:
    held.state, held.answered_by, held.answered_at, held.live = state, by, at, False
    held.save(update_fields=["state", "answered_by", "answered_at", "reason", "live"])
    refresh(held)
