"""What may be erased of minutes: what was written in them, from the first draft on, and beside them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Column, Copy, Erasable, Part, Passage, Standing, copies_of
from access.models import AccessLog, Party
from commitments.erasable import WORDING
from commitments.models import ChangeRequest, Commitment, StageChange
from meetings.circulated_text import rows_of
from meetings.erasable.copies import in_corrections, in_texts, of_item, place_of
from meetings.erasable.meeting import (
    heading_of,
    item_at,
    secretariat_of,
    standing_in_meeting,
    standing_on_item,
)
from meetings.held.pages import PAGE, standing_pages
from meetings.models import (
    ActionPoint,
    Addendum,
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    DraftOpening,
    HeadCount,
    ItemMinutes,
    MatterArising,
    Minutes,
)
from meetings.standing_text import lines_of, whole_text


def _copies_of_discussion(item: AgendaItem) -> Iterator[Copy]:
    return of_item(item, ItemMinutes.objects.filter(item=item), "discussion", "discussion")


def _copies_of_decision(item: AgendaItem) -> Iterator[Copy]:
    return of_item(item, Decision.objects.filter(item=item), "text", "decision", "text")


def _copies_of_point(point: ActionPoint) -> Iterator[Copy]:
    """Its words, and those of the commitment that it became."""
    yield from _point_itself(point)
    if point.commitment is not None:
        yield from copies_of(WORDING.name, point.commitment)


def _point_itself(point: ActionPoint) -> Iterator[Copy]:
    yield Column(ActionPoint.objects.filter(pk=point.pk), "what")
    item = place_of(point.item, rows_of(point.minutes).items)
    nth = place_of(point, point.item.action_points.order_by("position", "pk"))
    yield from in_texts(point.minutes, "items", item, "action_points", nth, "what")
    yield from in_corrections(point.minutes, f"items.{item}.points.{nth}")


def copies_of_wording_here(commitment: Commitment) -> Iterator[Copy]:
    """Where minutes quote what a commitment says: where it was agreed, and wherever it arose again."""
    for point in ActionPoint.objects.filter(commitment=commitment).select_related("item", "minutes"):
        yield from _point_itself(point)
    for matter in MatterArising.objects.filter(commitment=commitment).select_related("minutes"):
        yield from _of_matter(matter, "what")


def _of_matter(matter: MatterArising, column: str) -> Iterator[Copy]:
    yield Column(MatterArising.objects.filter(pk=matter.pk), column)
    place = place_of(matter, matter.minutes.matters.order_by("pk"))
    yield from in_texts(matter.minutes, "matters_arising", place, column)


def _copies_of_matter_note(matter: MatterArising) -> Iterator[Copy]:
    """What the meeting said of it is also a line of the commitment's history."""
    yield from _of_matter(matter, "note")
    yield Column(StageChange.objects.filter(commitment=matter.commitment_id, note=matter.note), "note")
    asked = ChangeRequest.objects.filter(commitment=matter.commitment_id)
    yield Column(asked.filter(reason=matter.note), "reason")


def _copies_of_guest(line: Attendance) -> Iterator[Copy]:
    place = place_of(line, line.minutes.attendance.order_by("position", "pk"))
    for column, key in (("label_en", "label_en"), ("label_bn", "label_bn"), ("delegate_label", "delegate")):
        if column == "delegate_label" or not _is_named(line):
            yield Column(Attendance.objects.filter(pk=line.pk), column)
            yield from in_texts(line.minutes, "attendance", place, key)


def _is_named(line: Attendance) -> bool:
    """Whether it is a seat or a body, whose name is in the directory: only who came for it was typed."""
    return line.seat_id is not None or line.organisation_id is not None


def _copies_of_group(count: HeadCount) -> Iterator[Copy]:
    yield Column(HeadCount.objects.filter(pk=count.pk), "group")
    place = place_of(count, count.minutes.head_counts.order_by("pk"))
    yield from in_texts(count.minutes, "head_counts", place, "group")


def _copies_of_correction(correction: Correction) -> Iterator[Copy]:
    """Why it was wished and what was answered; the line itself is a passage of the text."""
    own = Correction.objects.filter(pk=correction.pk)
    yield Column(own, "reason")
    yield Column(own, "answer_note")


def _copies_of_addendum(addendum: Addendum) -> Iterator[Copy]:
    yield Part(addendum, "text", lambda _text, mark: mark, addendum.sha256)


def _copies_of_sent_back(minutes: Minutes) -> Iterator[Copy]:
    yield Column(Minutes.objects.filter(pk=minutes.pk), "sent_back_note")


def _copies_of_signed_by(minutes: Minutes) -> Iterator[Copy]:
    yield Column(Minutes.objects.filter(pk=minutes.pk), "signed_by")


def _copies_of_purpose(opening: DraftOpening) -> Iterator[Copy]:
    """What oversight opened the draft for; a line of the access log says the same."""
    yield Column(DraftOpening.objects.filter(pk=opening.pk), "purpose")
    label, ref = Minutes._meta.label_lower, opening.minutes.ref
    logged = AccessLog.objects.filter(kind=AccessLog.Kind.READ, record_type=label, record_ref=ref)
    yield Column(logged.filter(purpose=opening.purpose), "purpose")


