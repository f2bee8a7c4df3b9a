"""The fields by which photos of signed pages are sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from library.files.photos import PhotosField, PhotoWords
from meetings.actions.signed_pages import MOST_PAGES, NO_PHOTO

WORDS = PhotoWords(
    each=_("Signed page"),
    take=_("Photograph a signed page"),
    choose=_("Choose photos"),
    refused=NO_PHOTO,
)


class PagesField(PhotosField):
    """Photos of the signed pages, as a phone takes them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Photos of the signed pages"))
        kwargs.setdefault(
            "help_text", _("This photo is the chair's approval. Only the committee's secretariat sees it.")
        )
        super().__init__(most=MOST_PAGES, words=WORDS, **kwargs)


class NamesNobodyField(forms.BooleanField):
    """What whoever sends a page has looked for: nothing is ticked beforehand."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("No survivor is named on the pages: I have looked."))
        super().__init__(required=False, **kwargs)
