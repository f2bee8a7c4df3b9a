"""A field of choices that is drawn once for what it offers."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString

from access.toolkit.drawn import drawn, written


class DrawnSelect(forms.Select):
    """A select of flat choices, as Django draws it, kept for the same choices, value and attributes."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Draw it, or take what was drawn of the same."""
        chosen = {str(one) for one in self.format_value(value)}
        return drawn(
            "components/select.html",
            name=name,
            attrs=written(self.build_attrs(self.attrs, attrs)),
            choices=tuple((str(one), str(label), str(one) in chosen) for one, label in self.choices),
        )
