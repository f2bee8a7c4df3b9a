"""The instant a command is asked about."""

from argparse import ArgumentTypeError
from datetime import datetime

from notifications.working_days import DHAKA


def instant(text: str) -> datetime:
    """Read an ISO date and time; without an offset it is Dhaka time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not an ISO date and time") from error
    return found if found.tzinfo else found.replace(tzinfo=DHAKA)
