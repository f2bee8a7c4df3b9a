"""The forms of meetings. What was typed stays whatever is wrong with it."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit.fields import GuardedLineField, GuardedProseField, LinkField
from access.toolkit.versions import VersionedForm
from language.fields import ClockField, DayField, LineField, NumberField
from language.words import named
from meetings.actions import Plan
from meetings.actions.writing import TEXT, as_written
from meetings.held.fields import NamesNobodyField, PagesField
from meetings.models import Attendance, HeadCount, Meeting, Minutes
from partners.fields import OrganisationField
from partners.models import Committee, Organisation
from partners.queries import find_organisation

NO_NAMES = _("No names: write the office or the organisation.")


class PlanForm(forms.Form):
    """What the notice says: who meets, when, where, and about what."""

    MORE = ("together_with", "title", "link", "memo_number", "cooperation", "level")

    body = forms.ChoiceField(label=_("Who meets"))
    together_with = forms.MultipleChoiceField(
        label=_("Together with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    number = NumberField(
        label=_("Number of the meeting"),
        required=False,
        min_value=1,
        max_value=9_999,
        help_text=_("The next number, where one is known. Leave it empty if meetings are not numbered."),
    )
    title = GuardedLineField(
        label=_("Title"),
        required=False,
        help_text=_("Only where it has a name of its own. No names of people."),
    )
    on_date = DayField(
        label=_("Day"),
        help_text=_("For example 22/11/2026, in either digits."),
        error_messages={"required": _("Enter the day of the meeting.")},
    )
    starts = ClockField(label=_("Starts"), required=False, help_text=_("For example 14:30"))
    ends = ClockField(label=_("Ends"), required=False, help_text=_("For example 16:30"))
    mode = forms.ChoiceField(label=_("How people meet"), choices=Meeting.Mode.choices)
    place = GuardedLineField(label=_("Place"), required=False)
    link = LinkField(
        label=_("Link to join"), required=False, help_text=_("If there is one, starting with https://")
    )
    discreet = forms.BooleanField(
        label=_("With survivors, or at a shelter"),
        required=False,
        help_text=_("E-mails and invitations then name no place and no link: those invited read both here."),
    )
    memo_number = LineField(label=_("Memo number"), required=False, max_length=80)
    cooperation = forms.ChoiceField(
        label=_("Mode of cooperation"),
        required=False,
        help_text=_("Follows from the kind of meeting unless you choose another."),
    )
    level = forms.ChoiceField(
        label=_("Who reads the confirmed minutes"),
        choices=Meeting.Level.choices,
        initial=Meeting.Level.UPLINE,
    )
    agenda = GuardedProseField(
        label=_("Agenda"),
        required=False,
        help_text=_("One item on each line. Matters arising and any other business are added by themselves."),
    )

    def __init__(
        self,
        *args: Any,
        committees: list[Committee],
        organisations: list[Organisation],
        together: list[Committee],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies: dict[str, Committee | Organisation] = {
            **{f"committee:{one.ref}": one for one in committees},
            **{f"organisation:{one.ref}": one for one in organisations},
        }
        self.together = {one.ref: one for one in together}
        _choices(self, "body", [(key, named(one)) for key, one in self.bodies.items()])
        _choices(self, "together_with", [(ref, named(one)) for ref, one in self.together.items()])
        _choices(self, "cooperation", [("", _("As usual for this kind")), *Meeting.Cooperation.choices])
        if not together:
            del self.fields["together_with"]
        self.fields["agenda"].widget.attrs["rows"] = 6

    @property
    def uses_more(self) -> bool:
        """Whether something beside the usual was chosen, or has to be mended, among what most never need."""
        return any(self[name].errors or _is_chosen(self[name]) for name in self.MORE if name in self.fields)

    @property
    def committee(self) -> Committee | None:
        """The committee that meets."""
        body = self.bodies.get(self.cleaned_data.get("body", ""))
        return body if isinstance(body, Committee) else None

    @property
    def organisation(self) -> Organisation | None:
        """The organisation that calls a meeting without a committee."""
        body = self.bodies.get(self.cleaned_data.get("body", ""))
        return body if isinstance(body, Organisation) else None

    @property
    def others(self) -> list[Committee]:
        """The committees it meets together with."""
        return [self.together[ref] for ref in self.cleaned_data.get("together_with", [])]

    @property
    def agenda_lines(self) -> list[str]:
        """The items, one per line."""
        return [line.strip() for line in self.cleaned_data.get("agenda", "").split("\n") if line.strip()]

    def plan(self) -> Plan:
        """What the notice says, for the action."""
        data = self.cleaned_data
        cooperation = data.get("cooperation") or None
        return Plan(
            on_date=data.get("on_date"),
            kind=Meeting.Kind(data["kind"]),
            mode=Meeting.Mode(data["mode"]),
            cooperation=Meeting.Cooperation(cooperation) if cooperation else None,
            level=Meeting.Level(data["level"]),
            title=data["title"],
            precision=Meeting.Precision(data.get("precision") or Meeting.Precision.DAY),
            starts=data.get("starts"),
            ends=data.get("ends"),
            place=data["place"],
            link=data["link"],
            discreet=data["discreet"],
            memo_number=data["memo_number"],
        )

    def clean(self) -> dict[str, Any]:
        """Say at the right field that a meeting cannot end before it starts."""
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if isinstance(starts, time) and isinstance(ends, time) and ends <= starts:
            self.add_error("ends", _("The meeting ends before it starts. Enter a later end."))
        return data


class ChangeForm(VersionedForm, PlanForm):
    """The same for a meeting that is planned already: who meets does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, committees=[], organisations=[], together=[], **kwargs)
        del self.fields["body"], self.fields["agenda"]


