"""In whose name somebody may issue a key message."""

from access.rules.viewer import Viewer
from partners.models import Organisation


def issuing_bodies(viewer: Viewer) -> list[Organisation]:
    """The offices for which this person issues key messages."""
    return list(Organisation.objects.permitted(viewer, "issue_key_message").order_by("name_en"))
