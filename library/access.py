"""A sheet is its owner's alone; nothing else decides that. What is in it, the rules of its list decide."""

from django.db.models import QuerySet

from access.rules.viewer import Viewer
from library.models import LongSheet


def own_sheets(viewer: Viewer) -> QuerySet[LongSheet]:
    """Return the sheets this person asked for."""
    return LongSheet.objects.filter(owner=viewer.user.pk)
