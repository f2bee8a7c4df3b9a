"""The instant a command is asked about."""

from datetime import datetime

from django.core.management import CommandError

from language.words import DHAKA

HELP = "ISO date and time; Dhaka time without an offset"


def instant(given: str | datetime) -> datetime:
    """Read an ISO date and time; without an offset it is Dhaka time."""
    try:
        found = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    except ValueError as error:
        raise CommandError(f"{given} is not an ISO date and time") from error
    return found if found.tzinfo else found.replace(tzinfo=DHAKA)
