"""A meeting and its minutes as programs read them."""

from __future__ import annotations

from rest_framework import serializers

from access.api.fields import Body, Clock, Day, ListOf, Number, OneOf, Ref, Text, Whether
from library.files.attaching import MOST_AT_ONCE
from meetings.actions.signed_pages import MOST_PAGES
from meetings.models import AgendaItem, Attendance, HeadCount, Meeting
from partners.bodies import CommitteeNamed, CommitteeRef, OrganisationNamed, OrganisationRef, SeatRef
from partners.models import GroupKind, Seat, Side

_CLEARED = "Null takes it away; of a discreet meeting an empty one stays as it stands"


class SittingBody(Body):
    """A committee whose meeting it is, with its number there."""

    number = serializers.IntegerField(allow_null=True)
    name_en = serializers.CharField(help_text="As it was called on that day")
    name_bn = serializers.CharField()


class MeetingBody(Body):
    """What the notice of a meeting says."""

    ref = serializers.CharField()
    address = serializers.CharField(help_text="The page of it, for people")
    title = serializers.CharField(help_text="What people call it, in the reader's language")
    committee = CommitteeNamed(source="lead_committee", allow_null=True)
    sittings = SittingBody(source="sat", many=True)
    kind = serializers.ChoiceField(choices=Meeting.Kind.values)
    mode = serializers.ChoiceField(choices=Meeting.Mode.values)
    cooperation = serializers.ChoiceField(choices=Meeting.Cooperation.values)
    level = serializers.ChoiceField(choices=Meeting.Level.values)
    state = serializers.ChoiceField(choices=Meeting.State.values)
    on_date = serializers.DateField()
    precision = serializers.ChoiceField(choices=Meeting.Precision.values, help_text="Of the day")
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField(source="said_place", help_text="Empty where it is discreet")
    memo_number = serializers.CharField()
    discreet = serializers.BooleanField(help_text="Its place and link do not leave the portal")
    is_illustrative = serializers.BooleanField()


class OrganiserBody(Body):
    """A body that organises, supports, funds or facilitates it, or is invited."""

    role = serializers.CharField()
    organisation = OrganisationNamed(allow_null=True)
    committee = CommitteeNamed(allow_null=True)


class MeetingInFullBody(MeetingBody):
    """One meeting, with those who organise it and what can be read below it."""

    organisers = OrganiserBody(source="organised", many=True)
    link = serializers.CharField(source="said_link")
    notice_sent_at = serializers.DateTimeField(allow_null=True)
    entered_afterwards = serializers.BooleanField()
    entered_from_above = serializers.BooleanField(help_text="By the tier above, for the committee")
    contested_as = serializers.CharField(
        help_text="What its chair says is wrong with it; empty where nothing"
    )
    has_minutes = serializers.BooleanField(help_text="Minutes that you may read")


class ContestBody(Body):
    """What is wrong with it."""

    contested_as = OneOf(choices=Meeting.Contest.values)


class AgendaItemBody(Body):
    """One item of the agenda, as the notice shows it."""

    ref = serializers.CharField()
    position = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=AgendaItem.Kind.values)
    heading = serializers.CharField()
    note = serializers.CharField()
    proposed_by_en = serializers.CharField(
        source="proposal.by_label_en", allow_null=True, help_text="In whose name a member proposed it"
    )
    proposed_by_bn = serializers.CharField(source="proposal.by_label_bn", allow_null=True)


class PointBody(Body):
    """An action point: what is to be done, by which body, by when."""

    point = serializers.CharField(help_text="By which it is taken out of a draft")
    position = serializers.IntegerField()
    what = serializers.CharField()
    owner_en = serializers.CharField(help_text="As the body was called on that day")
    owner_bn = serializers.CharField()
    side = serializers.ChoiceField(choices=Side.values)
    due_on = serializers.DateField()
    verifier_en = serializers.CharField(help_text="Whom the meeting named to verify it; empty where nobody")
    verifier_bn = serializers.CharField()
    commitment = serializers.CharField(source="ref", help_text="Where it became one that you may read")
    group = serializers.CharField(help_text="Where it became several, of which you may read some")
    promises = serializers.IntegerField(help_text="Of a group: how many, as far as you read them")


