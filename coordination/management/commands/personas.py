"""`manage.py personas [--json]`: how to sign in as each persona of the demonstration."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coordination.demo.personas import PERSONAS


class Command(BaseCommand):
    """Print key, label, name to sign in with, and the password of this VAR."""

    help = "Print how to sign in as each persona (embedded default only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("Personas exist on the embedded default only.")
        rows = [
            {
                "key": persona.key,
                "label": persona.label_en,
                "label_bn": persona.label_bn,
                "name": persona.email,
                "mobile": persona.mobile,
                "password": settings.DEMO_PASSWORD,
            }
            for persona in PERSONAS
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            f"Sign in with one of these names; the password of all is {settings.DEMO_PASSWORD}\n\n"
        )
        for row in rows:
            self.stdout.write(f"  {row['name']:<34} {row['label']}")
