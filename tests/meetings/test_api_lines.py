"""One line of a meeting or its minutes is named and changed by programs, as its page's buttons do it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from access.toolkit.covering import MARK
from coordination.covers.actions import cover
from meetings.models import Correction, JointRequest, MatterArising, Meeting
from tests.cast import NOW, Cast
from tests.meetings.sittings import (
    TODAY,
    announced,
    attended,
    body,
    circulated,
    draft,
    item_of,
    point,
    sharsha,
)
from tests.meetings.test_api_notice import ROOM, SHELTER, ahead, versions_of
from tests.meetings.test_corrections import propose
from tests.meetings.test_joint import asked_of, called
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db
NOWHERE = "n0-such-record-anywher"


def test_an_agenda_item_is_moved_put_in_other_words_and_taken_off(cast: Cast) -> None:
    meeting = ahead(cast, agenda=["Shelter places", "Travel"])
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/agenda/"
    before = [one["heading"] for one in program.get(path).json()["results"]]
    travel = next(one for one in program.get(path).json()["results"] if one["heading"] == "Travel")
    assert program.post(f"{path}{travel['ref']}/move/", {"up": True}).status_code == 200
    now = [one["heading"] for one in program.get(path).json()["results"]]
    assert now.index("Travel") == before.index("Travel") - 1 and sorted(now) == sorted(before)
    assert errors(program.post(f"{path}{travel['ref']}/move/", {"up": "yes"})) == {"/up": "invalid"}
    changed = program.post(f"{path}{travel['ref']}/change/", {"note": "By bus"}, Idempotency_Key="one")
    assert changed.status_code == 200
    told = next(one for one in program.get(path).json()["results"] if one["ref"] == travel["ref"])
    assert (told["heading"], told["note"]) == ("Travel", "By bus")
    removed = program.post(f"{path}{travel['ref']}/remove/", Idempotency_Key="two")
    again = program.post(f"{path}{travel['ref']}/remove/", Idempotency_Key="two")
    assert (removed.status_code, again.status_code) == (200, 200) and removed.json() == again.json()
    assert "Travel" not in [one["heading"] for one in program.get(path).json()["results"]]
    assert program.post(f"{path}{travel['ref']}/remove/").status_code == 404


def test_an_item_of_another_meeting_is_not_found_and_a_reader_changes_none(cast: Cast) -> None:
    one, other = ahead(cast, agenda=["Beds"]), ahead(cast, agenda=["Travel"])
    item = other.agenda.get(title="Travel")
    path = f"meetings/{one.ref}/agenda/{item.ref}/remove/"
    assert Program(cast.uno_sharsha.user).post(path).status_code == 404
    member = Program(cast.rj_liaison.user)
    hidden, missing = (member.post(f"meetings/{ref}/agenda/{item.ref}/remove/") for ref in (one.ref, NOWHERE))
    assert hidden.status_code in (403, 404) and missing.status_code == 404
    assert other.agenda.filter(pk=item.pk).exists()


def test_a_covered_heading_that_is_sent_back_as_it_was_answered_loses_nothing(cast: Cast) -> None:
    passage = "the girl of the mill"
    minutes = circulated(cast)
    meeting = ahead(cast, agenda=[f"Of {passage}"])
    cover(by=cast.uno_sharsha.user, record=minutes, passage="Free places", at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(covered=[passage])
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/agenda/"
    item = next(one for one in program.get(path).json()["results"] if MARK in one["heading"])
    sent = {"title": item["heading"], "note": "By bus"}
    assert program.post(f"{path}{item['ref']}/change/", sent).status_code == 200
    stands = meeting.agenda.get(ref=item["ref"])
    assert (stands.title, stands.note) == (f"Of {passage}", "By bus")


def test_a_body_is_taken_off_the_notice_before_it_is_sent_and_not_after(cast: Cast) -> None:
    program = Program(cast.uno_sharsha.user)
    plan = {"committee": sharsha().ref, "on_date": str(timezone.localdate() + timedelta(9))}
    ref = program.post("meetings/", plan).json()["ref"]
    path = f"meetings/{ref}/"
    named = program.post(f"{path}guests/", {"body": body("BRAC").ref}).json()["organisers"]
    assert [one["organisation"]["ref"] for one in named if one["role"] == "invited"] == [body("BRAC").ref]
    gone = program.post(f"{path}guests/{body('BRAC').ref}/remove/")
    assert gone.status_code == 200 and not gone.json()["organisers"]
    assert program.post(f"{path}guests/{body('BRAC').ref}/remove/").status_code == 404
    program.post(f"{path}guests/", {"body": body("BRAC").ref})
    program.post(f"{path}notice/")
    assert program.post(f"{path}guests/{body('BRAC').ref}/remove/").status_code == 422


def test_a_place_or_link_of_a_discreet_meeting_is_taken_away_by_saying_so(cast: Cast) -> None:
    meeting = ahead(cast, discreet=True, place=SHELTER, link=ROOM)
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    tag = program.get(path).headers["ETag"]
    changed = program.post(f"{path}change/", {"place": None}, If_Match=tag)
    assert changed.status_code == 200
    stands = Meeting.objects.get(pk=meeting.pk)
    assert (stands.discreet, stands.place_text, stands.link) == (True, "", ROOM)
    changed = program.post(f"{path}change/", {"link": None, "place": ""}, If_Match=changed.headers["ETag"])
    assert changed.status_code == 200 and Meeting.objects.get(pk=meeting.pk).link == ""


def test_a_guest_and_an_action_point_are_taken_out_of_a_draft_by_their_reference(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    point(cast.facilitator.user, minutes)
    program, path = Program(cast.facilitator.user), f"meetings/{minutes.meeting.ref}/minutes/"
    program.post(f"{path}guests/", {"label": "Office of the registrar"})
    guest = next(one["guest"] for one in program.get(f"{path}attendance/").json()["results"] if one["guest"])
    assert program.post(f"{path}guests/{guest}/remove/").status_code == 200
    assert not any(one["guest"] for one in program.get(f"{path}attendance/").json()["results"])
    assert program.post(f"{path}guests/{guest}/remove/").status_code == 404
    points = [one for item in program.get(path).json()["items"] for one in item["points"]]
    gone = program.post(f"{path}action-points/{points[0]['point']}/remove/")
    assert gone.status_code == 200 and not any(item["points"] for item in gone.json()["items"])
    assert program.post(f"{path}action-points/{points[0]['point']}/remove/").status_code == 404


def test_a_head_count_is_taken_out_by_its_place_in_the_list_that_was_read(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    program, path = Program(cast.facilitator.user), f"meetings/{minutes.meeting.ref}/minutes/"
    for total in (11, 12, 13):
        program.post(f"{path}head-counts/", {"kind": "participants", "total": total})
    assert program.post(f"{path}head-counts/2/remove/").status_code == 428
    read = program.get(path)
    tag = read.headers["ETag"]
    assert [one["total"] for one in read.json()["head_counts"]] == [11, 12, 13]
    gone = program.post(f"{path}head-counts/2/remove/", If_Match=tag)
    assert [one["total"] for one in gone.json()["head_counts"]] == [11, 13]
    # The same place is another line by now.
    assert program.post(f"{path}head-counts/2/remove/", If_Match=tag).status_code == 412
    for place in ("0", "3", "-1", "two", "২"):
        assert program.post(f"{path}head-counts/{place}/remove/", If_Match=tag).status_code == 404


def test_what_was_agreed_earlier_is_taken_up_against_what_was_read(cast: Cast) -> None:
    circulated(cast, on_date=TODAY)
    minutes = draft(cast.facilitator.user, at=NOW + timedelta(days=30))
    program, path = Program(cast.facilitator.user), f"meetings/{minutes.meeting.ref}/minutes/matters/"
    matter = program.get(path).json()["results"][0]
    assert (matter["what"], matter["outcome"]) == ("Send the list of free places", "")
    said = {"outcome": "carried-forward", "version": matter["version"]}
    assert program.post(f"{path}{matter['commitment']}/note/", said).status_code == 200
    late = program.post(f"{path}{matter['commitment']}/note/", {**said, "outcome": "reported-done"})
    assert late.status_code == 412 and late.json()["sent"] == {**said, "outcome": "reported-done"}
    assert {one["name"]: one["text"] for one in late.json()["stands"]}["outcome"] == "carried-forward"
    assert MatterArising.objects.get().outcome == "carried-forward"
    now = program.get(path).json()["results"][0]
    dropped = {"outcome": "drop-proposed", "version": now["version"]}
    assert errors(program.post(f"{path}{matter['commitment']}/note/", dropped)) == {"/note": "required"}
    assert program.post(f"{path}{NOWHERE}/note/", said).status_code == 404


def test_a_correction_is_answered_by_the_secretariat_and_taken_back_by_its_author_alone(cast: Cast) -> None:
    minutes = attended(cast)
    first, second = propose(cast, minutes), propose(cast, minutes, wished="Beds are counted each week.")
    secretary, author = Program(cast.uno_sharsha.user), Program(cast.rj_liaison.user)
    path = f"meetings/{minutes.meeting.ref}/minutes/"
    told = author.get(f"{path}noted-corrections/").json()["results"]
    assert {one["ref"] for one in told} == {first.ref, second.ref}
    assert author.post(f"{path}corrections/{first.ref}/answer/", {"answer": "accepted"}).status_code == 403
    assert secretary.post(f"{path}corrections/{first.ref}/take-back/").status_code == 403
    assert secretary.post(f"{path}corrections/{NOWHERE}/answer/", {"answer": "accepted"}).status_code == 404
    no = secretary.post(f"{path}corrections/{first.ref}/answer/", {"answer": "declined"})
    assert errors(no) == {"/note": "required"}
    assert errors(secretary.post(f"{path}corrections/{first.ref}/answer/", {"answer": "open"})) == {
        "/answer": "invalid_choice"
    }
    tag = secretary.get(path).headers["ETag"]
    other, _shorter = versions_of(tag)
    accepted = {"answer": "accepted"}
    late = secretary.post(f"{path}corrections/{first.ref}/answer/", accepted, If_Match=other)
    assert late.status_code == 412
    done = secretary.post(f"{path}corrections/{first.ref}/answer/", accepted, If_Match=tag)
    assert done.status_code == 200
    assert author.post(f"{path}corrections/{second.ref}/take-back/").status_code == 200
    answers = {one["ref"]: one["answer"] for one in author.get(f"{path}noted-corrections/").json()["results"]}
    assert answers == {first.ref: "accepted", second.ref: "withdrawn"}
    assert Correction.objects.filter(answer="open").count() == 0


def test_a_draft_has_no_corrections_to_answer(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    path = f"meetings/{minutes.meeting.ref}/minutes/corrections/"
    program = Program(cast.uno_sharsha.user)
    assert program.get(f"meetings/{minutes.meeting.ref}/minutes/noted-corrections/").json()["results"] == []
    assert program.post(f"{path}{NOWHERE}/answer/", {"answer": "accepted"}).status_code == 404


def test_two_secretariats_ask_for_and_answer_a_joint_meeting(cast: Cast) -> None:
    meeting = called(cast)
    asked = asked_of(meeting)
    asks, answers = Program(cast.uno_sharsha.user), Program(cast.dd_women_jashore.user)
    path = f"joint-requests/{asked.ref}/"
    line = asks.get(f"meetings/{meeting.ref}/joint-requests/").json()["results"]
    assert [(one["ref"], one["state"]) for one in line] == [(asked.ref, "asked")]
    read = answers.get(path).json()
    assert (read["state"], read["meeting"]["committee"]["ref"]) == ("asked", sharsha().ref)
    assert answers.get(f"meetings/{meeting.ref}/").status_code == 404
    assert asks.post(f"{path}agree/").status_code == 403
    assert answers.post(f"{path}withdraw/").status_code == 403
    outsider = Program(cast.rj_liaison.user)
    assert outsider.get(path).content == outsider.get(f"joint-requests/{NOWHERE}/").content
    no = answers.post(f"{path}decline/", {"reason": "The hall is not free."})
    assert (no.status_code, no.json()["state"], no.json()["meeting"]) == (200, "declined", None)
    again = asks.post(f"meetings/{meeting.ref}/together/", {"committee": asked.committee.ref})
    assert again.status_code == 200
    anew = JointRequest.objects.get(meeting=meeting, state="asked")
    yes = answers.post(f"joint-requests/{anew.ref}/agree/", {"number": 7})
    assert (yes.status_code, yes.json()["state"]) == (200, "agreed")
    assert 7 in [one["number"] for one in asks.get(f"meetings/{meeting.ref}/").json()["sittings"]]
    assert answers.post(f"joint-requests/{anew.ref}/agree/").status_code == 422


def test_a_joint_request_says_no_place_and_is_withdrawn_by_whoever_asked(cast: Cast) -> None:
    meeting = called(cast)
    Meeting.objects.filter(pk=meeting.pk).update(place_text=SHELTER, link=ROOM, discreet=True)
    path = f"joint-requests/{asked_of(meeting).ref}/"
    told = Program(cast.dd_women_jashore.user).get(path).content.decode()
    assert SHELTER not in told and ROOM not in told
    assert Program(cast.uno_sharsha.user).post(f"{path}withdraw/").json()["state"] == "withdrawn"


def test_the_bodies_of_a_committee_that_has_not_agreed_are_invited_as_guests(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, at=timezone.now(), on_date=timezone.localdate() + timedelta(9))
    jashore = called(cast).joint_requests.get().committee
    asks = Program(cast.uno_sharsha.user)
    asks.post(f"meetings/{meeting.ref}/together/", {"committee": jashore.ref})
    asked = asked_of(meeting)
    assert Program(cast.dd_women_jashore.user).post(f"joint-requests/{asked.ref}/guests/").status_code == 403
    assert asks.post(f"joint-requests/{asked.ref}/guests/").status_code == 200
    assert meeting.organisers.filter(role="invited").exists()


def test_a_step_on_one_line_of_a_draft_holds_its_version_where_one_is_sent(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    program, path = Program(cast.facilitator.user), f"meetings/{minutes.meeting.ref}/"
    item = item_of(minutes)
    tag = program.get(path).headers["ETag"]
    other, _shorter = versions_of(tag)
    assert program.post(f"{path}agenda/{item.ref}/move/", {"up": False}, If_Match=other).status_code == 412
    assert program.post(f"{path}agenda/{item.ref}/move/", {"up": False}, If_Match=tag).status_code == 200
