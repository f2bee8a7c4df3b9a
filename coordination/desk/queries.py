"""What stands on a desk, gathered from the rooms below. As many queries for seven rows as for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from access.listing import page
from access.viewer import Viewer
from commitments.models import Commitment, Stage
from commitments.queries import (
    RECOMMENDED,
    SOON_VIEW,
    TO_VERIFY,
    Due,
    Traffic,
    asked_of,
    counted,
    due_words,
    listed,
    shown,
    to_decide,
    waiting_for,
)
from coordination.desk.panels import Panel, panels_of
from language.digits import is_bangla
from language.words import DHAKA, MONTHS_BN, MONTHS_EN, clock, day, named
from meetings.models import Meeting, Minutes
from meetings.queries import drafts, next_meetings, to_approve
from partners.directory import objections_to_decide
from partners.models import OfficeChange, Organisation
from partners.queries import committees_of, organisations_of

MOST_THINGS = 3
# Enough to find three things of one kind, whoever may not move some of them.
LOOK_AHEAD = 12


@dataclass(frozen=True)
class Status:
    """How pressing it is: an icon and words."""

    words: str
    css: str
    icon: str


@dataclass(frozen=True)
class Thing:
    """One thing to do first, as `components/next_actions.html` shows it."""

    title: str
    url: str
    why: str
    due: Status
    button: str
    button_url: str
    button_icon: str = ""
    second_words: str = ""
    second_url: str = ""
    org: Organisation | None = None


@dataclass(frozen=True)
class Coming:
    """A meeting that comes next."""

    meeting: Meeting
    name: str
    month: str
    is_today: bool
    when: str


@dataclass(frozen=True)
class Waits:
    """A line of what waits for this person."""

    label: str
    count: int
    url: str
    hint: str


@dataclass(frozen=True)
class Desk:
    """Everything on the desk of one person."""

    today: date
    organisation: Organisation | None
    things: list[Thing]
    panels: list[Panel]
    meetings: list[Coming]
    waits: list[Waits]
    has_committees: bool

    @property
    def headline(self) -> str:
        """What the page is called today."""
        return [
            _("Nothing needs you today"),
            _("One thing needs you today"),
            _("Two things need you today"),
            _("Three things need you today"),
        ][len(self.things)]


def desk_of(viewer: Viewer) -> Desk:
    """Gather the desk of this person as of this instant."""
    today = viewer.at.astimezone(DHAKA).date()
    own_bodies = organisations_of(viewer)
    organisation = own_bodies[0] if own_bodies else None
    approvals = to_approve(viewer, size=LOOK_AHEAD)
    to_verify = waiting_for(viewer)
    requests = to_decide(viewer, size=LOOK_AHEAD)
    own = _own(viewer, organisation)
    unfinished = _unfinished(viewer)
    objections = objections_to_decide(viewer, size=LOOK_AHEAD)
    things = _first(
        _late(own.pressing, today),
        map(_approval, approvals),
        map(_verification, to_verify),
        map(_request, requests),
        map(_objection, objections),
        (_acceptance(commitment, today) for commitment in own.fresh),
        map(_proposal, own.asked),
        map(_draft, unfinished),
        _soon(own.pressing, today),
    )
    return Desk(
        today=today,
        organisation=organisation,
        things=things,
        panels=panels_of(viewer, organisation, today),
        meetings=[_coming(meeting, today) for meeting in next_meetings(viewer)],
        waits=_waits(viewer, len(approvals), len(unfinished), len(requests), own, len(objections)),
        has_committees=bool(committees_of(viewer)),
    )


def _first(*kinds: Iterable[Thing]) -> list[Thing]:
    """The most pressing three, each commitment and meeting once."""
    found: dict[str, Thing] = {}
    for kind in kinds:
        for thing in kind:
            found.setdefault(thing.url, thing)
            if len(found) == MOST_THINGS:
                return list(found.values())
    return list(found.values())


class _Own(NamedTuple):
    """Commitments of the own organisation this person may move."""

    pressing: list[Commitment]
    # Agreed in a meeting that binds it, and to be accepted; or only recommended to it.
    fresh: list[Commitment]
    asked: list[Commitment]


def _own(viewer: Viewer, organisation: Organisation | None) -> _Own:
    if organisation is None:
        return _Own([], [], [])
    pressing = listed(viewer, SOON_VIEW, organisation=organisation, size=LOOK_AHEAD).records
    agreed = Q(owner=organisation, stage=Stage.AGREED)
    fresh = page(Commitment, viewer, live=True, narrow=agreed, size=LOOK_AHEAD, records=shown()).records
    asked = asked_of(organisation, viewer, size=LOOK_AHEAD)
    ids = {commitment.pk for commitment in (*pressing, *fresh, *asked)}
    mine = set(Commitment.objects.permitted(viewer, "report").filter(pk__in=ids).values_list("pk", flat=True))
    return _Own(*([one for one in some if one.pk in mine] for some in (pressing, fresh, asked)))


def _unfinished(viewer: Viewer) -> list[Minutes]:
    """Drafts somebody must still write, or circulate; not those that lie with the chair."""
    found = drafts(viewer, size=LOOK_AHEAD).records
    return [one for one in found if one.with_chair_since is None or one.approved_at is not None]


def _late(own: Iterable[Commitment], today: date) -> Iterator[Thing]:
    for commitment in own:
        due = due_words(commitment, today)
        if due.traffic == Traffic.LATE:
            yield _to_keep(commitment, due)


def _soon(own: Iterable[Commitment], today: date) -> Iterator[Thing]:
    for commitment in own:
        due = due_words(commitment, today)
        if due.traffic == Traffic.SOON:
            yield _to_keep(commitment, due)


def _to_keep(commitment: Commitment, due: Due) -> Thing:
    is_new = commitment.stage == Stage.AGREED
    return Thing(
        title=commitment.what,
        url=_to("commitment", commitment),
        why=_("%(source)s. Verifier:") % {"source": _source(commitment)}
        if commitment.verifier is not None
        else _source(commitment),
        due=Status(due.words, due.css, due.icon),
        button=_("Accept") if is_new else _("Send evidence"),
        button_url=_to("commitment_accept" if is_new else "commitment_report", commitment),
        button_icon="check" if is_new else "upload",
        second_words=_("Ask for more time"),
        second_url=_to("commitment_more_time", commitment),
        org=commitment.verifier,
    )


def _acceptance(commitment: Commitment, today: date) -> Thing:
    due = due_words(commitment, today)
    return Thing(
        title=_("Accept: %(what)s") % {"what": commitment.what},
        url=_to("commitment", commitment),
        why=_source(commitment),
        due=Status(due.words, due.css, due.icon),
        button=_("Accept"),
        button_url=_to("commitment_accept", commitment),
        button_icon="check",
    )


def _proposal(commitment: Commitment) -> Thing:
    url = _to("commitment", commitment)
    return Thing(
        title=_("Recommended to you: %(what)s") % {"what": commitment.what},
        url=url,
        why=_source(commitment),
        due=Status(_("Nothing is promised before you accept"), "st-wait", "help-circle"),
        button=_("Accept or decline"),
        button_url=url,
    )


def _verification(commitment: Commitment) -> Thing:
    url = _to("commitment", commitment)
    since = _("Evidence since %(day)s") % {"day": day(commitment.stage_since)}
    return Thing(
        title=_("Verify: %(what)s") % {"what": commitment.what},
        url=url,
        why=_("%(source)s. Implementing body:") % {"source": _source(commitment)},
        due=Status(since, "st-wait", "eye"),
        button=_("Look at the evidence"),
        button_url=url,
        org=commitment.owner,
    )


def _request(commitment: Commitment) -> Thing:
    url = _to("commitment", commitment)
    return Thing(
        title=_("Answer a request: %(what)s") % {"what": commitment.what},
        url=url,
        why=_("%(source)s. Implementing body:") % {"source": _source(commitment)},
        due=Status(_("Waits for your answer"), "st-wait", "hourglass"),
        button=_("Look at the request"),
        button_url=url,
        org=commitment.owner,
    )


def _objection(change: OfficeChange) -> Thing:
    url = reverse("office_change", args=[change.ref])
    since = _("Objection since %(day)s") % {"day": day(change.objected_at)}
    return Thing(
        title=_("Decide an objection: %(office)s") % {"office": named(change.office, "title")},
        url=url,
        why=_("Entered for the secretariat of: %(committee)s") % {"committee": named(change.entered_for)},
        due=Status(since, "st-wait", "hourglass"),
        button=_("Look at the entry"),
        button_url=url,
    )


def _approval(minutes: Minutes) -> Thing:
    url = reverse("minutes", args=[minutes.ref])
    since = _("With you since %(day)s") % {"day": day(minutes.with_chair_since)}
    return Thing(
        title=_("Approve the minutes: %(meeting)s") % {"meeting": _name_of(minutes.meeting)},
        url=url,
        why=_("Nobody is told of the decisions before you approve them."),
        due=Status(since, "st-soon", "clock"),
        button=_("Read the draft"),
        button_url=url,
    )


def _draft(minutes: Minutes) -> Thing:
    url = reverse("minutes", args=[minutes.ref])
    name = {"meeting": _name_of(minutes.meeting)}
    if minutes.approved_at is not None:
        title, why = _("Circulate the minutes: %(meeting)s") % name, _("The chair has approved them.")
    elif minutes.sent_back_at is not None:
        title, why = _("Correct the minutes: %(meeting)s") % name, _("The chair has sent them back.")
    else:
        title = _("Finish the minutes: %(meeting)s") % name
        why = _("Only the secretariat and its minute-takers read the draft.")
    held = _("Meeting of %(day)s") % {"day": day(minutes.meeting.on_date)}
    return Thing(
        title=title,
        url=url,
        why=why,
        due=Status(held, "st-wait", "pencil"),
        button=_("Open the minutes"),
        button_url=url,
    )


def _coming(meeting: Meeting, today: date) -> Coming:
    months = MONTHS_BN if is_bangla() else MONTHS_EN
    on = meeting.on_date
    said = clock(meeting.starts_at) if meeting.starts_at else ""
    date_said = f"{day(on, weekday=True)} {said}"
    when = _("Today %(clock)s") % {"clock": said} if on == today else date_said
    return Coming(meeting, _name_of(meeting), months[on.month - 1], on == today, when.strip())


def _waits(
    viewer: Viewer, approvals: int, unfinished: int, requests: int, own: _Own, objections: int
) -> list[Waits]:
    lines = [
        Waits(_("Minutes to approve"), approvals, reverse("meetings"), _("As chair")),
        Waits(
            _("Minutes to finish"),
            unfinished,
            reverse("meetings"),
            _("As secretariat or minute-taker"),
        ),
        Waits(
            _("Evidence to verify"),
            counted(viewer, TO_VERIFY),
            f"{reverse('commitments')}?view={TO_VERIFY.name}",
            _("Commitments of another side"),
        ),
        Waits(
            _("Requests to answer"),
            requests,
            reverse("commitments"),
            _("More time, other wording, drop, or waiting"),
        ),
        Waits(
            _("Commitments to accept"),
            len(own.fresh),
            reverse("commitments"),
            _("Agreed in a meeting, not yet accepted"),
        ),
        Waits(
            _("Objections to decide"),
            objections,
            f"{reverse('office_changes')}?view=objections",
            _("Entries of offices by the secretariats below"),
        ),
        Waits(
            _("Recommended to your organisation"),
            len(own.asked),
            f"{reverse('commitments')}?view={RECOMMENDED.name}",
            _("Not promised: accept or decline"),
        ),
    ]
    return [line for line in lines if line.count]


def _name_of(meeting: Meeting) -> str:
    committee = meeting.lead_committee
    if committee is None:
        return meeting.title
    return f"{named(committee, 'short') or named(committee)}, {meeting.title}"


def _source(commitment: Commitment) -> str:
    return named(commitment, "source_text")


def _to(url_name: str, commitment: Commitment) -> str:
    return reverse(url_name, args=[commitment.ref])
