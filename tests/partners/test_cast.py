"""The personas stand in the committees the issue gives them, and a second building changes nothing."""

import pytest

from access.models import PartyMember
from partners.models import Delegation, Membership, OfficeHolder
from partners.queries import committees_of, organisations_of
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


def names(cast: Cast, key: str) -> set[str]:
    return {one.short_en for one in committees_of(cast[key].viewer)}


def bodies(cast: Cast, key: str) -> set[str]:
    return {one.short_en or one.name_en for one in organisations_of(cast[key].viewer)}


def test_each_persona_sits_where_its_office_or_organisation_does(cast: Cast) -> None:
    assert len(cast) == 13
    assert {key: names(cast, key) for key in cast.users} == {
        "ncc_secretary": {"NCC", "NPAMC", "RRRI", "BILATERAL"},
        # Head of the ministry too, which holds a seat in these.
        "ncc_chair": {"NCC", "CTIPTWG", "VTF"},
        "facilitator": {"Sharsha upazila CTC"},
        "oversight": set(),
        "dc_jashore": {"Jashore district CTC"},
        "dd_women_jashore": {"Jashore district CTC"},
        "uno_sharsha": {"Jashore district CTC", "Sharsha upazila CTC"},
        "bnwla_liaison": {"NCC", "NPAMC", "RRRI"},
        "rj_liaison": {"NCC", "RRRI", "BILATERAL", "Jashore district CTC", "Sharsha upazila CTC"},
        "rj_staff": set(),
        "far_liaison": set(),
        "moewoe_focal": {"NCC", "NPAMC"},
        "administrator": set(),
    }
    assert {key: bodies(cast, key) for key in cast.users} == {
        "ncc_secretary": {"MoHA"},
        "ncc_chair": {"MoHA"},
        "facilitator": {"Agrogoti Sangstha"},
        "oversight": set(),
        "dc_jashore": {"Office of the Deputy Commissioner, Jashore"},
        "dd_women_jashore": {"District Women Affairs Office, Jashore"},
        "uno_sharsha": {"Office of the Upazila Nirbahi Officer, Sharsha"},
        "bnwla_liaison": {"BNWLA"},
        "rj_liaison": {"Rights Jessore"},
        "rj_staff": {"Rights Jessore"},
        "far_liaison": {"CWCS"},
        "moewoe_focal": {"MoEWOE"},
        "administrator": set(),
    }


def test_building_the_cast_again_changes_nothing(cast: Cast) -> None:
    def counted() -> list[int]:
        return [model.objects.count() for model in (PartyMember, Delegation, Membership, OfficeHolder)]

    before = counted()
    make_cast()
    assert counted() == before
