"""What the pages of a meeting say about it: how far it is, who sees it, what it takes up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from access.rules.viewer import Viewer
from access.toolkit.versions import version_of
from commitments.models import Commitment, CommitmentGroup
from commitments.queries import Due, due_words, matters_arising
from language.words import local_day, number
from meetings.access import readers_once_circulated, readers_once_confirmed
from meetings.actions.announcing import QUIET
from meetings.actions.minutes import as_said
from meetings.changes import Change, changes_between
from meetings.models import Announcement, MatterArising, Meeting, Minutes
from partners.readership import AudienceStatement, Readers, audience_statement, audience_statements

State = Meeting.State
TELLINGS_SHOWN = 5


@dataclass(frozen=True)
class Step:
    """One step of the strip above the minutes."""

    label: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class Telling:
    """One time the invitees were told, and what had changed by then."""

    announcement: Announcement
    changes: list[Change]


@dataclass
class Matter:
    """One earlier promise as the meeting takes it up."""

    commitment: Commitment
    due: Due
    said: MatterArising | None
    refusal: str = ""
    typed_note: str = ""

    @property
    def outcome(self) -> str:
        """What was said of it, if anything."""
        return self.said.outcome if self.said is not None else ""

    @property
    def note(self) -> str:
        """What stands in the note: what was typed, where it was refused."""
        return self.typed_note or (self.said.note if self.said is not None else "")

    @property
    def version(self) -> str:
        """What its form was made with."""
        return version_of(self.commitment, as_said(self.said))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The three answers. None of them verifies."""
        return [(str(value), str(label)) for value, label in MatterArising.Outcome.choices]


@dataclass(frozen=True)
class Arising:
    """One line of what comes forward: a promise, or all of a group that are still open."""

    group: CommitmentGroup | None
    matters: list[Matter]

    @property
    def is_open(self) -> bool:
        """Whether its parts stand open: one of them was answered, or its answer refused."""
        return any(one.said is not None or one.refusal for one in self.matters)


def arising_lines(matters: Iterable[Matter]) -> list[Arising]:
    """Return what comes forward line by line: the parts of a group together, where the first stands."""
    found: list[Arising] = []
    of_group: dict[int, Arising] = {}
    for matter in matters:
        group = matter.commitment.group
        if group is not None and group.pk in of_group:
            of_group[group.pk].matters.append(matter)
            continue
        found.append(Arising(group, [matter]))
        if group is not None:
            of_group[group.pk] = found[-1]
    return found


def steps_of(meeting: Meeting, minutes: Minutes | None, *, is_unchaired: bool = False) -> list[Step]:
    """Return how far the meeting is, from planned and notice sent to circulated and confirmed."""
    if meeting.secretariat_party_id is None:
        # An event that took place elsewhere went through none of these here.
        return []
    labels = [
        _("Planned"),
        _("Notice sent"),
        pgettext("step of minutes", "Draft"),
        _("Waits for a signature on paper") if is_unchaired else _("With the chair"),
        pgettext("step of minutes", "Approved"),
        _("Circulated"),
    ]
    now = _place(meeting, minutes)
    if meeting.entered_afterwards:
        labels, now = labels[2:], now - 2
    if meeting.state in {State.CIRCULATED, State.CONFIRMED}:
        labels = [*labels, _("Confirmed")]
    return [Step(label=label, is_done=at < now, is_now=at == now) for at, label in enumerate(labels)]


def _place(meeting: Meeting, minutes: Minutes | None) -> int:
    if meeting.state in {State.PLANNED, State.CANCELLED}:
        return 0
    if meeting.state == State.NOTICE_SENT:
        return 1
    if meeting.state == State.APPROVED:
        return 4
    if meeting.state == State.CONFIRMED:
        return 6
    if meeting.state == State.CIRCULATED:
        return 5
    return 3 if minutes is not None and minutes.is_with_chair else 2


