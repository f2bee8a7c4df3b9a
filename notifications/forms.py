"""What an administrator types: a day of the calendar, why a delivery is closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from language.fields import DayField, LineField


class DayForm(forms.Form):
    """One day, and what it is called in both languages."""

    on = DayField(label=_("Date"))
    name_bn = LineField(label=_("Name in Bangla"), max_length=200, required=False)
    name_en = LineField(label=_("Name in English"), max_length=200, required=False)


class CloseForm(forms.Form):
    """Why a delivery is left undone."""

    reason = LineField(label=_("Reason"), max_length=500)
