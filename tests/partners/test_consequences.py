"""What changes in the directory reaches the records of the rooms above, in the same transaction."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, transaction
from psycopg2.extras import DateTimeTZRange
from pytest_django import Settings

from access.models import User
from access.rules.engine import can
from access.rules.viewer import Viewer
from commitments.models import Commitment
from partners import actions, tasks
from partners.actions.minute_taking import TAKE_MINUTES
from partners.models import Committee, Delegation, Office, Organisation
from tests.bells import heard, nobody_there
from tests.cast import NOW, Cast, viewer
from tests.commitments import world
from tests.newcomers import known
from tests.partners.country import ctc

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def promise(committee: Committee, owner: str, at: datetime = NOW) -> Commitment:
    return world.promise(Organisation.objects.get(code=owner), committee, due_on=date(2026, 12, 20), at=at)


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


def test_a_district_that_moves_is_followed_by_the_worker(
    cast: Cast, django_capture_on_commit_callbacks: Any, valkey_url: str
) -> None:
    jashore, satkhira = ctc("Jashore", "district"), ctc("Satkhira", "district")
    record = promise(Committee.objects.filter(parent=ctc("Sharsha", "upazila"))[0], "CWCS")
    clerk = known(label_en="DC", label_bn="", email="dc-satkhira@example.invalid")
    office = Office.objects.get(title_en="Deputy Commissioner, Satkhira")
    actions.appoint(by=None, office=office, person=clerk, since=NOW, at=NOW)
    assert clerk.user is not None
    with django_capture_on_commit_callbacks(execute=True):
        actions.move_committee(by=cast.ncc_secretary.user, committee=jashore, parent=satkhira, at=NOW)
    assert heard(valkey_url) == [(tasks.refresh_subtree.name, [jashore.pk])]
    tasks.refresh_subtree(jashore.pk)
    assert can(viewer(clerk.user), "view", record)


def test_a_broken_bell_does_not_leave_a_moved_district_unfollowed(
    cast: Cast, django_capture_on_commit_callbacks: Any, settings: Settings
) -> None:
    jashore, satkhira = ctc("Jashore", "district"), ctc("Satkhira", "district")
    record = promise(Committee.objects.filter(parent=ctc("Sharsha", "upazila"))[0], "CWCS")
    clerk = known(label_en="DC", label_bn="", email="dc-satkhira@example.invalid")
    office = Office.objects.get(title_en="Deputy Commissioner, Satkhira")
    actions.appoint(by=None, office=office, person=clerk, since=NOW, at=NOW)
    with nobody_there() as settings.CELERY_BROKER_URL, django_capture_on_commit_callbacks(execute=True):
        actions.move_committee(by=cast.ncc_secretary.user, committee=jashore, parent=satkhira, at=NOW)
    assert clerk.user is not None and can(viewer(clerk.user), "view", record)


def test_the_worker_follows_what_runs_out_by_itself(cast: Cast) -> None:
    Delegation.objects.update(period=DateTimeTZRange(NOW - 900 * DAY, NOW - 800 * DAY))
    tasks.keep_terms()
    sharsha = ctc("Sharsha", "upazila")
    assert not User.objects.get(pk=cast.facilitator.user.pk).has_perm(TAKE_MINUTES, sharsha)


def test_history_is_kept_of_organisations_seats_and_offices_and_cannot_be_changed(cast: Cast) -> None:
    rj = Organisation.objects.get(code="RJ")
    event = apps.get_model("partners", "OrganisationEvent")
    actions.rename_organisation(
        by=cast.rj_liaison.user, organisation=rj, name_en="Rights J", name_bn="রাইটস জ", on=NOW.date(), at=NOW
    )
    assert list(event.objects.filter(pgh_obj_id=rj.pk).values_list("name_en", flat=True)) == [
        "Rights Jessore"
    ]
    filled = apps.get_model("partners", "SeatEvent").objects
    assert filled.filter(committee=ctc("Jashore", "district"), organisation=None).exists()
    for name in ("OrganisationEvent", "SeatEvent", "OfficeEvent"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            apps.get_model("partners", name).objects.update(pgh_label="changed")
        with pytest.raises(ProgrammingError), transaction.atomic():
            apps.get_model("partners", name).objects.all()._raw_delete(using="default")


def test_a_new_holder_of_an_office_reads_what_was_promised_before(cast: Cast) -> None:
    record = promise(ctc("Jashore", "district"), "RJ", NOW - 100 * DAY)
    newcomer = known(label_en="DC", label_bn="", email="dc-next@example.invalid")
    office = Office.objects.get(title_en="Deputy Commissioner, Jashore")
    actions.hand_over(by=cast.ncc_secretary.user, office=office, to=newcomer, on=NOW, at=NOW)
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
    from partners.panels import beside

    jashore = ctc("Jashore", "district")
    promise(jashore, "RJ")

    def rows(who: Viewer) -> int:
        page = Committee.objects.with_can(who, "call_meeting", "propose_item").get(pk=jashore.pk)
        return sum(len(panel.holds.get("rows", [])) for panel in beside(who, page).panels)

    shown = {member.key: rows(viewer(member.user)) for member in cast}
    assert {key for key, rows in shown.items() if rows} == {
        "ncc_secretary", "ncc_chair", "oversight", "dc_jashore", "dd_women_jashore", "uno_sharsha",
        "rj_liaison", "rj_staff",
    }  # fmt: skip
