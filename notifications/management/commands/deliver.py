"""Send what waits as of an instant, until nothing waits any more, and say what was done."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from notifications import actions
from notifications.management.instants import HELP, instant


class Command(BaseCommand):
    """`manage.py deliver --at 2026-12-01T09:06+06:00`"""

    help = "Deliver the notices that wait as of an instant, and print what was done."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the instant."""
        parser.add_argument("--at", required=True, help=HELP)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Deliver, round by round: each has a lease of its own."""
        at = instant(options["at"])
        done = actions.deliver(at=at)
        rounds = done
        while rounds.claimed and not rounds.failed:
            at += timedelta(seconds=1)
            rounds = actions.deliver(at=at)
            done.claimed += rounds.claimed
            done.sent += rounds.sent
            done.not_needed += rounds.not_needed
            done.failed += rounds.failed
            done.dead += rounds.dead
            done.lost += rounds.lost
        self.stdout.write(
            f"As of {done.at.isoformat()}: {done.sent} sent, {done.not_needed} not needed any more, "
            f"{done.failed} failed ({done.dead} of them given up), {done.lost} lost to another worker."
        )
