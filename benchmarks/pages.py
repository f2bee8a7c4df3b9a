"""Pages in rounds with the bare page: statements, time, and CPU of the process and of the database."""

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.figures import GROWTH, PAGES, misses
from benchmarks.portals import Portal, spent
from benchmarks.scene import TOKEN
from benchmarks.servers import ROOT, SeedFailed, Servers
from benchmarks.tables import Line, Table

OK = 200
# What a process still does after its answer has left: close, count, tidy up.
AFTERMATH = 0.02


@dataclass
class Cost:
    """What one page cost one viewer at one size."""

    statements: int = 0
    size: int = 0
    seconds: list[float] = field(default_factory=list)
    process: float = 0.0
    database: float = 0.0

    @property
    def cpu(self) -> float:
        """Seconds of both together."""
        return self.process + self.database

    def at(self, share: float) -> float:
        """Milliseconds within which so many of the answers came."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Scene:
    """The viewers' cookies and tokens, and the addresses: by which figure held, called what, where.

    `only` are the viewers of a page that not all of them read.
    """

    cookies: dict[str, str]
    tokens: dict[str, str]
    pages: list[tuple[str, str, str]]
    only: dict[str, list[str]]

    def path(self, place: int, viewer: str) -> str:
        """The address of a page for one viewer."""
        return self.pages[place][2].replace(TOKEN, self.tokens[viewer])


def scene_of(servers: Servers, database: str) -> Scene:
    """Sign the viewers in at one database and find what is measured there."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scene"], cwd=ROOT, env=servers.environment(database),
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SeedFailed(f"the scene of {database} could not be made")
    return Scene(**json.loads(done.stdout))


def measure(
    servers: Servers, databases: dict[int, str], *, rounds: int, only: list[str], table: Table
) -> None:
    """Ask each page of each size and the bare page in turn, and add the lines to the table."""
    scenes = {size: scene_of(servers, database) for size, database in databases.items()}
    largest = max(databases)
    with ExitStack() as stack:
        portals = {}
        for size, database in databases.items():
            portals[size] = Portal(f"portal-{size}", servers.environment(database))
            stack.callback(portals[size].stop)
        bare = Portal("bare", servers.environment(databases[largest]) | {"BENCH_BARE": "1"})
        stack.callback(bare.stop)
        bares: list[Cost] = []
        for place, (held_by, name, _path) in enumerate(scenes[largest].pages):
            if only and not {held_by, name} & set(only):
                continue
            for viewer in scenes[largest].only.get(name, scenes[largest].cookies):
                asked = {
                    size: (portals[size], scenes[size].path(place, viewer), scenes[size].cookies[viewer])
                    for size in databases
                }
                costs, bare_cost = _in_turn(asked, (bare, "/", scenes[largest].cookies[viewer]), rounds)
                _report(table, held_by, f"{name}: {viewer}", costs, bare_cost)
                bares.append(bare_cost)
        _report_bare(table, bares, largest)


def _in_turn(
    asked: dict[int, tuple[Portal, str, str]], bare: tuple[Portal, str, str], rounds: int
) -> tuple[dict[int, Cost], Cost]:
    all_asked = {**asked, 0: bare}
    costs = {size: Cost() for size in all_asked}
    for size, (portal, path, cookie) in all_asked.items():
        first = portal.get(path, cookie, count=True)
        if first.status != OK:
            raise RuntimeError(f"{portal.name} {path} answers {first.status}")
        # Counted at the second time: the first one of a process also fills what it keeps for good.
        second = portal.get(path, cookie, count=True)
        costs[size].statements, costs[size].size = second.statements, second.size
    time.sleep(AFTERMATH)
    before = {size: portal.cpu() for size, (portal, _path, _cookie) in all_asked.items()}
    for _round in range(rounds):
        for size, (portal, path, cookie) in all_asked.items():
            costs[size].seconds.append(portal.get(path, cookie).seconds)
    time.sleep(AFTERMATH)
    for size, (portal, _path, _cookie) in all_asked.items():
        after = portal.cpu()
        costs[size].process = spent(before[size].process, after.process) / rounds
        costs[size].database = spent(before[size].database, after.database) / rounds
    return costs, costs.pop(0)


def _report(table: Table, held_by: str, name: str, costs: dict[int, Cost], bare: Cost) -> None:
    wanted = PAGES[held_by]
    smallest = min(costs)
    for size, cost in costs.items():
        ratio = cost.cpu / bare.cpu
        growth = cost.cpu / costs[smallest].cpu if size != smallest else None
        failed = [
            words
            for words, is_missed in (
                (f"ratio {ratio:.1f}, wanted {wanted.ratio:g}", misses(ratio, wanted.ratio)),
                (
                    f"{cost.statements} statements, wanted {wanted.statements}",
                    misses(cost.statements, wanted.statements),
                ),
                (f"p95 {cost.at(0.95):.0f} ms, wanted {wanted.p95}", misses(cost.at(0.95), wanted.p95)),
                (
                    f"growth {growth or 0:.2f}, wanted {GROWTH:g}",
                    growth is not None and wanted.is_same and misses(growth, GROWTH),
                ),
            )
            if is_missed
        ]
        line = Line(
            name=name,
            size=size,
            statements=cost.statements,
            p50=cost.at(0.5),
            p95=cost.at(0.95),
            process=1000 * cost.process,
            database=1000 * cost.database,
            ratio=ratio,
            growth=growth,
            wanted=", ".join(f"{one:g}" for one in (wanted.ratio, wanted.statements, wanted.p95) if one),
            failed=failed,
        )
        table.page(line)


def _report_bare(table: Table, bares: list[Cost], size: int) -> None:
    """What the ratios stand on: the bare page over the whole run."""
    if bares:
        process, database = (
            sum(getattr(one, part) for one in bares) / len(bares) for part in ("process", "database")
        )
        words = f"{1000 * process:.2f} + {1000 * database:.2f} ms CPU"
        table.figure(f"bare page, {size:,}, {bares[0].statements} statements", words, "")
