"""The page of a place."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.gathering import may
from partners import at_place
from partners.models import Seat
from partners.panels import beside
from partners.queries import seats_of
from partners.views.answers import find_committee


@require_safe
def place(request: ViewerRequest, ref: str) -> HttpResponse:
    """Its committee with what is open there, who works there, its offices, and what lies in it."""
    viewer = request.viewer
    record = at_place.find_place_page(viewer, ref)
    found = at_place.committee_of(record)
    committee = find_committee(viewer, found.ref) if found is not None else None
    seats = seats_of(committee, viewer.at) if committee is not None else []
    context = {
        "place": record,
        "above": at_place.places_above(record),
        "below": at_place.places_below(record),
        "committee": committee,
        "seats": len(seats),
        "chair": next((seat for seat in seats if seat.role == Seat.Role.CHAIR), None),
        "panels": beside(viewer, committee).panels if committee is not None else [],
        "may_call": committee is not None and may(committee, "call_meeting"),
        "here": at_place.who_works_here(viewer, record),
        "offices": at_place.offices_of(viewer, record),
        "bodies": at_place.bodies_of(viewer, record),
        "own": at_place.may_add(viewer, record),
    }
    return answer(request, "partners/place.html", "", context)
