"""Whoever is invited says whether they come, until the meeting begins; and the list of who came begins so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.texts import guarded
from language.words import number
from meetings.access import replies_for
from meetings.actions.writing import permitted_meeting
from meetings.models import Meeting, Reply
from meetings.models.replies import DELEGATE_LENGTH
from meetings.queries import delegates_of
from meetings.replies import is_to, takes_replies
from meetings.seating import seats_of_meeting
from partners.acting import Called, called
from partners.models import OfficeAssistant, Organisation, Person, Seat

Said = Reply.Said
# By one account for one seat, to one day and hour: who changes more often than that telephones. Whoever types
# for a holder uses up nothing of what the holder may say.
MOST = 20


@transaction.atomic
def reply(
    *,
    by: User,
    meeting: Meeting,
    said: str,
    at: datetime,
    seat: Seat | None = None,
    body: Organisation | None = None,
    delegate_label: str = "",
    delegate: Person | None = None,
) -> Reply:
    """A seat, or a body that the notice names, says whether it comes, who comes instead, or nothing any more.

    Its holder does, or who types for the holder. What it said already stays the one line that it is.
    """
    held = permitted_meeting(by=by, action="reply", meeting=meeting, at=at)
    typed_by = _speaks_for(by, held, seat, body, at)
    _must_be_asked(held, seat, at)
    if said not in Said.values:
        raise Mendable(_("Choose one of the answers."), "said", "said")
    label, person = _who_comes(said, seat, body, delegate_label, delegate, at)
    rows = Reply.objects.filter(meeting=held, seat=seat, organisation=body)
    last = rows.order_by("-nth").first()
    if last is None and said == Said.TAKEN_BACK:
        raise Mendable(_("Nothing was answered yet."), "said", "nothing")
    if last is not None and _is_same(last, held, said, label, person):
        return last
    if rows.filter(by=by, on_date=held.on_date, starts_at=held.starts_at).count() >= MOST:
        raise _too_often()
    return Reply.objects.create(
        meeting=held,
        seat=seat,
        organisation=body,
        nth=(rows.aggregate(last=Max("nth"))["last"] or 0) + 1,
        said=said,
        delegate_label=label,
        delegate=person,
        on_date=held.on_date,
        starts_at=held.starts_at,
        by=by,
        typed_by_en=typed_by.en,
        typed_by_bn=typed_by.bn,
    )


def as_called(meeting: Meeting) -> Mapping[str, Any]:
    """Return to which day and hour somebody answers."""
    return {"on_date": meeting.on_date, "starts": meeting.starts_at}


def _speaks_for(
    by: User, held: Meeting, seat: Seat | None, body: Organisation | None, at: datetime
) -> Called:
    """Return who types it for the holder, nobody where the holder answers; refuse whoever does neither."""
    mine = replies_for(Viewer(by, at), held)
    if (seat is None) == (body is None):
        raise RefusedError("reply", held)
    if body is not None:
        if body.pk not in mine.bodies:
            raise RefusedError("reply", held)
        return Called("", "")
    reason = mine.seats.get(seat.pk) if seat is not None else None
    if reason is None:
        raise RefusedError("reply", held)
    kind, _colon, rest = reason.partition(":")
    if kind != "assistant":
        return Called("", "")
    row = OfficeAssistant.objects.select_related("desk", "person").get(pk=rest.partition(":")[0])
    return called(row)


def _must_be_asked(held: Meeting, seat: Seat | None, at: datetime) -> None:
    if not takes_replies(held, at):
        raise Mendable(
            _("This meeting is not asked about any more: it has begun, or was called off."), code="over"
        )
    if seat is not None and seat.pk not in {line.seat.pk for line in seats_of_meeting(held)}:
        raise Mendable(_("This seat is not one of this committee."), code="seat")


def _who_comes(
    said: str,
    seat: Seat | None,
    body: Organisation | None,
    label: str,
    person: Person | None,
    at: datetime,
) -> tuple[str, Person | None]:
    if said != Said.DELEGATE:
        return "", None
    label = guarded(label, field="delegate_label", longest=DELEGATE_LENGTH, phones=True)
    if person is not None and person not in people_to_send(seat, body, at):
        raise Mendable(_("This person is not of the body that holds the seat."), "delegate", "person")
    if not label and person is None:
        raise Mendable(_("Write the post of who comes instead."), "delegate_label", "required")
    return label, person


def people_to_send(seat: Seat | None, body: Organisation | None, at: datetime) -> list[Person]:
    """Return the people of the body who may come instead."""
    if seat is not None:
        body = seat.organisation or (seat.office.organisation if seat.office is not None else None)
    return delegates_of([(0, body.pk)], at)[0] if body is not None else []


def _is_same(last: Reply, held: Meeting, said: str, label: str, person: Person | None) -> bool:
    words = (last.said, last.delegate_label, last.delegate_id) == (said, label, person and person.pk)
    return words and (said == Said.TAKEN_BACK or is_to(last, held))


def _too_often() -> Mendable:
    words = ngettext(
        "The answer was changed %(times)s time. Telephone the secretariat.",
        "The answer was changed %(times)s times. Telephone the secretariat.",
        MOST,
    )
    return Mendable(words % {"times": number(MOST)}, code="ceiling")
