"""What goes with a field update: one photo, and no other file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from library.files.attaching import FIELD
from library.files.photos import PhotoWords
from library.files.pictures import must_be_pictures


def must_be_one_photo(refs: Sequence[str], by: User) -> None:
    """Refuse more than one file, and one that is no picture by how it begins, whatever it is called."""
    if len(set(refs)) > 1:
        raise Mendable(_("One photo goes with an update."), FIELD, "many")
    must_be_pictures(refs, by, field=FIELD, words=PhotoWords().refused)
