"""Monthly returns as programs read and send them."""

from __future__ import annotations

from rest_framework import serializers

from access.api.fields import Body, Day, ListOf, Number, OneOf, Text, Whether
from partners.bodies import OrganisationNamed, OrganisationRef
from threads.returns.kinds import MOST, all_kinds
from threads.returns.models import MonthlyReturn, ReturnStep
from threads.returns.queries.lists import FIELDS

KINDS = sorted(all_kinds())


class ReturnBody(Body):
    """The return of an office for a month. A figure that is not there was left blank, which is not 0."""

    ref = serializers.CharField()
    address = serializers.CharField(help_text="The page of it, for people")
    kind = serializers.ChoiceField(choices=KINDS)
    month = serializers.DateField(help_text="Its first day")
    state = serializers.ChoiceField(choices=MonthlyReturn.State.values)
    sender = OrganisationNamed()
    receiver = OrganisationNamed()
    due_on = serializers.DateField()
    first_due_on = serializers.DateField(
        allow_null=True, help_text="By when it was due to begin with, if more time was given"
    )
    wished_until = serializers.DateField(allow_null=True, help_text="Until when more time is asked for")
    sent_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="How often its figures were said; 0 while it is owed")
    is_nothing = serializers.BooleanField(help_text="Nothing to report: said, and never what blanks mean")
    figures = serializers.DictField(child=serializers.IntegerField())
    is_illustrative = serializers.BooleanField()


class ReturnStepBody(Body):
    """What happened to it, in whose name, and what it said then."""

    kind = serializers.ChoiceField(choices=ReturnStep.Kind.values)
    at = serializers.DateTimeField()
    body_en = serializers.CharField()
    body_bn = serializers.CharField()
    version = serializers.IntegerField()
    is_nothing = serializers.BooleanField()
    figures = serializers.DictField(child=serializers.IntegerField())
    why = serializers.ChoiceField(choices=["", *ReturnStep.Why.values])
    until = serializers.DateField(allow_null=True, help_text="Until when more time was asked for or given")
    about = serializers.ListField(child=serializers.CharField())


class ReturnFieldBody(Body):
    """One figure of its form."""

    code = serializers.CharField()
    counts = serializers.ChoiceField(source="line.counts", choices=["persons", "cases"])
    part_of = serializers.CharField(help_text="The figure that holds this one, or empty")
    name_en = serializers.CharField(source="line.name_en")
    name_bn = serializers.CharField(source="line.name_bn")


class ReturnInFullBody(ReturnBody):
    """One return with its form, its history, and the steps its reader may take."""

    form = ReturnFieldBody(many=True, source="form.fields")
    steps = ReturnStepBody(many=True)
    may = serializers.ListField(child=serializers.CharField(), help_text="The steps you may take now")


class FindMonthBody(Body):
    """Of which kind, office and month a return is to be entered."""

    kind = OneOf(choices=KINDS)
    sender = OrganisationRef()
    month = Text(help_text="As 2026-10; it must have ended")


class SendReturnBody(Body):
    """The figures of its form. What is left out is blank."""

    is_nothing = Whether(required=False)
    sure = Whether(required=False, help_text="The figures are right, although they do not add up")

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """The figures of every form; those of another form are refused."""
        figures = {one.code: Number(required=False, min_value=0, max_value=MOST) for one in FIELDS}
        return {**super().get_fields(), **figures}


class TimeBody(Body):
    """Until when more time is asked for; whoever gives it says the day they have read."""

    due_on = Day()


class AskAboutBody(Body):
    """Why, and about which figures: by codes, never in words."""

    why = OneOf(choices=ReturnStep.Why.values)
    about = ListOf(child=Text(max_length=60), max_length=30, required=False)
