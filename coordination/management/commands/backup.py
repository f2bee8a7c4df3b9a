"""`manage.py backup FOLDER`: the database and the files in one new folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from access.erasure.ledger import ledger_path
from coordination.backup.making import make_backup


class Command(BaseCommand):
    """Run as the owner, as often as what is written meanwhile may be lost."""

    help = "Back up the database and the files into a new folder. Run as the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it, and say where the other half of it lies."""
        make_backup(options["folder"], at=timezone.now())
        self.stdout.write(f"Backed up into {options['folder']}.")
        self.stdout.write(
            f"Keep with it, elsewhere: the ledger of erasures ({ledger_path()}) and FIELD_KEYS."
        )
