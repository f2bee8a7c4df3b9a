"""When `make bench` fails: by half again of what is wanted, and not before."""

import pytest

from benchmarks.figures import PAGES, falls_short, misses
from benchmarks.tables import Line, Table


def test_a_figure_is_missed_by_half_again_and_not_before() -> None:
    assert not misses(PAGES["desk"].ratio * 1.49, PAGES["desk"].ratio)
    assert misses(PAGES["desk"].ratio * 1.51, PAGES["desk"].ratio)
    assert not misses(1_000, PAGES["frame"].statements), "nobody said how many statements the frame may take"
    assert not falls_short(0.54, 0.8) and falls_short(0.53, 0.8)


def test_what_failed_is_marked_in_its_line_and_named_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    cost = {"size": 10_000, "statements": 9, "p50": 1.0, "p95": 2.0, "process": 1.0, "database": 0.5}
    table.page(Line(name="desk: one", ratio=2.0, growth=None, wanted="6, 18", failed=[], **cost))  # type: ignore[arg-type]
    table.page(Line(name="desk: two", ratio=9.5, growth=1.0, wanted="6, 18", failed=["ratio 9.5"], **cost))  # type: ignore[arg-type]
    table.figure("scan of nothing", "80 ms", "≤ 50 ms", failed=True)
    head, good, bad, scan = capsys.readouterr().out.splitlines()
    assert "FAILS" not in head + good and "FAILS" in bad and "FAILS" in scan
    assert table.failures == ["desk: two at 10,000: ratio 9.5", "scan of nothing: 80 ms, wanted ≤ 50 ms"]
