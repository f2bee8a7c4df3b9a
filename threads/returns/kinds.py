"""The forms of monthly returns, which are data: who sends which lines to whom, and what each line counts."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from language.months import last_day
from language.words import named
from notifications.working_days import add_working_days
from partners.loading.sources import fixture
from partners.models import Organisation, Tier

PERSONS, CASES = "persons", "cases"
# More came of no office in one month.
MOST = 1_000_000


@dataclass(frozen=True)
class Called:
    """Something with a code and a name in both languages."""

    code: str
    name_en: str
    name_bn: str

    def __str__(self) -> str:
        return named(self)


@dataclass(frozen=True)
class Line(Called):
    """One line of a form. `part_of` is the line that holds those counted here too.

    A `stock` is what there is at the end of the month: of several months only the last one counts.
    `published` says whether the quarter's table by district has it: no part of another line, and nothing
    that another kind of return publishes.
    """

    counts: str
    part_of: str = ""
    stock: bool = False
    published: bool = False


@dataclass(frozen=True)
class Field:
    """One figure: a line, of one group where the form has several."""

    line: Line
    group: Called | None

    @property
    def code(self) -> str:
        """How it is stored and sent."""
        return f"{self.group.code}-{self.line.code}" if self.group else self.line.code

    @property
    def part_of(self) -> str:
        """The figure that holds this one, or nothing."""
        return Field(Line(self.line.part_of, "", "", ""), self.group).code if self.line.part_of else ""

    def __str__(self) -> str:
        return f"{self.group}: {self.line}" if self.group else str(self.line)


@dataclass(frozen=True)
class ReturnKind(Called):
    """A kind of return: its senders, its receiver, its lines, and after how many working days it is due."""

    # Whose offices send it: those that this post heads in each district, or the bodies of these codes.
    head: str
    organisations: tuple[str, ...]
    receiver: str
    # The committee whose secretariat is the receiver's desk; else whoever answers for the receiver.
    secretariat_of: str
    due_working_days: int
    source_en: str
    source_bn: str
    groups: tuple[Called, ...]
    lines: tuple[Line, ...]

    @property
    def source(self) -> str:
        """Where the form is taken from."""
        return named(self, "source")

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every figure, group by group."""
        return tuple(Field(line, group) for group in self.groups or (None,) for line in self.lines)

    @property
    def of_districts(self) -> bool:
        """Whether an office of each district sends it."""
        return bool(self.head)

    @property
    def declared_senders(self) -> Q:
        """Which organisations the form names."""
        if self.head:
            return Q(code__endswith=f":{self.head}", place__tier=Tier.DISTRICT)
        return Q(code__in=self.organisations)

    def is_sent_by(self, code: str) -> bool:
        """Whether the form names the body of this code as a sender."""
        return code in self.organisations or bool(self.head and code.endswith(f":{self.head}"))

    def due_on(self, month: date) -> date:
        """Until when the return of a month is to be in."""
        return add_working_days(last_day(month), self.due_working_days)


@cache
def all_kinds() -> dict[str, ReturnKind]:
    """Every kind of return by its code."""
    return {row["code"]: _read(row) for row in fixture("return_kinds")["kinds"]}


def kind_of(code: str) -> ReturnKind:
    """The kind of this code."""
    return all_kinds()[code]


def _read(row: dict[str, Any]) -> ReturnKind:
    return ReturnKind(
        code=row["code"],
        name_en=row["name_en"],
        name_bn=row["name_bn"],
        head=row["from"].get("head", ""),
        organisations=tuple(row["from"].get("organisations", ())),
        receiver=row["to"]["organisation"],
        secretariat_of=row["to"].get("secretariat_of", ""),
        due_working_days=row["due_working_days"],
        source_en=row["source_en"],
        source_bn=row["source_bn"],
        groups=tuple(Called(**group) for group in row["groups"]),
        lines=tuple(Line(**line) for line in row["lines"]),
    )


def active_on(organisation: Organisation, on: date) -> Organisation | None:
    """The body where it takes part on a day, else whoever took over from it; a circle leads nowhere."""
    found: Organisation | None = organisation
    seen: set[int] = set()
    while found is not None and not found.is_active(on):
        if found.pk in seen:
            return None
        seen.add(found.pk)
        found = found.successor
    return found
