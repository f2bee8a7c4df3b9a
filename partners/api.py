"""What programs read of the directory: places, organisations, committees, their seats and who holds them."""

from collections.abc import Iterable, Sequence

from access.api.declaring import Api, Collection, Part, Single
from access.api.fields import Said
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from language.words import local_day
from partners import actions
from partners.bodies import CommitteeBody, OrganisationBody, PlaceBody, SeatBody, SeatHeldBody
from partners.directory import ORGANISATIONS, seats_of_organisation
from partners.listed import COMMITTEES, PLACES
from partners.models import Committee, Organisation, Place, Seat
from partners.queries import seats_of
from partners.views.answers import find_committee, find_organisation_page


def _organisations(viewer: Viewer, records: Sequence[Organisation]) -> Iterable[Said]:
    return [_organisation(viewer, one) for one in records]


def _organisation(viewer: Viewer, one: Organisation) -> Said:
    is_active = one.is_active(local_day(viewer.at))
    return Said(one, is_active=is_active, address=address("organisation", one.ref))


def _committees(viewer: Viewer, records: Sequence[Committee]) -> Iterable[Said]:
    return [_committee(viewer, one) for one in records]


def _committee(_viewer: Viewer, one: Committee) -> Said:
    return Said(one, address=address("committee", one.ref))


def _find_place(viewer: Viewer, ref: str, action: str) -> Place:
    return get_permitted(viewer, Place, ref, action, records=Place.objects.select_related("parent"))


def _seats(viewer: Viewer, committee: Committee) -> list[Seat]:
    return seats_of(committee, viewer.at)


def _seats_held(_viewer: Viewer, organisation: Organisation) -> list[Seat]:
    return seats_of_organisation(organisation)


def _place(_viewer: Viewer, place: Place) -> Place:
    return place


_BY_PEOPLE = (
    "people do it on its page: it says who speaks for a body, and an order or a person stands behind it"
)
API = Api(
    lists=(
        Collection(
            "organisations/",
            ORGANISATIONS,
            OrganisationBody,
            "Organisations by name: without a search the national ones",
            _organisations,
        ),
        Collection("committees/", COMMITTEES, CommitteeBody, "Committees, by level and name", _committees),
        Collection(
            "places/", PLACES, PlaceBody, "Places of the country, each before those in it", name="api_places"
        ),
    ),
    records=(
        Single(
            "organisations/<str:ref>/",
            page="organisation",
            called="organisation",
            find=find_organisation_page,
            says=_organisation,
            body=OrganisationBody,
            summary="One organisation",
            parts=(Part("seats", _seats_held, SeatHeldBody, "Where it sits"),),
        ),
        Single(
            "committees/<str:ref>/",
            page="committee",
            called="committee",
            find=find_committee,
            says=_committee,
            body=CommitteeBody,
            summary="One committee",
            parts=(Part("seats", _seats, SeatBody, "Its seats, and how each is filled today"),),
        ),
        Single(
            "places/<str:ref>/",
            page="place",
            called="place",
            find=_find_place,
            says=_place,
            body=PlaceBody,
            summary="One place",
        ),
    ),
    without={getattr(actions, name): _BY_PEOPLE for name in actions.__all__},
)
