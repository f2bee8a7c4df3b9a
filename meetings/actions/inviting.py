"""Whom the notice names beside the members: bodies without a seat, as guests."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import User
from access.toolkit.errors import Mendable
from language.words import local_day, number
from meetings.actions.announcing import tell_joined
from meetings.actions.delegated import note_delegated
from meetings.actions.writing import must_be_ahead, must_be_open, permitted_meeting, save_and_refresh
from meetings.models import DelegatedStep, JointRequest, Meeting, MeetingOrganiser
from partners.active import must_be_active
from partners.models import Organisation
from partners.queries import seated_in, sitting_among

INVITED = MeetingOrganiser.Role.INVITED
MOST = 60


@transaction.atomic
def invite_body(*, by: User, meeting: Meeting, body: Organisation | None, at: datetime) -> Meeting:
    """The notice names a body that has no seat: its head and liaison officers are told, and read it.

    What it promises at the meeting of a committee binds it then. After the notice it is told at once.
    """
    held = permitted_meeting(by=by, action="notice", meeting=meeting, at=at)
    must_be_open(held)
    must_be_ahead(held, at)
    if body is None:
        raise Mendable(_("Choose the organisation that is invited."), "body", "required")
    must_be_active(body, on=local_day(at), field="body")
    if sitting_among([body.pk], held.sittings.values_list("committee_id", flat=True), on=held.on_date):
        raise Mendable(_("It has a seat in the committee, so the notice reaches it."), "body", "seated")
    if _named(held) & {body.pk}:
        raise Mendable(_("It is named already."), "body", "named")
    _name(held, [body.pk], by=by, at=at)
    return held


@transaction.atomic
def invite_seats(*, by: User, request: JointRequest, at: datetime) -> Meeting:
    """The bodies of a committee that has not agreed to a joint meeting are invited as guests."""
    held = permitted_meeting(by=by, action="notice", meeting=request.meeting, at=at)
    must_be_open(held)
    must_be_ahead(held, at)
    bodies = seated_in(request.committee_id, on=held.on_date)
    sitting = sitting_among(bodies, held.sittings.values_list("committee_id", flat=True), on=held.on_date)
    new = bodies - sitting - _named(held)
    if not new:
        raise Mendable(_("All of its bodies are invited already."), code="named")
    _name(held, sorted(new), by=by, at=at)
    return held


@transaction.atomic
def uninvite_body(*, by: User, meeting: Meeting, body: Organisation, at: datetime) -> Meeting:
    """A body is taken off the notice before it is sent; afterwards it knows that it is invited."""
    held = permitted_meeting(by=by, action="notice", meeting=meeting, at=at)
    must_be_open(held)
    if held.notice_sent_at is not None:
        raise Mendable(_("It has had the notice. Tell it yourself that it need not come."), code="sent")
    named = held.organisers.filter(role=INVITED, organisation=body)
    if not named.delete()[0]:
        raise Http404
    save_and_refresh(held)
    note_delegated(by=by, meeting=held, step=DelegatedStep.Step.GUESTS, at=at)
    return held


def _named(held: Meeting) -> set[int]:
    """The bodies the notice names already, as guests or as those who hold the meeting."""
    roles = (INVITED, MeetingOrganiser.Role.ORGANISER)
    bodies = held.organisers.filter(role__in=roles, organisation__isnull=False)
    return set(bodies.values_list("organisation_id", flat=True))


def _name(held: Meeting, bodies: Collection[int], *, by: User, at: datetime) -> None:
    if held.organisers.filter(role=INVITED).count() + len(bodies) > MOST:
        raise Mendable(
            ngettext(
                "A notice names at most %(most)s guest. Hold a meeting of partners instead.",
                "A notice names at most %(most)s guests. Hold a meeting of partners instead.",
                MOST,
            )
            % {"most": number(MOST)},
            "body",
            "too_many",
        )
    MeetingOrganiser.objects.bulk_create(
        MeetingOrganiser(meeting=held, organisation_id=body, role=INVITED) for body in bodies
    )
    save_and_refresh(held)
    note_delegated(by=by, meeting=held, step=DelegatedStep.Step.GUESTS, at=at)
    if held.notice_sent_at is not None:
        tell_joined(held, by=by, at=at)
