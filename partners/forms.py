"""What secretariats and liaison officers type about offices, seats, minute-takers and members."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField, GuardedProseField
from access.toolkit.versions import VersionedForm
from language.fields import AddressField, DayField, LineField, MobileField
from language.words import DHAKA, named
from partners.fields import LocalPlacesField, OrganisationField
from partners.models import Delegation, Membership, Office, OfficeHolder, Organisation, Person, Seat, Work
from partners.models.office_changes import REASON_LENGTH
from partners.models.programs import NAME_LENGTH
from partners.standing import filled_by, held_by, held_by_in_words, names_of, role_of

DATE_HINT = _("For example 22/11/2026, in either digits.")


def start_of(day: date) -> datetime:
    """The first instant of a day in Dhaka, when terms begin and end."""
    return datetime.combine(day, time.min, DHAKA)


class _ReachedForm(forms.Form):
    """Somebody by the address or number they sign in with, or will: one of the two is asked for."""

    needed = ("email", "mobile")

    email = AddressField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("This or a mobile number: one of the two is enough."),
    )
    mobile = MobileField(label=_("Mobile number"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("mobile"):
            self.add_error("email", _("Give an e-mail address or a mobile number."))
        return cleaned


class HandOverForm(VersionedForm, _ReachedForm):
    """An office passes from the holder whom its reader saw to the next."""

    # A sending without a version is judged by the order alone.
    is_strict = False

    on = DayField(label=_("From which day"), help_text=DATE_HINT)
    manner = forms.ChoiceField(
        label=_("How the office is held"),
        choices=OfficeHolder.Manner.choices,
        initial=OfficeHolder.Manner.SUBSTANTIVE,
        widget=forms.RadioSelect,
    )
    order_number = LineField(label=_("Number of the order"), required=False, max_length=80)
    order_date = DayField(label=_("Date of the order"), required=False)
    field_order = ("on", "manner", "email", "mobile", "order_number", "order_date")

    def __init__(self, *args: Any, office: Office, is_entry: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, record=office, facts=held_by, words=held_by_in_words, **kwargs)
        # The office's own address stays with it; another one is typed over it.
        self.initial.setdefault("email", office.email)
        self.initial.setdefault("mobile", "" if office.email else office.phone)
        # An office that nobody held is not handed over.
        self.is_vacant = False
        self.is_first = not OfficeHolder.objects.filter(office=office).exists()
        # A secretariat enters what an order says, and nothing else.
        for name in ("order_number", "order_date"):
            self.fields[name].required = is_entry


class ObjectionForm(forms.Form):
    """What is wrong with an entry of an office."""

    reason = GuardedProseField(
        label=_("What is wrong with the entry"),
        max_length=REASON_LENGTH,
        help_text=_("For example that there is no such order, or that it names another office. No names."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FillSeatForm(VersionedForm):
    """Which organisation takes a seat."""

    is_strict = False

    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        help_text=_("By its name or short name. Leave it empty to make the seat empty again."),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, record=seat, facts=filled_by, **kwargs)


class RoleForm(VersionedForm):
    """What a seat does in its committee."""

    is_strict = False

    role = forms.ChoiceField(
        label=_("Role in the committee"),
        choices=Seat.Role.choices,
        help_text=_("Whoever is chairperson or member secretary now becomes a member."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, seat: Seat, names_leaders: bool, **kwargs: Any) -> None:
        super().__init__(*args, record=seat, facts=role_of, **kwargs)
        if not names_leaders:
            given = [choice for choice in Seat.Role.choices if choice[0] not in Seat.LEADING]
            self.fields["role"] = forms.ChoiceField(
                label=_("Role in the committee"), choices=given, widget=forms.RadioSelect
            )


class DelegateForm(forms.Form):
    """Who of an organisation takes a committee's minutes, until when. The directory shows them by post."""

    person = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    until = DayField(
        label=_("Last day"),
        help_text=_("The day after it, the person takes minutes no longer, without anybody doing anything."),
    )
    powers = forms.MultipleChoiceField(
        label=_("What they may do besides"),
        required=False,
        choices=Delegation.Power.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever takes the minutes drafts agenda and minutes and notes who came. What follows speaks for "
            "the committee or its chair: tick only what this person is to do. The chairperson and the member "
            "secretary see what was done under it."
        ),
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["person"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(one.ref, named(one.person, "label")) for one in members]


class OrganisationForm(forms.Form):
    """Of which organisation somebody is."""

    organisation = OrganisationField(
        label=_("Organisation"),
        help_text=_("By its name or short name."),
    )


class RenameForm(VersionedForm):
    """An organisation's new name in both languages."""

    is_strict = False

    name_en = GuardedLineField(label=_("Name in English"), max_length=200)
    name_bn = GuardedLineField(label=_("Name in Bangla"), max_length=200)
    on = DayField(label=_("From which day"), help_text=DATE_HINT)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, record=organisation, facts=names_of, **kwargs)


class MemberForm(_ReachedForm):
    """Somebody who comes to serve an organisation."""

    label = GuardedLineField(
        label=_("Shown as"),
        max_length=120,
        help_text=_("The post, not the name: for example “Liaison officer, Khulna region”."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.STAFF,
        widget=forms.RadioSelect,
        help_text=_("The head and liaison officers accept, report and ask; staff read."),
    )
    since = DayField(label=_("From which day"), help_text=DATE_HINT)
    field_order = ("label", "role", "email", "mobile", "since")


class InviteAgainForm(_ReachedForm):
    """By which address or number somebody is invited anew."""


def _answerable() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who answers for it"),
        help_text=_("It ends with this person’s last term here, unless somebody else was named before."),
        widget=forms.RadioSelect,
    )


class AnswerableForm(forms.Form):
    """Who of an organisation answers for a program. The directory shows them by post."""

    answerable = _answerable()

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["answerable"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(one.ref, named(one, "label")) for one in people]


class ProgramForm(AnswerableForm):
    """A program of an organisation: what it is called, what it may do, who answers for it, for how long."""

    name = GuardedLineField(
        label=_("Name of the program"),
        max_length=NAME_LENGTH,
        help_text=_("As it is known in your organisation. What it does here stands under this name."),
    )
    speaks = forms.TypedChoiceField(
        label=_("What the program may do"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", _("Read what the organisation’s staff read")),
            ("yes", _("Also accept, decline, report and ask as its liaison officer does")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("12 months"))],
        widget=forms.RadioSelect,
    )
    field_order = ("name", "speaks", "answerable", "days")


class PresenceForm(forms.Form):
    """Where an organisation works, at what, and for how long: several places at once."""

    places = LocalPlacesField(
        label=_("Where"),
        help_text=_("Districts, upazilas, unions or municipalities, one a line: “Bagachra, Sharsha”."),
    )
    work = forms.MultipleChoiceField(
        label=_("Kind of work"), choices=Work.choices, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label=_("From which day"), help_text=DATE_HINT)
    until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty while no end is known.")
    )


class EndPresenceForm(forms.Form):
    """Until when the organisation works there."""

    until = DayField(label=_("Last day"), help_text=DATE_HINT, required=False)
    mistaken = forms.BooleanField(
        label=_("This line should not be here at all: take it away, with no last day"), required=False
    )


class SearchForm(forms.Form):
    """Words to find a committee or an organisation by."""

    q = LineField(label=_("Search"), required=False, max_length=120)
