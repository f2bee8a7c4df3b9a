"""Circulation: the text is frozen, promises become commitments, their bodies are told; all or nothing."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_rows, share_row
from commitments.actions import agree, carry_forward, propose, propose_drop, report_done
from commitments.models import Answer, Commitment
from language.digits import localise
from language.words import ordinal
from meetings.actions.attendance import keep_blank_seats
from meetings.actions.minutes import must_be_bound_here
from meetings.actions.writing import kept, permitted_minutes
from meetings.binding import not_bound
from meetings.frozen import decision_number, frozen_text, hash_of
from meetings.models import ActionPoint, MatterArising, Meeting, Minutes
from meetings.notices import CIRCULATED
from notifications.actions import tell

SOURCE_TYPE = "meetings.meeting"


@transaction.atomic
def circulate(*, by: User, minutes: Minutes, at: datetime) -> list[Commitment]:
    """Send the approved minutes to the committee: nothing in them changes any more.

    Each action point becomes a commitment of its body; one that the meeting does not bind is asked, and
    its commitment stays recommended until it accepts. If one of them cannot, nothing is circulated and
    nobody is told.
    """
    if minutes.meeting.lead_committee is not None:
        # Its new commitments get their readers from it: it is held before the meeting is.
        share_row(minutes.meeting.lead_committee)
    held = permitted_minutes(by=by, action="circulate", minutes=minutes, at=at)
    if held.is_frozen:
        raise Mendable(_("These minutes have been circulated already."), code="frozen")
    if not held.is_approved:
        raise Mendable(
            _("The chair has not approved these minutes. Send them to the chair first."), code="approval"
        )
    meeting = held.meeting
    points = list(
        held.action_points.select_related("owner__successor", "item").order_by("item__position", "position")
    )
    asked = not_bound(points, held)
    bound = partial(agree, entered_afterwards=meeting.entered_afterwards)
    commitments = [
        _promise(point, meeting=meeting, by=by, at=at, make=propose if point.owner_id in asked else bound)
        for point in points
    ]
    _tell_matters(held, by=by, at=at)
    for decision in held.decisions.select_related("item"):
        decision.number = decision_number(meeting, decision.item)
        decision.save(update_fields=["number"])
    held.quorum_needed = meeting.lead_committee.quorum_seats if meeting.lead_committee is not None else None
    keep_blank_seats(held)
    freeze(held)
    held.circulated_at = at
    held.circulated_by = by
    meeting.state = Meeting.State.CIRCULATED
    kept(meeting, held)
    tell(kind=CIRCULATED, record=held, occasion=f"circulated:{held.pk}", at=at, by=by)
    return commitments


def freeze(minutes: Minutes) -> None:
    """Set text and hash; the database keeps both from then on."""
    minutes.frozen_text = frozen_text(minutes)
    minutes.sha256 = hash_of(minutes.frozen_text)


def _tell_matters(minutes: Minutes, *, by: User, at: datetime) -> None:
    """What the meeting said of earlier promises goes on their record, unless they were closed meanwhile."""
    outcome = MatterArising.Outcome
    lock_rows(Commitment, minutes.matters.values("commitment"))
    for matter in minutes.matters.select_related("commitment").order_by("commitment_id"):
        if not matter.commitment.is_open:
            continue
        if matter.outcome == outcome.REPORTED_DONE:
            report_done(by=by, commitment=matter.commitment, at=at, note=matter.note)
        elif matter.outcome == outcome.CARRIED_FORWARD:
            carry_forward(by=by, commitment=matter.commitment, at=at, note=matter.note)
        elif not matter.commitment.requests.filter(answer=Answer.OPEN).exists():
            propose_drop(by=by, commitment=matter.commitment, reason=matter.note, at=at)


def source_text(meeting: Meeting, number: str, language: str) -> str:
    """Return where a promise was made, as its page quotes it: "41st meeting, decision 41.3"."""
    with override(language):
        sitting = meeting.sittings.filter(committee=meeting.lead_committee).first()
        name = ""
        if sitting is not None:
            name = (sitting.name_bn or sitting.name_en) if language == "bn" else sitting.name_en
        run = (
            _("%(ordinal)s meeting") % {"ordinal": ordinal(meeting.number)}
            if meeting.number
            else meeting.title
        )
        where = f"{name}, {run}" if name else run
        if number:
            where = _("%(meeting)s, item %(number)s") % {"meeting": where, "number": localise(number)}
        return where[:300]


def _promise(
    point: ActionPoint, *, meeting: Meeting, by: User, at: datetime, make: Callable[..., Commitment]
) -> Commitment:
    number = decision_number(meeting, point.item)
    try:
        # Who came may have been corrected since the action point was written.
        must_be_bound_here(point.owner, point.minutes, field=None)
        commitment = make(
            by=by,
            what=point.what,
            owner=point.owner,
            due_on=point.due_on,
            committee=meeting.lead_committee,
            agreed_on=meeting.on_date,
            source_type=SOURCE_TYPE,
            source_id=meeting.pk,
            source_text_en=source_text(meeting, number, "en"),
            source_text_bn=source_text(meeting, number, "bn"),
            at=at,
            secretariat_party=meeting.secretariat_party,
            is_illustrative=meeting.is_illustrative,
        )
    except Mendable as refusal:
        raise Mendable(
            _("Item %(number)s, action point “%(what)s”: %(why)s")
            % {"number": number, "what": point.what[:80], "why": refusal},
            code=refusal.code,
        ) from refusal
    point.commitment = commitment
    point.save(update_fields=["commitment"])
    return commitment
