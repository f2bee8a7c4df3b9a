"""The list of documents, one of them, its files, and the standing places."""

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.versions import version_of
from library.documents.queries import DOCUMENTS, STANDING_PLACES
from library.documents.queries.opened import DocumentShown, as_read, find_document, serve_file
from library.documents.queries.places import place_lines
from library.documents.queries.rows import document_lines


@require_safe
def documents(request: ViewerRequest) -> HttpResponse:
    """What this person may read, the latest first."""
    asked = DOCUMENTS.asked(request)
    rows = list(document_lines(request.viewer, asked.records))
    return answer(
        request, "library/documents/list.html", "listing", {"asked": asked, "rows": rows}, asked.status
    )


@require_safe
def document(request: ViewerRequest, ref: str) -> HttpResponse:
    """One document."""
    found = find_document(request.viewer, ref)
    context = {
        "document": found,
        "shown": DocumentShown(request.viewer, found),
        "version": version_of(found, as_read(found)),
    }
    return answer(request, "library/documents/document.html", "", context)


@require_safe
def file(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """One file of it, that stands or was replaced, as a download."""
    return serve_file(request.viewer, find_document(request.viewer, ref), file)


@require_safe
def readers(request: ViewerRequest, ref: str) -> HttpResponse:
    """Who reads it, and who can be taken away from them by whoever keeps it."""
    found = find_document(request.viewer, ref)
    context = {"document": found, "shown": DocumentShown(request.viewer, found)}
    return answer(request, "library/documents/readers.html", "", context)


@require_safe
def places(request: ViewerRequest) -> HttpResponse:
    """The standing places, and what stands there."""
    asked = STANDING_PLACES.asked(request)
    rows = list(place_lines(request.viewer, asked.records))
    return answer(
        request, "library/documents/places.html", "listing", {"asked": asked, "rows": rows}, asked.status
    )
