"""`manage.py load_demo`: the demonstration, on the embedded default only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coordination.demo.loading import load_demo


class Command(BaseCommand):
    """Load personas, real events and the illustrative set, once."""

    help = "Load the demonstration: personas, real events and an illustrative set. Runs once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("The demonstration exists on the embedded default only.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("DEMO_PASSWORD is not set: `make run` makes one for each VAR.")
        if settings.DATABASE_ROLE != "owner":
            raise CommandError(
                "Its history lies in the past, which only the owner may write: DATABASE_ROLE=owner."
            )
        self.stdout.write(load_demo(password=settings.DEMO_PASSWORD, now=timezone.now()))
