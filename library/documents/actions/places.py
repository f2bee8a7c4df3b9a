"""The secretariat of the national committee says which document stands in a standing place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted, share_row
from library.models import Document, StandingPlace


@transaction.atomic
def fill_place(*, by: User, place: StandingPlace, document: Document | None, at: datetime) -> StandingPlace:
    """Let a document that the secretariat reads stand in a place, or none.

    Who reads it stays as its publisher said.
    """
    if document is not None:
        # Before the place: whoever withdraws a document holds them in this order.
        share_row(document)
    held = lock_permitted(place, by=by, action="fill", at=at)
    if document is not None:
        document = get_permitted(Viewer(by, at), Document, document.ref)
        if not document.live:
            raise Mendable(_("Choose a document that stands in the library."), "document", "not-published")
        if document.is_internal:
            raise Mendable(_("It is one organisation's alone. Choose another."), "document", "internal")
    held.document, held.filled_at = document, at if document is not None else None
    held.save(update_fields=["document", "filled_at"])
    return held
