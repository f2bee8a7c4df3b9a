"""Who may do what with the directory: one hand-written matrix for each model."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from access.models import User
from access.rules.engine import can, require
from partners.access import may_appoint
from partners.models import Committee, Office, Organisation, Place, Seat
from tests.agreement import agree
from tests.cast import NOW, Cast, viewer
from tests.partners.country import ctc

pytestmark = pytest.mark.django_db

PARTNERS = {
    "ncc_secretary", "ncc_chair", "facilitator", "oversight", "dc_jashore", "dd_women_jashore",
    "uno_sharsha", "bnwla_liaison", "rj_liaison", "rj_staff", "far_liaison", "moewoe_focal",
}  # fmt: skip
NATION = {"ncc_secretary", "ncc_chair"}
_OF_A_COMMITTEE = ("manage", "name_leaders", "delegate", "begin", "take_minutes", "move")


def union_below(name: str) -> Committee:
    return Committee.objects.filter(parent=ctc(name, "upazila")).order_by("pk")[0]


def office(title: str) -> Office:
    return Office.objects.get(title_en=title)


def everybody_agrees(cast: Cast, records: list[Model], actions: set[str]) -> None:
    """Every side of the rules says the same for the whole cast."""
    agree(records, actions, [member.user for member in cast], NOW)


def who_may(cast: Cast, action: str, record: object) -> set[str]:
    return {member.key for member in cast if can(viewer(member.user), action, record)}  # type: ignore[arg-type]


def test_every_partner_reads_the_whole_directory_and_the_administrator_none_of_it(cast: Cast) -> None:
    sharsha = ctc("Sharsha", "upazila")
    records: list[object] = [
        sharsha,
        Committee.objects.get(code="NCC"),
        Organisation.objects.get(code="CWCS"),
        Place.objects.get(code="bangladesh"),
        office("Upazila Nirbahi Officer, Sharsha"),
        Seat.objects.filter(committee=sharsha)[0],
    ]
    assert [who_may(cast, "view", record) for record in records] == [PARTNERS] * 6


def test_who_may_do_what_with_a_committee(cast: Cast) -> None:
    national, jashore = Committee.objects.get(code="NCC"), ctc("Jashore", "district")
    sharsha, union = ctc("Sharsha", "upazila"), union_below("Sharsha")
    satkhira, rrri = ctc("Satkhira", "district"), Committee.objects.get(code="RRRI")
    found = {
        name: {
            action: who_may(cast, action, record)
            for action in (*_OF_A_COMMITTEE, "keep_office_kinds", "keep_points")
        }
        for name, record in {
            "NCC": national, "Jashore": jashore, "Sharsha": sharsha, "union": union,
            "Satkhira": satkhira, "RRRI": rrri,
        }.items()
    }  # fmt: skip
    district = {"dc_jashore", "dd_women_jashore"}
    assert found == {
        "NCC": {
            "manage": NATION,
            "name_leaders": NATION,
            "delegate": NATION,
            "begin": NATION,
            "take_minutes": NATION,
            "move": NATION,
            "keep_office_kinds": NATION,
            "keep_points": NATION,
        },
        "Jashore": {
            "manage": NATION | district,
            "name_leaders": NATION,
            "delegate": district,
            "begin": district,
            "take_minutes": district,
            "move": NATION,
            "keep_office_kinds": set(),
            "keep_points": set(),
        },
        "Sharsha": {
            "manage": NATION | district | {"uno_sharsha"},
            "name_leaders": NATION | district,
            "delegate": {"uno_sharsha"},
            "begin": {"uno_sharsha"},
            "take_minutes": {"uno_sharsha", "facilitator"},
            "move": NATION | district,
            "keep_office_kinds": set(),
            "keep_points": set(),
        },
        "union": {
            "manage": NATION | {"uno_sharsha"},
            "name_leaders": NATION | {"uno_sharsha"},
            "delegate": set(),
            "begin": set(),
            "take_minutes": set(),
            "move": NATION | {"uno_sharsha"},
            "keep_office_kinds": set(),
            "keep_points": set(),
        },
        "Satkhira": {
            "manage": NATION,
            "name_leaders": NATION,
            "delegate": set(),
            "begin": set(),
            "take_minutes": set(),
            "move": NATION,
            "keep_office_kinds": set(),
            "keep_points": set(),
        },
        # The same office is member secretary of several national committees; its chair is another.
        "RRRI": {
            "manage": NATION,
            "name_leaders": NATION,
            "delegate": {"ncc_secretary"},
            "begin": {"ncc_secretary"},
            "take_minutes": {"ncc_secretary"},
            "move": NATION,
            "keep_office_kinds": set(),
            "keep_points": set(),
        },
    }
    everybody_agrees(
        cast,
        [national, jashore, sharsha, union],
        {"view", *_OF_A_COMMITTEE, "keep_office_kinds", "keep_points"},
    )


def test_who_may_do_what_with_an_organisation(cast: Cast) -> None:
    by_code = {one.code: one for one in Organisation.objects.filter(place=None)}
    dc_office = Organisation.objects.get(name_en="Office of the Deputy Commissioner, Jashore")
    found = {
        name: (who_may(cast, "manage", record), who_may(cast, "succeed", record))
        for name, record in {
            "RJ": by_code["RJ"], "BNWLA": by_code["BNWLA"], "MoHA": by_code["MoHA"], "PHQ": by_code["PHQ"],
            "BMET": by_code["BMET"], "CWCS": by_code["CWCS"], "DC": dc_office,
        }.items()
    }  # fmt: skip
    assert found == {
        # Staff read; only head and liaison officers keep their organisation's page.
        "RJ": (NATION | {"rj_liaison"}, NATION),
        "BNWLA": (NATION | {"bnwla_liaison"}, NATION),
        "MoHA": (NATION, NATION),
        "PHQ": (NATION, NATION),
        "BMET": (NATION, NATION | {"moewoe_focal"}),
        "CWCS": (NATION | {"far_liaison"}, NATION),
        "DC": (NATION | {"dc_jashore"}, NATION),
    }
    everybody_agrees(cast, [by_code["RJ"], dc_office], {"view", "manage", "succeed"})


def test_who_may_say_who_holds_an_office(cast: Cast) -> None:
    def appointing(title: str) -> set[str]:
        return {member.key for member in cast if may_appoint(viewer(member.user), office(title))}

    district = {"dc_jashore", "dd_women_jashore"}
    # Its own head; the secretariat of each committee where it sits; where it leads one, the one above.
    assert appointing("Deputy Commissioner, Jashore") == NATION | {"dc_jashore"}
    assert appointing("Deputy Director, Women Affairs, Jashore") == NATION | {"dd_women_jashore"}
    assert appointing("Upazila Women Affairs Officer, Sharsha") == NATION | district
    assert appointing("Upazila Nirbahi Officer, Sharsha") == NATION | district | {"uno_sharsha"}
    assert appointing("Superintendent of Police, Jashore") == NATION | district
    assert appointing("Deputy Commissioner, Satkhira") == NATION
    everybody_agrees(
        cast,
        [office("Upazila Nirbahi Officer, Sharsha"), office("Deputy Commissioner, Jashore")],
        {"view", "appoint"},
    )


def test_what_is_seen_and_not_allowed_is_refused_and_what_is_not_seen_is_not_found(cast: Cast) -> None:
    jashore = ctc("Jashore", "district")
    with pytest.raises(PermissionDenied):
        require(viewer(cast.rj_staff.user), "manage", jashore)
    with pytest.raises(Http404):
        require(viewer(cast.administrator.user), "manage", jashore)


def test_a_login_without_membership_or_seat_reads_nothing(cast: Cast) -> None:
    stranger = User.objects.create_user(email="stranger@example.invalid")
    assert not can(viewer(stranger), "view", Committee.objects.get(code="NCC"))
    assert not Organisation.objects.permitted(viewer(stranger)).exists()
