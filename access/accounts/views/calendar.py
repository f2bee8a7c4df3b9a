"""The private address of the own calendar: whether there is one, a new one shown once, and its end."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.accounts.calendar_address import address_of, make_address, stop_address
from access.accounts.reauthentication import needs_recent_proof
from access.rules.viewer import ViewerRequest
from access.toolkit.once import did, do_once, shown_once


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_address(request: ViewerRequest) -> HttpResponse:
    """Say whether there is an address, since when, and let its person stop it."""
    if request.method == "POST":
        do_once(request, did(lambda: stop_address(by=request.user, at=request.viewer.at)))
        messages.success(request, _("The address is stopped. No program reads your calendar by it any more."))
        return redirect("calendar_address")
    return render(request, "access/calendar_address.html", {"address": address_of(request.user)})


@needs_recent_proof
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_address_new(request: ViewerRequest) -> HttpResponse:
    """Make the address, or another instead of the one there is, and show it once."""
    if request.method == "POST":
        token = shown_once(request, lambda: make_address(by=request.user, at=request.viewer.at))
        if token is None:
            return redirect("calendar_address")
        path = reverse("calendar_feed", args=[token])
        scheme, _colon, host = settings.PORTAL_URL.rstrip("/").partition("://")
        context = {"address": f"{scheme}://{host}{path}", "subscribe": f"webcal://{host}{path}"}
        response = render(request, "access/calendar_address_shown.html", context)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
    return render(request, "access/calendar_address_new.html", {"address": address_of(request.user)})
