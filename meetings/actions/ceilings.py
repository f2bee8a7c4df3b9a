"""How often one person reaches a whole committee within a day: a mistake repeated, or worse, ends there.

A day is the last 24 hours by the clock of the database. Calling a meeting off is never held up: it
tells no more often than the notice did.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import ngettext

from access.models import User
from access.toolkit.errors import Mendable
from language.words import number
from meetings.models import Announcement, ItemProposal, JointRequest, Meeting, Minutes
from meetings.notices import TO_APPROVE
from notifications.queries import times_told_of
from partners.models import Committee

DAY = timedelta(days=1)
# By one person to one committee; of one meeting, by hand; of one draft to the chair.
TELLINGS, NOTICES, DRAFTS = 10, 3, 5
# By one person to one committee, and to all of them together.
ASKS, ASKS_IN_ALL = 5, 20
# Of one meeting's minutes by one person; and addenda to them.
CORRECTIONS, ADDENDA = 20, 5
# Of one person with one committee, that wait; and made within a day.
PROPOSALS = 10


def stay_under_tellings(*, by: User, meeting: Meeting) -> None:
    """Refuse what would tell the invitees of this person's meetings once too often within a day."""
    told = Announcement.objects.filter(_of_the_same(meeting), by=by, told_at__gt=Now() - DAY)
    if told.count() >= TELLINGS:
        raise Mendable(
            ngettext(
                "You have told this committee of its meetings %(times)s time within a day. Telephone, or"
                " continue tomorrow.",
                "You have told this committee of its meetings %(times)s times within a day. Telephone, or"
                " continue tomorrow.",
                TELLINGS,
            )
            % {"times": number(TELLINGS)},
            code="ceiling",
        )


def stay_under_notices(*, by: User, meeting: Meeting) -> None:
    """Refuse to tell one meeting by hand once more, where its invitees were told several times today."""
    stay_under_tellings(by=by, meeting=meeting)
    if meeting.announcements.filter(told_at__gt=Now() - DAY).count() >= NOTICES:
        raise Mendable(
            ngettext(
                "Those invited were told of this meeting %(times)s time within a day. What still changes is"
                " told by itself.",
                "Those invited were told of this meeting %(times)s times within a day. What still changes is"
                " told by itself.",
                NOTICES,
            )
            % {"times": number(NOTICES)},
            code="ceiling",
        )


def stay_under_asks(*, by: User, committee: Committee, at: datetime) -> None:
    """Refuse to ask one committee for a joint meeting again and again, or one after the other."""
    asked = JointRequest.objects.filter(asked_by=by, asked_at__gt=at - DAY)
    if asked.count() >= ASKS_IN_ALL:
        raise Mendable(
            ngettext(
                "You have asked for %(times)s joint meeting within a day. Telephone, or continue tomorrow.",
                "You have asked for %(times)s joint meetings within a day. Telephone, or continue tomorrow.",
                ASKS_IN_ALL,
            )
            % {"times": number(ASKS_IN_ALL)},
            code="ceiling",
        )
    if asked.filter(committee=committee).count() >= ASKS:
        raise Mendable(
            ngettext(
                "You have asked this committee %(times)s time within a day. Telephone its secretariat.",
                "You have asked this committee %(times)s times within a day. Telephone its secretariat.",
                ASKS,
            )
            % {"times": number(ASKS)},
            "committee",
            "ceiling",
        )


def stay_under_drafts(*, minutes: Minutes, at: datetime) -> None:
    """Refuse to send one draft to the chair and take it back all day long."""
    if times_told_of(TO_APPROVE, minutes, since=at - DAY) >= DRAFTS:
        raise Mendable(
            ngettext(
                "This draft went to the chair %(times)s time within a day. Send it again tomorrow.",
                "This draft went to the chair %(times)s times within a day. Send it again tomorrow.",
                DRAFTS,
            )
            % {"times": number(DRAFTS)},
            code="ceiling",
        )


def stay_under_corrections(*, by: User, minutes: Minutes) -> None:
    """Refuse corrections without end: the secretariat is told of each."""
    if minutes.corrections.filter(proposed_by=by, proposed_at__gt=Now() - DAY).count() >= CORRECTIONS:
        raise Mendable(
            ngettext(
                "You have proposed %(times)s correction of these minutes within a day. Telephone the"
                " secretariat, or continue tomorrow.",
                "You have proposed %(times)s corrections of these minutes within a day. Telephone the"
                " secretariat, or continue tomorrow.",
                CORRECTIONS,
            )
            % {"times": number(CORRECTIONS)},
            code="ceiling",
        )


def stay_under_addenda(*, minutes: Minutes) -> None:
    """Refuse to tell all readers of one addendum after the other."""
    if minutes.addenda.filter(added_at__gt=Now() - DAY).count() >= ADDENDA:
        raise Mendable(
            ngettext(
                "These minutes got %(times)s addendum within a day. Add the next one tomorrow.",
                "These minutes got %(times)s addenda within a day. Add the next one tomorrow.",
                ADDENDA,
            )
            % {"times": number(ADDENDA)},
            code="ceiling",
        )


def stay_under_proposals(*, by: User, committee: Committee, at: datetime) -> None:
    """Refuse proposals without end: the secretariat is told of each, also of one that is taken back."""
    made = ItemProposal.objects.filter(proposed_by=by, committee=committee)
    # One on the agenda of a meeting whose notice is not out still waits, as far as its author knows.
    unknown = Q(
        state=ItemProposal.State.TAKEN,
        meeting__notice_sent_at=None,
        meeting__state__in=(Meeting.State.PLANNED, Meeting.State.CANCELLED),
    )
    if made.filter(Q(live=True) | unknown | Q(proposed_at__gt=at - DAY)).count() >= PROPOSALS:
        raise Mendable(
            ngettext(
                "%(times)s proposal of yours waits here, or was made within a day. Telephone the"
                " secretariat.",
                "%(times)s proposals of yours wait here, or were made within a day. Telephone the"
                " secretariat.",
                PROPOSALS,
            )
            % {"times": number(PROPOSALS)},
            code="ceiling",
        )


def _of_the_same(meeting: Meeting) -> Q:
    if meeting.lead_committee_id is not None:
        return Q(meeting__lead_committee=meeting.lead_committee_id)
    return Q(meeting__secretariat_party=meeting.secretariat_party_id)
