"""How somebody wants a sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from library.sheets.writing import Form


class SheetForm(forms.Form):
    """The form of the file, and whether machines of other organisations should know its columns."""

    form = forms.ChoiceField(
        label=_("Form of the file"),
        choices=[
            (Form.XLSX.value, _("XLSX, for a spreadsheet: dates and numbers stay what they are")),
            (Form.CSV.value, _("CSV, for other programs")),
        ],
        initial=Form.XLSX.value,
        widget=forms.RadioSelect,
    )
    tagged = forms.BooleanField(
        label=_("With HXL tags in a second row"),
        help_text=_("For exchange with humanitarian data sets, which know the columns by these tags."),
        required=False,
    )

    @property
    def wanted(self) -> Form:
        """The form that was chosen."""
        return Form(self.cleaned_data["form"])

    @property
    def is_tagged(self) -> bool:
        """Whether the tags were asked for."""
        return bool(self.cleaned_data["tagged"])
