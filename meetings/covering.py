"""Minutes with a covered passage read without it: on page and paper, in the agenda, in the promises made.

The frozen text, its corrections and both hashes stay below. What is covered is kept with the meeting, which
every reading has at hand; the rows that a page has read are changed in the page alone and never saved.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext as _

from access.models import Party
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import (
    Coverable,
    Quoting,
    add_quoting,
    covered_among,
    covered_now,
    without_covered,
)
from access.toolkit.locking import lock_row
from commitments.covering import leave_out_of_promise
from commitments.models import Commitment
from language.words import day, named, ordinal
from meetings.circulated_text import Rows, rows_of
from meetings.corrections import let_stand
from meetings.models import AgendaItem, Attendance, ItemProposal, Meeting, Minutes
from meetings.standing_text import lines_of, whole_text

OF_ITEM, OF_MATTER, OF_MEETING = ("title", "note"), ("what", "note"), ("place_text", "note")
OF_GUEST = ("label_en", "label_bn")


def leave_out_of(minutes: Minutes, rows: Rows) -> None:
    """Let the rows that a page has read of the minutes say nothing of what is covered.

    An action point and a matter arising also leave out what is covered of the promise itself.
    """
    covered = minutes.meeting.covered or []
    leave_out_of_agenda(rows.meeting, rows.items)
    for item in rows.items:
        _leave_out(getattr(item, "written", None), covered, "discussion")
        _leave_out(getattr(item, "decision", None), covered, "text")
        for point in item.action_points.all():
            _leave_out(point, [*covered, *_of_promise(point)], "what")
    for matter in rows.matters:
        _leave_out(matter, [*covered, *_of_promise(matter)], *OF_MATTER)
    for line in rows.attendance:
        _leave_out(line, covered, "delegate_label", *(OF_GUEST if _is_typed(line) else ()))
    for count in rows.head_counts:
        _leave_out(count, covered, "group")
    if covered:
        for addendum in minutes.addenda.all():
            _leave_out(addendum, covered, "text")


def leave_out_of_agenda(meeting: Meeting, items: Iterable[AgendaItem]) -> None:
    """The same of the meeting and its agenda, which have more readers than the minutes."""
    covered = meeting.covered or []
    _leave_out(meeting, covered, *OF_MEETING)
    for item in items:
        _leave_out(item, covered, *OF_ITEM)


def _is_typed(line: Attendance) -> bool:
    """A guest whom somebody typed; a seat and a body are called as the directory calls them."""
    return line.seat_id is None and line.organisation_id is None


def _leave_out(row: Model | None, covered: Sequence[str], *fields: str) -> None:
    if row is None or not covered:
        return
    for name in fields:
        setattr(row, name, without_covered(getattr(row, name), covered))


def _of_promise(row: Any) -> list[str]:
    promise = row.commitment
    return (promise.covered or []) if promise is not None else []


def _find(viewer: Viewer, ref: str) -> Minutes:
    """Of a draft nothing is covered: whoever reads it may change it."""
    minutes = get_permitted(viewer, Minutes, ref)
    if not minutes.is_frozen:
        raise Http404
    return minutes


def _texts(minutes: Minutes) -> Iterator[str]:
    """All that readers of the minutes read, in its order, as it stands and without what is covered."""
    rows = rows_of(minutes, minutes.meeting)
    points = [point for item in rows.items for point in item.action_points.all()]
    prefetch_related_objects([minutes], "corrections", "addenda")
    prefetch_related_objects([*points, *rows.matters], "commitment")
    let_stand(minutes, rows)
    leave_out_of(minutes, rows)
    yield from _of_meeting(rows)
    lines = lines_of(whole_text(minutes))
    for correction in minutes.corrections.all():
        yield from (correction.reason, correction.answer_note)
        if not lines[correction.line].part.is_counted:
            yield from (correction.was, correction.wished)
    yield from (addendum.text for addendum in minutes.addenda.all())


def _of_meeting(rows: Rows) -> Iterator[str]:
    meeting = rows.meeting
    yield from (
        without_covered(title, meeting.covered or ()) for title in (meeting.title_en, meeting.title_bn)
    )
    for item in rows.items:
        yield item.title
        yield item.note
        yield from (written.discussion for written in [getattr(item, "written", None)] if written)
        yield from (decision.text for decision in [getattr(item, "decision", None)] if decision)
        yield from (point.what for point in item.action_points.all())
    for matter in rows.matters:
        yield matter.what
        yield matter.note
    for line in rows.attendance:
        yield line.delegate_label
        yield from (line.label_en, line.label_bn) if _is_typed(line) else ()
    yield from (count.group for count in rows.head_counts)
    yield from (getattr(meeting, name) for name in OF_MEETING)


def _quoted(minutes: Minutes) -> list[int]:
    """The promises that these minutes made, and those that arose again: what was said of them is theirs."""
    made = minutes.action_points.filter(commitment__isnull=False).values_list("commitment", flat=True)
    return [*made, *minutes.matters.values_list("commitment", flat=True)]


def _cover(minutes: Minutes, _covered: Sequence[str]) -> None:
    _keep(minutes.meeting)
    for promise in Commitment.objects.filter(pk__in=_quoted(minutes)).order_by("pk"):
        where = [one.pk for one in _quoting(promise)]
        leave_out_of_promise(promise, covered_among("meetings.minutes", where))


def _keep(meeting: Meeting) -> None:
    """Keep with the meeting what is covered of its minutes, of what they quote, and of the proposals on its
    agenda. It is held first: of two covers at one moment the second knows of both.
    """
    lock_row(meeting)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    covered = [] if minutes is None else covered_now(minutes)
    quoted = [] if minutes is None else _quoted(minutes)
    taken = ItemProposal.objects.filter(item__meeting=meeting).values_list("pk", flat=True)
    meeting.covered = [
        *covered,
        *covered_among("commitments.commitment", quoted),
        *covered_among("meetings.itemproposal", list(taken)),
    ] or None
    meeting.save(update_fields=["covered"])


def _cover_proposal(proposal: ItemProposal, covered: Sequence[str]) -> None:
    """A proposal reads without it, and so does the agenda that took it."""
    proposal.covered = list(covered) or None
    proposal.save(update_fields=["covered"])
    for meeting in _that_took(proposal):
        _keep(meeting)


def _that_took(proposal: ItemProposal) -> QuerySet[Meeting]:
    """The meeting on whose agenda it stands."""
    return Meeting.objects.filter(agenda__proposal=proposal)


def _texts_of_proposal(proposal: ItemProposal) -> Iterator[str]:
    yield from (proposal.heading, proposal.explanation, proposal.answer, proposal.origin)


def _find_proposal(viewer: Viewer, ref: str) -> ItemProposal:
    return get_permitted(viewer, ItemProposal, ref)


def _secretariat_of_proposal(proposal: ItemProposal) -> Party | None:
    return proposal.committee.secretariat_party


def _title_of_proposal(proposal: ItemProposal) -> str:
    """By its committee and day, never by its wording."""
    committee = proposal.committee
    body = named(committee, "short") or named(committee)
    return _("Proposed agenda item, %(committee)s, %(day)s") % {
        "committee": body,
        "day": day(proposal.proposed_at),
    }


def _quoting(promise: Commitment) -> Iterable[Minutes]:
    """The minutes that a promise was made in, and those in which it arose again."""
    stands = Q(action_points__commitment=promise) | Q(matters__commitment=promise)
    return Minutes.objects.filter(stands).select_related("meeting").distinct().order_by("pk")


def _leave_out_where_quoted(promise: Commitment) -> None:
    for minutes in _quoting(promise):
        _keep(minutes.meeting)


def _where_quoted(promise: Commitment) -> list[Meeting]:
    return [minutes.meeting for minutes in _quoting(promise)]


def _papers(minutes: Minutes) -> Iterable[Model]:
    return [minutes, minutes.meeting, *Commitment.objects.filter(pk__in=_quoted(minutes))]


def _secretariat(minutes: Minutes) -> Party | None:
    return minutes.meeting.secretariat_party


def _title(minutes: Minutes) -> str:
    """By committee, number and day: those who decide are of many committees, and oversight reads no title."""
    meeting = minutes.meeting
    committee = meeting.lead_committee
    body = (named(committee, "short") or named(committee)) if committee is not None else ""
    number = _("%(ordinal)s meeting") % {"ordinal": ordinal(meeting.number)} if meeting.number else ""
    return ", ".join(
        filter(
            None,
            (body, number or str(meeting.get_kind_display()), day(meeting.on_date, meeting.precision)),
        )
    )


COVERABLE = {
    "meetings.minutes": Coverable(
        find=_find,
        records=Minutes.objects.select_related("meeting__lead_committee").all,
        texts=_texts,
        secretariat=_secretariat,
        leave_out=_cover,
        title=_title,
        url_name="minutes",
        papers=_papers,
        lists=("meetings", "commitments"),
        above=lambda minutes: [minutes.meeting],
    ),
    "meetings.itemproposal": Coverable(
        find=_find_proposal,
        records=ItemProposal.objects.select_related("committee").all,
        texts=_texts_of_proposal,
        secretariat=_secretariat_of_proposal,
        leave_out=_cover_proposal,
        title=_title_of_proposal,
        url_name="item_proposal",
        lists=("meetings",),
        above=_that_took,
    ),
}


def register_quoting() -> None:
    """Leave out of minutes what is covered of the promises they quote; called once when the portal starts."""
    quoting = Quoting(leave_out=_leave_out_where_quoted, papers=_quoting, above=_where_quoted)
    add_quoting("commitments.commitment", quoting)
