"""What a run prints: one line for each figure, and what failed at its end."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

_PAGE = (
    "{line.name:<57} {line.size:>9,} {line.statements:>5} {line.p50:>7.1f} {line.p95:>7.1f} "
    "{line.process:>7.2f} {line.database:>7.2f} {line.ratio:>6.1f} {growth:>6} {line.wanted:>7}{mark}\n"
)
_HEAD = (
    f"{'page: viewer':<57} {'promises':>9} {'stmts':>5} {'p50 ms':>7} {'p95 ms':>7} "
    f"{'CPU ms':>7} {'+ of db':>7} {'ratio':>6} {'growth':>6} {'wanted':>7}\n"
)


@dataclass(frozen=True)
class Line:
    """What one page cost one viewer at one size; times in milliseconds."""

    name: str
    size: int
    statements: int
    p50: float
    p95: float
    process: float
    database: float
    ratio: float
    growth: float | None
    wanted: str
    failed: Sequence[str]


@dataclass
class Table:
    """The lines as they come, and what missed its figure by half again."""

    failures: list[str] = field(default_factory=list)
    has_head: bool = False

    def page(self, line: Line) -> None:
        """One page of one viewer at one size."""
        if not self.has_head:
            self.say(_HEAD)
            self.has_head = True
        growth = "" if line.growth is None else f"{line.growth:.2f}"
        mark = "  FAILS" if line.failed else ""
        self.say(_PAGE.format(line=line, growth=growth, mark=mark))
        self.failures += [f"{line.name} at {line.size:,}: {words}" for words in line.failed]

    def figure(self, name: str, found: str, wanted: str, *, failed: bool = False) -> None:
        """One figure that is no page."""
        held_to = f"wanted {wanted}" if wanted else ""
        self.say(f"{name:<57} {found:>34} {held_to:>26}{'  FAILS' if failed else ''}\n")
        if failed:
            self.failures.append(f"{name}: {found}, wanted {wanted}")

    def say(self, text: str) -> None:
        """Print at once: a run takes minutes."""
        sys.stdout.write(text)
        sys.stdout.flush()
