"""Form fields for free text that the identifier guard reads as it is typed in."""

from typing import Any

from django import forms

from access.identifiers import find_identifiers, identifier_message
from language.fields import LineField, ProseField


class _Guarded(forms.CharField):
    """Free text that must hold nobody's identity."""

    def __init__(self, *, phones: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.phones = phones

    def validate(self, value: str) -> None:
        """Refuse an identifier, and say which."""
        super().validate(value)
        kinds = find_identifiers(value, self.phones)
        if kinds:
            raise forms.ValidationError(identifier_message(kinds[0]), code="identifier")


class GuardedProseField(_Guarded, ProseField):
    """Several lines of free text that must hold nobody's identity."""


class GuardedLineField(_Guarded, LineField):
    """One line of free text that must hold nobody's identity."""
