"""What changes in the directory reaches the records of the rooms above, in the same transaction."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from access.rules import can
from commitments.actions import agree
from commitments.models import Commitment
from partners import actions
from partners.models import Committee, Office, Organisation
from tests.cast import NOW, Cast, viewer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ctc(name: str, tier: str) -> Committee:
    return Committee.objects.get(place__name_en=name, tier=tier)


def promise(committee: Committee, owner: str, at: datetime = NOW) -> Commitment:
    return agree(
        by=None,
        what="Visit the families of returnees",
        owner=Organisation.objects.get(code=owner),
        due_on=date(2026, 12, 20),
        committee=committee,
        agreed_on=date(2026, 11, 1),
        source_type="test",
        source_id=None,
        source_text_en="A meeting",
        source_text_bn="একটি সভা",
        at=at,
    )


def readers(cast: Cast, record: Commitment) -> set[str]:
    return {member.key for member in cast if can(viewer(member.user), "view", record)}


def test_moving_a_committee_changes_the_secretariat_above_its_papers(cast: Cast) -> None:
    sharsha, satkhira = ctc("Sharsha", "upazila"), ctc("Satkhira", "district")
    record = promise(sharsha, "AGROGOTI")
    nation = {"ncc_secretary", "ncc_chair", "oversight"}
    local = {"uno_sharsha", "rj_liaison", "facilitator"}
    assert readers(cast, record) == nation | local | {"dc_jashore", "dd_women_jashore"}
    actions.move_committee(by=cast.ncc_secretary.user, committee=sharsha, parent=satkhira, at=NOW)
    assert readers(cast, record) == nation | local
    call_command("check_audiences")


def test_a_union_moves_with_its_upazila(cast: Cast) -> None:
    sharsha, satkhira = ctc("Sharsha", "upazila"), ctc("Satkhira", "district")
    union = Committee.objects.filter(parent=sharsha).order_by("pk")[0]
    record = promise(union, "CWCS")
    assert "dc_jashore" in readers(cast, record)
    actions.move_committee(by=cast.ncc_secretary.user, committee=sharsha, parent=satkhira, at=NOW)
    assert "dc_jashore" not in readers(cast, record)
    assert "uno_sharsha" in readers(cast, record)


def test_a_new_holder_of_an_office_reads_what_was_promised_before(cast: Cast) -> None:
    record = promise(ctc("Jashore", "district"), "RJ", NOW - 100 * DAY)
    newcomer = actions.introduce(label_en="DC", label_bn="", email="dc-next@example.invalid")
    office = Office.objects.get(title_en="Deputy Commissioner, Jashore")
    actions.hand_over(by=cast.dd_women_jashore.user, office=office, to=newcomer, on=NOW, at=NOW)
    assert newcomer.user is not None
    assert can(viewer(newcomer.user), "view", record)
    assert not can(viewer(cast.dc_jashore.user), "view", record)


def test_open_commitments_of_a_merged_body_pass_to_its_successor(cast: Cast) -> None:
    record = promise(Committee.objects.get(code="NCC"), "MoEWOE")
    heir = Organisation.objects.get(code="MoLE")
    actions.succeed_organisation(
        by=cast.ncc_secretary.user,
        organisation=Organisation.objects.get(code="MoEWOE"),
        successor=heir,
        on=NOW.date(),
        at=NOW,
    )
    record.refresh_from_db()
    assert record.owner == heir
    assert not can(viewer(cast.moewoe_focal.user), "view", record)


def test_the_committee_page_shows_open_commitments_to_those_who_may_see_them(cast: Cast) -> None:
    from partners.panels import panels_of

    jashore = ctc("Jashore", "district")
    promise(jashore, "RJ")
    shown = {
        member.key: sum(len(panel.holds.get("rows", [])) for panel in panels_of(viewer(member.user), jashore))
        for member in cast
    }
    assert {key for key, rows in shown.items() if rows} == {
        "ncc_secretary", "ncc_chair", "oversight", "dc_jashore", "dd_women_jashore", "uno_sharsha",
        "rj_liaison", "rj_staff",
    }  # fmt: skip
