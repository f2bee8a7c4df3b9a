"""Proposed agenda items as programs read them, and what they send with each step."""

from rest_framework import serializers

from access.api.fields import Body, Ref, Text
from meetings.models import ItemProposal
from partners.bodies import CommitteeNamed, OrganisationNamed, OrganisationRef


class ItemProposalBody(Body):
    """An agenda item that a member proposed, and what was answered."""

    ref = serializers.CharField()
    address = serializers.CharField(help_text="The page of it, for people")
    committee = CommitteeNamed()
    title = serializers.CharField(source="heading")
    why = serializers.CharField(source="explanation")
    organisation = OrganisationNamed(allow_null=True, help_text="In whose name; null for an office alone")
    by_en = serializers.CharField(source="by_label_en", help_text="The same as it was called on that day")
    by_bn = serializers.CharField(source="by_label_bn")
    proposed_at = serializers.DateTimeField()
    origin = serializers.CharField(help_text="What it came of, in the words of that day")
    state = serializers.ChoiceField(choices=ItemProposal.State.values)
    answered_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(source="answer", help_text="Why it was declined")
    meeting = serializers.CharField(source="taken_to", help_text="Where it was taken to, if you may read it")


class ProposedToBody(Body):
    """What was proposed to a committee, as far as you read it: what waits first, then the latest."""

    committee = CommitteeNamed()
    proposals = ItemProposalBody(many=True)


class ProposeBody(Body):
    """What the committee should discuss, and why; in whose name, where you serve several that sit there."""

    title = Text()
    why = Text()
    organisation = OrganisationRef(required=False)


class TakeProposalBody(Body):
    """The planned meeting onto whose agenda it comes."""

    meeting = Ref()


class DeclineProposalBody(Body):
    """Why it comes onto no agenda."""

    reason = Text()
