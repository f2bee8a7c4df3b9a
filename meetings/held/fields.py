"""The fields by which photos of signed pages are sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from library.files.fields import FilesField
from meetings.actions.signed_pages import MOST_PAGES


class PagesField(FilesField):
    """Photos of the signed pages, as a phone takes them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Photos of the signed pages"))
        kwargs.setdefault(
            "help_text",
            _("One to five photos, at most 25 MB each. The committee's secretariat alone reads them."),
        )
        super().__init__(most=MOST_PAGES, **kwargs)
        self.widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp"


class NamesNobodyField(forms.BooleanField):
    """What whoever sends a page has looked for: nothing is ticked beforehand."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("No survivor is named on the pages: I have looked."))
        super().__init__(required=False, **kwargs)
