"""Who keeps the portal itself: accounts, the table of days, held and dead deliveries."""

from django.core.exceptions import PermissionDenied

from access.models import User
from access.rules.viewer import viewer_of


def require_administrator(by: User) -> None:
    """Let the action go on for a technical administrator alone, who keeps the portal and reads no record."""
    if not viewer_of(by).keeps_portal:
        raise PermissionDenied
