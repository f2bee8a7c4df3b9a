"""`manage.py restore FOLDER`: a backup into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from coordination.backup.restoring import restore


class Command(BaseCommand):
    """Run as the owner, while web, worker and beat are stopped."""

    help = "Restore a backup into an empty database. Run as the owner, with the portal stopped."
    # Nothing of the database is looked at before it is there.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and what the operator vouches for."""
        parser.add_argument("folder", type=Path, help="what `backup` made")
        parser.add_argument(
            "--no-ledger", action="store_true", help="there is no ledger of erasures: nothing was erased"
        )
        parser.add_argument(
            "--keys-lost", action="store_true", help="the FIELD_KEYS of this backup are gone for good"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, and say as of when the portal now stands."""
        facts = restore(
            options["folder"],
            at=timezone.now(),
            no_ledger=options["no_ledger"],
            keys_lost=options["keys_lost"],
            say=self.stdout.write,
        )
        self.stdout.write(f"The portal stands as of {facts.made_at}. Everybody signs in anew.")
