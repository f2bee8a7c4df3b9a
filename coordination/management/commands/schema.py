"""`manage.py schema`: keeps what programs read and do here as OpenAPI says it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from access.api.schema import build
from coordination.programs.views import SCHEMA


class Command(BaseCommand):
    """Writes the schema, or says whether the kept one is still what the rooms declare."""

    help = "Write the schema of what programs read and do here; with --check say whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether it is only looked at."""
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if it is out of date.")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        """Write it, or compare."""
        built = json.dumps(build(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        if not check:
            SCHEMA.write_text(built, encoding="utf-8")
        elif not SCHEMA.exists() or SCHEMA.read_text(encoding="utf-8") != built:
            raise CommandError("The schema is out of date: run `manage.py schema`.")
