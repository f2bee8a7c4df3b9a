"""`python -m benchmarks.seeds.filling 10000 1250 20000`: seed the database of the environment; check it."""

import os
import sys
import time
from contextlib import closing

import django
import psycopg2

SAMPLE = 400


def main(commitments: int, threads: int, updates: int) -> None:
    """Fill, let the project's own code finish what follows, and compare a sample with the rules."""
    django.setup()
    from django.utils import timezone

    from benchmarks.seeds.agreement import must_agree
    from benchmarks.seeds.tables import Size, fill
    from coordination.demo.personas import DOMAIN
    from partners.models import Person
    from partners.parties import refresh_people
    from threads.figures.publishing import publish_due
    from threads.figures.recounting import count_anew

    begun = time.monotonic()
    with closing(psycopg2.connect(os.environ["BENCH_SUPERUSER_URL"])) as connection:
        connection.autocommit = True
        fill(connection, Size(commitments, threads, updates), timezone.now())
    # Their NGO has more seats now.
    refresh_people(Person.objects.filter(user__email__endswith=f"@{DOMAIN}"))
    count_anew()
    publish_due(at=timezone.now())
    filled = time.monotonic()
    compared = must_agree(sample=SAMPLE, seed=commitments)
    sys.stdout.write(
        f"{commitments:,} promises seeded in {filled - begun:.0f} s; {compared.records} records and "
        f"{compared.people} people compared with the rules: all agree\n"
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
