"""What the portal writes once: lines of the log and of the history, which it adds and never changes."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Func


class WrittenAt(models.DateTimeField):  # type: ignore[type-arg]
    """The instant a line was written, which the database sets: what the portal says is overruled.

    Whoever had taken the portal over could date a line back otherwise. Only the owner of the tables may
    say another instant: it loads the demonstration, whose history lies in the past.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Not now(): that is when the transaction began, and one can be kept open for days.
        kwargs["db_default"] = Func(function="clock_timestamp")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out of migrations what is the same for all of them."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key != "db_default"}


class History(models.Model):
    """A table to which the portal adds, and whose rows stay as they were written.

    `access.rules.database_role` derives what the database lets the portal do from this, so that it
    holds whatever the code does. Only the owner changes such a row, to erase.
    """

    # The few columns that go on changing, by the name of the field.
    may_change: ClassVar[tuple[str, ...]] = ()
    # A row that asks for an answer is changed once, by being answered; this is when.
    answered_at: ClassVar[str] = ""

    class Meta:
        abstract = True
