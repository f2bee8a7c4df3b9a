"""The form by which something of a discussion is proposed for an agenda."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField, GuardedProseField
from coordination.bridges.queries import Addressee
from language.words import day, named
from meetings.actions.proposing import WHY
from meetings.actions.writing import LINE
from meetings.models.proposals import SOURCE_LENGTH
from partners.models import Organisation


class AgendaForm(forms.Form):
    """To which committee, and the words that it reads: these and no others."""

    committee = forms.TypedChoiceField(
        label=_("Which committee should discuss it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a committee.")},
    )
    title = GuardedLineField(
        label=_("Agenda item"),
        phones=True,
        max_length=LINE,
        help_text=_("As it would stand on the agenda. No names of people."),
    )
    why = GuardedProseField(
        label=_("Why it should be discussed"),
        phones=True,
        max_length=WHY,
        help_text=_("For the secretariat. No names of people, nobody who could be recognised."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    came_of = GuardedLineField(
        label=_("What it came of"),
        phones=True,
        required=False,
        max_length=SOURCE_LENGTH,
        help_text=_("Where it was talked about, as far as the secretariat may know."),
    )

    def __init__(
        self, *args: Any, offered: Sequence[Addressee], bodies: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {one.committee.ref: one.committee for one in offered}
        field = self.fields["committee"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(one.committee.ref, _said(one)) for one in offered]
        field.coerce = known.__getitem__
        if len(offered) == 1:
            field.initial = offered[0].committee.ref
        if len(bodies) > 1:
            of = {one.ref: one for one in bodies}
            self.fields["organisation"] = forms.TypedChoiceField(
                label=_("In the name of"),
                choices=[(ref, named(one)) for ref, one in of.items()],
                coerce=of.__getitem__,
            )


def _said(one: Addressee) -> str:
    """Its name, when it meets, and whether it reads the discussion."""
    meets = _now("meets on %(day)s") % {"day": day(one.meets_at)} if one.meets_at else ""
    reads = _now("reads this discussion") if one.reads else _now("does not read this discussion")
    return " · ".join(part for part in (named(one.committee), meets, reads) if part)
