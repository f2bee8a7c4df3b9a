"""`manage.py erase`: erase what secretariat and oversight both signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from access.erasure.ledger import LedgerBroken, ledger_path
from coordination.backup.programs import require_owner
from coordination.erasing.running import erase, signed


class Command(BaseCommand):
    """Run as the owner; nothing is erased that was not signed by both."""

    help = "Erase what the secretariat and oversight have both signed. Run as the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Erase each, and say that the ledger has grown; never a word of what was erased."""
        require_owner()
        waiting = signed()
        for erasure in waiting:
            name = f"{erasure.ref} {erasure.passage} {erasure.record_ref}"
            if options["dry_run"]:
                self.stdout.write(f"{name}: signed")
                continue
            try:
                changed = erase(erasure, at=timezone.now())
            except LedgerBroken as broken:
                raise CommandError(f"{broken} Nothing was erased.") from broken
            self.stdout.write(f"{name}: erased in {changed} rows")
        if waiting and not options["dry_run"]:
            self.stdout.write(f"Copy the ledger now: {ledger_path()}")
        elif not waiting:
            self.stdout.write("Nothing is signed by both sides.")
