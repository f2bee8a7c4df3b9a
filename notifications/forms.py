"""What an administrator types: a day of the calendar, why a delivery is closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.toolkit.fields import GuardedLineField
from language.fields import DayField


class DayForm(forms.Form):
    """One day, and what it is called in both languages."""

    on = DayField(label=_("Date"))
    name_bn = GuardedLineField(label=_("Name in Bangla"), max_length=200, required=False)
    name_en = GuardedLineField(label=_("Name in English"), max_length=200, required=False)


class CloseForm(forms.Form):
    """Why a delivery is left undone."""

    reason = GuardedLineField(label=_("Reason"), phones=True, max_length=500)
