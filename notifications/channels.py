"""The ways in which a notice travels beside the page it stands on. A channel is data: SQL names none."""

from collections.abc import Iterable
from dataclasses import dataclass

from notifications.models import Delivery


@dataclass(frozen=True)
class Channel:
    """One way, and whom it reaches."""

    name: str
    # SQL over `person` (access_user).
    reaches: str


MAIL = Channel(Delivery.Channel.MAIL.value, "person.email > '' AND person.email_proved_at IS NOT NULL")
ALL = (MAIL,)


def ways_to_person(channels: Iterable[Channel]) -> str:
    """SQL, to stand in a LATERAL: the names of these channels, as `channel`, that reach `person`."""
    ways = [f"SELECT '{one.name}' AS channel WHERE {one.reaches}" for one in channels]
    return " UNION ALL ".join(ways) or "SELECT '' AS channel WHERE FALSE"
