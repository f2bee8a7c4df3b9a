"""Committees and their seats as sheets: what their pages show, and nobody by name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.rules.viewer import Viewer
from language.text import fold
from partners.listed import COMMITTEES, SEATS
from partners.models import Committee, Person, Seat
from tests.cast import Cast
from tests.library.downloads import column, downloaded, proven
from tests.meetings.sittings import sharsha

pytestmark = pytest.mark.django_db


def test_every_committee_stands_in_the_sheet_level_by_level(cast: Cast) -> None:
    rows = downloaded(proven(cast.far_liaison.user), "committees")
    assert len(rows) - 1 == Committee.objects.count()
    tiers = column(rows, "Tier")
    assert tiers == sorted(tiers) and set(tiers) == {"district", "national", "union", "upazila"}
    own = rows[1 + column(rows, "Committee").index(sharsha().name_en)]
    above = sharsha().parent
    assert above is not None and above.name_en in own and "Jashore" in own


def test_a_search_of_the_page_leads_to_the_sheet_of_what_it_finds(cast: Cast) -> None:
    client = proven(cast.far_liaison.user)
    assert f'{reverse("sheet", args=["committees"])}"' in client.get(reverse("committees")).content.decode()
    page = client.get(reverse("committees"), {"q": "Sharsha"}).content.decode()
    assert f"{reverse('sheet', args=['committees'])}?q=Sharsha" in page
    found = column(downloaded(client, "committees", q="Sharsha"), "Committee")
    assert sharsha().name_en in found and all(fold("Sharsha") in fold(one) for one in found)
    nothing = client.get(reverse("committees"), {"q": "nowhere-at-all"}).content.decode()
    assert reverse("sheet", args=["committees"]) not in nothing


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_seats_of_a_committee_are_told_by_office_never_by_name(cast: Cast, language: str) -> None:
    Person.objects.update(label_en="ZQNAME", label_bn="ZQNAME")
    committee = sharsha()
    client = proven(cast.far_liaison.user, language)
    page = client.get(reverse("committee", args=[committee.ref])).content.decode()
    assert f"{reverse('sheet', args=['committee'])}?of={committee.ref}" in page
    rows = downloaded(client, "committee", "xlsx", of=committee.ref)
    assert len(rows) - 1 == committee.seats.filter(until=None).count()
    cells = [str(cell) for row in rows for cell in row]
    assert "ZQNAME" not in " ".join(cells)
    if language == "en":
        assert "Upazila Nirbahi Officer, Sharsha" in column(rows, "Held by")
        assert "Rights Jessore" in column(rows, "Held by")
        chair = rows[1 + column(rows, "Seat").index("chairperson")]
        assert "substantive" in chair
    else:
        assert "সভাপতি" in cells


def test_the_seats_of_a_committee_that_is_not_there_are_not_there(cast: Cast) -> None:
    client = proven(cast.far_liaison.user)
    address = reverse("sheet_file", args=["committee"])
    for told in ({}, {"of": "n0-such-record-anywher"}):
        assert client.get(address, {"form": "csv", **told}).status_code == 404


def test_a_batch_of_either_costs_the_same_however_long_it_is(cast: Cast) -> None:
    viewer = Viewer(cast.far_liaison.user, timezone.now())
    assert viewer.party_ids
    committee = sharsha()
    assert Seat.objects.filter(committee=committee, office__isnull=False).count() > 7
    for asked in (COMMITTEES.asked_by(viewer, {"q": "Sharsha"}), SEATS.asked_by(viewer, {}, committee.ref)):
        costs = []
        for size in (7, 1, 7):
            with CaptureQueriesContext(connection) as queries:
                page = asked.batch(None, size)
                lines = list(asked.declared.lines(viewer, page.records))
                _cells = [
                    one.value(line) for line in lines for one in asked.declared.sheet_columns if one.value
                ]
            costs.append(len(queries))
        assert costs[1] == costs[2], costs
