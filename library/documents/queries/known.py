"""The documents of which oversight knows that they exist: what sort, of which body and when, nothing more."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, Column, RecordList
from access.toolkit.rows import InOrder
from library.documents.access import documents_known_to, watches
from library.documents.queries.opened import VersionShown, version_shown
from library.files.serving import link_of, serve
from library.models import Document, DocumentOpening, DocumentVersion

ADDRESS = "opened_document_file"


def _known(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Document]:
    return documents_known_to(viewer).select_related("publisher")


KNOWN_DOCUMENTS = RecordList(
    url_name="documents_known",
    rows=InOrder("known documents", _known, lambda: ("-at", "-pk")),
    chips=(Chip("all", _("All"), has_count=True, empty=_("Nobody has published anything yet.")),),
    columns=(
        Column("category", _("Category")),
        Column("publisher", _("Published by")),
        Column("at", _("In the library since")),
    ),
    title=_("Documents that exist"),
    no_sheet="which documents exist is read by oversight alone, on its page",
    opens_to=watches,
)


def find_known(viewer: Viewer, ref: str) -> Document:
    """Return one of them, with what may be said of it before it is opened; else it is not there."""
    found = documents_known_to(viewer).select_related("publisher").filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def find_opening(viewer: Viewer, ref: str) -> DocumentOpening:
    """Return an opening whose hour is not over, to whoever asked for it, of what is in the library still."""
    openings = DocumentOpening.objects.permitted(viewer, "read").select_related("document__publisher")
    opening = openings.filter(ref=ref, document__live=True).first()
    if opening is None:
        raise Http404
    return opening


def opened_version(viewer: Viewer, opening: DocumentOpening) -> VersionShown | None:
    """The file that stands, as far as its name is not covered; the earlier ones stay closed."""
    document = opening.document
    links = _standing(document).select_related("file")
    shown = [
        one
        for link in links
        for one in version_shown(viewer, document, link, address=ADDRESS, inside=(opening.ref,))
    ]
    return shown[0] if shown else None


def serve_opened_file(viewer: Viewer, opening: DocumentOpening, file: str) -> HttpResponseBase:
    """Hand the file that stands to oversight, within its hour; the log names the document."""

    def find() -> DocumentVersion:
        now = find_opening(viewer, opening.ref).document
        return link_of(_standing(now), file, covered=now.covered)

    return serve(viewer, opening, find, action="read", noted=opening.document)


def _standing(document: Document) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(record=document, pk=document.current_id or 0)
