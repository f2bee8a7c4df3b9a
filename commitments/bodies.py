"""A commitment as programs read it, and what they send with each of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rest_framework import serializers

from access.api.fields import Body, Day, ListOf, Named, OneOf, Ref, Said, Text, Whether
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from commitments.models import Became, ChangeRequest, Commitment, Stage
from commitments.queries import Traffic, due_words
from language.words import local_day
from library.api import FileBody
from library.files.attaching import MOST_AT_ONCE
from notifications.working_days import read_once
from partners.bodies import CommitteeNamed, OrganisationNamed, OrganisationRef


def commitment_lines(viewer: Viewer, records: Sequence[Commitment]) -> Iterable[Said]:
    """Return what a list of commitments is written of."""
    today = local_day(viewer.at)
    with read_once():
        return [said(record, today) for record in records]


def said(commitment: Commitment, today: date, **beside: object) -> Said:
    """Return one of them, with how it stands today."""
    return Said(
        commitment,
        address=address("commitment", commitment.ref),
        due=due_words(commitment, today),
        is_declined=commitment.declined_at is not None,
        **beside,
    )


class GroupNamed(Named):
    """Several bodies that a meeting named in one breath."""


class CommitmentBody(Body):
    """What one organisation promised, by when, who of another side verifies it, and how far it is."""

    ref = serializers.CharField()
    address = serializers.CharField(help_text="The page of it, for people")
    what = serializers.CharField()
    source_en = serializers.CharField(source="source_text_en")
    source_bn = serializers.CharField(source="source_text_bn")
    committee = CommitteeNamed(allow_null=True)
    owner = OrganisationNamed(help_text="The implementing body")
    verifier = OrganisationNamed(allow_null=True)
    group = GroupNamed(allow_null=True, help_text="Where a meeting gave it to several bodies")
    stage = serializers.ChoiceField(choices=Stage.values)
    more_information = serializers.BooleanField(help_text="The verifier asked for more information")
    is_declined = serializers.BooleanField(help_text="The body was asked and does not promise it")
    agreed_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    original_due_on = serializers.DateField(allow_null=True)
    suggested_due_on = serializers.DateField(allow_null=True)
    waiting_until = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(source="due.traffic", choices=Traffic.values)
    state_words = serializers.CharField(source="due.words", help_text="The same in the reader's language")
    is_illustrative = serializers.BooleanField()


class GroupBody(GroupNamed):
    """The promises of a group that you may read, and how they stand; no other is counted."""

    total = serializers.IntegerField(help_text="Without what was dropped")
    accepted = serializers.IntegerField()
    verified = serializers.IntegerField()
    late = serializers.IntegerField()
    dropped = serializers.IntegerField()
    words = serializers.CharField(help_text="The same in the reader's language")
    parts = CommitmentBody(many=True)


class EvidenceBody(Body):
    """What the owner sent to show that it was done."""

    text = serializers.CharField()
    link = serializers.CharField()
    at = serializers.DateTimeField()
    organisation = OrganisationNamed()
    files = FileBody(many=True)


class HistoryBody(Body):
    """One line of the history: what happened, or to how many a reminder went."""

    at = serializers.DateTimeField()
    words = serializers.CharField()
    by = serializers.CharField(help_text="The organisation or office")
    entered_by = serializers.CharField(help_text="The office that entered it for the head of the body")
    entered_for = serializers.CharField(help_text="The office of the head for which it was entered")
    is_taken_back = serializers.BooleanField(help_text="The head took this step back")
    note = serializers.CharField()
    due_before = serializers.DateField(allow_null=True)
    due_after = serializers.DateField(allow_null=True)
    people = serializers.IntegerField(allow_null=True, help_text="How many were told")


class RequestBody(Body):
    """What the owner asks to change, while it waits for a decision."""

    kind = serializers.ChoiceField(choices=ChangeRequest.Kind.values)
    reason = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    what = serializers.CharField()
    owner = OrganisationNamed(allow_null=True)
    asked_at = serializers.DateTimeField()


class WaitingBody(Body):
    """For whom the owner asks to wait, while that waits for a decision."""

    waits_for = OrganisationNamed(allow_null=True)
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    reason = serializers.CharField()
    asked_at = serializers.DateTimeField()


class CommitmentInFullBody(CommitmentBody):
    """One commitment with all that its page shows, and the steps its reader may take now."""

    supporting = OrganisationNamed(many=True)
    more_information_reason = serializers.CharField()
    evidence = EvidenceBody(many=True)
    request = RequestBody(allow_null=True)
    waiting = WaitingBody(allow_null=True)
    history = HistoryBody(many=True)
    may = serializers.ListField(child=serializers.CharField(), help_text="The steps you may take now")


class CandidateBody(OrganisationNamed):
    """An organisation that may verify it."""


class AcceptBody(Body):
    """By when it is done, where nothing was promised before."""

    due_on = Day(required=False)


class NameVerifierBody(Body):
    """Who of another side verifies it."""

    verifier = OrganisationRef()
    reason = Text(required=False, help_text="Needed in the place of one named by its own word to work there")


class DeclineBody(Body):
    """Why not, for whoever wants to say."""

    reason = Text(required=False)


class ReportBody(Body):
    """What was done, and a link to a document where there is one; files are sent before, at files/."""

    text = Text()
    link = Text(required=False)
    files = ListOf(child=Ref(), required=False, max_length=MOST_AT_ONCE)


class VerifyBody(Body):
    """A note, for whoever wants to write one."""

    note = Text(required=False)


class UndoBody(Body):
    """Why, for whoever wants to say."""

    reason = Text(required=False)


class ReasonBody(Body):
    """Why."""

    reason = Text()


class BecameBody(Body):
    """What became of it, a new date for what is still open, and a note: what is not needed has one."""

    became = OneOf(choices=Became.values)
    due_on = Day(required=False)
    note = Text(required=False)


class NewDateBody(ReasonBody):
    """Another date, and why."""

    due_on = Day()


class ChangeBody(ReasonBody):
    """Another wording, another implementing body, or a drop; and why."""

    kind = OneOf(choices=[kind.value for kind in ChangeRequest.Kind if kind != ChangeRequest.Kind.MORE_TIME])
    what = Text(required=False)
    owner = OrganisationRef(required=False)


class WaitBody(ReasonBody):
    """For whom, from when, until when; and why."""

    waits_for = OrganisationRef(required=False)
    from_on = Day()
    until_on = Day()


class DecideBody(Body):
    """Yes or no, and a note: a refusal needs one."""

    grant = Whether()
    note = Text(required=False)
