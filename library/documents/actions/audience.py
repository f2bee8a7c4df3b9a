"""Whoever keeps a document lets more people read it, or fewer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen, party_ids_of, resolve
from access.models import Party, User
from access.rules.audiences import refresh
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from library.actions import end_sheets
from library.documents.access import MORE_READERS
from library.documents.actions.writing import HOLD_TITLES, must_stand
from library.documents.bodies import Event, tell
from library.models import Document, DocumentReader


@transaction.atomic
def widen(*, by: User, document: Document, readers: Chosen, at: datetime) -> Document:
    """More people read it from now on, but no file that was replaced before; those who keep it are told."""
    held = lock_permitted(document, by=by, action="widen", at=at)
    must_stand(held)
    _must_be_shared(held)
    standing = _standing(held)
    chosen = resolve(Viewer(by, at), readers.values, MORE_READERS)
    new = [one for one in party_ids_of(chosen) if one not in standing]
    if not new or Party.objects.everyone().pk in standing:
        raise Mendable(_("They read this already. Choose others."), "readers", "present")
    DocumentReader.objects.bulk_create(DocumentReader(document=held, party_id=one, since=at) for one in new)
    refresh(held)
    tell(Event.WIDENED, held, f"widened:{at.isoformat()}", at=at, by=by)
    return held


@transaction.atomic
def narrow(*, by: User, document: Document, reader: Party, at: datetime) -> Document:
    """Those who read it only as members of this party read nothing of it from the next moment, nor are they
    asked for a receipt.
    """
    held = lock_permitted(document, by=by, action="narrow", at=at)
    _must_be_shared(held)
    ended = DocumentReader.objects.filter(document=held, party=reader, until=None).update(until=at)
    if not ended:
        raise Mendable(_("They do not read this any more."), "reader", "gone")
    standing = _standing(held)
    if Party.objects.everyone().pk not in standing:
        held.receipts_asked.exclude(party__in=standing).delete()
    refresh(held)
    end_sheets(HOLD_TITLES)
    return held


def _must_be_shared(document: Document) -> None:
    if document.is_internal:
        raise Mendable(
            _("It was published for one organisation alone, and so it stays. Publish it for others anew."),
            "readers",
            "internal",
        )


def _standing(document: Document) -> list[int]:
    return list(document.readers.filter(until=None).values_list("party_id", flat=True))
