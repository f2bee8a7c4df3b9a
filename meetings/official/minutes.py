"""The minutes as the letter by which an office sends them out: what this reader may see, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from commitments.models import Commitment
from language.digits import localise
from language.words import clock, day, local_day, moment, named, number
from library.paper import Annex, Copies, Fact, FileName, Language, Paper, Part, Signature, Table
from meetings.corrections import Standing
from meetings.lines import ItemLines, PointLine
from meetings.models import Addendum, Attendance, HeadCount, MatterArising, Meeting, Minutes
from meetings.official.codes import address_of
from meetings.official.head import (
    bodies_of,
    chair_of,
    day_of_meeting,
    file_name,
    first_body,
    head_of,
    memo_of,
    titled,
)
from meetings.seating import Room, SeatLine
from partners.letterhead import numbered

_NOTHING = "—"


@dataclass(frozen=True)
class Written:
    """What stands in some minutes for one reader."""

    meeting: Meeting
    minutes: Minutes
    items: list[ItemLines]
    room: Room
    head_counts: list[HeadCount]
    matters: list[MatterArising]
    recommendations: list[Commitment]
    standing: Standing
    addenda: list[Addendum]


def written_in(page: Mapping[str, Any]) -> Written:
    """Return what a page of the minutes shows: on paper stands the same."""
    return Written(**{field.name: page[field.name] for field in fields(Written)})


def minutes_paper(written: Written, language: Language) -> Paper:
    """Return the minutes as an official paper."""
    meeting, minutes = written.meeting, written.minutes
    with override(language):
        chair = chair_of(meeting, written.room.lines)
        circulated = minutes.circulated_at
        return Paper(
            language=language,
            title=_("Minutes: %(meeting)s") % {"meeting": titled(meeting)},
            head=head_of(meeting, chair),
            subject=pgettext("paper", "Minutes of the %(meeting)s") % {"meeting": titled(meeting)}
            if meeting.number
            else _("Minutes: %(meeting)s") % {"meeting": meeting.title},
            status=status_of(minutes),
            code=_("Read it in the portal: %(address)s") % {"address": address_of(minutes)},
            notice="" if minutes.is_frozen else status_of(minutes),
            memo=memo_of(minutes_memo(minutes), local_day(circulated) if circulated else None),
            references=_references(meeting),
            facts=tuple(_facts(written, chair)),
            parts=tuple(_parts(written)),
            signature=_signature(written, chair),
            copies=_copies(written) if meeting.secretariat_party_id else None,
            annexes=(*_annex(written), *_added(written.addenda)),
        )


def minutes_file(meeting: Meeting, language: Language) -> FileName:
    """Return what the file is called."""
    with override(language):
        return file_name(meeting, _("Minutes"), "minutes")


def status_of(minutes: Minutes) -> str:
    """Return how far the minutes are, as every page of the paper says it."""
    if minutes.is_confirmed:
        on = minutes.confirmed_on
        return _("Confirmed on %(day)s") % {"day": day(on)} if on else _("Confirmed minutes")
    if minutes.circulated_at is not None:
        return _("Circulated %(when)s, not confirmed yet") % {"when": moment(minutes.circulated_at)}
    return _("Approved, not yet circulated") if minutes.is_approved else _("Draft: not for circulation")


def minutes_memo(minutes: Minutes) -> str:
    """Return the number under which the minutes go out; of a past meeting it was entered with the meeting."""
    meeting = minutes.meeting
    return minutes.memo_number or (meeting.memo_number if meeting.entered_afterwards else "")


def _references(meeting: Meeting) -> tuple[str, ...]:
    if meeting.notice_sent_at is None:
        return ()
    sent = day(meeting.notice_sent_at)
    if not meeting.memo_number:
        return (_("Notice of the meeting of %(day)s.") % {"day": sent},)
    words = {"day": sent, "memo": localise(meeting.memo_number)}
    return (_("Notice of the meeting of %(day)s, memo number %(memo)s.") % words,)


def _facts(written: Written, chair: SeatLine | None) -> list[Fact]:
    meeting, room = written.meeting, written.room
    attended = _("Annex A")
    if room.is_marked:
        seats = {"present": number(room.present), "seats": number(room.seats)}
        attended = f"{attended} ({_('%(present)s of %(seats)s seats') % seats})"
    facts = [
        Fact(_("Chairperson"), named(chair)),
        Fact(_("Date"), day_of_meeting(meeting)),
        Fact(_("Time"), clock(meeting.starts_at)),
        # With survivors, or at a shelter: as on the paper of the notice.
        Fact(_("Place"), "" if meeting.discreet else meeting.place),
        Fact(
            _("How people meet"),
            "" if meeting.mode == Meeting.Mode.IN_PERSON else str(meeting.get_mode_display()),
        ),
        Fact(_("Attendance"), attended if _has_list(written) else ""),
    ]
    return [fact for fact in facts if fact.text]


def _parts(written: Written) -> list[Part]:
    parts = [Part(text=written.meeting.note)] if written.meeting.note else []
    if written.items:
        rows = tuple(_row(item, written.matters) for item in written.items)
        headings = (
            pgettext("column", "No"),
            _("Discussion"),
            _("Decision"),
            _("Implementing body and due date"),
        )
        said = _("The items of the agenda were discussed, and it was decided as follows:")
        parts.append(Part(text=said, table=Table(headings, (0, 4, 4, 3), rows)))
    if written.recommendations:
        parts.append(_recommended(written.recommendations))
    if corrected := written.standing.accepted:
        lines = "\n".join(noted.line.label for noted in corrected)
        parts.append(Part(heading=_("Corrected after circulation"), text=lines))
    return parts


def _row(item: ItemLines, matters: Sequence[MatterArising]) -> tuple[str, ...]:
    taken_up = [_matter(one) for one in matters] if item.takes_up_matters else []
    discussed = [item.item.heading + (":" if item.discussion or taken_up else ""), *taken_up, item.discussion]
    decided = [f"{localise(item.number)} {item.decision.text}"] if item.decision is not None else []
    letters = [f"({_letter(place)}) " if len(item.points) > 1 else "" for place in range(len(item.points))]
    decided += [letter + point.what for letter, point in zip(letters, item.points, strict=True)]
    bodies = [letter + _body(point) for letter, point in zip(letters, item.points, strict=True)]
    return (
        numbered(item.item.position),
        "\n".join(one for one in discussed if one),
        "\n\n".join(decided) or _NOTHING,
        "\n\n".join(bodies) or _NOTHING,
    )


def _letter(place: int) -> str:
    """Return ক, খ, গ; a, b, c; numbers where the letters end."""
    letters = pgettext("letters of a list", "abcdefghijklmnopqrstuvwxyz")
    return letters[place] if place < len(letters) else localise(str(place + 1))


def _matter(matter: MatterArising) -> str:
    body = named(matter, "owner")
    note = f". {matter.note}" if matter.note else ""
    return f"{matter.what} ({body}): {matter.get_outcome_display()}{note}"


def _body(point: PointLine) -> str:
    standing = f"\n{point.standing}" if point.standing else ""
    verifier = named(point, "verifier")
    verified = f"\n{_('Verified by: %(name)s') % {'name': verifier}}" if verifier else ""
    of_each = f"\n{point.of_each}" if point.of_each else ""
    return f"{named(point, 'owner')}{of_each}\n{day(point.due_on)}{verified}{standing}"


def _recommended(recommendations: Sequence[Commitment]) -> Part:
    rows = tuple(
        (numbered(place), one.what, "\n".join([named(one.owner), *_supporting(one)]))
        for place, one in enumerate(recommendations, start=1)
    )
    return Part(
        heading=_("Recommendations"),
        text=_("Recommended to these organisations; nobody has promised it. No due date, in no figure."),
        table=Table((pgettext("column", "No"), _("Recommendation"), _("Addressed to")), (0, 3, 2), rows),
    )


def _supporting(one: Commitment) -> list[str]:
    return [f"{_('with')} {named(body)}" for body in one.supporting.all()]


def _signature(written: Written, chair: SeatLine | None) -> Signature | None:
    meeting, minutes = written.meeting, written.minutes
    if meeting.secretariat_party_id is None:
        # An event that took place elsewhere is signed by nobody here.
        return None
    signs = minutes.signed_by or named(chair)
    role = _("Chairperson")
    lines = (signs, f"{pgettext('paper', 'and')} {role}" if signs else role, first_body(meeting))
    return Signature(lines, is_signed=minutes.is_signed_on_paper, note=_approval(minutes))


def _approval(minutes: Minutes) -> str:
    if minutes.is_signed_on_paper:
        return _("Signed on paper by %(who)s on %(on)s, entered by %(by)s.") % {
            "who": minutes.signed_by,
            "on": day(minutes.signed_on),
            "by": named(minutes.entered_by, "label"),
        }
    if not minutes.is_approved:
        return ""
    by = named(minutes.approved_by, "label")
    return _("Approved by the chair: %(by)s, %(on)s.") % {"by": by, "on": moment(minutes.approved_at)}


def _copies(written: Written) -> Copies:
    """Return who gets a copy: the members, each body that does something, and the files."""
    bodies = dict.fromkeys(named(point, "owner") for item in written.items for point in item.points)
    members = [_("Members (all), %(committee)s") % {"committee": one} for one in _of_lines(written.meeting)]
    return Copies(
        _("Copy for information and necessary action:"),
        (*members, *(one for one in bodies if one), _("Office copy")),
    )


def _of_lines(meeting: Meeting) -> list[str]:
    return [line for line in bodies_of(meeting).split("\n") if line] if meeting.lead_committee_id else []


def _has_list(written: Written) -> bool:
    return bool(written.room.lines or written.room.guests or written.head_counts)


def _annex(written: Written) -> list[Annex]:
    if not _has_list(written):
        return []
    room, to_sign = written.room, not written.minutes.is_frozen
    came = [(named(line), _came(line.attended)) for line in room.lines]
    came += [(guest.label, str(guest.get_capacity_display())) for guest in room.guests]
    parts = []
    if came:
        headings = [
            pgettext("column", "No"),
            _("Seat"),
            _("Attendance"),
            *([_("Signature")] if to_sign else []),
        ]
        rows = tuple(
            (numbered(place), *line, *([""] if to_sign else [])) for place, line in enumerate(came, start=1)
        )
        parts.append(Part(table=Table(tuple(headings), (0, 4, 2, 2)[: len(headings)], rows)))
    if written.head_counts:
        parts.append(Part(text="\n".join(map(_counted, written.head_counts))))
    return [Annex(_("Attendance list (annex A)"), tuple(parts))]


def _added(addenda: Sequence[Addendum]) -> list[Annex]:
    """What was added after confirmation, each under its day."""
    parts = []
    for one in addenda:
        words = {"number": number(one.number), "on": day(one.added_at)}
        text = f"{one.text}\n\n{named(one, 'by_label')}".strip()
        parts.append(Part(heading=_("Addendum %(number)s, %(on)s") % words, text=text))
    return [Annex(_("Addenda"), tuple(parts))] if parts else []


def _came(attended: Attendance | None) -> str:
    if attended is None or not attended.status:
        return _("not noted")
    status = str(Attendance.Status(attended.status).label)
    return f"{status}: {attended.delegate_label}" if attended.delegate_label else status


def _counted(count: HeadCount) -> str:
    total = number(count.total)
    words = f"{count.label}: {_('at least %(total)s') % {'total': total} if count.at_least else total}"
    by_sex = []
    if count.female is not None:
        by_sex.append(_("%(number)s women") % {"number": number(count.female)})
    if count.male is not None:
        by_sex.append(_("%(number)s men") % {"number": number(count.male)})
    return f"{words} ({', '.join(by_sex)})" if by_sex else words
