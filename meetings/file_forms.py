"""Sending papers of a meeting."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.toolkit.fields import GuardedLineField
from library.files.fields import FilesField
from library.models.files import WORDS_LENGTH
from meetings.models import AgendaItem, Meeting
from meetings.queries import agenda_of


class FilesOfMeetingForm(forms.Form):
    """Files, what they are, and to which item they belong."""

    files = FilesField(required=True)  # type: ignore[assignment]
    words = GuardedLineField(
        label=_("What the file is"), required=False, max_length=WORDS_LENGTH, phones=True
    )
    item = forms.ChoiceField(label=_("Item of the agenda"), required=False)

    def __init__(self, data: Any, files: Any, *, meeting: Meeting, by: User, at: datetime) -> None:
        super().__init__(data, files)
        field, choice = self.fields["files"], self.fields["item"]
        assert isinstance(field, FilesField) and isinstance(choice, forms.ChoiceField)
        field.sent_by(by, at)
        self.items: dict[str, AgendaItem] = {one.ref: one for one in agenda_of(meeting)}
        named = [(ref, f"{one.position}. {one.heading}") for ref, one in self.items.items()]
        choice.choices = [("", _("The whole meeting")), *named]

    def clean_item(self) -> AgendaItem | None:
        """The item that was chosen."""
        return self.items.get(self.cleaned_data["item"])
