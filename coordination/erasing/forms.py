"""What is asked of whoever wants a passage erased, and of the side that answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Standing
from access.models.erasures import REASON_LENGTH
from access.toolkit.fields import GuardedProseField
from language.digits import localise
from language.templatetags.words import tongues

_SHOWN = 90
_SEPARATOR = " "


def choice_of(one: Standing) -> tuple[str, str]:
    """The name of a passage in the form, and its first words for whoever reads the record."""
    where = f"{localise(str(one.where))}: " if one.where and one.where != one.passage.label else ""
    words = Truncator(one.words).chars(_SHOWN)
    label = format_html("{}{}: {}", tongues(where), one.passage.label, tongues(words))
    return _SEPARATOR.join((one.passage.name, one.place)), label


class AskForm(forms.Form):
    """Which passage, and why."""

    passage = forms.ChoiceField(label=_("Which passage"), widget=forms.RadioSelect)
    reason = GuardedProseField(
        label=_("Why it must go"),
        max_length=REASON_LENGTH,
        phones=True,
        help_text=_("Do not repeat the words themselves, nor whom they are about. Both sides read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, standing: Sequence[Standing]) -> None:
        super().__init__(data)
        choices = self.fields["passage"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [choice_of(one) for one in standing]

    def asked(self) -> dict[str, Any]:
        """What was asked, by the names the action knows."""
        passage, place = self.cleaned_data["passage"].split(_SEPARATOR)
        return {"passage": passage, "place": place, "reason": self.cleaned_data["reason"]}


class AnswerForm(forms.Form):
    """The word of the other side."""

    SIGNED, REFUSED = "sign", "refuse"

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (SIGNED, _("Sign: erase it everywhere, for good")),
            (REFUSED, _("Refuse: the words stay")),
        ],
        widget=forms.RadioSelect,
    )
    reason = GuardedProseField(
        label=_("Why you refuse"),
        max_length=REASON_LENGTH,
        required=False,
        phones=True,
        help_text=_("Only where you refuse. No names, no numbers."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def said(self) -> dict[str, Any]:
        """What was said, by the names the action knows."""
        return {
            "consents": self.cleaned_data["answer"] == self.SIGNED,
            "reason": self.cleaned_data["reason"],
        }
