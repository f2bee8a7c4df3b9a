"""`python -m benchmarks`: seed, measure, print; fails when a figure is missed by half again."""

import argparse
import sys
from datetime import UTC, datetime

from benchmarks import pages, work
from benchmarks.servers import SeedFailed, running
from benchmarks.tables import Table

SMALL, NATION = 10_000, 240_000
WORK = {
    "scan": work.scan,
    "circulate": work.circulate,
    "paper": work.paper,
    "sheet": work.sheet,
    "import": work.imports,
    "hidden": work.hidden,
    "mail": work.mail,
    "rate": work.rate,
}
PARTS = ("pages", *WORK)


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=NATION, help="promises at the larger size")
    parser.add_argument("--size", type=int, help="measure at this one size only")
    parser.add_argument(
        "--threads", type=int, default=0, help="discussions at the larger size, of eight posts each"
    )
    parser.add_argument("--updates", type=int, default=0, help="field updates at the larger size")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this; can be repeated")
    parser.add_argument(
        "--page",
        default="",
        help="only these pages, by their names or by the figures they are held to; with commas",
    )
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page for each viewer")
    return parser.parse_args()


def main() -> int:
    """Run it."""
    asked = options()
    sizes = sorted({asked.size} if asked.size else {SMALL, asked.scale})
    parts = ["pages"] if asked.page else asked.part or list(PARTS)
    table = Table()
    try:
        with running() as servers:
            databases = {
                size: servers.seeded(
                    size,
                    datetime.now(UTC).date(),
                    threads=asked.threads if size == sizes[-1] else 0,
                    updates=asked.updates if size == sizes[-1] else 0,
                )
                for size in sizes
            }
            if "pages" in parts:
                pages.measure(
                    servers,
                    databases,
                    rounds=asked.rounds,
                    only=asked.page.split(",") if asked.page else [],
                    table=table,
                )
            for name, measured in WORK.items():
                if name in parts:
                    # Mails cost the same at every size; a first scan of the larger one takes minutes.
                    size = sizes[0] if name == "mail" else sizes[-1]
                    measured(servers, size, databases[size], table)
    except SeedFailed as reason:
        sys.stderr.write(f"{reason}\n")
        return 2
    if not table.failures:
        table.say("\nEvery figure is within half again of what is wanted.\n")
        return 0
    table.say(f"\n{len(table.failures)} figures are missed by half again:\n")
    table.say("".join(f"  {words}\n" for words in table.failures))
    return 1


if __name__ == "__main__":
    sys.exit(main())
