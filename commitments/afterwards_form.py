"""What was due before it was entered, on one page: an answer for each, and none of them needed at once."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedProseField
from commitments.actions import Word
from commitments.models import Became
from commitments.queries.afterwards import Asked
from language.fields import DayField

LONGEST = 2000


class Line(NamedTuple):
    """One promise, and its fields."""

    asked: Asked
    fields: Sequence[forms.BoundField]


class AfterwardsForm(forms.Form):
    """One line for each promise: what became of it, a new date where this person grants one, and a note."""

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked:
            for name, field in _fields(one):
                self.fields[f"{name}-{one.commitment.ref}"] = field
        # That a line may wait is said once for all of them.
        self.needed = list(self.fields)

    def lines(self) -> Iterator[Line]:
        """Each promise with its fields, for the template."""
        for one in self.asked:
            yield Line(one, [self[f"{name}-{one.commitment.ref}"] for name, _field in _fields(one)])

    def clean(self) -> dict[str, Any]:
        """At least one is answered: an empty page that is sent says nothing."""
        typed = super().clean() or self.cleaned_data
        if not self.errors and not any(typed.get(f"became-{one.commitment.ref}") for one in self.asked):
            raise forms.ValidationError(_("Answer at least one of them."), code="required")
        return typed

    def words(self) -> list[Word]:
        """What was answered; what was left open is asked about the next time."""
        said = []
        for one in self.asked:
            ref = one.commitment.ref
            if became := self.cleaned_data[f"became-{ref}"]:
                note, due_on = self.cleaned_data[f"note-{ref}"], self.cleaned_data.get(f"due_on-{ref}")
                said.append(Word(one.commitment, Became(became), note, due_on))
        return said


def _fields(one: Asked) -> Iterator[tuple[str, forms.Field]]:
    yield (
        "became",
        forms.ChoiceField(
            label=_("What became of this promise"),
            choices=Became.choices,
            required=False,
            widget=forms.RadioSelect,
        ),
    )
    if one.grants:
        yield "due_on", DayField(label=_("New due date, if it is still open"), required=False)
    yield (
        "note",
        GuardedProseField(
            label=_("Note, needed when it is no longer needed"),
            max_length=LONGEST,
            phones=True,
            required=False,
            widget=forms.Textarea(attrs={"rows": 1}),
        ),
    )
