"""The form of an action point: one line, with whom and which departments where that is to be said."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField, GuardedProseField
from access.toolkit.versions import VersionedForm
from commitments.queries import Candidate
from language.fields import DayField
from language.words import named
from meetings.actions.writing import ACTION_POINT
from meetings.models import ActionPoint
from meetings.verifiers import as_named
from partners.implementer_fields import ImplementerField
from partners.implementers import Implementer, seated
from partners.models import Committee, GroupKind, Organisation, Seat

NOBODY = "nobody"


class PointVerifierForm(VersionedForm):
    """Whom the meeting names to verify an action point; nothing is chosen beforehand."""

    verifier = forms.ChoiceField(
        label=_("Who will verify it"),
        help_text=_("Another side at the place: whoever promised never verifies its own promise."),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, point: ActionPoint, candidates: Sequence[Candidate], **kwargs: Any
    ) -> None:
        super().__init__(*args, record=point, facts=as_named, **kwargs)
        self.bodies = {one.organisation.ref: one.organisation for one in candidates}
        choices = [(ref, named(body)) for ref, body in self.bodies.items()]
        field = self.fields["verifier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (NOBODY, _("The meeting names nobody"))] if point.verifier_en else choices

    def clean_verifier(self) -> Organisation | None:
        """The organisation that was chosen; nobody where the name is taken out."""
        return self.bodies.get(self.cleaned_data["verifier"])


class ActionPointForm(forms.Form):
    """What is to be done, by whom, by when: one line. Of all departments concerned those that are ticked."""

    # They are shown where they are asked for.
    needed = ("seats",)

    what = GuardedProseField(
        label=_("What will be done"),
        phones=True,
        max_length=ACTION_POINT,
        widget=forms.TextInput,
        error_messages={"required": _("Write what will be done.")},
    )
    due_on = DayField(label=_("Due"), error_messages={"required": _("Enter the day by which it is done.")})

    others = GuardedLineField(
        label=_("Together with others, in words"),
        required=False,
        phones=True,
        help_text=_(
            "For example: the teachers of the high school, the press club. The implementing body answers "
            "for it. No names of people."
        ),
    )
    seats = forms.MultipleChoiceField(
        label=_("Which departments?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, committee: Committee | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = ImplementerField(
            committee,
            label=_("Implementing body"),
            error_messages={"required": _("Choose the organisation that will do it.")},
        )
        self.fields = {"what": self.fields["what"], "owner": owner, **self.fields}
        self.departments: dict[str, Seat] = {}
        if self.is_bound and committee is not None:
            sits = seated(committee, timezone.localdate())
            self.departments = {one.seat.ref: one.seat for one in sits if one.seat is not None}
        field = self.fields["seats"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(ref, named(seat, "title")) for ref, seat in self.departments.items()]

    @property
    def line(self) -> list[forms.BoundField]:
        """What stands in one line."""
        return [self["what"], self["owner"], self["due_on"]]

    @property
    def asks_which(self) -> bool:
        """Whether all departments concerned were named, so that it is to be said which these are."""
        return self.is_bound and self.cleaned_data.get("owner") == GroupKind.DEPARTMENTS

    def clean(self) -> dict[str, Any]:
        """Ask which departments are concerned, where they were named."""
        data = super().clean() or self.cleaned_data
        if data.get("owner") == GroupKind.DEPARTMENTS and not data.get("seats"):
            self.add_error("seats", _("Tick the departments concerned."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """The same, for the action."""
        data = dict(self.cleaned_data)
        who, seats = data.pop("owner"), [self.departments[ref] for ref in data.pop("seats")]
        if isinstance(who, Implementer):
            return {**data, "owner": who.body, "seat": who.seat}
        return {**data, "owner": None, "group": who.value, "seats": seats}
