"""Run one scan as of an instant and say what it did.

It writes on the embedded default only; on a real server it says what a scan would do.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from notifications import actions
from notifications.management.instants import HELP, instant


class Command(BaseCommand):
    """`manage.py remind --at 2026-12-01T09:05+06:00`"""

    help = "Run one scan for reminders as of an instant, and print what it did."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the instant."""
        parser.add_argument("--at", required=True, help=HELP)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Scan."""
        report = actions.scan(at=instant(options["at"]), write=settings.EMBEDDED)
        tells = "tells" if settings.EMBEDDED else "would tell"
        self.stdout.write(f"The scan as of {report.at.isoformat()} {tells} {report.told} times:")
        for name, count in report.by_kind.items():
            self.stdout.write(f"  {name}: {count}")
        self.stdout.write(f"{report.mails} by e-mail; {report.skipped} earlier stages noted as skipped.")
        if report.instead:
            self.stdout.write(
                f"{report.instead} to a secretariat, because nobody of the body can be reached."
            )
        if report.unreached:
            self.stdout.write(f"{report.unreached} records have nobody to tell.")
        if report.is_held:
            self.stdout.write(
                f"More than the ceiling: the {report.held} oldest of them are held until an administrator "
                "releases them."
            )
        if not settings.EMBEDDED:
            self.stdout.write("Nothing was written: this is not the embedded default.")
