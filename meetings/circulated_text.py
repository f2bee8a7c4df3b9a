"""The text that circulation freezes: the same rows always give the same text and the same hash."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.erasure.done import is_erased_text
from language.words import DHAKA
from meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    HeadCount,
    MatterArising,
    Meeting,
    MeetingOf,
    Minutes,
)


@dataclass(frozen=True)
class Rows:
    """All that is written in some minutes, each in its fixed order."""

    meeting: Meeting
    sittings: Iterable[MeetingOf]
    attendance: Iterable[Attendance]
    head_counts: Iterable[HeadCount]
    items: Iterable[AgendaItem]
    matters: Iterable[MatterArising]


def rows_of(minutes: Minutes, held: Meeting | None = None) -> Rows:
    """Read what is written in these minutes now; of a meeting that is held nothing can have changed."""
    meeting = held or Meeting.objects.get(pk=minutes.meeting_id)
    agenda = AgendaItem.objects.filter(meeting=meeting).select_related("written", "decision")
    return Rows(
        meeting=meeting,
        sittings=sorted(meeting.sittings.all(), key=lambda sitting: sitting.pk),
        attendance=list(minutes.attendance.order_by("position", "pk")),
        head_counts=list(minutes.head_counts.order_by("pk")),
        items=list(agenda.prefetch_related("action_points").order_by("position", "pk")),
        matters=list(minutes.matters.select_related("commitment").order_by("pk")),
    )


def frozen_text(minutes: Minutes, rows: Rows | None = None) -> str:
    """Write the whole minutes as one text, names as they stood on the day, in a fixed order.

    A page that has read the rows for itself hands them in.
    """
    return as_text(said_in(minutes, rows or rows_of(minutes)))


def as_text(said: dict[str, Any]) -> str:
    """Write down what minutes say, in the one form that is frozen."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)


def said_in(minutes: Minutes, written: Rows) -> dict[str, Any]:
    """Return what minutes say by their rows, part by part."""
    meeting = written.meeting
    return {
        "meeting": {
            "ref": meeting.ref,
            "kind": meeting.kind,
            "title_en": meeting.title_en,
            "title_bn": meeting.title_bn,
            "on": meeting.on_date.isoformat(),
            "precision": meeting.precision,
            "starts": _clock(meeting.starts_at),
            "ends": _clock(meeting.ends_at),
            "place": meeting.place_text,
            "committees": [
                {"name_en": sitting.name_en, "name_bn": sitting.name_bn, "number": sitting.number}
                for sitting in written.sittings
            ],
        },
        "attendance": [_attended(line) for line in written.attendance],
        "head_counts": [_counted(count) for count in written.head_counts],
        "quorum_needed": minutes.quorum_needed,
        "items": [_item(item) for item in written.items],
        "matters_arising": [_arose(matter) for matter in written.matters],
    }


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_unaltered(minutes: Minutes, rows: Rows | None = None) -> bool:
    """Whether the rows still give the text that was circulated, and the text its hash."""
    found = hash_of(minutes.frozen_text)
    if found != minutes.sha256 and not is_erased_text(found):
        return False
    # The hash vouches for the letters, so what they say is compared: to write it all anew costs much more.
    try:
        said = json.loads(minutes.frozen_text)
    except ValueError:
        return False
    return bool(said == said_in(minutes, rows or rows_of(minutes)))


def lost_a_passage(minutes: Minutes) -> bool:
    """Whether a passage was erased after the text was hashed: its hash is that of the text before."""
    return minutes.is_frozen and hash_of(minutes.frozen_text) != minutes.sha256


def decision_number(meeting: Meeting, item: AgendaItem) -> str:
    """Return meeting.item, as 41.3; only the item where the meeting has no number."""
    return f"{meeting.number}.{item.position}" if meeting.number else str(item.position)


def _item(item: AgendaItem) -> dict[str, Any]:
    written = getattr(item, "written", None)
    decision = getattr(item, "decision", None)
    return {
        "position": item.position,
        "kind": item.kind,
        "title": item.title,
        "note": item.note,
        "discussion": written.discussion if written is not None else "",
        "decision": {"number": decision.number, "text": decision.text} if decision is not None else None,
        "action_points": [
            {
                "position": point.position,
                "what": point.what,
                "owner_en": point.owner_en,
                "owner_bn": point.owner_bn,
                "due_on": point.due_on.isoformat(),
                **_to_verify(point),
            }
            for point in item.action_points.all()
        ],
    }


def _to_verify(point: ActionPoint) -> dict[str, str]:
    """Whom the meeting named to verify it; where it named nobody the text has the hash it always had."""
    if not point.verifier_en:
        return {}
    return {"verifier_en": point.verifier_en, "verifier_bn": point.verifier_bn}


def _attended(line: Attendance) -> dict[str, Any]:
    return {
        "label_en": line.label_en,
        "label_bn": line.label_bn,
        "side": line.side,
        "status": line.status,
        "capacity": line.capacity,
        "delegate": line.delegate_label,
        "counts": line.counts_for_quorum,
    }


def _arose(matter: MatterArising) -> dict[str, Any]:
    return {
        "what": matter.what,
        "owner_en": matter.owner_en,
        "owner_bn": matter.owner_bn,
        "due_on": matter.due_on.isoformat() if matter.due_on else None,
        "outcome": matter.outcome,
        "note": matter.note,
    }


def _counted(count: HeadCount) -> dict[str, Any]:
    return {
        "kind": count.kind,
        "group": count.group,
        "total": count.total,
        "female": count.female,
        "male": count.male,
        "at_least": count.at_least,
    }


def _clock(moment: Any) -> str | None:
    return f"{moment.astimezone(DHAKA):%H:%M}" if moment else None
