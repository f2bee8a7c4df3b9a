"""Who can act for a body today, why perhaps nobody can, and where whoever may name somebody does so."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from access.rules.engine import can
from access.rules.members import parties_with_people
from access.rules.viewer import Viewer
from language.words import local_day
from partners.access import appointing
from partners.acting import heads
from partners.directory import holder_of
from partners.models import Office, Organisation, Seat


class State(StrEnum):
    """Who there is for a body."""

    # It takes part no more, and nothing took over what it promised.
    LEFT = "left"
    # Nobody heads it, or its head has never signed in: nobody can act for it.
    VACANT = "vacant"
    NOT_SIGNED_IN = "not-signed-in"
    # Its head or liaison officer can, and nobody is let act for them.
    HEAD = "head"


@dataclass(frozen=True)
class WhoCan:
    """What the page of a promise says of a body that is to act."""

    body: Organisation
    office: Office | None
    state: State
    # The form by which this reader names somebody; empty where others do.
    address: str = ""


def who_can(viewer: Viewer, body: Organisation, committee: int | None) -> WhoCan | None:
    """Return who can act for a body; None where there is nothing to say to this reader.

    To its own people, who may be waiting for somebody else; and to everybody, where nobody can.
    """
    if not body.is_active(local_day(viewer.at)):
        return WhoCan(body, None, State.LEFT) if body.successor_id is None else None
    acting = body.acting_party_id
    if viewer.belongs_to(acting):
        return None
    manned = parties_with_people([party for party in (body.liaison_party_id, acting) if party], viewer.at)
    is_own = viewer.belongs_to(body.all_party_id)
    if (manned and not is_own) or acting in manned:
        return None
    head = Office.objects.filter(organisation=body, heads=True).order_by("precedence", "pk").first()
    if head is None:
        return None if manned else WhoCan(body, None, State.VACANT)
    if manned:
        return WhoCan(body, head, State.HEAD, _to_let_act(viewer, head, body))
    state = State.VACANT if holder_of(head, viewer.at) is None else State.NOT_SIGNED_IN
    return WhoCan(body, head, state, _to_name_holder(viewer, head, body, committee))


def _to_let_act(viewer: Viewer, head: Office, body: Organisation) -> str:
    if not viewer.belongs_to(body.liaison_party_id) and not heads(viewer.user, body, viewer.at):
        return ""
    return reverse("office_name_assistant", args=[body.ref, head.ref])


def _to_name_holder(viewer: Viewer, head: Office, body: Organisation, committee: int | None) -> str:
    """By right on the page of the office; for a secretariat on that of its seat, where it enters an order."""
    if can(viewer, "appoint", head):
        return reverse("organisation_office", args=[body.ref, head.ref])
    if appointing(viewer, head) is None:
        return ""
    seats = Seat.objects.filter(office=head, until=None).select_related("committee").order_by("pk")
    seat = seats.filter(committee=committee).first() or seats.first()
    return reverse("committee_seat", args=[seat.committee.ref, seat.ref]) if seat is not None else ""
