"""What the database does for each list on 240,000 commitments: a short walk of an index, whoever looks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from access.models import Party, PartyMember, Role, User
from access.rules.audiences import refresh_all
from access.rules.viewer import Viewer
from access.toolkit.gathering import Within
from commitments.models import Commitment
from commitments.queries import COMMITMENTS, LATE, OPEN, agreed_in, counted, decided_by, listed, shares_of
from partners.models import Committee, Organisation
from tests.commitments import seeding
from tests.commitments.seeding import seed
from tests.commitments.world import LONG_AGO, NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
AUDIENCE, COMMITMENT = "commitments_commitmentaudience", "commitments_commitment"
# Rows one list may touch in any step; a hundredth of what a single district secretary reads.
FEW = 700


def reader(name: str, *codes: str) -> Viewer:
    user = User.objects.create_user(email=f"{name}@plans.invalid", email_proved_at=NOW, label_en=name)
    for code in codes:
        PartyMember.objects.create(
            party=Party.objects.get(code=code), user=user, reason="plan", period=(LONG_AGO, None)
        )
    return Viewer(user, NOW)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def plans_of(captured: CaptureQueriesContext) -> list[list[dict[str, Any]]]:
    """The plan, with what it really did, of every statement that reads commitments."""
    found = []
    for query in [query["sql"] for query in captured.captured_queries if COMMITMENT in query["sql"]]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query.replace("%", "%%"))
            rows = cursor.fetchone()[0]
        top = (json.loads(rows) if isinstance(rows, str) else rows)[0]["Plan"]
        found.append(list(nodes(top)))
    return found


def must_be_short(plans: list[list[dict[str, Any]]]) -> None:
    for plan in plans:
        for node in plan:
            touched = node["Actual Rows"] * node["Actual Loops"]
            if node.get("Relation Name") in (AUDIENCE, COMMITMENT):
                assert node["Node Type"] != "Seq Scan", node
                assert node["Node Type"] != "Bitmap Heap Scan" or touched <= FEW, node
                assert touched + node.get("Rows Removed by Filter", 0) * node["Actual Loops"] <= FEW, node
            if node["Node Type"] in ("Sort", "Incremental Sort", "HashAggregate", "Aggregate"):
                assert touched <= FEW, node


def indexes_of(plans: list[list[dict[str, Any]]]) -> set[str]:
    return {node["Index Name"] for plan in plans for node in plan if "Index Name" in node}


def test_every_list_walks_its_index_for_one_who_sees_little_for_a_district_and_for_the_nation(
    owner_connection: Any,
) -> None:
    seed(owner_connection)
    assert Commitment.objects.count() >= seeding.COMMITMENTS
    little = reader("little", "seed:organisation-all:5", "seed:organisation-liaison:5")
    district = reader(
        "district",
        "seed:committee-secretariat:3",
        "seed:committee-members:3",
        "seed:committee-minute-takers:3",
        "seed:organisation-liaison:9",
    )
    nation = reader("nation", f"role:{Role.NATIONAL_SECRETARIAT.value}", "seed:committee-secretariat:0")
    whose = {
        "little": (little, {"open": "live", "soon": "live", "late": "live"}),
        "district": (district, {"open": "live", "soon": "live", "late": "live"}),
    }
    for viewer, walked in whose.values():
        assert viewer.party_ids
        for view in COMMITMENTS.chips:
            with CaptureQueriesContext(connection) as captured:
                records = listed(viewer, view).records
                counted(viewer, view)
            # Nothing of the seeds waits for a name, or was due before it was entered.
            is_empty = view.name in ("to-name", "afterwards")
            is_empty |= (viewer, view.name) == (district, "to-verify")
            assert records or is_empty, view.name
            plans = plans_of(captured)
            must_be_short(plans)
            indexes = indexes_of(plans)
            if view.name == "to-verify":
                assert "commitment_to_verify" in indexes
            elif view.name == "to-name":
                assert "commitment_to_name" in indexes
            elif view.name == "afterwards":
                assert "commitment_to_say" in indexes
            else:
                assert f"commitmentaudience_{walked.get(view.name, 'all')}" in indexes, (view.name, indexes)
    assert nation.party_ids
    for view in COMMITMENTS.chips:
        if view.name in ("to-verify", "to-name", "afterwards"):
            continue
        with CaptureQueriesContext(connection) as captured:
            assert listed(nation, view).records, view.name
            counted(nation, view)
        plans = plans_of(captured)
        must_be_short(plans)
        assert indexes_of(plans) & {"commitment_at_live", "commitment_closed_at"}, view.name
    with CaptureQueriesContext(connection) as captured:
        assert listed(nation, OPEN, within=decided_by(nation)).records == []
    plans = plans_of(captured)
    must_be_short(plans)
    # Of all that is asked in the country no row is read to find out who grants it.
    assert "commitment_live_granting" in indexes_of(plans)
    owner = Organisation.objects.get(code="seed:5")
    followed = Within(agreed_in, committee=Committee.objects.get(code="seed:3").pk)
    for viewer in (little, district, nation):
        with CaptureQueriesContext(connection) as captured:
            listed(viewer, OPEN, within=Q(owner=owner))
            listed(viewer, OPEN, within=followed.q(viewer), size=7)
            shares_of(viewer, followed)
            own = Organisation.objects.filter(all_party__in=viewer.party_ids)
            counted(viewer, LATE, within=Q(owner__in=own.values("pk")))
        plans = plans_of(captured)
        must_be_short(plans)
        assert {"commitment_owner_live", "commitment_committee_live"} <= indexes_of(plans)
    some = list(Commitment.objects.order_by("-pk")[:20])
    with CaptureQueriesContext(connection) as captured:
        refresh_all(some)
    must_be_short(plans_of(captured))
