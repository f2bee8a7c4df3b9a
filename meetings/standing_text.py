"""The text of minutes as it now stands: what was circulated, with the corrections that were accepted.

Page, paper and the confirmed text say the same by this. A correction names one line of the circulated
text by its place in it, and each line is corrected in one way only.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from access.erasure.done import is_erased_text
from access.toolkit.covering import without_covered
from language.digits import localise
from language.words import named, number
from meetings.circulated_text import Rows, as_text, hash_of, rows_of, said_in
from meetings.models import AgendaItem, Attendance, Correction, HeadCount, Minutes

Said = dict[str, Any]


class Part(models.TextChoices):
    """What a line is, which decides how it may be corrected."""

    DISCUSSION = "discussion", gettext_lazy("Discussion")
    DECISION = "decision", gettext_lazy("Decision")
    POINT = "point", gettext_lazy("Action point")
    ATTENDANCE = "attendance", gettext_lazy("Attendance")
    HEAD_COUNT = "head-count", pgettext_lazy("line of minutes", "Head count")

    @property
    def is_counted(self) -> bool:
        """Whether it is about who came: a status or a number, which nobody typed."""
        return self in (Part.ATTENDANCE, Part.HEAD_COUNT)


@dataclass(frozen=True)
class Line:
    """One line of the text that may be corrected."""

    key: str
    part: Part
    # Where it stands, in words: the item, or whom the attendance list means.
    where: str
    text: str
    # Of a head count: at least so many, by those counted by sex.
    least: int = 0

    @property
    def label(self) -> str:
        """Which line it is, as in "3. Shelter places: Decision"."""
        return f"{self.where}: {self.part.label}"

    @property
    def shown(self) -> str:
        """What it says, in the reader's language where it is a word of the portal."""
        return in_words(self.part, self.text)


def standing_text(minutes: Minutes, corrections: Iterable[Correction] | None = None) -> Said:
    """Return the text as people read it now: what stands, without the passages that are covered.

    A page that has read the corrections hands them in.
    """
    return _without_covered(whole_text(minutes, corrections), minutes.meeting.covered or ())


def whole_text(minutes: Minutes, corrections: Iterable[Correction] | None = None) -> Said:
    """Return the text as it now stands, part by part: of a draft what is written, else what holds."""
    if not minutes.is_frozen:
        return said_in(minutes, rows_of(minutes))
    if minutes.is_confirmed:
        return _read(minutes.confirmed_text)
    return corrected(_read(minutes.frozen_text), in_force(minutes) if corrections is None else corrections)


# What people wrote; all else of the text are words of the portal, and of the directory.
_WRITTEN = {
    "meeting": ("title_en", "title_bn", "place"),
    "attendance": ("label_en", "label_bn", "delegate"),
    "head_counts": ("group",),
    "items": ("title", "note", "discussion"),
    "matters_arising": ("what", "note"),
}


def _without_covered(said: Said, covered: Collection[str]) -> Said:
    if not covered:
        return said
    for part, names in _WRITTEN.items():
        for row in said[part] if isinstance(said[part], list) else [said[part]]:
            for name in names:
                row[name] = without_covered(row[name] or "", covered)
    for item in said["items"]:
        if item["decision"] is not None:
            item["decision"]["text"] = without_covered(item["decision"]["text"], covered)
        for point in item["action_points"]:
            point["what"] = without_covered(point["what"], covered)
    return said


def in_force(minutes: Minutes) -> list[Correction]:
    """The corrections that were accepted, in the order in which they were."""
    accepted = minutes.corrections.filter(answer=Correction.Answer.ACCEPTED)
    return list(accepted.order_by("decided_at", "pk"))


def corrected(said: Said, corrections: Iterable[Correction]) -> Said:
    """Return the text with those of these corrections that were accepted."""
    accepted = [one for one in corrections if one.is_accepted]
    for one in sorted(accepted, key=lambda one: (one.decided_at, one.pk)):
        _put(said, one.line, one.wished)
    return said


def lines_of(said: Said) -> dict[str, Line]:
    """Return every line that may be corrected, by its place, in the order of the text."""
    lines = (*_of_items(said), *_of_attendance(said), *_of_head_counts(said))
    return {line.key: line for line in lines}


