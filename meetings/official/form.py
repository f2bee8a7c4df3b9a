"""The form on which a committee writes by hand: with what it decided last, and what is still open."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from commitments.models import Commitment
from language.words import day, named
from library.paper import Fact, FileName, Head, Language, Paper, Part, Signature, Table, portal_address
from meetings.models import Decision, MeetingOf, Minutes
from partners.letterhead import head_of_seat, numbered, signed_by
from partners.models import Committee, Seat
from partners.queries import seats_by_committee

# One page has room for so many of each.
LAST, OPEN, EMPTY = 4, 6, 5
# To be written upon.
_LINE = "…" * 14
_ROOM = f"{_LINE}\n{_LINE}"


@dataclass
class Known:
    """What a form says beforehand, as far as whoever prints it may read it."""

    committee: Committee
    chair: Seat | None = None
    minutes: Minutes | None = None
    decisions: list[str] = field(default_factory=list)
    tasks: list[Commitment] = field(default_factory=list)


def known_of(viewer: Viewer, committees: Sequence[Committee]) -> list[Known]:
    """Return it for each of these committees, with as many statements for many as for one."""
    found = {one.pk: Known(one) for one in committees}
    for committee, seats in seats_by_committee(list(found), viewer.at).items():
        found[committee].chair = next((one for one in seats if one.role == Seat.Role.CHAIR), None)
    _add_decisions(viewer, found)
    open_here = Commitment.objects.permitted(viewer).filter(committee__in=list(found), live=True)
    told: defaultdict[int, set[str]] = defaultdict(set)
    for task in open_here.select_related("owner", "committee").order_by("at", "pk"):
        assert task.committee_id is not None
        known, said = found[task.committee_id], told[task.committee_id]
        # What is asked of a group is one line, whoever has not done it yet.
        if task.what not in said and len(known.tasks) < OPEN:
            said.add(task.what)
            known.tasks.append(task)
    return list(found.values())


def _add_decisions(viewer: Viewer, found: dict[int, Known]) -> None:
    held = MeetingOf.objects.filter(committee__in=list(found)).order_by(
        "committee", "-meeting__on_date", "-pk"
    )
    readable = Minutes.objects.permitted(viewer).exclude(sha256="").values("meeting")
    last = held.filter(meeting__in=readable).distinct("committee").values_list("meeting", "committee")
    whose = dict(last)
    for minutes in Minutes.objects.filter(meeting__in=whose).select_related("meeting"):
        found[whose[minutes.meeting_id]].minutes = minutes
    decided = Decision.objects.filter(minutes__meeting__in=whose).select_related("minutes__meeting")
    for one in decided.order_by("item__position", "pk"):
        meeting = one.minutes.meeting
        decisions = found[whose[meeting.pk]].decisions
        if len(decisions) < LAST:
            decisions.append(without_covered(one.text, meeting.covered or ()))


def empty_form(known: Known, language: Language) -> Paper:
    """Return the form of one committee."""
    with override(language):
        name = named(known.committee)
        return Paper(
            language=language,
            title=_("Minutes of a meeting, to be written by hand"),
            head=_head(known, name),
            subject=_("Minutes of a meeting, to be written by hand"),
            status=_("Empty form. Signed, its photo is the chair's approval in the portal."),
            code=_("Enter it in the portal: %(address)s") % {"address": portal_address("meeting_held")},
            facts=(
                Fact(_("Committee"), name),
                Fact(_("Day of the meeting"), _LINE),
                Fact(_("Present"), _LINE),
                Fact(_("In the chair (office)"), _LINE),
            ),
            parts=tuple(_parts(known)),
            signature=_signature(known, name),
        )


def _head(known: Known, name: str) -> Head:
    return head_of_seat(known.chair, name)


def _signature(known: Known, name: str) -> Signature | None:
    return signed_by(known.chair, name)


def _parts(known: Known) -> list[Part]:
    number, what = pgettext("column", "No"), _("Decision")
    parts = []
    if known.decisions and known.minutes is not None:
        rows = tuple((numbered(place), text) for place, text in enumerate(known.decisions, start=1))
        on = day(known.minutes.meeting.on_date, known.minutes.meeting.precision)
        heading = _("Decided last, %(day)s") % {"day": on}
        parts.append(Part(heading=heading, table=Table((number, what), (0, 1), rows)))
    if known.tasks:
        open_rows = tuple(
            (numbered(place), task.what, named(task.owner), day(task.due_on) if task.due_on else "")
            for place, task in enumerate(known.tasks, start=1)
        )
        headings = (number, _("Still open"), _("Implementing body"), _("Due"))
        parts.append(Part(table=Table(headings, (0, 5, 3, 2), open_rows)))
    empty = tuple((numbered(place), _ROOM, "", "") for place in range(1, EMPTY + 1))
    headings = (number, what, _("Implementing body"), _("Due"))
    hint = _("No names of people, and nothing of what happened to anybody.")
    parts.append(Part(heading=_("Decided today"), text=hint, table=Table(headings, (0, 5, 3, 2), empty)))
    return parts


def form_file(committee: Committee, language: Language, *, is_below: bool) -> FileName:
    """Return what the file is called."""
    with override(language):
        words = {"committee": named(committee)}
        own = _("Empty forms, %(committee)s and below") if is_below else _("Empty form, %(committee)s")
        return FileName((own % words)[:150], "empty-forms" if is_below else "empty-form")
