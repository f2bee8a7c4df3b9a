"""The form of an answer to a notice: it comes, sends apologies, or sends somebody else."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField
from access.toolkit.versions import VersionedForm
from language.words import named
from meetings.actions.replying import as_called
from meetings.changes import day_of, hours_of
from meetings.models import Meeting, Reply
from meetings.models.replies import DELEGATE_LENGTH
from meetings.replies import Place
from partners.models import Person


def called_in_words(record: Any) -> Mapping[str, tuple[str, str]]:
    """Say to which day and hour somebody answers."""
    nothing = _now("not said")
    return {
        "on_date": (_now("Day"), day_of(record)),
        "starts": (_now("Time"), hours_of(record) or nothing),
    }


class ReplyForm(VersionedForm):
    """One answer, to the day and hour that stood on the page: when the meeting was moved it asks anew."""

    said = forms.ChoiceField(
        label=_("Answer"),
        choices=Reply.Said.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    delegate_label = GuardedLineField(
        label=_("Who comes instead"),
        required=False,
        max_length=DELEGATE_LENGTH,
        help_text=_("The post, no names."),
    )
    delegate = forms.TypedChoiceField(label=_("Or a person of the body"), required=False, empty_value=None)

    def __init__(self, *args: Any, meeting: Meeting, place: Place, people: Sequence[Person]) -> None:
        stands = place.reply
        # It is opened by "Somebody else comes": whoever then writes who does so has not to say it again.
        initial: dict[str, str] = {"said": Reply.Said.DELEGATE}
        if stands is not None and stands.delegate is not None:
            initial["delegate"] = stands.delegate.ref
        if stands is not None:
            initial["delegate_label"] = stands.delegate_label
        super().__init__(*args, record=meeting, facts=as_called, words=called_in_words, initial=initial)
        if stands is None:
            said = self.fields["said"]
            assert isinstance(said, forms.ChoiceField)
            said.choices = [
                (value, label) for value, label in Reply.Said.choices if value != Reply.Said.TAKEN_BACK
            ]
        known = {one.ref: one for one in people}
        field = self.fields["delegate"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", _now("Without an account")),
            *((ref, named(one, "label")) for ref, one in known.items()),
        ]
        field.coerce = known.__getitem__
