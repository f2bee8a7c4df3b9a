"""The photos of signed pages, for the secretariat alone: for all others there are none."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Passage, Standing
from access.rules.viewer import Viewer
from language.words import number
from library.files.erasing import copies_of_file
from library.files.rows import FileRow, rows_of
from library.files.serving import link_of, serve
from meetings.models import Minutes, SignedPage

READ = "read_signed_pages"


def pages_of(minutes: Minutes) -> QuerySet[SignedPage]:
    """Return the links to the photos, in the order in which they were sent."""
    return SignedPage.objects.filter(record=minutes).select_related("file").order_by("pk")


def _must_read(minutes: Minutes) -> None:
    """By the flag that was read with the minutes: a refusal costs what a page that is none costs."""
    if not minutes.can_read_signed_pages:  # type: ignore[attr-defined]
        raise Http404


def page_rows(viewer: Viewer, minutes: Minutes) -> list[FileRow]:
    """The pages as their reader sees them: by their number, and never by the name of a file."""
    _must_read(minutes)
    rows = []
    for nth, link in enumerate(pages_of(minutes), start=1):
        called = _now("Signed page %(number)s") % {"number": number(nth)}
        found = rows_of([link], viewer, address="meeting_signed_page", inside=(minutes.meeting.ref,))
        rows += [replace(row, name=called, sentence="") for row in found]
    return rows


def serve_page(viewer: Viewer, minutes: Minutes, file: str) -> HttpResponseBase:
    """Hand one out. Whoever reads the minutes and not their pages gets the answer of a page that is none."""
    _must_read(minutes)
    return serve(viewer, minutes, lambda: link_of(pages_of(minutes), file), action=READ)


def _find(place: str) -> SignedPage | None:
    link = SignedPage.objects.filter(file__ref=place).select_related("file").first()
    return None if link is None or link.file.is_erased else link


PAGE = Passage("meetings.signed_page", _("Photo of a signed page"), _find, copies_of_file)


def standing_pages(minutes: Minutes) -> Iterator[Standing]:
    """Every page that may be erased."""
    for link in pages_of(minutes):
        if not link.file.is_erased:
            yield Standing(PAGE, link.file.ref, link.file.name)
