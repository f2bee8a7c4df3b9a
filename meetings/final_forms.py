"""The forms by which minutes become final."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedProseField
from access.toolkit.versions import VersionedForm
from language.fields import DayField, NumberField
from language.words import day
from meetings.actions.confirming import as_standing
from meetings.actions.correcting import REASON, STATUSES
from meetings.actions.writing import ACTION_POINT, TEXT
from meetings.models import Correction, Meeting, Minutes
from meetings.standing_text import Line, Part, lines_of, standing_text


class CorrectionForm(VersionedForm):
    """How one line should read, and why; compared with how it reads when it is sent."""

    reason = GuardedProseField(
        label=_("Why"),
        phones=True,
        max_length=REASON,
        help_text=_("The secretariat answers by it. No names of people."),
    )

    def __init__(self, *args: Any, minutes: Minutes, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, record=minutes, facts=partial(_as_it_stands, line.key), **kwargs)
        self.fields["wished"] = _field_of(line)
        self.order_fields(["wished", "reason"])

    def clean(self) -> dict[str, Any]:
        """A number is wished for as it is stored: in letters."""
        typed = super().clean() or self.cleaned_data
        return typed | ({"wished": str(typed["wished"])} if typed.get("wished") is not None else {})


class AnswerForm(forms.Form):
    """What the secretariat says of one correction."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Correction.Answer.ACCEPTED.value, _("Accept: the line reads so from now on")),
            (Correction.Answer.DECLINED.value, _("Decline: the line stays as it is")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    note = GuardedProseField(
        label=_("Reason"),
        required=False,
        phones=True,
        max_length=REASON,
        help_text=_("Needed where you decline. Whoever proposed it reads this. No names of people."),
    )


class ConfirmForm(VersionedForm):
    """At which meeting the committee confirmed its minutes, or on which day."""

    meeting = forms.ChoiceField(label=_("Confirmed at the meeting"), required=False)
    on = DayField(
        label=_("or on the day"),
        required=False,
        help_text=_("Where they were confirmed in another way. For example 22/11/2026."),
    )

    def __init__(self, *args: Any, minutes: Minutes, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, record=minutes, facts=as_standing, **kwargs)
        self.meetings = {meeting.ref: meeting for meeting in meetings}
        chooser = self.fields["meeting"]
        assert isinstance(chooser, forms.ChoiceField)
        choices = [(ref, f"{one.title}, {day(one.on_date)}") for ref, one in self.meetings.items()]
        chooser.choices = [("", _("Choose a meeting")), *choices]
        if not self.meetings:
            del self.fields["meeting"]
            self.fields["on"].label, self.fields["on"].required = _("Confirmed on"), True

    def clean(self) -> dict[str, Any]:
        """Name the meeting by its address."""
        typed = super().clean() or self.cleaned_data
        on: date | None = typed.get("on")
        return typed | {"meeting": self.meetings.get(typed.get("meeting", "")), "on": on}


class AddendumForm(forms.Form):
    """What is added below confirmed minutes."""

    text = GuardedProseField(
        label=_("Addendum"),
        phones=True,
        max_length=TEXT,
        help_text=_("It is dated and never changes. No names of people."),
    )


def _as_it_stands(key: str, minutes: Minutes) -> dict[str, str]:
    line = lines_of(standing_text(minutes)).get(key)
    return {"wished": line.text if line is not None else ""}


def _field_of(line: Line) -> forms.Field:
    label = _("How it should read")
    if line.part == Part.ATTENDANCE:
        choices = [(status.value, status.label) for status in STATUSES]
        return forms.ChoiceField(label=label, choices=choices if line.text else [("", "—"), *choices])
    if line.part == Part.HEAD_COUNT:
        return NumberField(label=label, min_value=line.least, max_value=1_000_000)
    longest = ACTION_POINT if line.part == Part.POINT else TEXT
    return GuardedProseField(label=label, phones=True, max_length=longest)
