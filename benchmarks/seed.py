"""`python -m benchmarks.seed --commitments 10000`: a seeded database to look at, or to measure by hand.

With `--serve` the servers stay until Ctrl-C, and the environment to reach them by is printed.
"""

import argparse
import signal
import sys
from datetime import UTC, datetime

from benchmarks.servers import running

SHOWN = (
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "BENCH_SUPERUSER_URL",
    "REDIS_URL",
    "VAR",
)


def main() -> int:
    """Seed, and serve where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commitments", type=int, default=10_000, metavar="N")
    parser.add_argument("--serve", action="store_true", help="keep the servers running until Ctrl-C")
    options = parser.parse_args()
    with running() as servers:
        name = servers.seeded(options.commitments, datetime.now(UTC).date())
        environment = servers.environment(name)
        sys.stdout.writelines(f"export {key}='{environment[key]}'\n" for key in SHOWN)
        sys.stdout.flush()
        if options.serve:
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


if __name__ == "__main__":
    sys.exit(main())
