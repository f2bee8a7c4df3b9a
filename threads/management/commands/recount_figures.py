"""Counts all sums of field updates anew, compares them with those that are kept, and repairs them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from threads.figures.models import NetworkSum, OwnSum
from threads.figures.recounting import count_anew, differences, unlike


class Command(BaseCommand):
    """`manage.py recount_figures`, or with --dry-run to compare only."""

    help = "Compare the sums of field updates with the updates themselves, and repair them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="compare only, fail on a difference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what differs."""
        found = {
            "updates counted for others than read them": sum(1 for _ in unlike()),
            "sums of the network differ": differences(NetworkSum),
            "sums of organisations differ": differences(OwnSum),
        }
        for words, count in found.items():
            if count:
                self.stdout.write(f"{count} {words}")
        if not any(found.values()):
            self.stdout.write("All sums are as they should be")
        elif options["dry_run"]:
            raise CommandError("Sums differ")
        else:
            count_anew()
            self.stdout.write("All sums were counted anew")
