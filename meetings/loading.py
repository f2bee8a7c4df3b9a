"""Loads what really took place: events of the network, and meetings of committees as the press told them.

Nothing is invented: what a source does not say stays empty, partial dates stay partial, people are
offices, survivors are counted and never named. Loading is by the event's own code and can be
repeated; what is here already is left alone, because people may have worked on it since.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction

from commitments.actions import recommend
from language.text import clean
from language.words import DHAKA
from meetings.actions.circulation import freeze
from meetings.actions.writing import save_and_refresh
from meetings.entered import SOURCE_TYPE
from meetings.models import (
    AgendaItem,
    Attendance,
    HeadCount,
    ItemMinutes,
    Meeting,
    MeetingOf,
    MeetingOrganiser,
    Minutes,
)
from meetings.standing_text import lock_text
from partners.models import Committee, Organisation
from partners.queries import find_place

Kind, Role, Precision = Meeting.Kind, MeetingOrganiser.Role, Meeting.Precision

KINDS = {
    "webinar": Kind.WEBINAR,
    "national consultation": Kind.CONSULTATION,
    "field mission": Kind.MISSION,
    "workshop": Kind.WORKSHOP,
}
# Field updates are no meetings; they are read elsewhere.
NOT_MEETINGS = {"field update"}
_ROLES = {
    "organisers": Role.ORGANISER,
    "supported_by": Role.SUPPORTER,
    "funded_by": Role.FUNDER,
    "for_": Role.FOR,
    "facilitated_by": Role.FACILITATOR,
}
_COMMITTEE = re.compile(r"Union CTC, (?P<union>[^(]+) \((?P<upazila>[^,]+), (?P<district>[^)]+)\)")


@dataclass
class Report:
    """What a load did."""

    loaded: int = 0
    known: int = 0
    unmatched: list[str] = field(default_factory=list)


def load_events(at: datetime) -> Report:
    """Load the events and the committees' past meetings of `fixtures/`."""
    report = Report()
    for row in _fixture("events"):
        if row["kind"] not in NOT_MEETINGS:
            _load(report, row["id"], _event, row, at)
    practice = _fixture("ctc_practice")
    for row in practice["meetings"]:
        code = clean(f"{row['committee']} {row['date']}")[:60]
        _load(report, code, _practice, row, at)
    return report


def _load(report: Report, code: str, load: Any, row: dict[str, Any], at: datetime) -> None:
    if Meeting.objects.filter(source_code=code).exists():
        report.known += 1
        return
    with transaction.atomic():
        unmatched = load(row, code, at)
    if unmatched:
        report.unmatched += unmatched
    if Meeting.objects.filter(source_code=code).exists():
        report.loaded += 1


def _event(row: dict[str, Any], code: str, at: datetime) -> list[str]:
    """An event of the network: confirmed, read by everybody, kept by no secretariat."""
    on, precision = partial_date(row["date"])
    meeting = Meeting(
        kind=KINDS[row["kind"]],
        mode=Meeting.Mode.ONLINE if row["kind"] == "webinar" else Meeting.Mode.IN_PERSON,
        cooperation=row["mode"],
        level=Meeting.Level.NETWORK,
        state=Meeting.State.CONFIRMED,
        title_en=row["title"],
        on_date=on,
        precision=precision,
        place_text=", ".join(row.get("places", [])),
        note="\n".join(_notes(row)),
        source=row["source"],
        source_code=code,
        entered_afterwards=True,
        at=datetime.combine(on, time.min, DHAKA),
    )
    save_and_refresh(meeting)
    unmatched = _bodies(meeting, row)
    minutes = Minutes(meeting=meeting, opened_at=at, at=meeting.at)
    minutes.save()
    for position, point in enumerate(row.get("points", []), start=1):
        item = AgendaItem.objects.create(meeting=meeting, position=position, title=point)
        ItemMinutes.objects.create(minutes=minutes, item=item)
    _counts(minutes, row)
    if "concluded_by" in row:
        _attended(minutes, row["concluded_by"], Attendance.Capacity.CONCLUDED)
    freeze(minutes)
    lock_text(minutes)
    save_and_refresh(meeting, minutes)
    return unmatched + _recommendations(meeting, row, at)


def _recommendations(meeting: Meeting, row: dict[str, Any], at: datetime) -> list[str]:
    """Nobody promised these: recommended to an addressee, without a date, in no figure."""
    unmatched = []
    steps = [*row.get("recommendations", []), *row.get("next_steps", [])]
    for step in steps:
        code = step.get("proposed_addressee") or step["owner"]
        owner = Organisation.objects.filter(code=code).first()
        if owner is None:
            unmatched.append(f"{meeting.source_code}: {code} ({step['what']})")
            continue
        recommend(
            by=None,
            what=step["what"],
            owner=owner,
            supporting=Organisation.objects.filter(code__in=step.get("with_", [])),
            committee=None,
            agreed_on=meeting.on_date,
            source_type=SOURCE_TYPE,
            source_id=meeting.pk,
            source_text_en=meeting.title_en[:300],
            source_text_bn=meeting.title_en[:300],
            at=at,
            for_network=True,
        )
    return unmatched


