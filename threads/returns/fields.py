"""Fields of the forms of returns: a month, and one figure."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from language.digits import to_ascii
from language.fields import NumberField
from language.months import moved
from language.words import day
from threads.returns.kinds import MOST, Field

SHOWN = 24
# Before that, and after the next year, nobody means a month.
FIRST_YEAR = 2000


class MonthField(forms.ChoiceField):
    """A month: the last two years are offered, and the one that runs; any other may be sent as 2026-10."""

    default_error_messages = {"invalid_choice": _("Choose a month.")}

    def __init__(self, today: date, *, first: str | Promise = "", ahead: int = 0, **options: Any) -> None:
        months = [moved(today, step) for step in range(ahead, -SHOWN, -1)]
        offered = [(f"{month:%Y-%m}", day(month, "month")) for month in months]
        self.years = range(FIRST_YEAR, today.year + 2)
        super().__init__(choices=[("", first or _("Choose")), *offered], **options)

    def valid_value(self, value: Any) -> bool:
        """Whether it is a month at all: whether it has ended is asked by whoever takes it."""
        return self._read(str(value)) is not None

    def clean(self, value: Any) -> Any:
        """Return its first day."""
        found = super().clean(to_ascii(str(value or "")).replace("\x00", "\ufffd"))
        return self._read(found) if found else None

    def _read(self, text: str) -> date | None:
        try:
            month = date.fromisoformat(f"{text}-01") if len(text) == len("2026-10") else None
        except ValueError:
            return None
        return month if month is not None and month.year in self.years else None


class CountField(NumberField):
    """One figure. Blank is not 0."""

    def __init__(self, field: Field) -> None:
        super().__init__(label=str(field), required=False, max_value=MOST)
        self.widget.attrs |= {"autocomplete": "off", "class": "form-control count-cell"}
