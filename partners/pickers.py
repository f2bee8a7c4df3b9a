"""Choosing a partner by typing: what is found is offered while one types, and without a script after it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from access.toolkit.drawn import body_of, drawn, written
from partners.models import Committee

# The field beside the text, by which somebody picks one of those that the text may mean.
PICKED = "-picked"


class OrganisationPicker(forms.TextInput):
    """A line of text beside which organisations are offered: by a script while typing, else after sending."""

    # What the address of suggestions is asked for.
    chooses = "organisations"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        # Those the text may mean, where it means none alone.
        self.offered: Sequence[Any] = ()
        # The committee whose bodies come first, and are offered before anything is typed.
        self.committee: Committee | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the reference of what was picked, else the text."""
        return data.get(name + PICKED) or super().value_from_datadict(data, files, name)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        asked = {"choose": self.chooses} | ({"first": self.committee.ref} if self.committee else {})
        return drawn(
            "components/picker.html",
            name=name,
            value=self.format_value(value) or "",
            attrs=written(self.build_attrs(self.attrs, attrs)),
            src=f"{reverse('search_offered')}?{urlencode(asked)}",
            found=f"{(attrs or {}).get('id', name)}-found",
            offers_first=self.committee is not None,
            offered=tuple((one.ref, body_of(one)) for one in self.offered),
            picked=name + PICKED,
        )
