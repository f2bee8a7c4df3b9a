"""`manage.py rebuild_search`: writes anew by which words every record is found."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from access.toolkit.rooms import search_sources
from access.toolkit.searching import rebuild


class Command(BaseCommand):
    """The database keeps the search in step by itself; after rows were written without it, this does."""

    help = "Write anew by which words every record is found."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild one kind after the other."""
        for source in search_sources():
            with transaction.atomic(), connection.cursor() as cursor:
                rebuild(source.rows, cursor)
            self.stdout.write(source.name)
