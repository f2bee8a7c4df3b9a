"""What a secretariat sends: a file or pasted rows, and the order by which the officers serve."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from language.fields import DayField, LineField, ProseField
from library.sheets.incoming.opening import ACCEPTED, pasted, sent
from partners.forms import DATE_HINT
from partners.officers.columns import Officers, officers_in

# Some three hundred rows, each as long as such a row is.
_LONGEST = 60_000


class OfficersForm(forms.Form):
    """Officers by office and by how each is reached: sent as a file, or pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("XLSX or CSV, at most 300 rows. The file itself is not kept."),
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )
    pasted = ProseField(
        label=_("Or paste the rows"),
        required=False,
        max_length=_LONGEST,
        help_text=_(
            "Copied from a sheet, with or without the heads: office, name of post, mobile, official e-mail. "
            "Posts, no names of people."
        ),
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )
    order_number = LineField(
        label=_("Number of the order"),
        required=False,
        max_length=80,
        help_text=_("For the rows that name none of their own. A secretariat enters by order only."),
    )
    order_date = DayField(label=_("Date of the order"), required=False, help_text=DATE_HINT)

    use_required_attribute = False

    # One of the two is needed: neither is called optional.
    needed = ("file", "pasted")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("pasted")):
            self.add_error("file", _("Choose a file, or paste the rows: one of the two."))
        return cleaned

    def read(self) -> Officers:
        """Read what was sent, or refuse it with the reason at its field."""
        upload = self.cleaned_data["file"]
        if upload:
            return officers_in(sent(upload), "file")
        return officers_in(pasted(self.cleaned_data["pasted"]), "pasted")
