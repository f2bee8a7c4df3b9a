"""Loads places, organisations, committees, and the library's standing places. It can be repeated."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from partners.loading.committees import load_committees
from partners.loading.documents import load_standing_places
from partners.loading.local_offices import load_local_offices
from partners.loading.organisations import load_organisations
from partners.loading.places import load_places
from partners.models import Person
from partners.parties import refresh_people


class Command(BaseCommand):
    """`manage.py load_reference [--districts Jashore Satkhira]`."""

    help = "Load or renew places, organisations, committees and seats from fixtures/"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--districts` keeps a trial small: only these districts and what lies in them."""
        parser.add_argument("--districts", nargs="*", default=[], metavar="NAME")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load all, or nothing."""
        with connection.cursor() as cursor:
            # Foreign keys of the whole country are checked at the end, longer than a page may take.
            cursor.execute("SET LOCAL statement_timeout = 0")
        places, unmatched = load_places(options["districts"])
        organisations = load_organisations() + load_local_offices()
        committees = load_committees()
        load_standing_places()
        # Whoever types for an office was once let into more than that gives.
        refresh_people(Person.objects.filter(assists__isnull=False).distinct())
        self.stdout.write(
            f"places: {places}, organisations: {organisations}, committees: {committees} new or renamed"
        )
        for each in unmatched:
            self.stdout.write(f"fits no place: {each}")