def title_of_page(meeting: Meeting, minutes: Minutes, *, is_unchaired: bool = False) -> str:
    """Return the heading of the workspace, as in "41st meeting, minutes in progress"."""
    if minutes.is_approved:
        return _("%(meeting)s, minutes approved") % {"meeting": meeting.title}
    if minutes.is_with_chair and is_unchaired:
        return _("%(meeting)s, draft waits for a signature on paper") % {"meeting": meeting.title}
    if minutes.is_with_chair:
        return _("%(meeting)s, draft with the chair") % {"meeting": meeting.title}
    return _("%(meeting)s, minutes in progress") % {"meeting": meeting.title}


def draft_statement(minutes: Minutes, viewer: Viewer) -> str:
    """Say who reads the draft now and who reads it once it is circulated, with numbers.

    The second figure is that of the page that circulates: of people who can read it, not of seats.
    """
    meeting = minutes.meeting
    keepers = [party for party in (meeting.secretariat_party_id, meeting.minute_takers_party_id) if party]
    now, then = audience_statements([Readers(keepers), readers_once_circulated(minutes)], viewer.at)
    told = {"now": now.text, "then": then.text}
    if meeting.lead_committee_id is None:
        return (
            _(
                "Until it is circulated only those who called the meeting see this draft. %(now)s "
                "Once it is circulated: %(then)s"
            )
            % told
        )
    return (
        _(
            "Until it is circulated only the secretariat and its minute-takers see this draft. %(now)s "
            "Once it is circulated: %(then)s"
        )
        % told
    )


def notice_statement(
    meeting: Meeting, viewer: Viewer, *, minutes: Minutes | None = None
) -> AudienceStatement:
    """Return who sees the notice, or the circulated minutes, in words with numbers."""
    if minutes is not None:
        return audience_statement(minutes.reader_ids, viewer.at)  # type: ignore[attr-defined]
    return audience_statement(list(meeting.audience.values_list("party_id", flat=True)), viewer.at)


def tells_at(meeting: Meeting) -> datetime | None:
    """Return when those invited are told of a change by itself, if one waits to be told."""
    return meeting.untold_change_at + QUIET if meeting.untold_change_at is not None else None


def told_of(meeting: Meeting) -> list[Telling]:
    """Return what the invitees were told, the latest first, each with what had changed."""
    rows = list(meeting.announcements.order_by("-nth")[: TELLINGS_SHOWN + 1])
    return [
        Telling(row, changes_between(before, row) if before is not None else [])
        for row, before in zip_longest(rows, rows[1:])
    ][:TELLINGS_SHOWN]


def changed_since(meeting: Meeting, told: Sequence[Telling]) -> list[Change]:
    """Return what is not any more as the invitees were last told, while the meeting is still to come."""
    if meeting.state != State.NOTICE_SENT or not told:
        return []
    return changes_between(told[0].announcement, meeting)


def circulated_statement(minutes: Minutes, viewer: Viewer) -> AudienceStatement:
    """Return who will see the minutes once they are circulated."""
    return audience_statements([readers_once_circulated(minutes)], viewer.at)[0]


def confirmed_statement(minutes: Minutes, viewer: Viewer) -> AudienceStatement:
    """Return who reads the minutes once they are confirmed."""
    return audience_statements([readers_once_confirmed(minutes)], viewer.at)[0]


def matters_of(
    meeting: Meeting, minutes: Minutes, *, refusal: tuple[int, str] | None = None, typed_note: str = ""
) -> list[Matter]:
    """Return what comes forward by itself: everything the committee agreed before and has open still."""
    if meeting.lead_committee is None:
        return []
    said = {matter.commitment_id: matter for matter in minutes.matters.all()}
    today = local_day(meeting.at)
    found = []
    for commitment in matters_arising(meeting.lead_committee, meeting.at):
        matter = Matter(commitment, due_words(commitment, today), said.get(commitment.pk))
        if refusal is not None and refusal[0] == commitment.pk:
            matter.refusal, matter.typed_note = refusal[1], typed_note
        found.append(matter)
    return found


def people(count: int) -> str:
    """Return "3 people"."""
    return ngettext("%(number)s person", "%(number)s people", count) % {"number": number(count)}
