"""What this room says of itself."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from access.rules.engine import PermittedQuerySet
from access.toolkit.rooms import Entry, Passages, Reading, RecordKind, Room
from meetings import attached
from meetings.api import API
from meetings.below_list import COMMITTEES_BELOW
from meetings.covering import COVERABLE
from meetings.erasable import ERASABLE
from meetings.models import Correction, MeetingOf, Minutes
from meetings.proposed import proposal_rows
from meetings.queries import DELEGATED_STEPS, MEETINGS, meeting_rows
from meetings.search import SOURCES


def _minutes() -> PermittedQuerySet[Minutes]:
    sittings = Prefetch("meeting__sittings", queryset=MeetingOf.objects.order_by("pk"))
    return Minutes.objects.get_queryset().select_related("meeting").prefetch_related(sittings)


def _corrections() -> PermittedQuerySet[Correction]:
    sittings = Prefetch("minutes__meeting__sittings", queryset=MeetingOf.objects.order_by("pk"))
    return Correction.objects.get_queryset().select_related("minutes__meeting").prefetch_related(sittings)


ROOM = Room(
    name="meetings",
    order=20,
    prefix="meetings/",
    main=(
        Entry(
            "meetings", "calendar-event", _("Meetings"), order=10, besides=("/calendar/", "/sheets/meetings/")
        ),
    ),
    kinds={
        "meetings.meeting": RecordKind(_("Meeting"), meeting_rows, lambda one: one.title),
        "meetings.minutes": RecordKind(_("Minutes"), _minutes, lambda one: one.meeting.title),
        "meetings.correction": RecordKind(
            _("Correction of minutes"), _corrections, lambda one: one.minutes.meeting.title
        ),
        "meetings.itemproposal": RecordKind(
            _("Proposed agenda item"), proposal_rows, lambda one: one.heading
        ),
        "meetings.jointrequest": RecordKind(_("Request for a joint meeting")),
        "meetings.delegatedstep": RecordKind(_("Step of a minute-taker")),
        "meetings.draftopening": RecordKind(_("Opening of a draft")),
    },
    readings=(
        Reading(
            _("Meeting notice and agenda"),
            _("The committee's members, and the secretariats of the committees above."),
            _("The committee's secretariat and those it lets take minutes."),
            _("Meetings whose minutes are confirmed."),
            of=("meetings.meeting",),
        ),
        Reading(
            _("Draft minutes"),
            _("The committee's secretariat, its chair, and those it lets take minutes. Nobody above."),
            _("The same people."),
            _(
                "That they exist. It opens them for an hour by saying what for; those who write them are "
                "told."
            ),
            of=("meetings.minutes", "meetings.draftopening"),
        ),
        Reading(
            _("Photo of a signed page"),
            _("The committee's secretariat. No other member, and nobody above."),
            _("Whoever enters the signature, once they said that no survivor is named on it."),
            _("Nothing."),
            of=("meetings.minutes",),
        ),
        Reading(
            _("Circulated minutes"),
            _("The committee's members; and whoever attended that meeting as a delegate or guest."),
            _(
                "Nobody: the text is frozen. Those who attended propose corrections, each a line of its own, "
                "which the secretariat accepts or declines."
            ),
            _("The same as of drafts, until they are confirmed; then all of them."),
            of=("meetings.minutes", "meetings.correction"),
        ),
        Reading(
            _("Confirmed minutes"),
            _(
                "The committee; by the level of the meeting also the secretariats above, or the whole "
                "network."
            ),
            _("Nobody: text and corrections are locked. The secretariat adds dated addenda below."),
            _("All confirmed minutes."),
            of=("meetings.minutes",),
        ),
        Reading(
            _("Request for a joint meeting, and what minute-takers do beside drafting"),
            _("The secretariats of the committees concerned."),
            _("The secretariat that asks, and the one that answers; the portal, of what minute-takers do."),
            _("Nothing."),
            of=("meetings.jointrequest", "meetings.delegatedstep"),
        ),
        Reading(
            _("Proposed agenda item"),
            _(
                "The committee's secretariat, whoever proposed it, and those who answer for the body in "
                "whose name it is."
            ),
            _("Its author takes it back until it is answered; the secretariat answers it."),
            _("Nothing."),
            of=("meetings.itemproposal",),
        ),
    ),
    lists=(MEETINGS, DELEGATED_STEPS, COMMITTEES_BELOW),
    no_sheets={
        "meetings/below_table.html": "the same lines leave as the list of the committees below",
        "meetings/held_form.html": "what differs from a paper is shown to whoever types it, and is no list",
        "meetings/item_said.html": "minutes leave the portal whole, as an official paper",
        "meetings/item_written.html": "minutes leave the portal whole, as an official paper",
        "meetings/minutes.html": "minutes leave the portal whole, as an official paper",
        "meetings/paper.html": "minutes leave the portal whole, as an official paper",
    },
    search=SOURCES,
    api=API,
    passages=Passages(COVERABLE | attached.COVERABLE, ERASABLE),
)
