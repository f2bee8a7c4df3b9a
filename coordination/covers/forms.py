"""Which passage may identify somebody, and what is decided of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.models import Cover
from access.toolkit.covering import stands_in
from language.fields import ProseField
from language.templatetags.words import tongues


class CoverForm(forms.Form):
    """The sentence, and where only part of it matters, those words."""

    sentence = forms.ChoiceField(label=_("The sentence"), widget=forms.RadioSelect)
    words = ProseField(
        label=_("Only these words of it"),
        required=False,
        max_length=300,
        help_text=_("Leave it empty to cover the whole sentence."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, sentences: dict[str, str], chosen: str = "") -> None:
        super().__init__(data, initial={"sentence": chosen})
        self.sentences = sentences
        field: Any = self.fields["sentence"]
        # Each says in which language it is, for reading programs.
        field.choices = [(key, tongues(sentence)) for key, sentence in sentences.items()]

    def clean(self) -> dict[str, Any]:
        """The words stand in the sentence."""
        said = super().clean() or {}
        sentence, words = self.sentences.get(said.get("sentence", ""), ""), said.get("words", "")
        if sentence and words and not stands_in(words, [sentence]):
            self.add_error("words", _now("These words do not stand in the sentence that you chose."))
        return said

    @property
    def passage(self) -> str:
        """What is to be covered."""
        return self.cleaned_data["words"] or self.sentences[self.cleaned_data["sentence"]]


class AnswerForm(forms.Form):
    """Shown again, or left covered."""

    says = forms.ChoiceField(label=_("Your answer"), choices=Cover.Answer, widget=forms.RadioSelect)
