"""Photos of signed pages: put to the minutes by whoever enters the signature, read by the secretariat."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.models import User
from access.toolkit.errors import Mendable
from language.words import number
from library.files.attaching import attach
from library.files.pictures import must_be_pictures
from library.models import StoredFile
from meetings.models import Minutes, SignedPage

MOST_PAGES = 5
NO_PHOTO = gettext_lazy("Send a photo of the page, as JPEG, PNG or WEBP.")


def keep_pages(minutes: Minutes, refs: Sequence[str], *, names_nobody: bool, by: User, at: datetime) -> None:
    """Let photos stand on minutes that the caller holds, once its rule was asked."""
    if not refs:
        return
    if not names_nobody:
        words = _("Look at the pages, and say that no survivor is named on them. Else send them without.")
        raise Mendable(words, "names_nobody", "required")
    there = minutes.signed_pages.count()
    if there + len(set(refs)) > MOST_PAGES:
        words = _("At most %(most)s pages go with one meeting.") % {"most": number(MOST_PAGES)}
        raise Mendable(words, "pages", "many")
    must_be_pictures(refs, by, field="pages", words=NO_PHOTO)
    try:
        pages = attach(SignedPage, to=minutes, refs=refs, by=by, at=at)
    except Mendable as mendable:
        raise Mendable(mendable.message, "pages", mendable.code) from mendable
    for nth, page in enumerate(pages, start=there + 1):
        # Whatever its phone called it: a name of a file may be somebody's.
        StoredFile.objects.filter(pk=page.file_id).update(name=f"signed-page-{nth}")
