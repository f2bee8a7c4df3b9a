"""The typefaces of official papers, unpacked once."""

from typing import Any

from django.core.management.base import BaseCommand

from library.paper.fonts import unpack


class Command(BaseCommand):
    """Unpacks the typefaces that official papers are set in."""

    help = "Unpacks the typefaces of official papers, out of their packages."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Unpack them."""
        unpack()
