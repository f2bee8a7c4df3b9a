"""One line of a meeting or of its minutes, as programs read it and as they change it."""

from __future__ import annotations

from rest_framework import serializers

from access.api.fields import Body, Number, OneOf, Text, Whether
from meetings.models import Correction, JointRequest, MatterArising, Meeting
from partners.bodies import CommitteeNamed, CommitteeRef

_ANSWERS = [Correction.Answer.ACCEPTED.value, Correction.Answer.DECLINED.value]


class ItemWordsBody(Body):
    """An item of the agenda in other words, as far as they change."""

    title = Text(required=False, help_text="Of matters arising and any other business it stays")
    note = Text(required=False)


class MoveBody(Body):
    """Whether the item changes places with the one above it, or with the one below."""

    up = Whether()


class TogetherBody(Body):
    """The committee that is asked, to which whoever asks belongs."""

    committee = CommitteeRef()


class JointLineBody(Body):
    """A committee that was asked to hold a meeting together, and what became of it."""

    ref = serializers.CharField()
    committee = CommitteeNamed()
    state = serializers.ChoiceField(choices=JointRequest.State.values)
    reason = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class AskedForBody(Body):
    """The meeting that is asked for, as its notice would say it."""

    title = serializers.CharField(help_text="What people call it, in the reader's language")
    committee = CommitteeNamed(source="lead_committee", allow_null=True)
    kind = serializers.ChoiceField(choices=Meeting.Kind.values)
    on_date = serializers.DateField()
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    agenda = serializers.ListField(source="headings", child=serializers.CharField())


class JointRequestBody(JointLineBody):
    """What a committee is asked to hold together with another."""

    address = serializers.CharField(help_text="The page of it, for people")
    meeting = AskedForBody(
        source="asked_for",
        allow_null=True,
        help_text="Null once it was declined or withdrawn, for whoever does not read the meeting",
    )


class AgreeBody(Body):
    """The number of the meeting in the committee that agrees; without it the next one."""

    number = Number(min_value=1, max_value=9_999, required=False)


class NoBody(Body):
    """Why not, for whoever wants to say."""

    reason = Text(required=False)


class MatterBody(Body):
    """What was agreed earlier, and what the meeting said of it."""

    commitment = serializers.CharField(help_text="Its reference, where you may read it")
    what = serializers.CharField()
    owner_en = serializers.CharField()
    owner_bn = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(choices=["", *MatterArising.Outcome.values])
    note = serializers.CharField()
    version = serializers.CharField(help_text="Sent back to say what becomes of it; empty once circulated")


class SaidOfMatterBody(Body):
    """What the meeting says of an earlier promise, and the version that was read."""

    outcome = OneOf(choices=MatterArising.Outcome.values)
    note = Text(required=False, help_text="Needed where it should be dropped")
    version = Text()


class NotedBody(Body):
    """One correction: how a line read, how it should read and why, and what was answered."""

    ref = serializers.CharField()
    line = serializers.CharField(help_text="The key of the line")
    was = serializers.CharField()
    wished = serializers.CharField()
    reason = serializers.CharField()
    proposed_at = serializers.DateTimeField()
    by_en = serializers.CharField(source="by_label_en", help_text="For whom its author spoke")
    by_bn = serializers.CharField(source="by_label_bn")
    answer = serializers.ChoiceField(choices=Correction.Answer.values)
    note = serializers.CharField(source="answer_note")
    decided_at = serializers.DateTimeField(allow_null=True)
    is_outdated = serializers.BooleanField(help_text="Another one of its line was accepted since")


class AnswerBody(Body):
    """What the secretariat says of one correction; declined, also why."""

    answer = OneOf(choices=_ANSWERS)
    note = Text(required=False, default="")
