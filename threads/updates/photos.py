"""What goes with a field update: one photo, and no other file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from library.files.attaching import FIELD
from library.files.kinds import HEAD, Family, family_of
from library.files.storing import opened
from library.models import StoredFile


def must_be_one_photo(refs: Sequence[str], by: User) -> None:
    """Refuse more than one file, and one that is no picture by how it begins, whatever it is called."""
    if len(set(refs)) > 1:
        raise Mendable(_("One photo goes with an update."), FIELD, "many")
    for file in StoredFile.objects.filter(ref__in=refs, owner=by, attached_at=None):
        key = file.sent_key or file.key
        if not key:
            # Nothing of it is kept; the record refuses it.
            continue
        with opened(key) as content:
            if family_of(content.read(HEAD)) != Family.IMAGE:
                raise Mendable(_("Send a photo here, as JPEG, PNG or WEBP, and no document."), FIELD, "photo")
