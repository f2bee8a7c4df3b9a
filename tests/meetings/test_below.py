"""The page of a place: which committees below met, who can be told; for whoever keeps seats, at one cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from access.models import User
from meetings.below import State
from meetings.below_list import below_here
from meetings.models import Meeting
from partners.models import Committee, Office, Seat
from tests.cast import NOW, READERS, Cast, browser, viewer
from tests.meetings.sittings import TODAY, announced, circulated, jashore, planned, sharsha
from tests.programs import Program

pytestmark = pytest.mark.django_db
KEEP_SHARSHA = {"ncc_secretary", "ncc_chair", "dc_jashore", "dd_women_jashore", "uno_sharsha"}


def upazilas() -> list[Committee]:
    """The committees below Jashore's, Sharsha's last."""
    found = Committee.objects.filter(parent=jashore(), ended_on=None).exclude(pk=sharsha().pk)
    return [*found.order_by("name_en"), sharsha()]


def place_page(cast: Cast, key: str, committee: Committee) -> str:
    assert committee.place is not None
    return browser(cast[key].user).get(reverse("place", args=[committee.place.ref])).content.decode()


def list_page(cast: Cast, key: str, committee: Committee) -> str:
    return browser(cast[key].user).get(reverse("committees_below", args=[committee.ref])).content.decode()


def of(committee: Committee, meeting: Meeting) -> Meeting:
    """The same meeting, of a committee beside."""
    Meeting.objects.filter(pk=meeting.pk).update(lead_committee=committee)
    meeting.sittings.update(committee=committee)
    return meeting


def test_whoever_keeps_the_seats_reads_who_met_who_was_called_and_of_whom_nothing_is_known(
    cast: Cast,
) -> None:
    uno, dc = cast.uno_sharsha.user, cast.dc_jashore.user
    met = circulated(cast).meeting
    called = of(upazilas()[0], announced(uno, on_date=TODAY + timedelta(days=9000)))
    # What was only planned was told to nobody.
    of(upazilas()[1], planned(uno, on_date=TODAY + timedelta(days=9000)))
    quiet = len(upazilas()) - 2
    here = below_here(cast.dc_jashore.viewer, jashore())
    with override("en"):
        assert here.met_words == f"1 met, 1 called, {quiet} no record yet"
    states = {row.below.ref: row.below.state for row in here.rows}
    assert (states[sharsha().ref], states[upazilas()[0].ref]) == (State.MET, State.CALLED)
    later = below_here(viewer(dc, NOW + timedelta(days=60)), jashore())
    assert {row.below.ref: row.below.state for row in later.rows}[sharsha().ref] is State.NOT_YET
    page = place_page(cast, "dc_jashore", jashore())
    assert page.count("No record yet") >= quiet and "Meets on " in page and "22 Nov 2026" in page
    assert reverse("meeting", args=[called.ref]) in page
    said = Program(dc).get(f"committees/{jashore().ref}/below/").json()
    figures = {name: said[name] for name in ("below", "called", "no_record", "told")}
    assert figures == {"below": quiet + 2, "called": 1, "no_record": quiet, "told": 1}
    assert said["met"] + said["not_yet"] == 1
    rows = Program(dc).get(f"committees/{jashore().ref}/below/committees/").json()["results"]
    assert {row["ref"]: row["last"] for row in rows}[sharsha().ref] == {"on": "2026-11-22", "ref": met.ref}
    sheet = browser(dc).get(reverse("sheet", args=["committees_below"]), {"of": jashore().ref})
    assert sheet.status_code in (200, 302), "asked once more who they are"
    # A meeting that this person may not read of is none: no word of it, as if there were none.
    called.audience.exclude(via="owner").delete()
    assert called.ref not in place_page(cast, "dc_jashore", jashore())
    hidden = below_here(cast.dc_jashore.viewer, jashore())
    assert (hidden.number_in(State.CALLED), hidden.number_in(State.NO_RECORD)) == (0, quiet + 1)


def test_nobody_else_reads_of_it_on_any_channel(cast: Cast) -> None:
    for key in READERS:
        page = place_page(cast, key, sharsha())
        keeps = key in KEEP_SHARSHA
        assert ("below-here" in page) is ("can-be-told" in page) is keeps, key
        answers = [
            browser(cast[key].user).get(reverse("committees_below", args=[sharsha().ref])).status_code,
            browser(cast[key].user)
            .get(reverse("sheet", args=["committees_below"]), {"of": sharsha().ref})
            .status_code,
            Program(cast[key].user).get(f"committees/{sharsha().ref}/below/").status_code,
            Program(cast[key].user).get(f"committees/{sharsha().ref}/below/committees/").status_code,
        ]
        # The nation's secretariat is asked once more who it is before a sheet leaves.
        assert [status in (200, 302) for status in answers] == [keeps] * 4, (key, answers)


def test_it_says_who_can_be_told_names_who_cannot_and_what_to_do(cast: Cast) -> None:
    Office.objects.filter(seats__committee=sharsha()).update(phone="+8802000000000")
    seats = Seat.objects.filter(committee=sharsha(), until=None).count()
    page = place_page(cast, "uno_sharsha", sharsha())
    assert f"2 of {seats} seats can be told." in page and "2 told here and by e-mail" in page
    assert "seats without a holder" in page and "tel:+8802000000000" in page
    assert reverse("committee_officers", args=[sharsha().ref]) in page
    # The district's secretariat reads that the officer of the upazila can be told, while one is there.
    number = Committee.objects.filter(parent=jashore()).count()
    assert f"1 of {number} committees can be told." in place_page(cast, "dc_jashore", jashore())
    assert list_page(cast, "dc_jashore", jashore()).count("can be told</td>") == 1
    User.objects.filter(pk=cast.uno_sharsha.user.pk).update(is_active=False)
    page = place_page(cast, "dc_jashore", jashore())
    assert f"0 of {number} committees can be told." in page


def test_one_committee_below_costs_what_seven_cost_and_readers_cost_nothing(cast: Cast) -> None:
    unions = list(Committee.objects.filter(parent=sharsha()).order_by("pk"))
    Committee.objects.filter(pk__in=[one.pk for one in unions[1:]]).update(parent=jashore())
    client = browser(cast.uno_sharsha.user)
    assert sharsha().place is not None
    addresses = [
        reverse("place", args=[sharsha().place.ref]),  # type: ignore[union-attr]
        reverse("committees_below", args=[sharsha().ref]),
    ]
    asked: list[list[int]] = []
    for n in (1, 7):
        Committee.objects.filter(pk__in=[one.pk for one in unions[:n]]).update(parent=sharsha())
        asked.append([])
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as found:
                page = client.get(address).content.decode()
                assert page.count('<td><a class="t" href="/committees/') == n
            asked[-1].append(len(found))
    assert asked[0] == asked[1] and asked[0][1] <= 14, asked
    assert asked[0][0] <= 40, asked
