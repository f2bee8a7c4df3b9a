"""Whoever keeps a document says otherwise what it is, puts another file in its place, or withdraws it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from library.actions import end_sheets
from library.documents.actions.writing import HOLD_TITLES, add_version, describe, must_stand
from library.models import Document, DocumentVersion


@transaction.atomic
def edit(*, by: User, document: Document, at: datetime, **typed: Any) -> Document:
    """Say otherwise what it is. Its file stays."""
    held = lock_permitted(document, by=by, action="edit", at=at)
    must_stand(held)
    if held.covered:
        raise Mendable(
            _("A passage of this is covered. It can be changed once that is decided."), code="covered"
        )
    describe(held, typed)
    held.save()
    return held


@transaction.atomic
def replace(
    *, by: User, document: Document, files: Sequence[str], at: datetime, words: str = ""
) -> DocumentVersion:
    """Put another file in the place of the one that stands, once it was checked. The earlier one stays for
    those who read it, and who received it is asked anew.
    """
    held = lock_permitted(document, by=by, action="replace", at=at)
    must_stand(held)
    return add_version(held, files, words=words, by=by, at=at)


@transaction.atomic
def withdraw(*, by: User, document: Document, at: datetime) -> Document:
    """Take it out of the library: no list, search or file of it from this moment, and its readers read that
    it was withdrawn.
    """
    held = lock_permitted(document, by=by, action="withdraw", at=at)
    must_stand(held)
    held.state, held.live, held.withdrawn_at = Document.State.WITHDRAWN, False, at
    # What it was called stays, so that its readers know which; what was said of it goes.
    held.description = held.description_in_full = held.link = ""
    held.save()
    DocumentVersion.objects.filter(record=held).update(words="")
    # A notice names it, and a sheet of those may wait.
    end_sheets(HOLD_TITLES)
    held.places.update(document=None, filled_at=None)
    refresh(held)
    return held
