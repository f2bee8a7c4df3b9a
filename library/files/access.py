"""A file that stands on nothing, or is not open yet, is its author's; where it stands, its room decides."""

from django.db.models import QuerySet
from django.http import Http404

from access.models import Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.readers import ReadBy
from access.rules.relations import in_audience
from access.rules.viewer import Viewer
from library.models import FileRefusal, StoredFile

SHOWN = 50


def register_rules() -> None:
    """Say whom a refusal is told; called once when the portal starts."""
    add_rule(FileRefusal, "view", in_audience())
    add_audience(FileRefusal, reads=(ReadBy(Via.OWNER, "owner_party"),))


def own_files(viewer: Viewer) -> QuerySet[StoredFile]:
    """Return the files this person sent."""
    return StoredFile.objects.filter(owner=viewer.user.pk)


def unattached(viewer: Viewer) -> list[StoredFile]:
    """Return those of them that stand on nothing yet, or were refused: the newest first."""
    waiting = own_files(viewer).filter(attached_at=None) | own_files(viewer).filter(
        state=StoredFile.State.REFUSED
    )
    return list(waiting.order_by("-at", "-pk")[:SHOWN])


def find_own(viewer: Viewer, ref: str, action: str = "") -> StoredFile:
    """Return a file this person sent, whatever they do with it; anybody else's is not there."""
    found = own_files(viewer).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found
