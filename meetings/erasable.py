"""What may be erased of minutes: what was written in them, and the words of the meeting they quote.

Circulated minutes are one text with a hash. A passage leaves the rows and that text alike; the hash of
before stays, and the page says that the text lost a passage after it was hashed.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import (
    Column,
    Copy,
    Erasable,
    Part,
    Passage,
    Standing,
    add_copies,
    add_erasable,
    copies_of,
)
from access.models import Cover, Party, Role
from commitments.erasable import WORDING, events_of
from commitments.models import ChangeRequest, Commitment, StageChange
from meetings.circulated_text import as_text, rows_of
from meetings.models import (
    ActionPoint,
    Addendum,
    AgendaItem,
    Announcement,
    Attendance,
    Correction,
    Decision,
    ItemMinutes,
    MatterArising,
    Meeting,
    Minutes,
)

SOURCE_TYPE = "meetings.meeting"
Path = tuple[str | int, ...]
# The texts of minutes that have a hash, and the column of each one's hash.
_TEXTS = (("frozen_text", "sha256"), ("confirmed_text", "confirmed_sha256"))


def in_texts(minutes: Minutes, *path: str | int) -> Iterator[Part]:
    """The passage that stands at this place of the texts that were frozen."""
    for text, sha256 in _TEXTS:
        if getattr(minutes, text):
            yield Part(minutes, text, partial(_without, path), getattr(minutes, sha256))


def _without(path: Path, text: str, mark: str) -> str:
    said = json.loads(text)
    here = said
    for step in path[:-1]:
        here = here[step]
    if here[path[-1]]:
        here[path[-1]] = mark
    return as_text(said)


def _place_of(row: Model, rows: Any) -> int:
    """Where a row stands among those of the minutes, in the fixed order of the text."""
    return [one.pk for one in rows].index(row.pk)


def _minutes_of(item: AgendaItem) -> Minutes | None:
    return Minutes.objects.filter(meeting=item.meeting_id).first()


def _of_item(item: AgendaItem, rows: QuerySet[Any], column: str, *path: str) -> Iterator[Copy]:
    """What was written on an item: its row, and its place in the text."""
    yield Column(rows, column)
    minutes = _minutes_of(item)
    if minutes is not None:
        place = _place_of(item, rows_of(minutes).items)
        yield from in_texts(minutes, "items", place, *path)
        yield from _in_corrections(minutes, f"items.{place}.{path[0]}")


def _in_corrections(minutes: Minutes, line: str) -> Iterator[Column]:
    """What a line of the text read before, and what somebody wished it to read."""
    corrections = Correction.objects.filter(minutes=minutes, line=line)
    yield Column(corrections, "was")
    yield Column(corrections, "wished")


def _copies_of_title(item: AgendaItem) -> Iterator[Copy]:
    return _of_item(item, AgendaItem.objects.filter(pk=item.pk), "title", "title")


def _copies_of_note(item: AgendaItem) -> Iterator[Copy]:
    return _of_item(item, AgendaItem.objects.filter(pk=item.pk), "note", "note")


def _copies_of_discussion(item: AgendaItem) -> Iterator[Copy]:
    return _of_item(item, ItemMinutes.objects.filter(item=item), "discussion", "discussion")


def _copies_of_decision(item: AgendaItem) -> Iterator[Copy]:
    return _of_item(item, Decision.objects.filter(item=item), "text", "decision", "text")


def _copies_of_point(point: ActionPoint) -> Iterator[Copy]:
    """Its words, and those of the commitment that it became."""
    yield from _point_itself(point)
    if point.commitment is not None:
        yield from copies_of(WORDING.name, point.commitment)


def _point_itself(point: ActionPoint) -> Iterator[Copy]:
    yield Column(ActionPoint.objects.filter(pk=point.pk), "what")
    item = _place_of(point.item, rows_of(point.minutes).items)
    nth = _place_of(point, point.item.action_points.order_by("position", "pk"))
    yield from in_texts(point.minutes, "items", item, "action_points", nth, "what")
    yield from _in_corrections(point.minutes, f"items.{item}.points.{nth}")


def _copies_of_wording_here(commitment: Commitment) -> Iterator[Copy]:
    """Where minutes quote what a commitment says: where it was agreed, and wherever it arose again."""
    for point in ActionPoint.objects.filter(commitment=commitment).select_related("item", "minutes"):
        yield from _point_itself(point)
    for matter in MatterArising.objects.filter(commitment=commitment).select_related("minutes"):
        yield from _of_matter(matter, "what")


def _of_matter(matter: MatterArising, column: str) -> Iterator[Copy]:
    yield Column(MatterArising.objects.filter(pk=matter.pk), column)
    place = _place_of(matter, matter.minutes.matters.order_by("pk"))
    yield from in_texts(matter.minutes, "matters_arising", place, column)


def _copies_of_matter_note(matter: MatterArising) -> Iterator[Copy]:
    """What the meeting said of it is also a line of the commitment's history."""
    yield from _of_matter(matter, "note")
    yield Column(StageChange.objects.filter(commitment=matter.commitment_id, note=matter.note), "note")
    asked = ChangeRequest.objects.filter(commitment=matter.commitment_id)
    yield Column(asked.filter(reason=matter.note), "reason")


