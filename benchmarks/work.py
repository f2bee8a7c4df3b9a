"""Scan, delivery, circulation and pages asked by eight at once, on copies that are thrown away."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from benchmarks.figures import (
    CIRCULATE,
    HIDDEN_MS,
    HIDDEN_REQUESTS,
    IMPORT_ROWS,
    IMPORT_SECONDS,
    LONG_SHEET_MB,
    LONG_SHEET_ROWS,
    LONG_SHEET_SECONDS,
    MAIL_SHARE,
    OPENING_SECONDS,
    PAPER_SECONDS,
    SCAN_OF_NOTHING_MS,
    SHEET_AT_ONCE_SECONDS,
    falls_short,
    misses,
)
from benchmarks.pages import OK, Scene, scene_of
from benchmarks.portals import Portal
from benchmarks.servers import ROOT, SeedFailed, Servers
from benchmarks.tables import Table
from embedded import processes

AT_ONCE, SECONDS = 8, 5.0
NOWHERE = "zarquon"


@contextmanager
def copied(servers: Servers, database: str) -> Iterator[str]:
    """A copy to write in."""
    name = servers.copy(database, f"{database}_work")
    try:
        yield name
    finally:
        servers.drop(name)


def _facts(servers: Servers, database: str, what: str, **more: str) -> list[dict[str, Any]]:
    said = _said(servers, database, "benchmarks.tasks", what, **more)
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def _said(servers: Servers, database: str, module: str, *words: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *words],
        cwd=ROOT, env=servers.environment(database) | more, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SeedFailed(f"{' '.join((module, *words))} on {database} ended with {done.returncode}")
    return done.stdout


def scan(servers: Servers, size: int, database: str, table: Table) -> None:
    """The scan of nothing and the opening of a working day."""
    with copied(servers, database) as copy:
        first, nothing, opening, night = _facts(servers, copy, "scan")
    for fact in (first, night):
        table.figure(f"{fact['name']}, {size:,}", f"{fact['seconds']:.1f} s", "")
    found = 1000 * nothing["seconds"]
    table.figure(
        f"{nothing['name']}, {size:,}", f"{found:.0f} ms", f"≤ {SCAN_OF_NOTHING_MS:g} ms",
        failed=misses(found, SCAN_OF_NOTHING_MS),
    )  # fmt: skip
    found = opening["seconds"]
    held = ", held" if opening["held"] else ""
    table.figure(
        f"{opening['name']}, {size:,}", f"{found:.1f} s, {opening['told']:,} told{held}",
        f"≤ {OPENING_SECONDS:g} s", failed=misses(found, OPENING_SECONDS),
    )  # fmt: skip


def circulate(servers: Servers, size: int, database: str, table: Table) -> None:
    """The statements of circulating."""
    with copied(servers, database) as copy:
        for fact in _facts(servers, copy, "circulate"):
            wanted = CIRCULATE[fact["points"]]
            table.figure(
                f"{fact['name']}, {size:,}", f"{fact['statements']} statements, {fact['seconds']:.2f} s",
                f"≤ {wanted}", failed=misses(fact["statements"], wanted),
            )  # fmt: skip


def sheet(servers: Servers, size: int, database: str, table: Table) -> None:
    """A sheet as long as is handed out at once, and one of all promises, reckoned up to half a million."""
    with copied(servers, database) as copy:
        short, *longs = _facts(servers, copy, "sheet")
    table.figure(
        f"{short['name']}, {size:,}", f"{short['seconds']:.2f} s", f"≤ {SHEET_AT_ONCE_SECONDS:g} s",
        failed=misses(short["seconds"], SHEET_AT_ONCE_SECONDS),
    )  # fmt: skip
    for fact in longs:
        seconds = fact["seconds"] * LONG_SHEET_ROWS / fact["rows"]
        table.figure(
            f"{fact['name']}, {size:,}", f"{fact['rows']:,} rows in {fact['seconds']:.0f} s, {fact['mb']} MB",
            f"≤ {LONG_SHEET_SECONDS:g} s for {LONG_SHEET_ROWS:,} rows, ≤ {LONG_SHEET_MB:g} MB",
            failed=misses(seconds, LONG_SHEET_SECONDS) or misses(fact["mb"], LONG_SHEET_MB),
        )  # fmt: skip


def imports(servers: Servers, size: int, database: str, table: Table) -> None:
    """Sheets of field updates that come in: how long the worker is at them, row by row."""
    with copied(servers, database) as copy:
        said = _said(servers, copy, "benchmarks.imports")
    for fact in (json.loads(line) for line in said.splitlines() if line.startswith("{")):
        found = fact["judged"] + fact["posted"]
        table.figure(
            f"{fact['name']}, {size:,}",
            f"read {fact['read']:.0f} s, kept {fact['entered']:.0f} s, looked at {fact['judged']:.0f} s, "
            f"posted {fact['posted']:.0f} s ({fact['rows'] / fact['posted']:.0f} rows a second)",
            f"≤ {IMPORT_SECONDS:g} s for {IMPORT_ROWS:,} rows",
            failed=misses(found * IMPORT_ROWS / fact["rows"], IMPORT_SECONDS),
        )


def paper(servers: Servers, size: int, database: str, table: Table) -> None:
    """The official paper of long minutes."""
    with copied(servers, database) as copy:
        (fact,) = _facts(servers, copy, "paper")
    found = fact["seconds"]
    table.figure(
        f"{fact['name']}, {size:,}", f"{found:.2f} s", f"≤ {PAPER_SECONDS:g} s",
        failed=misses(found, PAPER_SECONDS),
    )  # fmt: skip


def mail(servers: Servers, size: int, database: str, table: Table) -> None:
    """Mails a second into a server of this machine, beside a plain task that commits for each."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    sink = processes.start(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.sink", str(port)],
        log=None,
        cwd=ROOT,
        with_parent=True,
    )
    try:
        processes.wait_until(lambda: _listens(port), seconds=20)
        with copied(servers, database) as copy:
            (fact,) = _facts(servers, copy, "mail", MAIL_PORT=str(port))
    finally:
        sink.terminate()
        sink.wait()
    share = fact["rate"] / fact["plain"]
    table.figure(
        f"mails a second, {size:,} ({fact['sent']} sent)",
        f"{fact['rate']:.0f}, plain {fact['plain']:.0f} ({fact['anew']:.0f} connecting anew): {share:.2f}",
        f"≥ {MAIL_SHARE:g} of plain", failed=falls_short(share, MAIL_SHARE),
    )  # fmt: skip