class PastForm(PlanForm):
    """A meeting that has been held; its day may be known by month or year only."""

    # Whichever of them is shown is to be filled in.
    needed = ("on_date", "month", "year")

    precision = forms.ChoiceField(label=_("How exactly the day is known"), choices=Meeting.Precision.choices)
    month = NumberField(label=_("Month"), required=False, min_value=1, max_value=12, help_text=_("1 to 12"))
    year = NumberField(label=_("Year"), required=False, min_value=1971, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda"].help_text = _("One item on each line.")
        self.fields["on_date"].required = False

    def clean(self) -> dict[str, Any]:
        """Put a day known by month or year only at its beginning; it is shown as the month or the year."""
        data = super().clean()
        precision, month, year = data.get("precision"), data.get("month"), data.get("year")
        if precision in (None, Meeting.Precision.DAY):
            if data.get("on_date") is None and "on_date" not in self.errors:
                self.add_error("on_date", _("Enter the day of the meeting."))
            return data
        if year is None:
            if "year" not in self.errors:
                self.add_error("year", _("Enter the year."))
            return data
        if precision == Meeting.Precision.MONTH and month is None:
            if "month" not in self.errors:
                self.add_error("month", _("Enter the month."))
            return data
        if "on_date" in self.errors:
            del self.errors["on_date"]
        data["on_date"] = date(year, (month or 1) if precision == Meeting.Precision.MONTH else 1, 1)
        return data


class InviteForm(forms.Form):
    """A body without a seat that the notice names."""

    body = OrganisationField(
        label=_("Organisation"),
        help_text=_("Its name, short name or a former name."),
        error_messages={"required": _("Choose the organisation that is invited.")},
    )


class AskForm(forms.Form):
    """A committee that is asked to hold the meeting together."""

    committee = forms.TypedChoiceField(label=_("Committee"))

    def __init__(self, *args: Any, committees: list[Committee], meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meets = {sitting.committee_id for sitting in meeting.sittings.all()}
        beside = {one.ref: one for one in committees if one.pk not in meets}
        _choices(self, "committee", [(ref, named(one)) for ref, one in beside.items()])
        field = self.fields["committee"]
        assert isinstance(field, forms.TypedChoiceField)
        field.coerce = beside.__getitem__


class AgreeForm(forms.Form):
    """The number of a joint meeting in one's own committee."""

    number = NumberField(
        label=_("Number of the meeting in your committee"),
        required=False,
        min_value=1,
        max_value=9_999,
        help_text=_("The next number, where one is known. Leave it empty if meetings are not numbered."),
    )


class DeclineForm(forms.Form):
    """Why a committee does not hold the meeting together with another."""

    reason = GuardedProseField(
        label=_("Why not"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = GuardedLineField(label=_("New agenda item"))


class MinutesForm(forms.Form):
    """What was discussed and decided on one item."""

    discussion = GuardedProseField(label=_("Discussion"), required=False, phones=True, max_length=TEXT)
    decision = GuardedProseField(label=_("Decision"), required=False, phones=True, max_length=TEXT)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discussion"].widget.attrs["rows"] = 5
        self.fields["decision"].widget.attrs["rows"] = 3


class GuestForm(forms.Form):
    """An organisation or an office without a seat that was there."""

    label = GuardedLineField(
        label=_("Office or organisation"), phones=True, max_length=200, help_text=NO_NAMES
    )
    capacity = forms.ChoiceField(label=_("Took part as"), choices=Attendance.Capacity.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """A name the directory knows is that organisation; any other is kept as it was typed."""
        typed = super().clean() or self.cleaned_data
        organisation = find_organisation(typed.get("label", ""))
        return typed | {"organisation": organisation} | ({"label": ""} if organisation is not None else {})


class HeadCountForm(forms.Form):
    """How many of a group came, where nobody is named."""

    kind = forms.ChoiceField(label=_("Who is counted"), choices=HeadCount.Kind.choices)
    group = GuardedLineField(
        label=_("Which group"), required=False, phones=True, max_length=200, help_text=NO_NAMES
    )
    total = NumberField(label=_("Total"), max_value=1_000_000)
    female = NumberField(label=_("Women"), required=False, max_value=1_000_000)
    male = NumberField(label=_("Men"), required=False, max_value=1_000_000)
    at_least = forms.BooleanField(label=_("At least this many"), required=False)


class DraftForm(VersionedForm):
    """A step with the text that its reader saw: one changed meanwhile is read again first."""

    is_strict = False

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, record=minutes, facts=as_written, **kwargs)


class NoteForm(DraftForm):
    """What the chair wants changed."""

    note = GuardedProseField(label=_("What should be changed"), phones=True, max_length=2_000)


class SignedForm(DraftForm):
    """The chair signed the printed draft."""

    signed_by = GuardedLineField(label=_("Signed by (office)"), max_length=200, help_text=NO_NAMES)
    signed_on = DayField(label=_("Signed on"))
    pages = PagesField()
    names_nobody = NamesNobodyField()

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pages"]
        assert isinstance(field, PagesField)
        field.sent_by(by, at)


class AgainForm(forms.Form):
    """Why a notice is sent once more."""

    reason = GuardedLineField(
        label=_("Why it is sent again"),
        help_text=_("For example: an item was added to the agenda. No names of people."),
    )


class MemoForm(VersionedForm):
    """Under which number the minutes went out."""

    memo_number = LineField(
        label=_("Memo number"),
        required=False,
        max_length=80,
        help_text=_("It stands on the paper from then on. The text of the minutes and its checksum stay."),
    )


class ContestForm(VersionedForm):
    """What is wrong with what the tier above entered: no words of one's own, which may name somebody."""

    is_strict = False

    contested_as = forms.ChoiceField(
        label=_("What is wrong with it"), choices=Meeting.Contest.choices, widget=forms.RadioSelect
    )


class CancelForm(VersionedForm):
    """Why a meeting is called off: the one that its reader saw, not one that a colleague has moved."""

    is_strict = False

    reason = GuardedLineField(label=_("Why it is called off"), required=False)


def bodies_of(viewer: Viewer) -> tuple[list[Committee], list[Organisation]]:
    """The committees this person may call to a meeting, and the organisations they may call one for."""
    mine = viewer.party_ids
    committees = Committee.objects.filter(allowed(viewer, Committee, "call_meeting")).order_by(
        "tier", "name_en"
    )
    organisations = Organisation.objects.filter(allowed(viewer, Organisation, "call_meeting")).order_by(
        "name_en"
    )
    return (list(committees[:50]), list(organisations[:50])) if mine else ([], [])


def _is_chosen(field: forms.BoundField) -> bool:
    return bool(field.value()) and field.value() != field.field.initial


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
