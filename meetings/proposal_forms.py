"""The forms by which members propose agenda items, and the secretariat answers them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField, GuardedProseField
from language.words import day, named
from meetings.actions.proposing import WHY
from meetings.models import Meeting
from partners.models import Organisation


class ProposeForm(forms.Form):
    """What the committee should discuss at its next meeting, and why; in whose name, where one may choose."""

    title = GuardedLineField(
        label=_("Agenda item"),
        phones=True,
        max_length=300,
        help_text=_("As it would stand on the agenda. No names of people."),
    )
    why = GuardedProseField(
        label=_("Why it should be discussed"),
        phones=True,
        max_length=WHY,
        help_text=_("For the secretariat. No names of people, nobody who could be recognised."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(bodies) > 1:
            known = {one.ref: one for one in bodies}
            self.fields["organisation"] = forms.TypedChoiceField(
                label=_("In the name of"),
                choices=[(ref, named(one)) for ref, one in known.items()],
                coerce=known.__getitem__,
            )


class TakeForm(forms.Form):
    """Onto the agenda of which planned meeting it comes."""

    meeting = forms.TypedChoiceField(
        label=_("Meeting"), error_messages={"required": _("Choose a planned meeting of this committee.")}
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.ref: one for one in meetings}
        field = self.fields["meeting"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(ref, f"{one.title}, {day(one.on_date)}") for ref, one in known.items()]
        field.coerce = known.__getitem__


class DeclineProposalForm(forms.Form):
    """Why it comes onto no agenda."""

    reason = GuardedProseField(
        label=_("Why it is declined"),
        phones=True,
        max_length=WHY,
        help_text=_("Whoever proposed it reads this. No names of people."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