def _counts(minutes: Minutes, row: dict[str, Any]) -> None:
    present, survivors = row.get("present"), row.get("survivors")
    if present is not None:
        HeadCount.objects.create(
            minutes=minutes,
            kind=HeadCount.Kind.PARTICIPANTS,
            group=", ".join(present.get("from_", [])),
            total=present["total"],
            female=present.get("female"),
            male=present.get("male"),
            at_least=present.get("at_least", False),
        )
    if survivors is not None:
        HeadCount.objects.create(
            minutes=minutes,
            kind=HeadCount.Kind.SURVIVORS,
            total=survivors["total"],
            female=survivors.get("female"),
            male=survivors.get("male"),
        )
        if "spoke" in survivors:
            HeadCount.objects.create(
                minutes=minutes, kind=HeadCount.Kind.SURVIVORS_SPOKE, total=survivors["spoke"]
            )


def _practice(row: dict[str, Any], code: str, at: datetime) -> list[str]:
    """A past meeting of a union committee; its minutes are a draft, as whenever one is entered afterwards."""
    committee = find_committee(row["committee"])
    if committee is None:
        return [f"{row['committee']}, {row['date']}"]
    on, precision = partial_date(row["date"])
    is_orientation = "orientation" in row.get("kind", "")
    meeting = Meeting(
        kind=Kind.TRAINING if is_orientation else Kind.ORDINARY,
        cooperation=Meeting.Cooperation.PARTICIPATION,
        state=Meeting.State.DRAFTED,
        title_en=row["kind"].capitalize() if is_orientation else "",
        on_date=on,
        precision=precision,
        place_text=row.get("where", ""),
        lead_committee=committee,
        secretariat_party=committee.secretariat_party,
        minute_takers_party=committee.minute_takers_party,
        chair_party=committee.secretariat_party,
        note="" if is_orientation or "kind" not in row else row["kind"].capitalize(),
        source="Local press",
        source_code=code,
        entered_afterwards=True,
        at=datetime.combine(on, time.min, DHAKA),
    )
    chair = committee.seats.filter(role="chair", until__isnull=True, party__isnull=False).first()
    if chair is not None:
        meeting.chair_party = chair.party
    save_and_refresh(meeting)
    MeetingOf.objects.create(
        meeting=meeting, committee=committee, name_en=committee.name_en, name_bn=committee.name_bn
    )
    unmatched = _bodies(meeting, row)
    minutes = Minutes(meeting=meeting, opened_at=at, at=meeting.at)
    minutes.save()
    if "outcome" in row:
        item = AgendaItem.objects.create(meeting=meeting, position=1)
        ItemMinutes.objects.create(minutes=minutes, item=item, discussion=row["outcome"])
    _attended(minutes, row["chair"], Attendance.Capacity.CHAIR)
    if "secretary" in row:
        _attended(minutes, row["secretary"], Attendance.Capacity.SECRETARY)
    for guest in row.get("guests", []):
        _attended(minutes, guest, Attendance.Capacity.GUEST)
    if "members" in row:
        _attended(minutes, row["members"], Attendance.Capacity.NONE)
    save_and_refresh(meeting, minutes)
    return unmatched


def find_committee(text: str) -> Committee | None:
    """Find a union committee by the path of its place, whatever the spelling; None where it is not one."""
    match = _COMMITTEE.fullmatch(clean(text))
    if match is None:
        return None
    place = find_place((match["union"], match["upazila"], match["district"]))
    return Committee.objects.filter(place=place).first() if place is not None else None


def partial_date(text: str) -> tuple[date, Meeting.Precision]:
    """Read "2024-02-20", "2024-02" or "2024", and say how exact it is."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day), (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]


def _bodies(meeting: Meeting, row: dict[str, Any]) -> list[str]:
    unmatched = []
    for key, role in _ROLES.items():
        for code in _listed(row.get(key, [])):
            organisation = Organisation.objects.filter(code=code).first()
            committee = None if organisation else Committee.objects.filter(code=code).first()
            if organisation is None and committee is None:
                unmatched.append(f"{meeting.source_code}: {code}")
                continue
            MeetingOrganiser.objects.create(
                meeting=meeting, organisation=organisation, committee=committee, role=role
            )
    return unmatched


def _listed(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _attended(minutes: Minutes, label: str, capacity: str) -> None:
    Attendance.objects.create(
        minutes=minutes,
        position=minutes.attendance.count() + 1,
        label_en=label[0].upper() + label[1:],
        status=Attendance.Status.PRESENT,
        capacity=capacity,
    )


def _notes(row: dict[str, Any]) -> list[str]:
    found = [row[key] for key in ("note", "organisers_note") if key in row]
    if "methods" in row:
        found.append("Methods: " + ", ".join(row["methods"]))
    return found


def _fixture(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))
