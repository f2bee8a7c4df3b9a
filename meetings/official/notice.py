"""The notice of a meeting as the letter by which its secretariat invites: what every invitee may read."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from language.words import clock, local_day, moment, named
from library.paper import (
    Copies,
    Fact,
    FileName,
    Head,
    Language,
    Paper,
    Part,
    Signature,
    Table,
    missing_in,
    portal_address,
)
from meetings.models import AgendaItem, Meeting, MeetingOrganiser
from meetings.official.head import bodies_of, day_of_meeting, file_name, first_body, memo_of, titled
from partners.letterhead import head_of_seat, leading_seat, numbered, signed_by
from partners.models import Seat

State = Meeting.State


def notice_paper(meeting: Meeting, agenda: Sequence[AgendaItem], language: Language) -> Paper:
    """Return the notice with this agenda as an official paper."""
    sent = meeting.notice_sent_at
    with override(language):
        seat = _signing(meeting)
        subject = pgettext("paper", "Notice of the %(meeting)s") % {"meeting": titled(meeting)}
        return Paper(
            language=language,
            title=subject,
            head=_head(meeting, seat),
            memo=memo_of(meeting.memo_number, local_day(sent) if sent else None),
            subject=subject,
            status=_status(meeting),
            notice=_status(meeting) if meeting.state == State.CANCELLED or sent is None else "",
            code=_("Read it in the portal: %(address)s")
            % {"address": portal_address("meeting", meeting.ref)},
            facts=tuple(_facts(meeting)),
            parts=tuple(_parts(agenda)),
            signature=_signature(meeting, seat),
            copies=_copies(meeting),
        )


def notice_file(meeting: Meeting, language: Language) -> FileName:
    """Return what the file is called."""
    with override(language):
        return file_name(meeting, _("Notice of meeting"), "notice")


def missing_of_notice(meeting: Meeting, agenda: Sequence[AgendaItem]) -> list[str]:
    """Return the signs that somebody typed into the notice and no typeface draws."""
    typed = (meeting.title, meeting.place_text, meeting.link, meeting.memo_number)
    return missing_in((*typed, *(text for item in agenda for text in (item.heading, item.note))))


def has_notice(meeting: Meeting) -> bool:
    """Whether there is a notice to print: what was entered afterwards never had one."""
    return meeting.notice_sent_at is not None or meeting.state == State.PLANNED


def _signing(meeting: Meeting) -> Seat | None:
    committee = meeting.lead_committee
    if committee is None:
        return None
    return leading_seat(committee, meeting.at, Seat.Role.MEMBER_SECRETARY, Seat.Role.CHAIR)


def _head(meeting: Meeting, seat: Seat | None) -> Head:
    body = bodies_of(meeting) or meeting.title
    return head_of_seat(seat, body) if meeting.lead_committee_id else Head(office=body)


def _status(meeting: Meeting) -> str:
    if meeting.state == State.CANCELLED:
        return _("This meeting was called off.")
    if meeting.notice_sent_at is None:
        return _("Draft: the notice is not sent yet")
    return _("Notice sent %(when)s") % {"when": moment(meeting.notice_sent_at)}


def _facts(meeting: Meeting) -> list[Fact]:
    facts = [Fact(_("Date"), day_of_meeting(meeting)), Fact(_("Time"), _hours(meeting))]
    if not meeting.discreet:
        # With survivors, or at a shelter: neither place nor link leaves the portal.
        facts.append(Fact(_("Place"), meeting.place))
    if meeting.mode != Meeting.Mode.IN_PERSON:
        facts.append(Fact(_("How people meet"), str(meeting.get_mode_display())))
        facts.append(Fact(_("Link"), "" if meeting.discreet else meeting.link))
    return [fact for fact in facts if fact.text]


def _hours(meeting: Meeting) -> str:
    if meeting.ends_at is None:
        return clock(meeting.starts_at)
    return _("%(start)s to %(end)s") % {"start": clock(meeting.starts_at), "end": clock(meeting.ends_at)}


def _parts(agenda: Sequence[AgendaItem]) -> list[Part]:
    asked = Part(text=_("You are requested to attend the meeting."))
    if not agenda:
        return [asked]
    rows = tuple(
        (numbered(place), f"{item.heading}\n{item.note}".strip())
        for place, item in enumerate(agenda, start=1)
    )
    return [
        asked,
        Part(heading=_("Agenda"), table=Table((pgettext("column", "No"), _("Item")), (0, 1), rows)),
    ]


def _signature(meeting: Meeting, seat: Seat | None) -> Signature | None:
    return signed_by(seat, first_body(meeting)) if meeting.secretariat_party_id else None


def _copies(meeting: Meeting) -> Copies:
    to = []
    if meeting.lead_committee_id:
        to = [
            _("Members (all), %(committee)s") % {"committee": name} for name in bodies_of(meeting).split("\n")
        ]
    invited = MeetingOrganiser.Role.INVITED
    to += [named(one.body) for one in meeting.organisers.all() if one.role == invited and one.body]
    return Copies(_("Copy for information and necessary action:"), (*to, _("Office copy")))
