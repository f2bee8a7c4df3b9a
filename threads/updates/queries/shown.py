"""A field update as the page of its thread shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from access.rules.viewer import Viewer
from language.months import quarter_of
from language.words import day, number
from partners.fields import place_words
from partners.models import Organisation
from threads.figures.models import CountedUpdate, PublishedTable
from threads.figures.protection import PROTECTION
from threads.figures.queries.periods import quarter_words
from threads.hidden import hides_title
from threads.imports.models import Submission
from threads.models import Thread
from threads.updates.access import still_read
from threads.updates.figures import LABELS, SIGNS, asked_of
from threads.updates.models import FIGURES, FieldUpdate, OnlineAbuse, Trend, UpdateCorrection


@dataclass(frozen=True)
class Counted:
    """One figure and what it counts; None was not counted."""

    label: str
    value: int | None


@dataclass(frozen=True)
class Corrected:
    """What it said until then."""

    until: datetime
    words: str


class Published(NamedTuple):
    """A published quarter that an update is told in no more: in none, or in another than its day says."""

    quarter: str
    is_moved: bool = False


class UpdateShown:
    """What stands on its page beside its words."""

    def __init__(self, viewer: Viewer, thread: Thread) -> None:
        self.viewer, self.thread = viewer, thread
        self.update = FieldUpdate.objects.select_related("place__parent", "message").get(thread=thread)

    @property
    def type(self) -> str:
        """What it is about."""
        return str(self.update.get_type_display())

    @property
    def place(self) -> str:
        """Where it was; nothing while its title is covered or erased."""
        return "" if hides_title(self.thread) else place_words(self.update.place)

    @property
    def said_when(self) -> str:
        """When it was, as exactly as its source says."""
        return day(self.update.happened_on, self.update.precision)

    @property
    def is_protected(self) -> bool:
        """Whether others learn of it by district and quarter alone."""
        return self.update.is_protected

    @property
    def figures(self) -> list[Counted]:
        """How many, as far as somebody counted; of what was taken back nothing."""
        said = [Counted(str(LABELS[name]), getattr(self.update, name)) for name in asked_of(self.update.type)]
        return said if any(one.value is not None for one in said) else []

    @cached_property
    def partners(self) -> list[Organisation]:
        """Who did it too."""
        return list(self.update.partners.order_by("name_en"))

    @cached_property
    def message(self) -> Thread | None:
        """The key message that was passed on, for whoever reads that."""
        if self.update.message_id is None:
            return None
        return Thread.objects.permitted(self.viewer).filter(pk=self.update.message_id).first()

    @cached_property
    def signs(self) -> Sequence[tuple[str, str]]:
        """What it says of a trend, as labels and words."""
        trend = Trend.objects.filter(update=self.update).first()
        if trend is None:
            return []
        told = [(SIGNS[name], getattr(trend, f"get_{name}_display")()) for name in Trend.SAYS]
        return [(str(label), str(words)) for label, words in told if words]

    @cached_property
    def abuse(self) -> OnlineAbuse | None:
        """What was reported to CID's cell, for whoever may read that."""
        found = OnlineAbuse.objects.permitted(self.viewer).filter(still_read(self.viewer))
        return found.filter(update=self.update).first()

    @cached_property
    def corrections(self) -> list[Corrected]:
        """What it said before, for its organisation."""
        if hides_title(self.thread) or not self._is_of_reader:
            return []
        before = self.update.corrections.select_related("place__parent").order_by("number")
        return [Corrected(one.replaced_at, _words_of(one)) for one in before]

    @cached_property
    def is_imported(self) -> bool:
        """Whether it came in by a sheet or a tool: said to those for whom it was sent, and nobody else."""
        return self._is_of_reader and Submission.objects.filter(update=self.update).exists()

    @property
    def _is_of_reader(self) -> bool:
        return self.viewer.belongs_to(self.thread.voice_party_id)

    @cached_property
    def published(self) -> Published | None:
        """How it stands in the published tables, where a quarter of it is published, for its organisation."""
        if not (self.is_protected and self.update.is_counted and self.update.month and self._is_of_reader):
            return None
        own = quarter_of(self.update.month)
        counted = CountedUpdate.objects.filter(update=self.update).select_related("table").first()
        if counted is not None:
            is_moved = counted.table.quarter != own
            return Published(quarter_words(counted.table.quarter), is_moved) if is_moved else None
        table = PublishedTable.objects.filter(name=PROTECTION, quarter=own).first()
        return Published(quarter_words(own)) if table is not None else None


def _words_of(was: UpdateCorrection) -> str:
    figures = zip(FIGURES, was.figures, strict=True)
    said = [f"{LABELS[name]} {number(value)}" for name, value in figures if value is not None]
    return " · ".join([place_words(was.place), day(was.happened_on), *said])


def update_shown(viewer: Viewer, thread: Thread) -> UpdateShown | None:
    """What stands beside the words of a field update; of any other thread nothing."""
    return UpdateShown(viewer, thread) if thread.kind == Thread.Kind.FIELD_UPDATE else None
