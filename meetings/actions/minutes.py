"""Writing the minutes: opened, item by item, action points, to the chair and back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from access.toolkit.texts import guarded
from access.toolkit.versions import Stale, must_be_as_read
from commitments.models import Commitment
from language.words import day, local_day, named
from meetings.actions.announcing import tell_proposers
from meetings.actions.attendance import begin_from_answers
from meetings.actions.ceilings import stay_under_drafts
from meetings.actions.delegated import note_delegated
from meetings.actions.signed_pages import keep_pages
from meetings.actions.writing import (
    ACTION_POINT,
    TEXT,
    draft_to_write,
    permitted_meeting,
    permitted_minutes,
    save_and_refresh,
    saved,
)
from meetings.models import (
    AgendaItem,
    Attendance,
    Decision,
    DelegatedStep,
    ItemMinutes,
    MatterArising,
    Meeting,
    MeetingOrganiser,
    Minutes,
)
from meetings.notices import SENT_BACK, SIGNATURE_ENTERED, TO_APPROVE
from notifications.actions import tell
from partners.active import must_be_active
from partners.models import Organisation

State = Meeting.State
Step = DelegatedStep.Step
TOOK_PART = (Attendance.Status.PRESENT, Attendance.Status.DELEGATE, Attendance.Status.INVITED)


@transaction.atomic
def open_minutes(*, by: User, meeting: Meeting, at: datetime) -> Minutes:
    """The meeting begins: from now on its minutes are written, item by item."""
    held = permitted_meeting(by=by, action="take_minutes", meeting=meeting, at=at)
    if not held.is_open_to_change:
        raise Mendable(_("The minutes of this meeting have been opened already."), code="state")
    if held.on_date > local_day(at):
        raise Mendable(
            _("The meeting is on %(day)s. Its minutes open on that day.") % {"day": day(held.on_date)},
            code="early",
        )
    minutes = Minutes(meeting=held, opened_at=at, at=held.at)
    minutes.save()
    ItemMinutes.objects.bulk_create(ItemMinutes(minutes=minutes, item=item) for item in held.agenda.all())
    held.state = State.IN_SESSION
    begin_from_answers(minutes)
    save_and_refresh(held, minutes)
    note_delegated(by=by, meeting=held, step=Step.OPENED, at=at)
    # Where no notice went out, its members know of it now.
    tell_proposers(held, by=by, at=at)
    return minutes


@transaction.atomic
def save_item(
    *, by: User, item: AgendaItem, discussion: str, decision: str, version: int, at: datetime
) -> ItemMinutes:
    """Keep what was discussed and decided on one item, unless a colleague has saved it since `version`."""
    minutes = draft_to_write(by=by, minutes=Minutes.objects.get(meeting_id=item.meeting_id), at=at)
    written = lock_row(ItemMinutes.objects.get(item=item))
    discussion = guarded(discussion, field="discussion", longest=TEXT, phones=True)
    decision = guarded(decision, field="decision", longest=TEXT, phones=True)
    decided = Decision.objects.filter(item=item).first()
    if written.discussion == discussion and (decided.text if decided else "") == decision:
        return written
    if written.version != version:
        raise Stale(
            _("A colleague saved this item meanwhile. Your text is kept below: compare and save again.")
        )
    written.discussion = discussion
    written.version = version + 1
    written.save(update_fields=["discussion", "version"])
    if decision:
        Decision.objects.update_or_create(item=item, defaults={"text": decision, "minutes": minutes})
    elif decided is not None:
        decided.delete()
    saved(minutes, at)
    return written


@transaction.atomic
def note_matter(
    *,
    by: User,
    minutes: Minutes,
    commitment: Commitment,
    outcome: str,
    at: datetime,
    note: str = "",
    version: str = "",
) -> MatterArising:
    """The meeting took up an earlier promise: reported done, carried forward, or proposed to drop.

    The commitment learns of it when the minutes are circulated, so that a draft tells nobody.
    """
    held = draft_to_write(by=by, minutes=minutes, at=at)
    commitment = Commitment.objects.select_related("owner").get(pk=commitment.pk)
    if outcome not in MatterArising.Outcome.values:
        raise Mendable(_("Choose one of the answers."), "outcome", "outcome")
    # Without a committee nothing comes forward: two meetings of nobody have no business in common.
    committee = held.meeting.lead_committee_id
    if committee is None or commitment.committee_id != committee or not commitment.is_open:
        raise Mendable(_("This is not open any more. Read the list again."), code="closed")
    must_say_why = outcome == MatterArising.Outcome.DROP_PROPOSED
    note = guarded(note, field="note", longest=ACTION_POINT, phones=True)
    if must_say_why and not note:
        raise Mendable(_("Write why it should be dropped."), "note", "required")
    stands = minutes.matters.filter(commitment=commitment).first()
    if stands is not None and (stands.outcome, stands.note) != (outcome, note):
        must_be_as_read(
            commitment,
            as_said(stands),
            version,
            _("A colleague noted this meanwhile: %(outcome)s. %(note)s Press again to go over it.")
            % {"outcome": stands.get_outcome_display(), "note": stands.note},
        )
    facts = {
        "outcome": outcome,
        "note": note,
        # Whole, as everything that is frozen; the page leaves out what is covered.
        "what": commitment.what_in_full or commitment.what,
        "owner_en": commitment.owner.name_en,
        "owner_bn": commitment.owner.name_bn,
        "due_on": commitment.effective_due,
    }
    matter, _new = MatterArising.objects.update_or_create(minutes=held, commitment=commitment, defaults=facts)
    saved(held, at)
    return matter


def as_said(matter: MatterArising | None) -> dict[str, str]:
    """Return what the draft says of an earlier promise."""
    return {"outcome": matter.outcome if matter else "", "note": matter.note if matter else ""}


@transaction.atomic
def send_to_chair(*, by: User, minutes: Minutes, at: datetime) -> Minutes:
    """The draft goes to the chair, who reads and approves it; meanwhile nobody changes it."""
    held = draft_to_write(by=by, minutes=minutes, at=at)
    _must_say_something(held)
    stay_under_drafts(minutes=held, at=at)
    # A body may have left since it was noted; better found now than when the text is approved.
    for point in held.action_points.select_related("owner__successor", "item"):
        if point.owner is not None:
            must_be_active(point.owner, on=local_day(at), field=None)
    held.with_chair_since = at
    held.sent_back_at = None
    held.sent_back_note = ""
    held.meeting.state = State.DRAFTED
    save_and_refresh(held.meeting, held)
    note_delegated(by=by, meeting=held.meeting, step=Step.TO_CHAIR, at=at)
    tell(kind=TO_APPROVE, record=held, occasion=f"to-chair:{at.isoformat()}", at=at, by=by)
    return held


@transaction.atomic
def take_back(*, by: User, minutes: Minutes, at: datetime) -> Minutes:
    """Whoever writes takes the draft back to change it, also from the chair.

    From what the chair has approved only the secretariat: the approval falls, the chair reads it again.
    """
    held = permitted_minutes(by=by, action="write", minutes=minutes, at=at)
    if held.is_frozen:
        raise Mendable(_("These minutes have been circulated already."), code="frozen")
    if held.is_approved:
        require(Viewer(by, at), "reopen", held)
    if not (held.is_with_chair or held.is_approved):
        raise Mendable(
            _("The draft is not with the chair. Send it to the chair first."), code="not-with-chair"
        )
    held.with_chair_since = None
    held.approved_at = held.approved_by = held.signed_on = held.entered_by = held.entered_under = None
    held.signed_by = ""
    held.meeting.state = State.DRAFTED
    save_and_refresh(held.meeting, held)
    note_delegated(by=by, meeting=held.meeting, step=Step.TAKEN_BACK, at=at)
    return held


@transaction.atomic
def send_back(*, by: User, minutes: Minutes, note: str, at: datetime) -> Minutes:
    """The chair sends the draft back and says what to change."""
    held = permitted_minutes(by=by, action="approve", minutes=minutes, at=at)
    _must_be_with_chair(held)
    held.sent_back_note = guarded(note, field="note", longest=2_000, phones=True, required=True)
    held.sent_back_at = at
    held.with_chair_since = None
    save_and_refresh(held.meeting, held)
    tell(kind=SENT_BACK, record=held, occasion=f"back:{at.isoformat()}", at=at, by=by)
    return held


@transaction.atomic
def approve(*, by: User, minutes: Minutes, at: datetime) -> Minutes:
    """The chair approves the text. It is circulated next; it does not change any more."""
    held = permitted_minutes(by=by, action="approve", minutes=minutes, at=at)
    _must_be_with_chair(held)
    held.approved_by = by
    held.approved_at = at
    held.meeting.state = State.APPROVED
    save_and_refresh(held.meeting, held)
    return held


@transaction.atomic
def approve_on_paper(
    *,
    by: User,
    minutes: Minutes,
    signed_by: str,
    signed_on: date | None,
    at: datetime,
    pages: Sequence[str] = (),
    names_nobody: bool = False,
) -> Minutes:
    """The chair signed the printed draft; the secretariat enters that in its own name.

    A minute-taker does where the delegation says so: chair and member secretary are told at once.
    Photos of the signed pages go with it once whoever enters them said that no survivor is named there.
    """
    held = permitted_minutes(by=by, action="enter_signature", minutes=minutes, at=at)
    if held.is_frozen or held.is_approved:
        raise Mendable(_("The chair has approved these minutes already."), code="approved")
    _must_say_something(held)
    signed_by = guarded(signed_by, field="signed_by", longest=200, required=True)
    if signed_on is None:
        raise Mendable(_("Enter the day on which it was signed."), "signed_on", "required")
    if signed_on > local_day(at):
        raise Mendable(_("This day is still to come."), "signed_on", "future")
    if signed_on < held.meeting.on_date:
        raise Mendable(
            _("This is before the meeting. Enter the day on which it was signed."), "signed_on", "early"
        )
    keep_pages(held, pages, names_nobody=names_nobody, by=by, at=at)
    held.signed_by = signed_by
    held.signed_on = signed_on
    held.entered_by = by
    held.entered_under = note_delegated(by=by, meeting=held.meeting, step=Step.SIGNATURE, at=at)
    held.approved_at = at
    held.meeting.state = State.APPROVED
    save_and_refresh(held.meeting, held)
    if held.entered_under is not None:
        tell(kind=SIGNATURE_ENTERED, record=held, occasion=f"signature:{at.isoformat()}", at=at, by=by)
    return held


def who_took_part(minutes: Minutes) -> set[int]:
    """The organisations that organised the meeting or came to it."""
    organising = MeetingOrganiser.objects.filter(
        meeting=minutes.meeting_id, role=MeetingOrganiser.Role.ORGANISER, organisation__isnull=False
    )
    came = minutes.attendance.filter(organisation__isnull=False, status__in=TOOK_PART)
    pairs = (
        organising.order_by()
        .values_list("organisation_id")
        .union(came.order_by().values_list("organisation_id"))
    )
    return {organisation for (organisation,) in pairs}


def must_be_bound_here(
    owner: Organisation, minutes: Minutes, *, field: str | None, took_part: Collection[int] | None = None
) -> None:
    """Refuse a body that a meeting without a committee cannot bind: it neither organised it nor took part.

    A committee binds whom its secretariat names; anybody may call a meeting of an own organisation.
    """
    if minutes.meeting.lead_committee_id is not None:
        return
    if owner.pk in (who_took_part(minutes) if took_part is None else took_part):
        return
    raise Mendable(
        _(
            "%(name)s took no part in this meeting. A meeting without a committee binds only those who did: "
            "bring this to a committee in which %(name)s has a seat."
        )
        % {"name": name_of(owner)},
        field,
        "not-bound",
    )


def must_follow_meeting(due_on: date, meeting: Meeting) -> None:
    """Refuse a day before the meeting in which it was agreed."""
    if due_on < meeting.on_date:
        raise Mendable(
            _("The due date is before the meeting. Choose the day of the meeting or later."),
            "due_on",
            "before-meeting",
        )


def name_of(organisation: Organisation) -> str:
    """Return its name in the reader's language."""
    return named(organisation)


def _must_be_with_chair(minutes: Minutes) -> None:
    if minutes.is_frozen or minutes.is_approved:
        raise Mendable(_("The chair has approved these minutes already."), code="approved")
    if not minutes.is_with_chair:
        raise Mendable(
            _("The draft is not with the chair. Send it to the chair first."), code="not-with-chair"
        )


def _must_say_something(minutes: Minutes) -> None:
    is_empty = not (
        minutes.items.exclude(discussion="").exists()
        or minutes.decisions.exists()
        or minutes.action_points.exists()
    )
    if is_empty:
        raise Mendable(_("Nothing is written yet. Write at least one discussion or decision."), code="empty")