def _minutes(place: str) -> Minutes | None:
    return Minutes.objects.filter(ref=place).first()


def _point(place: str) -> ActionPoint | None:
    return ActionPoint.objects.filter(ref=place).select_related("item", "minutes", "commitment").first()


def _matter(place: str) -> MatterArising | None:
    minutes, commitment = place.split(".")
    rows = MatterArising.objects.filter(minutes__ref=minutes, commitment__ref=commitment)
    return rows.select_related("minutes").first()


def _guest(place: str) -> Attendance | None:
    return Attendance.objects.filter(ref=place).select_related("minutes").first()


def _group(place: str) -> HeadCount | None:
    minutes, nth = place.split(".")
    rows = HeadCount.objects.filter(minutes__ref=minutes).select_related("minutes").order_by("pk")
    return rows[int(nth) :].first()


def _correction(place: str) -> Correction | None:
    return Correction.objects.filter(ref=place).first()


def _addendum(place: str) -> Addendum | None:
    return Addendum.objects.filter(ref=place).first()


def _opening(place: str) -> DraftOpening | None:
    return DraftOpening.objects.filter(ref=place).select_related("minutes").first()


DISCUSSION = Passage("meetings.discussion", _("Discussion"), item_at, _copies_of_discussion)
DECISION = Passage("meetings.decision", _("Decision"), item_at, _copies_of_decision)
POINT = Passage("meetings.action_point", _("Action point, and the commitment"), _point, _copies_of_point)
MATTER = Passage("meetings.matter_note", _("Said of a matter arising"), _matter, _copies_of_matter_note)
GUEST = Passage("meetings.guest", _("Guest or delegate, as typed"), _guest, _copies_of_guest)
GROUP = Passage("meetings.group", _("Group that was counted, as typed"), _group, _copies_of_group)
CORRECTION = Passage(
    "meetings.correction", _("Reason and answer of a correction"), _correction, _copies_of_correction
)
ADDENDUM = Passage("meetings.addendum", _("Addendum"), _addendum, _copies_of_addendum)
SENT_BACK = Passage(
    "meetings.sent_back", _("Note with which the draft was sent back"), _minutes, _copies_of_sent_back
)
SIGNED_BY = Passage("meetings.signed_by", _("Who signed on paper, as typed"), _minutes, _copies_of_signed_by)
PURPOSE = Passage("meetings.purpose", _("What oversight opened the draft for"), _opening, _copies_of_purpose)
PASSAGES = (
    DISCUSSION, DECISION, POINT, MATTER, GUEST, GROUP, CORRECTION, ADDENDUM, SENT_BACK, SIGNED_BY, PURPOSE,
    PAGE,
)  # fmt: skip


def _standing(minutes: Minutes) -> Iterator[Standing]:
    """Every passage: of a draft, too, beside which words stand that its writers cannot take back."""
    rows = rows_of(minutes)
    yield from standing_in_meeting(rows.meeting)
    for item in rows.items:
        yield from standing_on_item(item)
        yield from _said_on(item)
    for line in rows.attendance:
        typed = line.delegate_label if _is_named(line) else line.label_en or line.label_bn
        yield Standing(GUEST, line.ref, typed)
    for nth, count in enumerate(rows.head_counts):
        yield Standing(GROUP, f"{minutes.ref}.{nth}", count.group)
    for matter in rows.matters:
        yield Standing(MATTER, f"{minutes.ref}.{matter.commitment.ref}", matter.note)
    yield Standing(SENT_BACK, minutes.ref, minutes.sent_back_note)
    yield Standing(SIGNED_BY, minutes.ref, minutes.signed_by)
    yield from standing_pages(minutes)
    yield from _written_after(minutes)


def _said_on(item: AgendaItem) -> Iterator[Standing]:
    where = heading_of(item)
    written: Any = getattr(item, "written", None)
    decision: Any = getattr(item, "decision", None)
    if written is not None:
        yield Standing(DISCUSSION, item.ref, written.discussion, where)
    if decision is not None:
        yield Standing(DECISION, item.ref, decision.text, where)
    for point in item.action_points.all():
        yield Standing(POINT, point.ref, point.what, where)


def _written_after(minutes: Minutes) -> Iterator[Standing]:
    corrections = list(minutes.corrections.order_by("pk"))
    lines = lines_of(whole_text(minutes)) if corrections else {}
    for correction in corrections:
        words = " / ".join(filter(None, (correction.reason, correction.answer_note)))
        yield Standing(CORRECTION, correction.ref, words, lines[correction.line].label)
    for addendum in minutes.addenda.order_by("number"):
        yield Standing(ADDENDUM, addendum.ref, addendum.text, str(addendum.number))
    for opening in minutes.openings.all():
        yield Standing(PURPOSE, opening.ref, opening.purpose)


def _secretariat(minutes: Minutes) -> Party:
    return secretariat_of(minutes.meeting)


MINUTES = Erasable(Minutes, "minutes", _standing, _secretariat, PASSAGES)