class ItemBody(Body):
    """What was discussed and decided on one item."""

    item = serializers.CharField(source="item.ref")
    position = serializers.IntegerField(source="item.position")
    heading = serializers.CharField(source="item.heading")
    discussion = serializers.CharField()
    number = serializers.CharField(help_text="By which the decision is quoted, as 41.3")
    decision = serializers.CharField(source="decision.text", default="")
    points = PointBody(many=True)


class AttendedBody(Body):
    """One line of the attendance list: a seat or a guest, by office or body."""

    label_en = serializers.CharField()
    label_bn = serializers.CharField()
    role = serializers.ChoiceField(choices=["", *Seat.Role.values], help_text="Empty for a guest")
    side = serializers.CharField()
    status = serializers.ChoiceField(
        choices=["", *Attendance.Status.values], help_text="Empty where nobody marked it: no absence"
    )
    delegate = serializers.CharField()
    guest = serializers.CharField(help_text="Of somebody without a seat: by which it is taken off a draft")


class HeadCountBody(Body):
    """How many of a group came, where nobody is named; of a draft taken out by its place in the list."""

    kind = serializers.ChoiceField(choices=HeadCount.Kind.values)
    group = serializers.CharField()
    total = serializers.IntegerField()
    female = serializers.IntegerField(allow_null=True)
    male = serializers.IntegerField(allow_null=True)
    at_least = serializers.BooleanField()


class MinutesBody(Body):
    """The minutes, as far as they have come."""

    state = serializers.ChoiceField(source="meeting.state", choices=Meeting.State.values)
    circulated_at = serializers.DateTimeField(source="minutes.circulated_at", allow_null=True)
    confirmed_on = serializers.DateField(source="minutes.confirmed_on", allow_null=True)
    sha256 = serializers.CharField(source="minutes.sha256", help_text="Of the circulated text")
    is_unaltered = serializers.BooleanField(help_text="The text still has the hash it was circulated with")
    quorum_needed = serializers.IntegerField(source="room.quorum_needed", allow_null=True)
    present = serializers.IntegerField(source="room.present", help_text="Seats that count and were filled")
    items = ItemBody(many=True)
    head_counts = HeadCountBody(many=True)


class DecisionBody(Body):
    """One decision, by its number."""

    number = serializers.CharField()
    text = serializers.CharField()
    item = serializers.CharField()
    points = PointBody(many=True)


class ItemInFullBody(ItemBody):
    """One item of minutes that are being written, with the version that is sent back to save it."""

    version = serializers.IntegerField()


class PlanBody(Body):
    """What the notice of a meeting says, as far as it changes: what is not sent stays as it stands."""

    on_date = Day(required=False)
    kind = OneOf(choices=Meeting.Kind.values, required=False)
    mode = OneOf(choices=Meeting.Mode.values, required=False)
    cooperation = OneOf(choices=Meeting.Cooperation.values, required=False)
    level = OneOf(choices=Meeting.Level.values, required=False)
    title = Text(required=False)
    starts = Clock(required=False, allow_null=True)
    ends = Clock(required=False, allow_null=True)
    place = Text(required=False, allow_null=True, help_text=_CLEARED)
    link = Text(required=False, allow_null=True, help_text=_CLEARED)
    memo_number = Text(required=False)
    discreet = Whether(required=False)
    number = Number(min_value=1, max_value=9_999, required=False)


class CallBody(PlanBody):
    """A meeting that is called: of a committee, or by an organisation."""

    on_date = Day()
    kind = OneOf(choices=Meeting.Kind.values, default=Meeting.Kind.ORDINARY.value)
    mode = OneOf(choices=Meeting.Mode.values, default=Meeting.Mode.IN_PERSON.value)
    level = OneOf(choices=Meeting.Level.values, default=Meeting.Level.UPLINE.value)
    place = Text(required=False)
    link = Text(required=False)
    committee = CommitteeRef(required=False)
    organisation = OrganisationRef(required=False)
    together_with = ListOf(child=CommitteeRef(), max_length=50, required=False)
    agenda = ListOf(child=Text(), max_length=60, required=False)


class PastBody(CallBody):
    """A meeting that has been held; its day may be known by month or year only."""

    precision = OneOf(choices=Meeting.Precision.values, default=Meeting.Precision.DAY.value)


