"""What the Ministry of Home Affairs types about kinds of local offices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField, GuardedProseField
from access.toolkit.versions import VersionedForm
from partners.fields import OrganisationField
from partners.models import OfficeKind
from partners.models.office_kinds import HEAD_LENGTH, NAME_LENGTH, SIDES, TIERS
from partners.office_kinds import called_today

_PLACE_HINT = _(
    "The name of the place comes behind: “District Information Office, Jashore”. Where it stands elsewhere "
    "in the name, write {place} there."
)


class NamesField(GuardedProseField):
    """Names people use, one a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2_000, widget=forms.Textarea({"rows": 3}), **options)

    def clean(self, value: Any) -> Any:
        """Return the names."""
        found = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        if any(len(name) > NAME_LENGTH for name in found):
            raise ValidationError(_("One of the names is too long. Write one a line."), code="too_long")
        return [name for name in dict.fromkeys(found) if name]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class _NamesForm(forms.Form):
    name_en = GuardedLineField(
        label=_("Name of the office in English"), max_length=NAME_LENGTH, help_text=_PLACE_HINT
    )
    name_bn = GuardedLineField(label=_("Name of the office in Bangla"), max_length=NAME_LENGTH)
    head_en = GuardedLineField(
        label=_("Title of its head in English"),
        max_length=HEAD_LENGTH,
        help_text=_("The post, not the name of a person: “District Information Officer”."),
    )
    head_bn = GuardedLineField(label=_("Title of its head in Bangla"), max_length=HEAD_LENGTH)
    aliases = NamesField(
        label=_("Names people use"),
        required=False,
        help_text=_("One a line, in either language. The offices are found by them."),
    )


class AddKindForm(_NamesForm):
    """A new kind of local office."""

    tier = forms.ChoiceField(
        label=_("Level"),
        choices=TIERS,
        widget=forms.RadioSelect,
        help_text=_("Every place of this level gets one."),
    )
    side = forms.ChoiceField(
        label=_("Side"),
        choices=SIDES,
        widget=forms.RadioSelect,
        help_text=_("NGOs and international bodies enter for themselves where they work."),
    )
    parent = OrganisationField(
        label=_("Ministry or department above it"),
        required=False,
        help_text=_("Its head and liaison officers say who holds these offices."),
    )
    field_order = ("tier", "side", "name_en", "name_bn", "head_en", "head_bn", "aliases", "parent")


class RenameKindForm(VersionedForm, _NamesForm):
    """What the offices of a kind are called from now on."""

    is_strict = False

    def __init__(self, *args: Any, kind: OfficeKind, **kwargs: Any) -> None:
        super().__init__(*args, record=kind, facts=called_today, **kwargs)
