"""Who reads the access log; nothing else decides that.

Drafts are a matter of meetings: `meetings.access.drafts_known_to` and the rule of an opening.
"""

from django.db.models import QuerySet
from django.http import Http404

from access.models import AccessLog, Role
from access.rules.viewer import Viewer


def may_read_log(viewer: Viewer) -> bool:
    """Whether this person reads the access log: independent oversight, and nobody else."""
    return Role.OVERSIGHT in viewer.roles


def log_for(viewer: Viewer) -> QuerySet[AccessLog]:
    """Return the access log to whoever reads it; for everybody else there is no such page."""
    if not may_read_log(viewer):
        raise Http404
    return AccessLog.objects.all()
