"""What independent oversight knows of documents, and opens with a purpose."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent
from library.documents import actions
from library.documents.access import watches
from library.documents.forms import PurposeForm
from library.documents.queries import known as queries


@require_safe
def known(request: ViewerRequest) -> HttpResponse:
    """Documents that exist: of what sort, of which body and when, and nothing of what they say."""
    if not watches(request.viewer):
        raise Http404
    asked = queries.KNOWN_DOCUMENTS.asked(request)
    return render(request, "library/documents/known.html", {"asked": asked})


@form_page
def known_open(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say what one is needed for; sending that opens it."""
    found = queries.find_known(request.viewer, ref)
    form = PurposeForm(sent(request))
    by, at = request.user, request.viewer.at
    opening = result_of(
        request, form, lambda: actions.open_document(by=by, document=found, at=at, **form.cleaned_data)
    )
    if opening is not None:
        return redirect("document_opened", opening.ref)
    context = {"document": found, "form": form}
    return render(request, "library/documents/known_open.html", context, status=422 if form.errors else 200)


@require_safe
def opened(request: ViewerRequest, ref: str) -> HttpResponse:
    """The document that was opened, to read and nothing else, until the hour is over."""
    opening = queries.find_opening(request.viewer, ref)
    shown = queries.opened_version(request.viewer, opening)
    context = {"opening": opening, "document": opening.document, "version": shown}
    return render(request, "library/documents/opened.html", context)


@require_safe
def opened_file(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """Its file, as a download."""
    opening = queries.find_opening(request.viewer, ref)
    return queries.serve_opened_file(request.viewer, opening, file)
