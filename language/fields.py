"""Form fields that read both languages: text in one encoding, digits and dates of either kind."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from language.bijoy import converted, is_bijoy
from language.digits import is_bangla, localise, to_ascii
from language.reading import names_part_of_day, read_clock, read_day
from language.text import clean, forbidden_characters, mobile_number, plain_address
from language.words import clock, number

LINE_LENGTH = 300
# A sign that nobody sees, and that is not kept, before a text that somebody wants as it was typed.
AS_TYPED = "\u2060"
PROSE_LENGTH = 20_000


class _TextField(forms.CharField):
    """Text that can be stored and shown: one encoding, no control characters, not too long."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        # Our own message counts in the reader's digits; Django's validators would cut in before it.
        super().__init__(strip=False, **kwargs)
        self.longest = max_length
        self.validators = [
            v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value: Any) -> str:
        """Return what was typed, in the encoding we keep."""
        return clean(str(value)) if value is not None else ""

    def validate(self, value: str) -> None:
        """Refuse what cannot be shown and what is too long."""
        super().validate(value)
        if forbidden_characters(value):
            raise forms.ValidationError(
                _("This text has characters that cannot be shown. Type it again."), code="characters"
            )
        if len(value) > self.longest:
            raise forms.ValidationError(
                _("This is %(length)s characters long; at most %(longest)s fit here. Shorten it.")
                % {"length": number(len(value)), "longest": number(self.longest)},
                code="too_long",
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave the length to the server: a browser that cuts off typed text loses it silently."""
        return super().widget_attrs(widget)


class ProseField(_TextField):
    """Several lines of text; what was typed for a Bijoy font is shown in Unicode, and asked about."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = PROSE_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return what was typed, once somebody looked at what is meant by it."""
        text = super().to_python(value)
        typed = str(value) if value is not None else ""
        if len(text) > self.longest or typed.startswith(AS_TYPED) or not is_bijoy(typed):
            return text
        # Of what was typed: one sign of the font is dropped from every other text.
        made = clean(converted(typed))
        raise forms.ValidationError(
            _("This was typed for a Bijoy font (SutonnyMJ). Read it in Unicode, and choose."),
            code="asked",
            params={
                "choices": [
                    (made, _("In Unicode: %(text)s") % {"text": made}),
                    (AS_TYPED + text, _("As it was typed: %(text)s") % {"text": text}),
                ]
            },
        )


class LineField(_TextField):
    """One line of text; a line break becomes a space."""

    def __init__(self, *, max_length: int = LINE_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return one line."""
        return re.sub(r"[ \t\n]+", " ", super().to_python(value))


class NumberField(forms.IntegerField):
    """A whole number, typed in either digit system, with or without grouping commas."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Enter a whole number."),
    }

    def __init__(
        self, *, min_value: int | None = 0, max_value: int | None = 2_147_483_647, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.least, self.most = min_value, max_value

    def to_python(self, value: Any) -> int | None:
        """Return the number."""
        return super().to_python(to_ascii(clean(value)).replace(",", "") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number in the reader's digits; leave what was typed alone."""
        return localise(str(value)) if isinstance(value, int) else value

    def validate(self, value: int | None) -> None:
        """Refuse a number outside what makes sense."""
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise forms.ValidationError(
                _("Enter %(number)s or more.") % {"number": number(self.least)}, code="min_value"
            )
        if self.most is not None and value > self.most:
            raise forms.ValidationError(
                _("Enter %(number)s or less.") % {"number": number(self.most)}, code="max_value"
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for the number pad."""
        return super().widget_attrs(widget) | {"inputmode": "numeric"}


class DayField(forms.Field):
    """A date: 2026-11-22, 22/11/2026, Sun 22 Nov 2026, রবিবার, ২২শে নভেম্বর ২০২৬."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Enter a date with day, month and year, for example 22/11/2026."),
    }

    def to_python(self, value: Any) -> date | None:
        """Return the date."""
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        found = read_day(str(value))
        if found is None:
            raise forms.ValidationError(localise(str(self.error_messages["invalid"])), code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show a stored date as people write it; leave what was typed alone."""
        return localise(f"{value:%d/%m/%Y}") if isinstance(value, date) else value


class ClockField(forms.Field):
    """A time of day: 14:30, 14.30, 11, ১৪:৩০, 2:30 pm, দুপুর ২টা ৩০ মিনিট, সকাল সাড়ে ১০টা.

    Who types 3:00 means the afternoon, or the night: outside the hours of a working day it is asked which,
    unless the text says so.
    """

    widget = forms.TextInput
    usual = range(7, 22)
    default_error_messages = {
        "invalid": gettext_lazy("Enter a time of day, for example 14:30."),
    }

    def to_python(self, value: Any) -> time | None:
        """Return the time."""
        if isinstance(value, time):
            return value
        if value in self.empty_values:
            return None
        found = read_clock(str(value))
        if found is None:
            raise forms.ValidationError(localise(str(self.error_messages["invalid"])), code="invalid")
        if found.hour not in self.usual and not names_part_of_day(str(value)):
            choices = [(_in_full(one), _said(one)) for one in self._meant(found)]
            raise forms.ValidationError(
                _("Which time is meant? Choose it here, or type it again."),
                code="asked",
                params={"choices": choices},
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show a stored time as people write it, so that it is not asked; leave what was typed alone."""
        if not isinstance(value, time):
            return value
        in_digits = value.hour in self.usual and not is_bangla()
        return f"{value:%H:%M}" if in_digits else _said(value)

    def _meant(self, found: time) -> list[time]:
        """Return what a time may mean, the likelier first."""
        later = found.replace(hour=found.hour + 12) if found.hour < 12 else found
        return [later, found] if later.hour in self.usual else [found]


def _in_full(at: time) -> str:
    return f"{at:%I:%M} {'am' if at.hour < 12 else 'pm'}"


def _said(at: time) -> str:
    """Return a time in words that leave no doubt: 03:00 am, রাত ৩টা."""
    return clock(at) if is_bangla() else _in_full(at)


class AddressField(forms.EmailField):
    """An e-mail address as people paste it; kept in small letters, without signs that nobody sees."""

    def to_python(self, value: Any) -> str:
        """Return the address as it is kept."""
        return plain_address(str(value)) if value is not None else ""


class MobileField(forms.CharField):
    """A Bangladeshi mobile number as people write it; kept as +8801…"""

    default_error_messages = {
        "invalid": gettext_lazy("Enter a mobile number of 11 digits, for example 01711000000."),
    }

    def to_python(self, value: Any) -> str:
        """Return the number in its international form."""
        if value is None or not clean(str(value)):
            return ""
        found = mobile_number(str(value))
        if found is None:
            raise forms.ValidationError(localise(str(self.error_messages["invalid"])), code="invalid")
        return found
