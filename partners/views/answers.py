"""What the pages of this room have in common."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from access.errors import Mendable, form_errors
from access.invitations import Issued
from access.rules import get_permitted
from access.viewer import Viewer, ViewerRequest
from partners.models import Committee, Organisation, Seat


def answer(
    request: ViewerRequest, template: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show the page, or the part of it that htmx asked for. Going back asks for the whole page."""
    htmx = getattr(request, "htmx", None)
    wants_part = part and htmx is not None and bool(htmx) and not htmx.history_restore_request
    response = render(request, f"{template}#{part}" if wants_part else template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def find_committee(viewer: Viewer, ref: str, action: str = "view") -> Committee:
    """Return the committee behind an address, with what this person may do with it."""
    records = Committee.objects.with_can(viewer, "manage", "delegate", "take_minutes").select_related(
        "place", "convener", "parent__parent__parent"
    )
    return get_permitted(viewer, Committee, ref, action, records=records)


def find_seat(committee: Committee, ref: str) -> Seat:
    """Return one seat of this committee."""
    seats = Seat.objects.filter(committee=committee, until=None).select_related(
        "committee", "office__organisation", "organisation"
    )
    seat = seats.filter(ref=ref).first()
    if seat is None:
        raise Http404
    return seat


def find_organisation_page(viewer: Viewer, ref: str, action: str = "view") -> Organisation:
    """Return the organisation behind an address, with what this person may do with it."""
    records = Organisation.objects.with_can(viewer, "manage").select_related("parent", "successor", "place")
    return get_permitted(viewer, Organisation, ref, action, records=records)


def tried(form: forms.Form, action: Callable[[], Any]) -> bool:
    """Do what a valid form asks; a refusal is said at its field and nothing is changed."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            action()
    except Mendable as mendable:
        form_errors(form, mendable)
        return False
    return True


def say_invited(request: ViewerRequest, issued: Issued | None) -> None:
    """Say how a newcomer gets in: by e-mail, or by a code that is shown this once."""
    if issued is None:
        return
    if issued.code:
        messages.info(
            request,
            _("One-time code to print and hand over: %(code)s. It is shown only now and works for 30 days.")
            % {"code": issued.code},
        )
    else:
        messages.info(request, _("An invitation goes out by e-mail."))


def form_page(
    request: ViewerRequest, template: str, context: dict[str, Any], *forms_: forms.Form
) -> HttpResponse:
    """Show forms; what was typed stays."""
    refused = any(form.is_bound and form.errors for form in forms_)
    return answer(request, template, "", context, 422 if refused else 200)
