"""Files that have to be pictures: by how they begin, whatever they are called."""

from collections.abc import Sequence

from django.utils.functional import Promise

from access.models import User
from access.toolkit.errors import Mendable
from library.files.kinds import HEAD, Family, family_of
from library.files.storing import opened
from library.models import StoredFile


def must_be_pictures(refs: Sequence[str], by: User, *, field: str, words: str | Promise) -> None:
    """Refuse one's own files of which one is no picture, in the words of the room that takes them."""
    for file in StoredFile.objects.filter(ref__in=refs, owner=by, attached_at=None):
        key = file.sent_key or file.key
        if not key:
            # Nothing of it is kept; the record refuses it.
            continue
        with opened(key) as content:
            if family_of(content.read(HEAD)) != Family.IMAGE:
                raise Mendable(words, field, "photo")
