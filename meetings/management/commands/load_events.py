"""manage.py load_events: the real events and the committees' past meetings."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from meetings.loading import load_events


class Command(BaseCommand):
    help = "Load the events of fixtures/events.json and the past meetings of fixtures/ctc_practice.json."

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_events(timezone.now())
        self.stdout.write(f"{report.loaded} loaded, {report.known} here already")
        for line in report.unmatched:
            self.stdout.write(f"not matched: {line}")
