"""Sheets that are too long to wait for."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Record, User
from library.sheets.writing import Form

# How long a file waits for the person who asked for it.
KEPT = timedelta(hours=24)


class LongSheet(Record):
    """A sheet that one person asked for: the worker writes it, and that person fetches it, once.

    `parties` are the places the person held when asking: what was read for them is handed out only while
    they are still held.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("Waits to be written")
        WRITING = "writing", _("Is being written")
        READY = "ready", _("Ready to fetch")
        FETCHED = "fetched", _("Fetched")
        OVER = "over", _("Not fetched in time")
        STOPPED = "stopped", _("Stopped: what you may read has changed")
        FAILED = "failed", _("Could not be written")

    UNDER_WAY: ClassVar[frozenset[State]] = frozenset({State.WAITING, State.WRITING})

    OPEN: ClassVar[frozenset[State]] = UNDER_WAY | {State.READY}

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    of = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=4, choices=[(form.value, form.value) for form in Form])
    tagged = models.BooleanField(default=False)
    language = models.CharField(max_length=2)
    parties = ArrayField(models.BigIntegerField(), default=list)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    # The last sign of whoever writes it: another worker takes over when none comes.
    alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Records that changed since the writing began bear this number or a higher one.
    changes_from = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "asked_at"], name="long_sheet_of_owner"),
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=["waiting", "writing"]),
                name="long_sheet_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.ref}"

    @property
    def path(self) -> Path:
        """Where its file lies: one of each try, for a worker thought dead may still write its own."""
        return Path(settings.SHEETS_DIR) / f"{self.ref}-{self.tries}.{self.form}"

    @property
    def held_path(self) -> Path:
        """Where the numbers of its records lie beside it."""
        return self.path.with_name(f"{self.path.name}.held")

    def take_away(self) -> None:
        """Nothing of it lies in the folder any more."""
        for path in (self.path, self.held_path):
            path.unlink(missing_ok=True)

    @property
    def is_under_way(self) -> bool:
        """Whether the worker still has something to do for it."""
        return self.state in self.UNDER_WAY

    @property
    def fetch_until(self) -> datetime | None:
        """Until when it waits."""
        return None if self.ended_at is None else self.ended_at + KEPT
