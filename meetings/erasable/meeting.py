"""What may be erased of a meeting: its title, place and note, its agenda, and why it was changed or refused.

Whatever became of it: called, called off, or with minutes. Its history keeps former words, which go along.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Column, Copy, Erasable, Passage, Standing, Words
from access.models import Cover, Party, Role
from commitments.erasable import events_of
from commitments.models import Commitment
from meetings.attached import FILE, standing_files
from meetings.erasable.copies import in_texts, of_item
from meetings.models import AgendaItem, Announcement, JointRequest, Meeting, Minutes, Reply

SOURCE_TYPE = "meetings.meeting"


def item_at(place: str) -> AgendaItem | None:
    """The item of an agenda by its reference."""
    return AgendaItem.objects.filter(ref=place).first()


def secretariat_of(meeting: Meeting) -> Party:
    """The secretariat that consents: of an event without one, that of the national committee."""
    return meeting.secretariat_party or Party.objects.role(Role.NATIONAL_SECRETARIAT)


def _meeting(place: str) -> Meeting | None:
    return Meeting.objects.filter(ref=place).first()


def _telling(place: str) -> Announcement | None:
    meeting, nth = place.split(".")
    return Announcement.objects.filter(meeting__ref=meeting, nth=nth).first()


def _request(place: str) -> JointRequest | None:
    return JointRequest.objects.filter(ref=place).first()


def _copies_of_item_title(item: AgendaItem) -> Iterator[Copy]:
    return of_item(item, AgendaItem.objects.filter(pk=item.pk), "title", "title")


def _copies_of_item_note(item: AgendaItem) -> Iterator[Copy]:
    return of_item(item, AgendaItem.objects.filter(pk=item.pk), "note", "note")


def _in_meeting(meeting: Meeting, column: str) -> Iterator[Column]:
    """A column of the meeting, and of every row of its history."""
    yield Column(Meeting.objects.filter(pk=meeting.pk), column)
    events = apps.get_model("meetings", "MeetingEvent")._base_manager.filter(pgh_obj_id=meeting.pk)
    yield Column(events, column)


def _in_minutes(meeting: Meeting, key: str) -> Iterator[Copy]:
    for minutes in Minutes.objects.filter(meeting=meeting):
        yield from in_texts(minutes, "meeting", key)


def _copies_of_title(meeting: Meeting) -> Iterator[Copy]:
    """Its title in both languages; where it has no number, its promises quote the title as their source."""
    made = Commitment.objects.filter(source_type=SOURCE_TYPE, source_id=meeting.pk)
    for column in ("title_en", "title_bn"):
        yield from _in_meeting(meeting, column)
        yield from _in_minutes(meeting, column)
        if title := getattr(meeting, column):
            yield from _quoting(title, made)
            yield from _covers_called(title, meeting, made)


def _quoting(title: str, made: QuerySet[Commitment]) -> Iterator[Column]:
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
    yield from _in_meeting(meeting, "place_text")
    yield from _in_minutes(meeting, "place")
    yield Column(Announcement.objects.filter(meeting=meeting), "place_text")


def _copies_of_note(meeting: Meeting) -> Iterator[Copy]:
    """Its note, which says why it was called off, where it was: those invited were told the same."""
    yield from _in_meeting(meeting, "note")
    if meeting.note:
        yield Column(Announcement.objects.filter(meeting=meeting, reason=meeting.note), "reason")


def _copies_of_telling(telling: Announcement) -> Iterator[Copy]:
    """Why it was told again or called off; the note of a meeting that was called off says the same."""
    yield Column(Announcement.objects.filter(pk=telling.pk), "reason")
    for column in _in_meeting(telling.meeting, "note"):
        yield Column(column.rows.filter(note=telling.reason), column.name)


def _copies_of_refusal(asked: JointRequest) -> Iterator[Copy]:
    yield Column(JointRequest.objects.filter(pk=asked.pk), "reason")


def _reply(place: str) -> Reply | None:
    return Reply.objects.filter(ref=place).first()


def _copies_of_reply(reply: Reply) -> Iterator[Copy]:
    yield Column(Reply.objects.filter(pk=reply.pk), "delegate_label")


ITEM_TITLE = Passage("meetings.item_title", _("Title of the item"), item_at, _copies_of_item_title)
ITEM_NOTE = Passage("meetings.item_note", _("Note on the item"), item_at, _copies_of_item_note)
TITLE = Passage("meetings.title", _("Title of the meeting"), _meeting, _copies_of_title)
PLACE = Passage("meetings.place", _("Place of the meeting"), _meeting, _copies_of_place)
NOTE = Passage("meetings.note", _("Note on the meeting"), _meeting, _copies_of_note)
TELLING = Passage("meetings.telling", _("Why those invited were told"), _telling, _copies_of_telling)
REFUSAL = Passage(
    "meetings.joint_reason", _("Why a committee declined the joint meeting"), _request, _copies_of_refusal
)
REPLY = Passage("meetings.reply", _("Who was to come instead, as typed"), _reply, _copies_of_reply)
PASSAGES = (ITEM_TITLE, ITEM_NOTE, TITLE, PLACE, NOTE, TELLING, REFUSAL, REPLY, FILE)


def standing_in_meeting(meeting: Meeting) -> Iterator[Standing]:
    """Every passage of the meeting itself."""
    yield Standing(TITLE, meeting.ref, " / ".join(filter(None, (meeting.title_en, meeting.title_bn))))
    yield Standing(PLACE, meeting.ref, meeting.place_text)
    yield Standing(NOTE, meeting.ref, meeting.note)
    for telling in meeting.announcements.order_by("nth"):
        if telling.reason != meeting.note:
            yield Standing(TELLING, f"{meeting.ref}.{telling.nth}", telling.reason)
    for asked in meeting.joint_requests.order_by("pk"):
        yield Standing(REFUSAL, asked.ref, asked.reason)
    for reply in meeting.replies.order_by("pk"):
        yield Standing(REPLY, reply.ref, reply.delegate_label)


def standing_on_item(item: AgendaItem) -> Iterator[Standing]:
    """What the notice says of an item."""
    where = heading_of(item)
    yield Standing(ITEM_TITLE, item.ref, item.title, where)
    yield Standing(ITEM_NOTE, item.ref, item.note, where)


def heading_of(item: AgendaItem) -> Words:
    """Where something stands, as in "3. Shelter places"."""
    return f"{item.position}. {item.heading}"


def _standing(meeting: Meeting) -> Iterator[Standing]:
    yield from standing_in_meeting(meeting)
    for item in meeting.agenda.order_by("position", "pk"):
        yield from standing_on_item(item)
    yield from standing_files(meeting)


MEETING = Erasable(Meeting, "meeting", _standing, secretariat_of, PASSAGES)
