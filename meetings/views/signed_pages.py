"""The photos of signed pages, for the secretariat alone."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from meetings.held.pages import page_rows, serve_page
from meetings.views.answers import minutes_or_404


@require_safe
def signed_pages(request: ViewerRequest, ref: str) -> HttpResponse:
    """All of them."""
    minutes = minutes_or_404(request.viewer, ref)
    rows = page_rows(request.viewer, minutes)
    context = {"meeting": minutes.meeting, "minutes": minutes, "rows": rows}
    return render(request, "meetings/signed_pages.html", context)


@require_safe
def signed_page(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """One of them, as a file."""
    return serve_page(request.viewer, minutes_or_404(request.viewer, ref), file)