def hidden(servers: Servers, size: int, database: str, table: Table) -> None:
    """A word that stands in many hidden records beside one that stands nowhere, asked in turn."""
    with copied(servers, database) as copy:
        scene = scene_of(servers, copy)
        words = json.loads(_said(servers, copy, "benchmarks.hidden"))
        portal = Portal("hidden", servers.environment(copy))
        try:
            for viewer, found in words.items():
                asked = [f"/search/?q={found['word']}", f"/search/?q={NOWHERE}"]
                seconds: list[list[float]] = [[], []]
                for _time in range(HIDDEN_REQUESTS):
                    for path, taken in zip(asked, seconds, strict=True):
                        taken.append(portal.get(path, scene.cookies[viewer]).seconds)
                apart = 1000 * abs(median(seconds[0]) - median(seconds[1]))
                table.figure(
                    f"a word in {found['rows']:,} hidden records against nowhere, {size:,}: {viewer}",
                    f"{1000 * median(seconds[1]):.1f} ms, apart {apart:.1f} ms", f"≤ {HIDDEN_MS:g} ms",
                    failed=misses(apart, HIDDEN_MS),
                )  # fmt: skip
        finally:
            portal.stop()


def rate(servers: Servers, size: int, database: str, table: Table) -> None:
    """Requests a second with eight at once, two processes of four threads as `make run` starts them."""
    scene = scene_of(servers, database)
    cookie = scene.cookies["Deputy Commissioner"]
    for name, more in (("bare", {"BENCH_BARE": "1"}), ("portal", {})):
        portal = Portal(f"rate-{name}", servers.environment(database) | more, workers=2, threads=4)
        try:
            for words, path in [("bare page", "/")] if name == "bare" else _rated(scene):
                done = _ask_at_once(portal, path, cookie)
                table.figure(
                    f"requests a second, eight at once, {size:,}: {words}", f"{done / SECONDS:.0f}", ""
                )
        finally:
            portal.stop()


def _rated(scene: Scene) -> list[tuple[str, str]]:
    wanted = ("commitments, open", "desk", "meetings, past")
    return [(name, path) for _held_by, name, path in scene.pages if name in wanted]


def _ask_at_once(portal: Portal, path: str, cookie: str) -> int:
    counts = [0] * AT_ONCE
    portal.get(path, cookie)
    until = time.monotonic() + SECONDS

    def ask(place: int) -> None:
        while time.monotonic() < until:
            if portal.get(path, cookie).status == OK:
                counts[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
