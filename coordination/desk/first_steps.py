"""What a new holder does first: look at the seats of the committee, and enter its last meeting.

New is whoever came into a secretariat within the last sixty days, by whatever office or body. A step stands
until it is done or put away: the seats until this person says so, the meeting until the committee has one.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import Party
from access.rules.viewer import Viewer
from coordination.desk.things import Status, Thing
from language.words import local_day, named, number
from partners.models import FirstStep, Seat

NEW_FOR = timedelta(days=60)
MOST_STEPS = 2
Step = FirstStep.Step
# Whoever types for the holder is no new holder, and who was of the secretariat before is not new in it.
_NEW = """
    WITH own AS (
        SELECT m.party_id, min(lower(m.period)) AS since, min(m.reason) AS reason
        FROM access_partymember m
        WHERE m.user_id = %(user)s AND m.party_id = ANY(%(parties)s) AND m.period @> %(at)s::timestamptz
          AND m.reason NOT LIKE 'assistant:%%'
        GROUP BY m.party_id
        HAVING min(lower(m.period)) > %(new_since)s::timestamptz
    )
    SELECT c.ref, c.name_en, c.name_bn, c.short_en, c.short_bn, own.since, mine.role, seat.number, seat.empty,
        EXISTS (
            SELECT FROM meetings_meetingof s JOIN meetings_meeting held ON held.id = s.meeting_id
            WHERE s.committee_id = c.id AND held.state NOT IN ('planned', 'notice-sent', 'cancelled')
        ),
        ARRAY (SELECT step FROM partners_firststep f WHERE f.user_id = %(user)s AND f.committee_id = c.id)
    FROM own JOIN partners_committee c
      ON c.secretariat_party_id = own.party_id AND (c.ended_on IS NULL OR c.ended_on > %(today)s)
    CROSS JOIN LATERAL (
        SELECT count(*) AS number, count(*) FILTER (WHERE s.organisation_id IS NULL AND NOT EXISTS (
            SELECT FROM partners_officeholder h
            WHERE h.office_id = s.office_id AND h.period @> %(at)s::timestamptz
        )) AS empty
        FROM partners_seat s WHERE s.committee_id = c.id AND (s.until IS NULL OR s.until > %(today)s)
    ) seat
    LEFT JOIN partners_seat mine ON mine.id = substring(own.reason FROM ':seat:([0-9]+)$')::bigint
    ORDER BY own.since DESC, c.id
"""


class FirstSteps(NamedTuple):
    """The one or two things, and since when this person is new."""

    since: datetime | None
    steps: list[Thing]


class _Begun(NamedTuple):
    """A committee in whose secretariat this person is new."""

    ref: str
    name_en: str
    name_bn: str
    short_en: str
    short_bn: str
    since: datetime
    role: str | None
    seats: int
    empty: int
    has_met: bool
    finished: list[str]


def first_steps(viewer: Viewer) -> FirstSteps:
    """Return what this person does first; nothing for whoever is not new, or is done."""
    if Party.Kind.COMMITTEE_SECRETARIAT not in viewer.party_kinds or viewer.is_program:
        return FirstSteps(None, [])
    values = {
        "user": viewer.user.pk,
        "parties": viewer.party_ids,
        "at": viewer.at,
        "today": local_day(viewer.at),
        "new_since": viewer.at - NEW_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEW, values)
        begun = [_Begun(*row) for row in cursor.fetchall()]
    for one in begun:
        if steps := list(_steps(one)):
            return FirstSteps(one.since, steps[:MOST_STEPS])
    return FirstSteps(None, [])


def _steps(begun: _Begun) -> Iterator[Thing]:
    committee = {"committee": named(begun, "short") or named(begun)}
    page = reverse("committee", args=[begun.ref])
    if Step.SEATS not in begun.finished:
        yield Thing(
            title=_("Look at the seats: %(committee)s") % committee,
            url=page,
            why=_why(begun.role),
            due=Status(_seats_in_words(begun), "st-wait", "users"),
            button=_("Look at the seats"),
            button_url=f"{page}#seats",
            button_icon="list-check",
            done_words=_("The seats are right"),
            done_url=reverse("desk_first_step", args=[begun.ref, Step.SEATS]),
        )
    if not begun.has_met and Step.LAST_MEETING not in begun.finished:
        past = f"{reverse('meeting_past')}?{urlencode({'committee': begun.ref})}"
        yield Thing(
            title=_("Enter the last meeting: %(committee)s") % committee,
            url=past,
            why=_("A photo of the signed page is enough. Nobody is shown as late for earlier work."),
            due=Status(_("No record yet"), "st-none", "circle-dashed"),
            button=_("Enter it"),
            button_url=past,
            button_icon="plus",
            done_words=_("Put away"),
            done_url=reverse("desk_first_step", args=[begun.ref, Step.LAST_MEETING]),
        )


def _why(role: str | None) -> str:
    put_right = _("Whoever was transferred is put right there.")
    if role == Seat.Role.CHAIR:
        return _("You chair this committee by your office. %(next)s") % {"next": put_right}
    if role == Seat.Role.MEMBER_SECRETARY:
        return _("You are its member secretary by your office. %(next)s") % {"next": put_right}
    return put_right


def _seats_in_words(begun: _Begun) -> str:
    seats = ngettext("%(number)s seat", "%(number)s seats", begun.seats) % {"number": number(begun.seats)}
    if not begun.empty:
        return seats
    empty = ngettext("nobody in %(number)s of them", "nobody in %(number)s of them", begun.empty)
    return f"{seats}, {empty % {'number': number(begun.empty)}}"
