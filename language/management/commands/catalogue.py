"""Keeps, checks and compiles the Bangla catalogue."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from language.catalogue import compile_room, faults, update


class Command(BaseCommand):
    """`manage.py catalogue --update | --check | --compile`."""

    help = "Bring the Bangla catalogue up to date, check that it is complete, or compile it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and for which rooms."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--update", action="store_true", help="bring the messages up to date")
        what.add_argument("--check", action="store_true", help="fail when a message has no Bangla")
        what.add_argument("--compile", action="store_true", help="write the compiled catalogues")
        parser.add_argument("rooms", nargs="*", help="only these rooms")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it for each room."""
        root: Path = settings.BASE_DIR
        every: list[str] = settings.ROOMS
        rooms: list[str] = options["rooms"] or every
        found = 0
        for room in rooms:
            if options["update"]:
                came, went = update(root, room, every[-1])
                if came or went:
                    self.stdout.write(f"{room}: {came} new, {went} gone")
            elif options["compile"]:
                if compile_room(root, room):
                    self.stdout.write(f"{room}: compiled")
            else:
                for fault in faults(root, room, every[-1]):
                    found += 1
                    self.stderr.write(fault)
        if found:
            raise CommandError(f"{found} messages need attention")