def in_words(part: Part, text: str) -> str:
    """Return what a line of this part says; a number or a status in the reader's language."""
    if part == Part.ATTENDANCE:
        return str(Attendance.Status(text).label) if text else _("not noted")
    return number(int(text)) if part == Part.HEAD_COUNT else text


def lock_text(minutes: Minutes) -> None:
    """Set the confirmed text and its hash; the database keeps both from then on."""
    minutes.confirmed_text = as_text(corrected(_read(minutes.frozen_text), in_force(minutes)))
    minutes.confirmed_sha256 = hash_of(minutes.confirmed_text)


def is_as_confirmed(minutes: Minutes, corrections: Iterable[Correction]) -> bool:
    """Whether the confirmed text is the circulated one with the accepted corrections, and has its hash."""
    found = hash_of(minutes.confirmed_text)
    if found != minutes.confirmed_sha256 and not is_erased_text(found):
        return False
    return _read(minutes.confirmed_text) == corrected(_read(minutes.frozen_text), corrections)


def stands_as_circulated(minutes: Minutes) -> bool:
    """Whether what was circulated is also what was confirmed, letter by letter, or is not confirmed yet."""
    return not minutes.is_confirmed or (minutes.confirmed_text, minutes.confirmed_sha256) == (
        minutes.frozen_text,
        minutes.sha256,
    )


def put_into(rows: Rows, said: Said) -> None:
    """Let the rows that a page has read say what now stands; none of them is saved.

    Only where they still are what was circulated: line by line they are the same text.
    """
    for item, now in zip(rows.items, said["items"], strict=True):
        _put_into_item(item, now)
    for attended, now in zip(rows.attendance, said["attendance"], strict=True):
        attended.status, attended.delegate_label = now["status"], now["delegate"]
    for count, now in zip(rows.head_counts, said["head_counts"], strict=True):
        count.total = now["total"]


def _put_into_item(item: AgendaItem, now: Said) -> None:
    if (written := getattr(item, "written", None)) is not None:
        written.discussion = now["discussion"]
    if (decision := getattr(item, "decision", None)) is not None:
        decision.text = now["decision"]["text"]
    for point, said in zip(item.action_points.all(), now["action_points"], strict=True):
        point.what = said["what"]


def _put(said: Said, key: str, wished: str) -> None:
    part, place, *rest = key.split(".")
    row = said[part][int(place)]
    if part == "attendance":
        row["status"] = wished
        row["delegate"] = row["delegate"] if wished == Attendance.Status.DELEGATE else ""
    elif part == "head_counts":
        row["total"] = int(wished)
    elif rest[0] == "discussion":
        row["discussion"] = wished
    elif rest[0] == "decision":
        row["decision"]["text"] = wished
    else:
        row["action_points"][int(rest[1])]["what"] = wished


def _of_items(said: Said) -> Iterator[Line]:
    for place, item in enumerate(said["items"]):
        key = f"items.{place}"
        where = f"{localise(str(item['position']))}. {item['title'] or AgendaItem.Kind(item['kind']).label}"
        yield Line(f"{key}.discussion", Part.DISCUSSION, where, item["discussion"])
        if item["decision"] is not None:
            yield Line(f"{key}.decision", Part.DECISION, where, item["decision"]["text"])
        for nth, point in enumerate(item["action_points"]):
            numbered = f"{where}, {localise(str(point['position']))}"
            yield Line(f"{key}.points.{nth}", Part.POINT, numbered, point["what"])


def _of_attendance(said: Said) -> Iterator[Line]:
    for place, line in enumerate(said["attendance"]):
        if line["status"] != Attendance.Status.INVITED:
            where = named(SimpleNamespace(**line), "label")
            yield Line(f"attendance.{place}", Part.ATTENDANCE, where, line["status"])


def _of_head_counts(said: Said) -> Iterator[Line]:
    for place, count in enumerate(said["head_counts"]):
        by_sex = (count["female"] or 0) + (count["male"] or 0)
        where = HeadCount(kind=count["kind"], group=count["group"]).label
        yield Line(f"head_counts.{place}", Part.HEAD_COUNT, where, str(count["total"]), by_sex)


def _read(text: str) -> Said:
    said: Said = json.loads(text)
    return said
