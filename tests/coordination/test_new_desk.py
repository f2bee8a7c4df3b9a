"""A new holder's desk, and the committees below: what is shown to whom, until when, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from coordination.desk.queries import desk_of
from meetings.actions import reply
from meetings.models import Meeting
from partners.actions import finish_first_step
from partners.models import Committee, FirstStep, OfficeHolder
from partners.parties import refresh_person
from tests.cast import NOW, READERS, Cast, browser, viewer
from tests.coordination.test_desk import promise
from tests.meetings.sittings import TODAY, announced, circulated, jashore, planned, seat_of, sharsha

pytestmark = pytest.mark.django_db
STEP = FirstStep.Step
# Ten days after the whole cast came into office.
FIRST_DAYS = NOW - timedelta(days=690)


def steps(cast: Cast, key: str, at: object = FIRST_DAYS) -> list[str]:
    return [thing.done_url for thing in desk_of(viewer(cast[key].user, at)).first.steps]  # type: ignore[arg-type]


def test_whoever_is_new_in_a_secretariat_reads_what_comes_first_until_it_is_done(cast: Cast) -> None:
    new = {key for key in READERS if steps(cast, key)}
    assert new == {"ncc_secretary", "ncc_chair", "dc_jashore", "dd_women_jashore", "uno_sharsha"}
    seats, meeting = steps(cast, "uno_sharsha")
    assert seats.endswith(f"{sharsha().ref}/seats/") and meeting.endswith("/last-meeting/")
    assert not any(steps(cast, key, NOW) for key in READERS), "nobody is new after sixty days"
    # One puts it away for oneself; what the committee has done is done for all.
    uno = cast.uno_sharsha.user
    for _twice in range(2):
        finish_first_step(by=uno, committee=sharsha(), step=STEP.SEATS, at=FIRST_DAYS)
    assert steps(cast, "uno_sharsha") == [meeting]
    circulated(cast)
    assert steps(cast, "uno_sharsha") == []
    assert len(steps(cast, "dc_jashore")) == 2


def test_the_first_desk_says_what_to_do_and_the_button_takes_it_away(cast: Cast) -> None:
    uno = cast.uno_sharsha
    began = timezone.now() - timedelta(days=5)
    OfficeHolder.objects.filter(person=uno.person).update(period=DateTimeTZRange(began, None))
    refresh_person(uno.person)
    client = browser(uno.user)
    page = client.get("/").content.decode()
    assert "Welcome. First two things" in page and "The seats are right" in page
    address = f"/first-steps/{sharsha().ref}/seats/"
    assert address in page and page.count("btn-primary") == 1
    assert client.post(address).status_code == 302
    assert address not in client.get("/").content.decode()
    assert client.post(f"/first-steps/{sharsha().ref}/something/").status_code == 404
    assert client.post(f"/first-steps/{jashore().ref}/seats/").status_code == 403


def come(cast: Cast, meeting: Meeting) -> None:
    """It is asked once whether somebody comes."""
    assert desk_of(cast.rj_liaison.viewer).headline == "One thing needs you today"
    reply(by=cast.rj_liaison.user, meeting=meeting, said="comes", seat=seat_of("RJ"), at=NOW)


def test_nobody_reads_that_nothing_needs_them_above_a_late_line_or_a_near_meeting(cast: Cast) -> None:
    staff = cast.rj_staff
    assert desk_of(staff.viewer).headline == "Nothing needs you today"
    come(cast, announced(cast.uno_sharsha.user, on_date=TODAY + timedelta(days=10)))
    desk = desk_of(cast.rj_liaison.viewer)
    assert desk.headline == "Nothing needs you today" and desk.meetings[0].left is None
    come(cast, announced(cast.uno_sharsha.user, on_date=TODAY + timedelta(days=3)))
    near = desk_of(cast.rj_liaison.viewer)
    assert near.headline == "A meeting is near" and near.meetings[0].left is not None
    promise("Late promise", TODAY - timedelta(days=12), owner="RJ")
    # Staff move nothing, and read that it is late.
    assert desk_of(staff.viewer).headline == "1 commitment is late"


def test_an_own_promise_has_its_next_step_in_the_line(cast: Cast) -> None:
    for n in range(5):
        promise(f"Promise {n}", TODAY + timedelta(days=30 + n), owner="RJ")
    acts = {key: desk_of(cast[key].viewer).sheets[0].acts for key in ("rj_liaison", "rj_staff")}
    assert [act.words for act in acts["rj_liaison"] if act] == ["Accept"] * 2
    assert not any(acts["rj_staff"])


def test_committees_below_have_met_or_have_no_record_yet_as_far_as_one_may_know(cast: Cast) -> None:
    union = Committee.objects.filter(parent=sharsha()).order_by("name_en")
    below = desk_of(cast.uno_sharsha.viewer).below
    assert below is not None
    assert (below.total, below.met, len(below.no_record)) == (len(union), [], len(union))
    # A meeting of it that was called and not held is no record.
    planned(cast.uno_sharsha.user, on_date=TODAY)
    unknown = desk_of(cast.dc_jashore.viewer).below
    assert unknown is not None and not unknown.met
    circulated(cast)
    for key in ("dc_jashore", "dd_women_jashore"):
        found = desk_of(cast[key].viewer).below
        assert found is not None and [one.ref for one in found.met] == [sharsha().ref]
    next_quarter = desk_of(viewer(cast.dc_jashore.user, NOW + timedelta(days=60))).below
    assert next_quarter is not None and [one.ref for one in next_quarter.not_yet] == [sharsha().ref]
    assert {key for key in READERS if desk_of(cast[key].viewer).below} == {
        "ncc_secretary", "ncc_chair", "dc_jashore", "dd_women_jashore", "uno_sharsha",
    }  # fmt: skip


def test_seven_committees_below_cost_a_desk_what_one_costs(cast: Cast) -> None:
    client = browser(cast.uno_sharsha.user)
    unions = list(Committee.objects.filter(parent=sharsha()).order_by("pk"))
    Committee.objects.filter(pk__in=[one.pk for one in unions[1:]]).update(parent=jashore())
    asked = []
    for n in (1, 7):
        Committee.objects.filter(pk__in=[one.pk for one in unions[:n]]).update(parent=sharsha())
        client.get("/")
        with CaptureQueriesContext(connection) as found:
            page = client.get("/").content.decode()
        assert page.count("No record yet") == min(n, 4)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 20
