"""Meetings and minutes as programs read and move them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.models import Commitment
from meetings.models import Meeting, Minutes
from tests.cast import Cast
from tests.meetings.sittings import announced, body, circulated, draft, seated, sharsha
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db


def soon(days: int = 0) -> str:
    return str(timezone.localdate() + timedelta(days=days))


def test_a_meeting_goes_from_its_notice_to_circulated_minutes_by_programs_alone(cast: Cast) -> None:
    seated("RJ")
    secretary, chair = Program(cast.uno_sharsha.user), Program(cast.uno_sharsha.user)
    plan = {"committee": sharsha().ref, "on_date": soon(), "agenda": ["Shelter places"], "title": "Shelters"}
    made = secretary.post("meetings/", plan, Idempotency_Key="one")
    assert made.status_code == 201
    ref = made.json()["ref"]
    assert made.headers["Location"] == f"/api/v1/meetings/{ref}/"
    again = secretary.post("meetings/", plan, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (201, made.json()) and Meeting.objects.filter(
        ref=ref
    ).exists()
    assert Meeting.objects.filter(title_en="Shelters").count() == 1
    assert secretary.post(f"meetings/{ref}/notice/").json()["state"] == "notice-sent"
    agenda = secretary.get(f"meetings/{ref}/agenda/").json()["results"]
    item = next(one["ref"] for one in agenda if one["heading"] == "Shelter places")
    assert secretary.post(f"meetings/{ref}/start/").json()["state"] == "in-session"
    path = f"meetings/{ref}/items/{item}/"
    written = {"discussion": "Beds are short.", "decision": "Twenty beds.", "version": 1}
    assert secretary.post(f"{path}text/", written).json()["version"] == 2
    late = secretary.post(f"{path}text/", {**written, "decision": "Ten beds."})
    assert late.status_code == 412 and late.json()["sent"]["decision"] == "Ten beds."
    assert {one["name"]: one["text"] for one in late.json()["stands"]}["decision"] == "Twenty beds."
    point = {"what": "Find the beds", "owner": body("RJ").ref, "due_on": soon(30)}
    assert secretary.post(f"{path}action-points/", point).json()["points"][0]["what"] == "Find the beds"
    minutes = f"meetings/{ref}/minutes/"
    asked = secretary.post(f"{minutes}to-chair/")
    assert errors(asked) == {"/as_it_is": "gaps"}
    assert secretary.post(f"{minutes}to-chair/", {"as_it_is": True}).json()["state"] == "drafted"
    assert chair.post(f"{minutes}approve/").status_code == 428
    tag = chair.get(minutes).headers["ETag"]
    assert chair.post(f"{minutes}approve/", If_Match=tag).json()["state"] == "approved"
    stale = secretary.post(f"{minutes}circulate/", If_Match=tag)
    assert stale.status_code == 412 and [one["name"] for one in stale.json()["stands"]] == ["approved"]
    now = secretary.get(minutes).headers["ETag"]
    sent = secretary.post(f"{minutes}circulate/", If_Match=now)
    assert (sent.status_code, sent.json()["state"]) == (200, "circulated")
    promise = Commitment.objects.get(what="Find the beds")
    read = Program(cast.rj_liaison.user).get(f"commitments/{promise.ref}/")
    assert (read.status_code, read.json()["stage"]) == (200, "agreed")
    decided = secretary.get(f"{minutes}decisions/").json()["results"]
    assert [one["text"] for one in decided] == ["Twenty beds."]
    assert decided[0]["points"][0]["commitment"] == promise.ref


def test_a_notice_changes_as_a_whole_and_against_what_was_read(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, at=timezone.now(), on_date=timezone.localdate() + timedelta(9))
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    wished = {"on_date": soon(12), "starts": "14:30", "place": "Upazila hall"}
    assert program.post(f"{path}change/", wished).status_code == 428
    tag = program.get(path).headers["ETag"]
    changed = program.post(f"{path}change/", wished, If_Match=tag)
    assert changed.status_code == 200 and changed.json()["place"] == "Upazila hall"
    assert changed.json()["starts_at"].endswith("T14:30:00+06:00")
    late = program.post(f"{path}change/", {**wished, "place": "School"}, If_Match=tag)
    assert late.status_code == 412 and late.json()["sent"]["place"] == "School"
    assert ("place", "Upazila hall") in [(one["name"], one["text"]) for one in late.json()["stands"]]
    for sent, wrong in (
        ({"on_date": "2027-02-30"}, {"/on_date"}),
        ({"on_date": soon(12), "starts": "25:00"}, {"/starts"}),
        ({"on_date": soon(12), "kind": "party"}, {"/kind"}),
        ({"on_date": soon(12), "number": "7"}, {"/number"}),
        ({"on_date": soon(12), "number": True}, {"/number"}),
        ({"on_date": soon(12), "discreet": "yes"}, {"/discreet"}),
    ):
        assert set(errors(program.post(f"{path}change/", sent, If_Match=tag))) == wrong


def test_whoever_may_call_nobody_calls_nobody_also_by_naming_a_committee_of_others(cast: Cast) -> None:
    plan = {"committee": sharsha().ref, "on_date": soon(3)}
    assert Program(cast.rj_staff.user).post("meetings/", plan).status_code == 403
    assert Program(cast.rj_liaison.user).post("meetings/", plan).status_code == 403
    nowhere = Program(cast.uno_sharsha.user).post(
        "meetings/", {**plan, "committee": "n0-such-record-anywher"}
    )
    assert errors(nowhere) == {"/committee": "unknown"}
    many = Program(cast.uno_sharsha.user).post("meetings/", {**plan, "agenda": ["x"] * 61})
    assert many.status_code == 422


def test_of_a_meeting_at_a_shelter_neither_place_nor_link_leaves_the_portal(cast: Cast) -> None:
    told: dict[str, Any] = {"place": "The shelter", "link": "https://example.org/room", "discreet": True}
    meeting = announced(cast.uno_sharsha.user, **told)
    program = Program(cast.uno_sharsha.user)
    for answer in (program.get(f"meetings/{meeting.ref}/"), program.get("meetings/?view=past")):
        assert meeting.ref in answer.content.decode()
        assert "The shelter" not in answer.content.decode() and "example.org" not in answer.content.decode()


def test_minutes_that_somebody_may_not_read_are_as_if_there_were_none(cast: Cast) -> None:
    written = draft(cast.facilitator.user)
    told = announced(cast.uno_sharsha.user, title="Told")
    member = Program(cast.bnwla_liaison.user)
    assert member.get(f"meetings/{written.meeting.ref}/").json().get("has_minutes") in (False, None)
    answers = [member.get(f"meetings/{one.ref}/minutes/") for one in (written.meeting, told)]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


def test_an_item_of_another_meeting_inside_one_that_is_open_is_not_found(cast: Cast) -> None:
    one, other = draft(cast.facilitator.user), draft(cast.facilitator.user, title="Other")
    item = other.meeting.agenda.first()
    assert item is not None
    program = Program(cast.facilitator.user)
    assert program.get(f"meetings/{other.meeting.ref}/items/{item.ref}/").status_code == 200
    assert program.get(f"meetings/{one.meeting.ref}/items/{item.ref}/").status_code == 404
    sent = program.post(f"meetings/{one.meeting.ref}/items/{item.ref}/text/", {"version": 1})
    assert sent.status_code == 404


def test_a_line_is_corrected_by_its_key_and_the_minutes_are_confirmed(cast: Cast) -> None:
    minutes = circulated(cast)
    path = f"meetings/{minutes.meeting.ref}/minutes/"
    secretary = Program(cast.uno_sharsha.user)
    lines = {one["key"]: one["text"] for one in secretary.get(f"{path}lines/").json()["results"]}
    assert lines
    tag = secretary.get(path).headers["ETag"]
    wrong = secretary.post(f"{path}confirm/", {"meeting": "n0-such-record-anywher"}, If_Match=tag)
    assert set(errors(wrong)) == {"/meeting"}
    done = secretary.post(f"{path}confirm/", {"on": soon()}, If_Match=tag)
    assert (done.status_code, done.json()["state"]) == (200, "confirmed")
    added = secretary.post(f"{path}addenda/", {"text": "The beds were found."})
    assert added.status_code == 200 and Minutes.objects.get(pk=minutes.pk).addenda.count() == 1


@pytest.mark.parametrize("rows", [1, 7])
def test_a_list_costs_as_many_queries_for_seven_as_for_one(cast: Cast, rows: int) -> None:
    for nth in range(rows):
        announced(cast.uno_sharsha.user, title=f"Meeting {nth}")
    program = Program(cast.uno_sharsha.user)
    program.get("meetings/?view=past")
    with CaptureQueriesContext(connection) as asked:
        answer = program.get("meetings/?view=past").json()
    assert len(answer["results"]) == rows
    # Whose token it is, the places of the list, its meetings, their committees, those who organise them,
    # whether it is noted already that it took them.
    assert len(asked.captured_queries) == 6


def test_who_came_is_marked_seat_by_seat_against_what_was_read_and_all_or_nothing(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    path, program = f"meetings/{minutes.meeting.ref}/minutes/", Program(cast.uno_sharsha.user)
    first, second, *_rest = program.get(f"{path}seats/").json()["results"]
    came = {"seat": first["seat"], "status": "present", "version": first["version"]}
    sent = {
        "seat": second["seat"],
        "status": "delegate",
        "delegate": "Deputy officer",
        "version": second["version"],
    }
    assert program.post(f"{path}marks/", {"marks": [came, sent]}).status_code == 200
    now = {one["seat"]: one for one in program.get(f"{path}seats/").json()["results"]}
    assert (now[second["seat"]]["status"], now[second["seat"]]["delegate"]) == ("delegate", "Deputy officer")
    late = program.post(f"{path}marks/", {"marks": [{**came, "status": ""}, {**came, "status": "absent"}]})
    assert errors(late) == {"/marks/1": "stale"}
    assert program.post(f"{path}marks/", {"marks": [{**came, "status": "absent"}, sent]}).status_code == 422
    unchanged = {one["seat"]: one for one in program.get(f"{path}seats/").json()["results"]}
    assert unchanged == now
    for mark, wrong in (
        ({"seat": "n0-such-record-anywher", "status": "present"}, {"/marks/0/seat": "unknown"}),
        ({"seat": first["seat"], "status": "asleep"}, {"/marks/0/status": "invalid_choice"}),
        ({"seat": first["seat"]}, {"/marks/0/status": "required"}),
    ):
        assert errors(program.post(f"{path}marks/", {"marks": [mark]})) == wrong
    assert program.post(f"{path}marks/", {"rest_came": True}).status_code == 200
    assert all(one["status"] for one in program.get(f"{path}seats/").json()["results"])


def test_guests_and_groups_are_added_to_the_attendance(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    path, program = f"meetings/{minutes.meeting.ref}/minutes/", Program(cast.uno_sharsha.user)
    before = len(program.get(f"{path}attendance/").json()["results"])
    assert program.post(f"{path}guests/", {"label": "Office of the registrar"}).status_code == 200
    assert len(program.get(f"{path}attendance/").json()["results"]) == before + 1
    counted = program.post(f"{path}head-counts/", {"kind": "participants", "total": 12, "female": 7})
    assert [(one["total"], one["female"]) for one in counted.json()["head_counts"]][-1] == (12, 7)
    assert errors(program.post(f"{path}head-counts/", {"kind": "participants", "total": -1})) == {
        "/total": "min_value"
    }


def test_an_empty_reference_names_nobody_and_is_no_fault_of_the_portal(cast: Cast) -> None:
    secretary = Program(cast.uno_sharsha.user)
    plan = {"on_date": soon(), "title": "Shelters", "committee": sharsha().ref, "organisation": ""}
    assert secretary.post("meetings/", plan).status_code == 201
    for path in ("meetings/", "meetings/past/"):
        assert errors(secretary.post(path, {**plan, "committee": ""})) == {"/committee": "required"}
