"""Minutes become final: the secretariat confirms them, and adds addenda from then on."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg2.extras import DateTimeTZRange

from access.models import PartyMember, User
from access.rules.engine import can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import share_row
from access.toolkit.texts import guarded
from language.words import day, local_day, number
from meetings.actions.ceilings import stay_under_addenda
from meetings.actions.writing import TEXT, permitted_minutes, save_and_refresh
from meetings.circulated_text import hash_of
from meetings.models import Addendum, Correction, Meeting, Minutes
from meetings.notices import ADDENDUM_ADDED, CONFIRMED
from meetings.standing_text import lines_of, lock_text, standing_text
from notifications.actions import tell
from partners.models import Committee

# How many open corrections a refusal names.
NAMED = 5


def as_standing(minutes: Minutes) -> dict[str, Any]:
    """Return which text somebody reads before they confirm it: what was proposed, answered and confirmed."""
    answered = minutes.corrections.order_by("pk").values_list("pk", "answer")
    return {"corrections": list(answered), "confirmed": minutes.confirmed_at}


@transaction.atomic
def confirm(
    *, by: User, minutes: Minutes, at: datetime, meeting: Meeting | None = None, on: date | None = None
) -> Minutes:
    """The committee has confirmed its minutes, at a later meeting of its own or on a day.

    The text is the circulated one with the corrections that were accepted, locked with a hash of its own.
    """
    lead = minutes.meeting.lead_committee_id
    if lead is not None:
        # Who reads them from now on follows from it: it is held before the meeting is.
        share_row(Committee(pk=lead))
    held = permitted_minutes(by=by, action="confirm", minutes=minutes, at=at)
    if not held.is_frozen:
        raise Mendable(
            _("These minutes have not been circulated. Only circulated minutes are confirmed."), code="state"
        )
    if held.is_confirmed:
        raise Mendable(_("These minutes have been confirmed already."), code="confirmed")
    _must_be_answered(held)
    held.confirmed_on = _confirmed_on(held, by=by, meeting=meeting, on=on, at=at)
    held.confirmed_in = meeting
    held.confirmed_at, held.confirmed_by = at, by
    lock_text(held)
    _close_corrections(held, at)
    held.meeting.state = Meeting.State.CONFIRMED
    save_and_refresh(held.meeting, held)
    tell(kind=CONFIRMED, record=held, occasion=f"confirmed:{held.pk}", at=at, by=by)
    return held


@transaction.atomic
def add_addendum(*, by: User, minutes: Minutes, text: str, at: datetime) -> Addendum:
    """The secretariat adds to confirmed minutes, below them: the text itself stays. Readers are told."""
    held = permitted_minutes(by=by, action="add_addendum", minutes=minutes, at=at)
    if not held.is_confirmed:
        raise Mendable(
            _("These minutes are not confirmed. Until they are, those who attended propose corrections."),
            code="state",
        )
    text = guarded(text, field="text", longest=TEXT, phones=True, required=True)
    stay_under_addenda(minutes=held)
    addendum = Addendum.objects.create(
        minutes=held,
        number=held.addenda.count() + 1,
        text=text,
        sha256=hash_of(text),
        added_at=at,
        added_by=by,
        by_label_en=by.label_en,
        by_label_bn=by.label_bn,
    )
    tell(kind=ADDENDUM_ADDED, record=held, occasion=f"addendum:{addendum.pk}", at=at, by=by)
    return addendum


def meetings_that_may_confirm(minutes: Minutes, viewer: Viewer) -> list[Meeting]:
    """The later meetings of the same committee that have come and that this person sees, the latest first."""
    meeting = minutes.meeting
    if meeting.lead_committee_id is None or minutes.circulated_at is None:
        return []
    later = Meeting.objects.permitted(viewer).filter(
        lead_committee=meeting.lead_committee_id,
        on_date__gte=local_day(minutes.circulated_at),
        on_date__lte=local_day(viewer.at),
        at__gt=meeting.at,
    )
    found = later.exclude(state=Meeting.State.CANCELLED).exclude(pk=meeting.pk)
    return list(
        found.select_related("lead_committee").prefetch_related("sittings").order_by("-at", "-pk")[:20]
    )


def _close_corrections(minutes: Minutes, at: datetime) -> None:
    attended = PartyMember.objects.filter(party=minutes.attended_party_id, period__contains=at)
    attended.update(period=DateTimeTZRange(None, at))


def _must_be_answered(minutes: Minutes) -> None:
    """Refuse while a correction waits for its answer, and name those that do."""
    waiting = list(minutes.corrections.filter(answer=Correction.Answer.OPEN).order_by("pk"))
    if not waiting:
        return
    lines = lines_of(standing_text(minutes))
    labels = dict.fromkeys(lines[one.line].label for one in waiting)
    raise Mendable(
        ngettext(
            "%(number)s correction waits for an answer: %(lines)s. Accept or decline it first.",
            "%(number)s corrections wait for an answer: %(lines)s. Accept or decline each first.",
            len(waiting),
        )
        % {"number": number(len(waiting)), "lines": "; ".join(list(labels)[:NAMED])},
        code="open-corrections",
    )


def _confirmed_on(
    minutes: Minutes, *, by: User, meeting: Meeting | None, on: date | None, at: datetime
) -> date:
    """Return the day on which it was confirmed, or refuse one that cannot be."""
    if (meeting is None) == (on is None):
        raise Mendable(
            _("Choose the meeting at which the minutes were confirmed, or enter the day; one of the two."),
            "meeting",
            "required",
        )
    if meeting is not None:
        _must_be_later(minutes, meeting, viewer=Viewer(by, at))
        on = meeting.on_date
    field = "meeting" if meeting is not None else "on"
    assert on is not None and minutes.circulated_at is not None
    if on > local_day(at):
        raise Mendable(_("This day is still to come."), field, "future")
    if on < (sent := local_day(minutes.circulated_at)):
        raise Mendable(
            _("The minutes were circulated on %(day)s. They cannot have been confirmed before.")
            % {"day": day(sent)},
            field,
            "early",
        )
    return on


def _must_be_later(minutes: Minutes, meeting: Meeting, *, viewer: Viewer) -> None:
    """Refuse a meeting that is no later one of the same committee; of one unseen the same is said."""
    own = minutes.meeting
    is_later = (
        own.lead_committee_id is not None
        and meeting.lead_committee_id == own.lead_committee_id
        and meeting.pk != own.pk
        and meeting.at > own.at
        and meeting.state != Meeting.State.CANCELLED
    )
    if not (is_later and can(viewer, "view", meeting)):
        raise Mendable(_("Choose a later meeting of the same committee."), "meeting", "not-later")
