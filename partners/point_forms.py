"""What the Ministry of Home Affairs types about ports, airports, camps and the like."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField
from access.toolkit.versions import VersionedForm
from language.fields import DayField
from language.words import named
from partners.actions.points import NAME_LENGTH
from partners.forms import DATE_HINT
from partners.listed import ByRef
from partners.models import Place, Tier
from partners.models.place_steps import SOURCE_LENGTH
from partners.points import POINT_TIERS, called_now

_SOURCE_HINT = _("The order, gazette or public list that says so, with its date: no hearsay.")


class DistrictField(ByRef):
    """One of the districts."""

    widget: Any = forms.Select

    def __init__(self) -> None:
        super().__init__(Place, _("District"))
        self.required = True
        self.queryset = Place.objects.filter(tier=Tier.DISTRICT).order_by("name_en")
        self.empty_label = _("Choose")

    def label_from_instance(self, obj: Any) -> str:
        """Call it as its reader's language does."""
        return named(obj)


class SourceField(GuardedLineField):
    """Where something stands."""

    def __init__(self) -> None:
        super().__init__(label=_("Where does that stand?"), max_length=SOURCE_LENGTH, help_text=_SOURCE_HINT)


class _PointNamesForm(forms.Form):
    name_en = GuardedLineField(label=_("Name in English"), max_length=NAME_LENGTH)
    name_bn = GuardedLineField(label=_("Name in Bangla"), max_length=NAME_LENGTH)
    source = SourceField()


class AddPointForm(_PointNamesForm):
    """A place that lies in a district and on no list of the portal."""

    tier = forms.ChoiceField(label=_("What is it?"), choices=POINT_TIERS, widget=forms.RadioSelect)
    district = DistrictField()
    since = DayField(label=_("Since when?"), required=False, help_text=_("Where the paper says it."))
    field_order = ("tier", "district", "name_en", "name_bn", "since", "source")


class RenamePointForm(VersionedForm, _PointNamesForm):
    """What it is called from now on."""

    is_strict = False

    on = DayField(label=_("From which day"), required=False, help_text=_("Where the paper says it."))

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, record=place, facts=called_now, **kwargs)


class ClosePointForm(forms.Form):
    """Since when it is none any more."""

    on = DayField(label=_("Closed since which day?"), help_text=DATE_HINT)
    source = SourceField()


class OpenPointForm(forms.Form):
    """Why it is open again."""

    source = SourceField()
