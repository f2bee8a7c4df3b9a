"""Hands the open commitments of organisations that have left to their successors."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from commitments.actions import pass_to_successors


class Command(BaseCommand):
    """`manage.py pass_commitments`, after an organisation was merged or renamed."""

    help = "Pass open commitments of organisations that have left to their successors."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it as of now."""
        self.stdout.write(f"{pass_to_successors(at=timezone.now())} commitments passed on")
