"""The guards of a text with Markdown: its signs hide nobody's number, and its links lead where they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from access.markdown.reading import addresses_in, readings_of
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import Identifier, first_identifier, identifier_message
from access.toolkit.links import guard_link
from language.fields import ProseField
from language.text import clean, forbidden_characters

LONGEST_TEXT = 10_000


def first_hidden(text: str, phones: bool = False) -> Identifier | None:
    """Return one identifier of the text, however its signs divide it."""
    found: Iterator[Identifier | None] = (first_identifier(one, phones) for one in readings_of(text))
    return next((one for one in found if one is not None), None)


def guard_markdown(*, field: str | None, text: str, phones: bool = False, longest: int = LONGEST_TEXT) -> str:
    """Return the text as it is stored, or refuse it with a message at its field.

    Every action that stores such text passes it through here. It is as long as its field takes: what is
    longer is refused before it is read.
    """
    if len(text) > 2 * longest:
        raise Mendable(_("This text is too long. Shorten it."), field, "too_long")
    if forbidden_characters(text):
        raise Mendable(_("This text has characters that cannot be shown. Type it again."), field, "chars")
    kept = clean(text)
    if len(kept) > longest:
        raise Mendable(_("This text is too long. Shorten it."), field, "too_long")
    if identifier := first_hidden(kept, phones):
        raise Mendable(identifier_message(identifier), field, "identifier")
    for address in addresses_in(kept):
        if not address.lower().startswith("mailto:"):
            guard_link(field=field, text=address)
    return kept


class MarkdownField(ProseField):
    """Several lines of text with a little Markdown, which must hold nobody's identity."""

    def __init__(self, *, phones: bool = False, max_length: int = LONGEST_TEXT, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"data-markdown": ""}))
        super().__init__(max_length=max_length, **kwargs)
        self.phones = phones

    def to_python(self, value: Any) -> str:
        """Return what was typed; what is far too long is not even tidied up."""
        text = str(value) if value is not None else ""
        return text if len(text) > 2 * self.longest else super().to_python(text)

    def validate(self, value: str) -> None:
        """Refuse what is too long, an identifier, and a link that hides where it leads; say which."""
        super().validate(value)
        if not value or forbidden_characters(value):
            return
        try:
            guard_markdown(field=None, text=value, phones=self.phones, longest=self.longest)
        except Mendable as mendable:
            raise ValidationError(str(mendable), code=mendable.code) from None
