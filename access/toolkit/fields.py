"""Form fields for what is guarded as it is typed in: free text, which names nobody, and links."""

from typing import Any

from django import forms

from access.toolkit.errors import Mendable
from access.toolkit.identifiers import first_identifier, identifier_message
from access.toolkit.links import LONGEST_LINK, guard_link
from language.fields import LineField, ProseField


class _Guarded(forms.CharField):
    """Free text that must hold nobody's identity."""

    def __init__(self, *, phones: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.phones = phones

    def validate(self, value: str) -> None:
        """Refuse an identifier, and say which."""
        super().validate(value)
        if identifier := first_identifier(value, self.phones):
            raise forms.ValidationError(identifier_message(identifier), code="identifier")


class GuardedProseField(_Guarded, ProseField):
    """Several lines of free text that must hold nobody's identity."""


class GuardedLineField(_Guarded, LineField):
    """One line of free text that must hold nobody's identity."""


class LinkField(LineField):
    """A link that others open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_LINK, **kwargs)

    def validate(self, value: str) -> None:
        """Refuse what hides where it leads, and what leads where others cannot go."""
        super().validate(value)
        try:
            guard_link(field=None, text=value)
        except Mendable as mendable:
            raise forms.ValidationError(str(mendable), code=mendable.code) from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for the keys of an address."""
        return super().widget_attrs(widget) | {"inputmode": "url", "autocapitalize": "none"}
