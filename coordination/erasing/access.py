"""Whom the menu leads to erasures: those who may be asked for their word."""

from access.models import Party, Role
from access.rules.viewer import Viewer


def may_sign(viewer: Viewer) -> bool:
    """Whether this person is of a secretariat, or of independent oversight."""
    return Role.OVERSIGHT in viewer.roles or Party.Kind.COMMITTEE_SECRETARIAT in viewer.party_kinds
