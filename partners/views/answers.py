"""What the pages of this room have in common."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from access.accounts.invitations import Issued
from access.rules.engine import VIEW, allowed, get_permitted
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.kept import KeptRows
from access.toolkit.once import code_is_shown
from partners.models import Committee, Organisation, Seat


def _committees(viewer: Viewer) -> QuerySet[Committee]:
    flags = (
        "manage",
        "name_leaders",
        "delegate",
        "take_minutes",
        "call_meeting",
        "propose_item",
        "list_officers",
    )
    return Committee.objects.with_can(viewer, *flags).select_related(
        "place", "convener", "parent__parent__parent"
    )


_SEEN = KeptRows(lambda viewer, ref: _committees(viewer).filter(allowed(viewer, Committee), ref=ref))


def find_committee(viewer: Viewer, ref: str, action: str = VIEW) -> Committee:
    """Return the committee behind an address, with what this person may do with it."""
    if action != VIEW:
        return get_permitted(viewer, Committee, ref, action, records=_committees(viewer))
    for committee in _SEEN(viewer, ref=ref):
        return committee
    raise Http404


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
    records = Organisation.objects.with_can(viewer, "manage", "keep_presence", "run_programs")
    records = records.select_related("parent", "successor", "place")
    return get_permitted(viewer, Organisation, ref, action, records=records)


def say_invited(request: ViewerRequest, issued: Issued | None) -> None:
    """Say how a newcomer gets in: by e-mail, or by a code that is shown this once."""
    if issued is None:
        return
    if issued.code:
        code_is_shown(request)
        messages.info(
            request,
            _("One-time code to print and hand over: %(code)s. It is shown only now and works for 30 days.")
            % {"code": issued.code},
        )
    else:
        messages.info(request, _("An invitation goes out by e-mail."))


def show_forms(
    request: ViewerRequest, template: str, context: dict[str, Any], *forms_: forms.Form
) -> HttpResponse:
    """Show forms; what was typed stays."""
    refused = any(form.is_bound and form.errors for form in forms_)
    return answer(request, template, "", context, 422 if refused else 200)
