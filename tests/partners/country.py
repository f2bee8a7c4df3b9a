"""How the tests of this room find a committee by its place, and the parties of a person."""

from datetime import datetime

from access.models import User
from access.rules.viewer import Viewer
from partners.models import Committee
from tests.cast import NOW


def codes(user: User | None, at: datetime = NOW) -> set[str]:
    """The parties somebody belongs to, by their codes."""
    assert user is not None
    return set(Viewer(user, at).party_codes)


def ctc(name: str, tier: str) -> Committee:
    """The counter-trafficking committee of a place."""
    return Committee.objects.get(place__name_en=name, tier=tier)
