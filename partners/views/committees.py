"""Committees by place, and the page of one."""

from itertools import groupby

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.gathering import may
from partners import directory
from partners.actions.minute_taking import TAKE_MINUTES
from partners.forms import SearchForm
from partners.listed import COMMITTEES, SEATS
from partners.models import Committee, Place, Seat
from partners.panels import beside
from partners.queries import committees_of, seats_of, uplines
from partners.rows import seat_rows
from partners.views.answers import find_committee


@require_safe
def committees(request: ViewerRequest) -> HttpResponse:
    """One's own committees, the nation's, then the districts by division; a search finds any."""
    viewer = request.viewer
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if text or form.errors:
        found, more = directory.search_committees(viewer, text) if text else ([], False)
        sheet_url = COMMITTEES.asked(request).sheet_url if found else ""
        context = {"form": form, "text": text, "found": found, "is_cut": more, "sheet_url": sheet_url}
        return answer(request, "partners/committees.html", "listing", context, 422 if form.errors else 200)
    districts = directory.district_committees(viewer)
    context = {
        "form": form,
        "text": "",
        "sheet_url": COMMITTEES.asked(request).sheet_url,
        "own": committees_of(viewer)[: directory.PAGE_SIZE],
        "national": directory.national_committees(viewer),
        "divisions": [(division, list(rows)) for division, rows in groupby(districts, key=_division)],
    }
    return answer(request, "partners/committees.html", "listing", context)


@require_safe
def committee(request: ViewerRequest, ref: str) -> HttpResponse:
    """Seats and holders, meetings, open commitments, the committees below."""
    viewer = request.viewer
    record = find_committee(viewer, ref)
    seats = seats_of(record, viewer.at)
    shown = beside(viewer, record)
    context = {
        "committee": record,
        "uplines": list(reversed(uplines(record))),
        "seats": seat_rows(seats, shown.columns),
        "sheet_url": SEATS.asked(request, record.ref).sheet_url if seats else "",
        "columns": shown.columns,
        "changes_seats_of": record.ref if may(record, "manage") else "",
        "chair": next((seat for seat in seats if seat.role == Seat.Role.CHAIR), None),
        "below": directory.below(viewer, record),
        "delegations": directory.delegations_of(record, viewer.at),
        "is_minute_taker": _is_minute_taker(request, record),
        "panels": shown.panels,
    }
    return answer(request, "partners/committee.html", "", context)


def _is_minute_taker(request: ViewerRequest, committee: Committee) -> bool:
    """Whether the secretariat let this person, who is none of it, take the minutes.

    guardian documents the grant on the committee; whether it runs is for the rule to say.
    """
    by_grant = may(committee, "take_minutes") and not may(committee, "delegate")
    return by_grant and request.user.has_perm(TAKE_MINUTES, committee)


def _division(committee: Committee) -> Place | None:
    return committee.place.parent if committee.place else None
