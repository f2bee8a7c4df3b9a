"""Compares every stored audience with what the facts say, and repairs it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from access.rules.audiences import all_derivations, differences, refresh


class Command(BaseCommand):
    """`manage.py check_audiences`, or with --dry-run to compare only."""

    help = "Compare the stored audience of every record with what its facts say, and repair it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="compare only, fail on a difference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each record that differs."""
        found = 0
        for derivation in all_derivations():
            for difference in differences(derivation):
                found += 1
                name = f"{derivation.model._meta.label_lower} {difference.record.pk}"
                counts = f"{difference.missing} missing, {difference.left_over} left over"
                self.stdout.write(f"{name}: {counts}, {difference.stale} stale")
                if not options["dry_run"]:
                    refresh(difference.record)
        if found and options["dry_run"]:
            raise CommandError(f"{found} records differ")
        self.stdout.write(f"{found} records repaired" if found else "All audiences are as they should be")
