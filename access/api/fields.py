"""What a program sends and receives, field by field: named, typed, and nothing that was not declared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from access.api.problems import showable
from access.toolkit.refs import REF_LENGTH
from language.reading import YEARS
from language.text import clean, forbidden_characters

REQUIRED = _lazy("Send this field.")
NO_NULL = _lazy("This field cannot be null.")
TEXT = _lazy("Send a text.")
CHARACTERS = _lazy("This text has characters that cannot be shown. Type it again.")


class Body(serializers.Serializer[Any]):
    """What is sent or answered: these fields, and no others."""

    default_error_messages = {"invalid": _lazy("Send an object with these fields.")}

    def to_internal_value(self, data: Any) -> Any:
        """Read what was sent; a field that is not declared is an error that names it."""
        if isinstance(data, Mapping) and (unknown := data.keys() - self.fields.keys()):
            words = ErrorDetail(_("There is no such field here."), code="unknown")
            raise serializers.ValidationError({showable(name): [words] for name in sorted(unknown)})
        return super().to_internal_value(data)


class Said:
    """A record as it is said to programs: what stands beside it, and for all else the record itself."""

    def __init__(self, record: Any, **beside: Any) -> None:
        self.record = record
        vars(self).update(beside)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)


class Text(serializers.CharField):
    """A text as the portal keeps it. What it may hold is the action's to say, as on the pages."""

    default_error_messages = {"invalid": TEXT, "required": REQUIRED, "null": NO_NULL}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_blank", not kwargs.get("required", True))
        super().__init__(trim_whitespace=False, **kwargs)
        # Ours says the same of more signs than NUL.
        self.validators = []
        self.error_messages["blank"] = _lazy("Write a sentence here.")

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Read the text in the one encoding."""
        if isinstance(data, str):
            if forbidden_characters(data):
                raise serializers.ValidationError(CHARACTERS, code="characters")
            data = clean(data)
        elif data is not serializers.empty and data is not None:
            self.fail("invalid")
        return super().run_validation(data)


class Day(serializers.DateField):
    """A day, as 2026-11-22, of the years in which the pages read one."""

    default_error_messages = {
        "invalid": _lazy("Send a day as YYYY-MM-DD, for example 2026-11-22."),
        "datetime": _lazy("Send a day as YYYY-MM-DD, for example 2026-11-22."),
        "years": _lazy("Send a day of the years 1900 to 2200."),
        "required": REQUIRED,
        "null": NO_NULL,
    }

    def to_internal_value(self, value: Any) -> date:
        """Read the day; nothing but a text is one."""
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DD")
        day = super().to_internal_value(value)
        if day.year not in YEARS:
            self.fail("years")
        return day


class Clock(serializers.TimeField):
    """A time of day in Dhaka, as 14:30."""

    default_error_messages = {
        "invalid": _lazy("Send a time of day as HH:MM, for example 14:30."),
        "required": REQUIRED,
        "null": NO_NULL,
    }

    def to_internal_value(self, value: Any) -> time:
        """Read the time; nothing but a text is one."""
        if not isinstance(value, str):
            self.fail("invalid", format="HH:MM")
        return super().to_internal_value(value)


class Number(serializers.IntegerField):
    """A whole number."""

    default_error_messages = {
        "invalid": _lazy("Send a whole number."),
        "max_value": _lazy("This number is too large."),
        "min_value": _lazy("This number is too small."),
        "required": REQUIRED,
        "null": NO_NULL,
    }

    def to_internal_value(self, data: Any) -> int:
        """Read the number; a text is none, nor is true."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class ListOf(serializers.ListField):
    """Several of the same."""

    default_error_messages = {
        "not_a_list": _lazy("Send a list."),
        "max_length": _lazy("This list is too long."),
        "required": REQUIRED,
        "null": NO_NULL,
    }


class Whether(serializers.BooleanField):
    """True or false, and nothing that merely looks like it."""

    default_error_messages = {
        "invalid": _lazy("Send true or false."),
        "required": REQUIRED,
        "null": NO_NULL,
    }

    def to_internal_value(self, data: Any) -> bool:
        """Read it."""
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class OneOf(serializers.ChoiceField):
    """One of a few words."""

    default_error_messages = {
        "invalid_choice": _lazy("Send one of the words that are declared for this field."),
        "required": REQUIRED,
        "null": NO_NULL,
    }

    def to_internal_value(self, data: Any) -> Any:
        """Read the word."""
        if not isinstance(data, str):
            self.fail("invalid_choice", input="")
        return super().to_internal_value(data)


class Ref(Text):
    """The reference of a record, as its own answer says it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", REF_LENGTH)
        super().__init__(**kwargs)


class RefTo(Ref):
    """The record that a reference names; an empty one names none. `of` is how answers name such a record."""

    of: type[Body]

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the record, and never an empty text in its place."""
        return super().run_validation(data) or None


class Named(Body):
    """What something is called in both languages, and its reference."""

    ref = serializers.CharField()
    name_en = serializers.CharField()
    name_bn = serializers.CharField()


@lru_cache(maxsize=512)
def writer_of(body: type[Body], names: frozenset[str] | None = None) -> Body:
    """Return what writes a body, or some of its fields: made once, as it keeps nothing of what it writes."""
    writer = body()
    if names is not None:
        for name in writer.fields.keys() - names:
            del writer.fields[name]
    return writer
