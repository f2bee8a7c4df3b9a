"""Independent oversight opens a document, and says what for."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from access.models import User
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.openings import open_for_an_hour
from library.documents.access import documents_known_to
from library.documents.bodies import Event, tell
from library.models import Document, DocumentOpening

_LABEL = "A document opened with a purpose", "উদ্দেশ্য উল্লেখ করে খোলা নথি"


@transaction.atomic
def open_document(*, by: User, document: Document, purpose: str, at: datetime) -> DocumentOpening:
    """Oversight reads a document for an hour; whoever published it, and answers for it, is told why."""
    viewer = lock_actor(by, at)
    held = documents_known_to(viewer).filter(pk=lock_row(document).pk).first()
    if held is None:
        raise Http404
    opening = open_for_an_hour(
        DocumentOpening(document=held),
        held,
        by=by,
        viewer=viewer,
        purpose=purpose,
        code="document-opening",
        label=_LABEL,
    )
    tell(Event.OPENED, held, f"opened:{opening.pk}", at=at, by=by)
    return opening