def _copies_of_guest(line: Attendance) -> Iterator[Copy]:
    place = _place_of(line, line.minutes.attendance.order_by("position", "pk"))
    for column, key in (("label_en", "label_en"), ("label_bn", "label_bn"), ("delegate_label", "delegate")):
        if column == "delegate_label" or not _is_named(line):
            yield Column(Attendance.objects.filter(pk=line.pk), column)
            yield from in_texts(line.minutes, "attendance", place, key)


def _is_named(line: Attendance) -> bool:
    """Whether it is a seat or a body, whose name is in the directory: only who came for it was typed."""
    return line.seat_id is not None or line.organisation_id is not None


def _copies_in_meeting(column: str, key: str, meeting: Meeting) -> Iterator[Copy]:
    yield Column(Meeting.objects.filter(pk=meeting.pk), column)
    events = apps.get_model("meetings", "MeetingEvent")._base_manager.filter(pgh_obj_id=meeting.pk)
    yield Column(events, column)
    for minutes in Minutes.objects.filter(meeting=meeting):
        yield from in_texts(minutes, "meeting", key)


def _copies_of_meeting_title(meeting: Meeting) -> Iterator[Copy]:
    """Its title in both languages; where it has no number, its promises quote the title as their source."""
    made = Commitment.objects.filter(source_type=SOURCE_TYPE, source_id=meeting.pk)
    for language in ("en", "bn"):
        title = getattr(meeting, f"title_{language}")
        yield from _copies_in_meeting(f"title_{language}", f"title_{language}", meeting)
        if title:
            yield from _quoting(title, made)
            yield from _covers_called(title, meeting, made)


def _quoting(title: str, made: Iterable[Commitment]) -> Iterator[Column]:
    """The source of promises and of their history, where it quotes the title."""
    for source in ("source_text_en", "source_text_bn"):
        quoting = {f"{source}__contains": title}
        for commitment in made:
            for column in (f"{source}_in_full", source):
                own = Commitment.objects.filter(pk=commitment.pk, **{f"{column}__contains": title})
                yield Column(own, column)
            yield Column(events_of(commitment).filter(**quoting), source)


def _covers_called(title: str, meeting: Meeting, made: Iterable[Commitment]) -> Iterator[Column]:
    """Covers of the minutes and of their promises, where they call them by the title."""
    of_minutes = Q(record_type="meetings.minutes", record_id__in=Minutes.objects.filter(meeting=meeting))
    of_promises = Q(record_type="commitments.commitment", record_id__in=[one.pk for one in made])
    for column in ("title_en", "title_bn"):
        yield Column(Cover.objects.filter(of_minutes | of_promises, **{f"{column}__contains": title}), column)


def _copies_of_place(meeting: Meeting) -> Iterator[Copy]:
    yield from _copies_in_meeting("place_text", "place", meeting)
    yield Column(Announcement.objects.filter(meeting=meeting), "place_text")


def _copies_of_correction(correction: Correction) -> Iterator[Copy]:
    """Why it was wished and what was answered; the line itself is a passage of the text."""
    own = Correction.objects.filter(pk=correction.pk)
    yield Column(own, "reason")
    yield Column(own, "answer_note")


def _copies_of_addendum(addendum: Addendum) -> Iterator[Copy]:
    yield Part(addendum, "text", lambda _text, mark: mark, addendum.sha256)


def _item(place: str) -> AgendaItem | None:
    return AgendaItem.objects.filter(ref=place).first()


