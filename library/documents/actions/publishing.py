"""Somebody publishes a document, and has chosen before who reads it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.choosing.choices import Chosen, party_ids_of, resolve
from access.models import Party, Role, User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor
from library.documents.access import AUDIENCE
from library.documents.actions.receipts import ask_those_named
from library.documents.actions.writing import add_version, describe
from library.documents.bodies import Body, own_bodies
from library.models import Document, DocumentReader


@transaction.atomic
def publish(
    *,
    by: User,
    readers: Chosen,
    files: Sequence[str],
    at: datetime,
    publisher: str = "",
    asks_receipt: bool = False,
    is_illustrative: bool = False,
    **typed: Any,
) -> Document:
    """Somebody of the network publishes a file to those they chose, in the name of a body they serve.

    Its readers see it from the moment when its file was checked.
    """
    viewer = lock_actor(by, at)
    if not viewer.is_in_network:
        raise RefusedError("publish", Document())
    chosen = resolve(viewer, readers.values, AUDIENCE)
    mine = party_of_account(by)
    body = _in_the_name_of(viewer, publisher, chosen)
    document = Document(
        author=by,
        author_party=mine,
        publisher_id=body.party_id if body is not None else mine.pk,
        keeping_party_id=body.answering_id if body is not None else None,
        office_en=by.label_en,
        office_bn=by.label_bn,
        is_internal=chosen.is_internal,
        secretariat_party=None if chosen.is_internal else Party.objects.role(Role.NATIONAL_SECRETARIAT),
        live=False,
        at=at,
        is_illustrative=is_illustrative,
    )
    describe(document, typed)
    document.save()
    parties = party_ids_of(chosen)
    DocumentReader.objects.bulk_create(
        DocumentReader(document=document, party_id=one, since=at) for one in parties
    )
    refresh(document)
    if asks_receipt and not chosen.is_internal:
        ask_those_named(document, parties, at=at)
    add_version(document, files, words="", by=by, at=at)
    document.refresh_from_db()
    return document


def _in_the_name_of(viewer: Viewer, wanted: str, chosen: Chosen) -> Body | None:
    """Return in whose name it is published: who serves several bodies says which."""
    own = own_bodies(viewer)
    if chosen.is_internal:
        # It is published in the name of the body that alone reads it.
        return next(one for one in own if one.party_id == chosen.parties[0])
    if wanted:
        found = next((one for one in own if one.ref == wanted), None)
        if found is None:
            raise Mendable(_("Choose one of the bodies you serve."), "publisher", "unknown")
        return found
    if len(own) > 1:
        raise Mendable(_("Choose in whose name you publish it."), "publisher", "required")
    return own[0] if own else None
