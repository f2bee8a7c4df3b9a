"""My desk and "Who can see what": right for each person, the same cost for one row as for seven."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from access.models import Party, User
from access.toolkit.rooms import all_rooms
from commitments.models import Commitment
from commitments.queries import verifier_candidates
from coordination.demo.illustrative import load_illustrative
from coordination.demo.personas import sharsha_upazila
from coordination.desk.queries import desk_of
from coordination.desk.readers import LETS_READ
from coordination.shell import Shell
from meetings import actions as meetings
from partners.models import Committee, Organisation
from tests.cast import NOW, READERS, Cast, Member
from tests.commitments import world
from tests.commitments.world import accept
from tests.meetings.sittings import attended, jashore, planned
from tests.meetings.test_corrections import answer, propose

pytestmark = pytest.mark.django_db


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def sharsha_committee() -> Committee:
    return Committee.objects.get(place=sharsha_upazila())


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, backend="access.rules.backend.SignInBackend")
    return client


def promise(what: str, due: date, owner: str = "BNWLA", committee: Committee | None = None) -> Commitment:
    return world.promise(
        Organisation.objects.get(code=owner),
        committee or Committee.objects.get(code="NCC"),
        what=what,
        due_on=due,
        agreed_on=date(2026, 10, 1),
        at=NOW - timedelta(days=30),
    )


def test_everybody_has_a_desk_and_who_can_see_what_in_both_languages(cast: Cast) -> None:
    load_illustrative(cast.users, NOW)
    for key in READERS:
        client, user = signed_in(cast[key]), cast[key].user
        parties = Party.objects.filter(pk__in=cast[key].viewer.party_ids)
        for language in ("bn", "en"):
            User.objects.filter(pk=user.pk).update(language=language)
            desk = client.get("/")
            assert desk.status_code == 200, (key, language)
            assert f'lang="{language}"' in desk.content.decode()
            page = client.get("/who-can-see-what/").content.decode()
            assert parties
            for party in parties:
                label = party.label_bn if language == "bn" else party.label_en
                assert escape(label or party.label_en) in page, (key, party.code)


def test_the_desk_asks_as_many_queries_for_seven_rows_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.bnwla_liaison)
    # Three stand first, the fourth below them.
    for n in range(4):
        promise(f"Promise {n}.", date(2026, 11, 19) + timedelta(days=n))
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        page = client.get("/").content.decode()
    assert all(f"Promise {n}." in page for n in range(4))
    for n in range(4, 10):
        promise(f"Promise {n}.", date(2026, 11, 19) + timedelta(days=n))
    with CaptureQueriesContext(connection) as many:
        page = client.get("/").content.decode()
    assert all(f"Promise {n}." in page for n in range(10))
    assert len(many) == len(few) <= 18


def test_of_many_things_the_late_one_comes_first_and_three_are_shown(cast: Cast) -> None:
    user = cast.bnwla_liaison.user
    for n in range(5):
        made = promise(f"Promise {n}", date(2026, 11, 17) + timedelta(days=2 * n))
        accept(by=user, commitment=made, verifier=verifier_candidates(made, NOW)[0].organisation, at=NOW)
    desk = desk_of(cast.bnwla_liaison.viewer)
    assert [thing.title for thing in desk.things] == ["Promise 0", "Promise 1", "Promise 2"]
    assert desk.things[0].due.css == "st-late"
    assert desk.headline


def test_the_bar_counts_late_soon_and_later(cast: Cast) -> None:
    for due in (date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 24), date(2026, 12, 20)):
        promise("Promise", due)
    [own] = desk_of(cast.bnwla_liaison.viewer).sheets
    assert (own.shares.late, own.shares.soon, own.shares.later) == (2, 1, 1)


def test_a_secretariat_and_its_minute_takers_follow_up_their_committees_and_oversight_the_country(
    cast: Cast,
) -> None:
    promise("Promise to the nation", date(2026, 12, 20))
    promise(
        "Promise to the upazila", date(2026, 12, 20), committee=Committee.objects.get(place=sharsha_upazila())
    )
    followed = {
        key: [
            row.what for sheet in desk_of(cast[key].viewer).sheets if sheet.shows_owner for row in sheet.rows
        ]
        for key in READERS
    }
    assert followed == {
        "ncc_secretary": ["Promise to the nation"],
        "ncc_chair": ["Promise to the nation"],
        "facilitator": ["Promise to the upazila"],
        "oversight": ["Promise to the nation", "Promise to the upazila"],
        "dc_jashore": [],
        "dd_women_jashore": [],
        "uno_sharsha": ["Promise to the upazila"],
        "bnwla_liaison": [],
        "rj_liaison": [],
        "rj_staff": [],
        "far_liaison": [],
        "moewoe_focal": [],
    }


def test_a_secretariat_is_told_what_others_are_late_with_and_what_helps_next(cast: Cast) -> None:
    promise("Late promise", date(2026, 11, 3), owner="RJ", committee=sharsha_committee())
    [thing] = desk_of(cast.uno_sharsha.viewer).things
    assert (thing.title, thing.org, thing.due.css) == ("Late promise", body("RJ"), "st-late")
    assert thing.button_url.endswith("/remind/") and thing.second_url.endswith("/letter/")
    # Whoever takes the minutes sees it, and reminds nobody.
    [seen] = desk_of(cast.facilitator.viewer).things
    assert seen.title == "Late promise" and not seen.button_url.endswith("/remind/") and not seen.second_url


def test_a_body_nobody_of_which_signs_in_is_telephoned(cast: Cast) -> None:
    promise("Late promise", date(2026, 11, 3), owner="IOM", committee=sharsha_committee())
    [thing] = desk_of(cast.uno_sharsha.viewer).things
    assert body("IOM").ref in thing.button_url


def test_the_same_promise_stands_once_on_a_desk(cast: Cast) -> None:
    load_illustrative(cast.users, NOW)
    for key in READERS:
        desk = desk_of(cast[key].viewer)
        shown = [thing.promise for thing in desk.things if thing.promise]
        shown += [row.ref for sheet in desk.sheets for row in sheet.rows]
        assert len(shown) == len(set(shown)), key


def test_a_committee_that_is_asked_for_a_joint_meeting_reads_it_first_on_its_desk(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user)
    meetings.ask_committee(by=cast.uno_sharsha.user, meeting=meeting, committee=jashore(), at=NOW)
    for key in ("dc_jashore", "dd_women_jashore"):
        desk = desk_of(cast[key].viewer)
        [thing] = desk.things
        assert "/joint/" in thing.url and [line.count for line in desk.waits] == [1]
    assert desk_of(cast.rj_liaison.viewer).things == []


def test_corrections_that_wait_stand_on_the_desk_of_their_secretariat_once_for_each_paper(cast: Cast) -> None:
    minutes = attended(cast)
    waiting = [propose(cast, minutes, wished=f"Each {n} weeks.") for n in range(15)]
    desk = desk_of(cast.uno_sharsha.viewer)
    [thing] = [one for one in desk.things if "#corrections" in one.url]
    assert waiting[0].ref in thing.button_url, "the longest wait first"
    assert [line.count for line in desk.waits if "correction" in line.label.lower()] == [15]
    for key in READERS:
        found = [one.url for one in desk_of(cast[key].viewer).things if "#corrections" in one.url]
        assert bool(found) == (key == "uno_sharsha"), key
    for correction in waiting:
        answer(cast, correction, "declined", "No")
    assert not [one for one in desk_of(cast.uno_sharsha.viewer).things if "#corrections" in one.url]


def test_seven_corrections_cost_a_desk_what_one_costs(cast: Cast) -> None:
    minutes, client = attended(cast), signed_in(cast.uno_sharsha)
    asked = []
    for n in range(7):
        propose(cast, minutes, wished=f"Each {n} weeks.")
        if n in (0, 6):
            client.get("/")
            with CaptureQueriesContext(connection) as found:
                client.get("/")
            asked.append(len(found))
    assert asked[0] == asked[1] <= 20


def test_a_new_promise_is_there_to_accept_for_the_liaison_officer_and_not_for_others(cast: Cast) -> None:
    promise("Promise", date(2026, 12, 20))
    assert [thing.button_url.endswith("/accept/") for thing in desk_of(cast.bnwla_liaison.viewer).things] == [
        True
    ]
    assert desk_of(cast.ncc_secretary.viewer).things == []
    assert desk_of(cast.far_liaison.viewer).things == []


def test_an_empty_desk_says_what_belongs_there(cast: Cast) -> None:
    user = cast.far_liaison.user
    type(user).objects.filter(pk=user.pk).update(language="en")
    page = signed_in(cast.far_liaison).get("/").content.decode()
    assert "Nothing needs you today" in page
    assert "Nothing open." in page
    assert "Nobody waits for you." in page


def test_a_stranger_to_a_promise_finds_no_trace_of_it_on_the_desk(cast: Cast) -> None:
    promise("Visit the villages along the river", date(2026, 11, 19), owner="RJ")
    for key in ("far_liaison", "facilitator", "uno_sharsha", "dc_jashore"):
        assert "along the river" not in signed_in(cast[key]).get("/").content.decode(), key


def test_every_kind_of_party_and_of_record_is_explained() -> None:
    assert set(LETS_READ) == set(Party.Kind.values)
    readings = [reading for room in all_rooms() for reading in room.readings]
    assert all(one.oversight and one.readers and one.writers for one in readings)


def test_the_navigation_counts_what_is_late_of_the_own_organisation_alone(
    cast: Cast, rf: RequestFactory
) -> None:
    promise("Late promise", date(2026, 11, 3))
    promise("Late promise of another body", date(2026, 11, 3), owner="MoEWOE")
    promise("Promise", date(2027, 1, 5))
    late = {}
    for key in READERS:
        request = rf.get("/")
        request.user, request.viewer = cast[key].user, cast[key].viewer  # type: ignore[attr-defined]
        late[key] = dict(Shell(request).counts).get("commitments", 0)
    assert {key for key, number in late.items() if number} == {"bnwla_liaison", "moewoe_focal"}
    assert late["bnwla_liaison"] == 1
