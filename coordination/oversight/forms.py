"""What oversight says before it opens a draft, and how it narrows the log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models.openings import PURPOSE_LENGTH
from access.toolkit.fields import GuardedProseField


class PurposeForm(forms.Form):
    """Why unconfirmed minutes are opened."""

    purpose = GuardedProseField(
        label=_("What you need these minutes for"),
        max_length=PURPOSE_LENGTH,
        phones=True,
        help_text=_("A sentence is enough. Whoever reads these minutes reads it too. No names, no numbers."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