class AgainBody(Body):
    """Why the notice is sent once more."""

    reason = Text()


class CancelBody(Body):
    """Why the meeting is called off, for whoever wants to say."""

    reason = Text(required=False)


class NewItemBody(Body):
    """One more item of the agenda."""

    title = Text()


class NewFilesBody(Body):
    """Files that were sent before, at files/; and what they are."""

    files = ListOf(child=Ref(), max_length=MOST_AT_ONCE)
    words = Text(required=False)


class InviteBody(Body):
    """A body without a seat that the notice names."""

    body = OrganisationRef()


class AsItIsBody(Body):
    """True sends a draft that is nearly empty all the same."""

    as_it_is = Whether(required=False)


class NoteBody(Body):
    """What to change."""

    note = Text()


class SignedBody(Body):
    """Who signed on paper, by office, and when; with photos of the signed pages, where there are any."""

    signed_by = Text()
    signed_on = Day()
    pages = ListOf(
        child=Ref(),
        max_length=MOST_PAGES,
        required=False,
        help_text="Photos that were sent before, at files/",
    )
    names_nobody = Whether(required=False, help_text="With photos: that no survivor is named on them")


class MemoBody(Body):
    """The memo number of the letter with which the minutes go out."""

    memo_number = Text()


class ConfirmBody(Body):
    """The later meeting at which the committee confirmed, or the day on which it did."""

    meeting = Ref(required=False)
    on = Day(required=False)


class AddendumBody(Body):
    """What is added below confirmed minutes."""

    text = Text()


class CorrectionBody(Body):
    """How one line of the circulated text should read, and why."""

    line = Text()
    wished = Text()
    reason = Text()


class LineBody(Body):
    """One line of the circulated text, by the key with which a correction names it."""

    key = serializers.CharField()
    text = serializers.CharField()


class SeatLineBody(Body):
    """One seat as the attendance list has it, and the version that is sent back to mark it."""

    seat = serializers.CharField(source="seat.ref")
    label_en = serializers.CharField()
    label_bn = serializers.CharField()
    status = serializers.ChoiceField(
        source="attended.status", choices=["", *Attendance.Status.values], default=""
    )
    delegate = serializers.CharField(source="attended.delegate_label", default="")
    version = serializers.CharField()


class MarkBody(Body):
    """Whether one seat was filled; an empty status takes the mark away."""

    seat = Ref()
    status = OneOf(
        choices=[one.value for one in Attendance.Status if one != Attendance.Status.INVITED], allow_blank=True
    )
    delegate = Text(required=False, help_text="By office, where one was sent")
    version = Text(required=False, help_text="Of the seat as it was read")


class MarksBody(Body):
    """Who came, seat by seat: all of it is kept, or nothing. `rest_came` marks the rest as present."""

    marks = ListOf(child=MarkBody(), max_length=400, required=False)
    rest_came = Whether(required=False)


class GuestBody(Body):
    """An organisation or an office without a seat that was there."""

    label = Text(required=False)  # type: ignore[assignment]
    organisation = OrganisationRef(required=False)
    capacity = OneOf(choices=[one for one in Attendance.Capacity.values if one], required=False)


class NewHeadCountBody(Body):
    """How many of a group came, where nobody is named."""

    kind = OneOf(choices=HeadCount.Kind.values)
    group = Text(required=False)
    total = Number(min_value=0, max_value=1_000_000)
    female = Number(min_value=0, max_value=1_000_000, required=False)
    male = Number(min_value=0, max_value=1_000_000, required=False)
    at_least = Whether(required=False)


class WrittenBody(Body):
    """What was discussed and decided, as far as it changes, and the version that was read."""

    discussion = Text(required=False)
    decision = Text(required=False)
    version = Number(min_value=1)


class NewPointBody(Body):
    """What is to be done and by when; by a body, by a seat that speaks for its body, or by a group."""

    what = Text()
    owner = OrganisationRef(required=False)
    seat = SeatRef(required=False)
    group = OneOf(choices=GroupKind.values, required=False)
    seats = ListOf(child=SeatRef(), required=False, max_length=200, help_text="Of the departments concerned")
    others = Text(required=False, help_text="Together with whom, in words")
    due_on = Day()
