"""The page of a place."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.gathering import may
from partners import at_place
from partners.models import POINTS, Committee, Seat
from partners.panels import beside
from partners.queries import seats_of
from partners.reach import Reach, reach_of
from partners.views.answers import find_committee


@require_safe
def place(request: ViewerRequest, ref: str) -> HttpResponse:
    """Its committee with what is open there, who works there, its offices, and what lies in it."""
    viewer = request.viewer
    record = at_place.find_place_page(viewer, ref)
    found = at_place.committee_of(record)
    committee = find_committee(viewer, found.ref) if found is not None else None
    seats = seats_of(committee, viewer.at) if committee is not None else []
    shown = beside(viewer, committee, at_place=True) if committee is not None else None
    context = {
        "place": record,
        "is_point": record.tier in POINTS,
        "above": at_place.places_above(record),
        "below": at_place.places_below(record),
        "committee": committee,
        "seats": len(seats),
        "chair": next((seat for seat in seats if seat.role == Seat.Role.CHAIR), None),
        "panels": shown.panels if shown is not None else [],
        "place_panels": shown.of_place if shown is not None else [],
        "reach": _reach(viewer, committee),
        "may_call": committee is not None and may(committee, "call_meeting"),
        "here": at_place.who_works_here(viewer, record),
        "offices": at_place.offices_of(viewer, record),
        "bodies": at_place.bodies_of(viewer, record),
        "own": at_place.may_add(viewer, record),
    }
    return answer(request, "partners/place.html", "", context)


def _reach(viewer: Viewer, committee: Committee | None) -> Reach | None:
    """Who of the committee's seats can be told: for whoever keeps them, and names who is missing."""
    if committee is None or committee.ended_on is not None or not may(committee, "manage"):
        return None
    return reach_of(committees=[committee.pk], at=viewer.at)