def _point(place: str) -> ActionPoint | None:
    return ActionPoint.objects.filter(ref=place).select_related("item", "minutes", "commitment").first()


def _matter(place: str) -> MatterArising | None:
    minutes, commitment = place.split(".")
    rows = MatterArising.objects.filter(minutes__ref=minutes, commitment__ref=commitment)
    return rows.select_related("minutes").first()


def _guest(place: str) -> Attendance | None:
    return Attendance.objects.filter(ref=place).select_related("minutes").first()


def _correction(place: str) -> Correction | None:
    return Correction.objects.filter(ref=place).first()


def _addendum(place: str) -> Addendum | None:
    return Addendum.objects.filter(ref=place).first()


def _meeting(place: str) -> Meeting | None:
    return Meeting.objects.filter(ref=place).first()


TITLE = Passage("meetings.item_title", _("Title of the item"), _item, _copies_of_title)
NOTE = Passage("meetings.item_note", _("Note on the item"), _item, _copies_of_note)
DISCUSSION = Passage("meetings.discussion", _("Discussion"), _item, _copies_of_discussion)
DECISION = Passage("meetings.decision", _("Decision"), _item, _copies_of_decision)
POINT = Passage("meetings.action_point", _("Action point, and the commitment"), _point, _copies_of_point)
MATTER = Passage("meetings.matter_note", _("Said of a matter arising"), _matter, _copies_of_matter_note)
GUEST = Passage("meetings.guest", _("Guest or delegate, as typed"), _guest, _copies_of_guest)
CORRECTION = Passage(
    "meetings.correction", _("Reason and answer of a correction"), _correction, _copies_of_correction
)
ADDENDUM = Passage("meetings.addendum", _("Addendum"), _addendum, _copies_of_addendum)
MEETING = Passage("meetings.title", _("Title of the meeting"), _meeting, _copies_of_meeting_title)
PLACE = Passage("meetings.place", _("Place of the meeting"), _meeting, _copies_of_place)


def _standing(minutes: Minutes) -> Iterator[Standing]:
    """Every passage of circulated minutes; in a draft its writers simply write something else."""
    if not minutes.is_frozen:
        return
    rows = rows_of(minutes)
    meeting = rows.meeting
    yield Standing(MEETING, meeting.ref, " / ".join(filter(None, (meeting.title_en, meeting.title_bn))))
    yield Standing(PLACE, meeting.ref, meeting.place_text)
    for item in rows.items:
        yield from _in_item(item)
    for line in rows.attendance:
        typed = line.delegate_label if _is_named(line) else line.label_en or line.label_bn
        yield Standing(GUEST, line.ref, typed)
    for matter in minutes.matters.select_related("commitment").order_by("pk"):
        yield Standing(MATTER, f"{minutes.ref}.{matter.commitment.ref}", matter.note)
    for correction in minutes.corrections.all():
        words = " / ".join(filter(None, (correction.reason, correction.answer_note)))
        yield Standing(CORRECTION, correction.ref, words)
    for addendum in minutes.addenda.all():
        yield Standing(ADDENDUM, addendum.ref, addendum.text)


def _in_item(item: AgendaItem) -> Iterator[Standing]:
    where = f"{item.position}. {item.heading}"
    said: tuple[tuple[Passage, Callable[[], str]], ...] = (
        (TITLE, lambda: item.title),
        (NOTE, lambda: item.note),
        (DISCUSSION, lambda: item.written.discussion if hasattr(item, "written") else ""),
        (DECISION, lambda: item.decision.text if hasattr(item, "decision") else ""),
    )
    for passage, words in said:
        yield Standing(passage, item.ref, words(), where)
    for point in item.action_points.all():
        yield Standing(POINT, point.ref, point.what, where)


def _secretariat(minutes: Minutes) -> Party:
    return minutes.meeting.secretariat_party or Party.objects.role(Role.NATIONAL_SECRETARIAT)


def declare() -> None:
    """Make it known; called once when the portal starts."""
    add_erasable(
        Erasable(Minutes, "minutes", _standing, _secretariat),
        TITLE, NOTE, DISCUSSION, DECISION, POINT, MATTER, GUEST, CORRECTION, ADDENDUM, MEETING, PLACE,
    )  # fmt: skip
    add_copies(WORDING.name, _copies_of_wording_here)
