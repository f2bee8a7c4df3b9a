"""What programs are told of a notice that changed meanwhile, and what they change of one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from access.toolkit.covering import MARK
from access.toolkit.errors import Mendable
from coordination.covers.actions import cover
from meetings import actions
from meetings.models import JointRequest, Meeting, MeetingOrganiser
from partners.models import Committee
from tests.access.people import join
from tests.cast import NOW, Cast
from tests.meetings.sittings import (
    TODAY,
    announced,
    attended,
    body,
    circulated,
    draft,
    item_of,
    jashore,
    planned,
    sharsha,
)
from tests.meetings.test_api import soon
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db
SHELTER, ROOM = "The shelter behind the mill", "https://example.org/room"


def ahead(cast: Cast, **fields: Any) -> Meeting:
    fields = {"on_date": timezone.localdate() + timedelta(9), **fields}
    return announced(cast.uno_sharsha.user, at=timezone.now(), **fields)


def versions_of(tag: str) -> tuple[str, str]:
    """The tag with each letter of its version another, and with one part less."""
    language, version, letters = tag.strip('"').split("-")
    turned = version.translate(str.maketrans("0123456789abcdef", "fedcba9876543210"))
    shorter = version.partition(".")[2]
    return f'"{language}-{turned}-{letters}"', f'"{language}-{shorter}-{letters}"'


def test_of_a_passage_that_is_covered_a_program_that_sends_another_version_is_told_nothing(
    cast: Cast,
) -> None:
    passage = "the girl of the mill"
    minutes = circulated(cast, title=f"Of {passage}", place=f"House of {passage}")
    cover(by=cast.uno_sharsha.user, record=minutes, passage=passage, at=NOW)
    program, path = Program(cast.uno_sharsha.user), f"meetings/{minutes.meeting.ref}/"
    other, _shorter = versions_of(program.get(path).headers["ETag"])
    for step, sent in (("change/", {"on_date": soon(12)}), ("cancel/", {})):
        late = program.post(f"{path}{step}", sent, If_Match=other)
        assert late.status_code == 412 and passage not in late.content.decode()
        told = {one["name"]: one["text"] for one in late.json()["stands"]}
        assert (told["title"], told["place"]) == (f"Of {MARK}", f"House of {MARK}")


def test_of_a_discreet_meeting_it_is_told_that_place_and_link_changed_and_not_to_what(cast: Cast) -> None:
    meeting = ahead(cast, place=SHELTER, link=ROOM, discreet=True)
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    other, _shorter = versions_of(program.get(path).headers["ETag"])
    late = program.post(f"{path}change/", {"on_date": soon(12)}, If_Match=other)
    told = {one["name"]: one["text"] for one in late.json()["stands"]}
    assert late.status_code == 412 and (told["place"], told["link"]) == ("changed", "changed")
    assert SHELTER not in late.content.decode() and ROOM not in late.content.decode()


@pytest.mark.parametrize("version", ["a", "a.b.c", "zzzzzzzz." * 12 + "zzzzzzzz"])
def test_a_version_that_nobody_was_ever_answered_with_is_told_nothing(cast: Cast, version: str) -> None:
    meeting = ahead(cast, place="Upazila hall")
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    _other, shorter = versions_of(program.get(path).headers["ETag"])
    for tag in (shorter, f'"en-{version}-0"'):
        refused = program.post(f"{path}change/", {"on_date": soon(12)}, If_Match=tag)
        assert (refused.status_code, errors(refused)) == (400, {"If-Match": "etag"})
        assert "stands" not in refused.json()


def test_what_a_change_does_not_name_stays_as_it_stands(cast: Cast) -> None:
    fields: dict[str, Any] = {
        "discreet": True,
        "place": SHELTER,
        "link": ROOM,
        "kind": Meeting.Kind.EMERGENCY,
        "mode": Meeting.Mode.HYBRID,
        "level": Meeting.Level.COMMITTEE,
        "title": "Of one case",
        "memo_number": "44.00.0000.001",
        "number": 7,
    }
    meeting = ahead(cast, **fields)
    Meeting.objects.filter(pk=meeting.pk).update(title_bn="একটি বিষয়ে")
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    tag = program.get(path).headers["ETag"]
    assert program.post(f"{path}change/", {"on_date": soon(12)}, If_Match=tag).status_code == 200
    stands = Meeting.objects.get(pk=meeting.pk)
    assert stands.on_date == timezone.localdate() + timedelta(12)
    assert stands.starts_at is not None and stands.starts_at.astimezone().minute == 0
    kept = (stands.discreet, stands.place_text, stands.link, stands.kind, stands.mode, stands.level)
    assert kept == (True, SHELTER, ROOM, "emergency", "hybrid", "committee")
    assert (stands.title_en, stands.title_bn) == ("Of one case", "একটি বিষয়ে")
    assert (stands.memo_number, stands.number) == ("44.00.0000.001", 7)


def test_what_is_answered_of_a_discreet_meeting_and_sent_back_takes_nothing_away(cast: Cast) -> None:
    meeting = ahead(cast, discreet=True, place=SHELTER, link=ROOM)
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    read = program.get(path)
    back = {name: read.json()[name] for name in ("title", "place", "link", "kind", "mode", "level")}
    tag = read.headers["ETag"]
    for discreet in ({"discreet": True}, {}):
        changed = program.post(f"{path}change/", back | discreet, If_Match=tag)
        assert changed.status_code == 200
        tag = changed.headers["ETag"]
    stands = Meeting.objects.get(pk=meeting.pk)
    assert (stands.discreet, stands.place_text, stands.link) == (True, SHELTER, ROOM)
    # Called by its kind or its number it has no title of its own.
    assert (stands.title_en, stands.title_bn) == ("", "")
    # Whoever opens it says what it says.
    opened = program.post(f"{path}change/", {"discreet": False, "place": "", "link": ""}, If_Match=tag)
    assert (opened.status_code, opened.json()["discreet"]) == (200, False)
    assert Meeting.objects.get(pk=meeting.pk).place_text == ""


def test_an_hour_is_taken_away_by_saying_so(cast: Cast) -> None:
    meeting = ahead(cast)
    program, path = Program(cast.uno_sharsha.user), f"meetings/{meeting.ref}/"
    tag = program.get(path).headers["ETag"]
    changed = program.post(f"{path}change/", {"starts": None}, If_Match=tag)
    assert changed.status_code == 200 and changed.json()["starts_at"] is None


def test_a_committee_meets_or_an_organisation_calls_and_never_both(cast: Cast) -> None:
    plan = {"committee": sharsha().ref, "organisation": body("RJ").ref, "on_date": soon(3)}
    refused = Program(cast.uno_sharsha.user).post("meetings/", plan)
    assert (refused.status_code, errors(refused)) == (422, {"/organisation": "both"})
    past = Program(cast.uno_sharsha.user).post("meetings/past/", {**plan, "on_date": soon(-3)})
    assert errors(past) == {"/organisation": "both"}
    assert not MeetingOrganiser.objects.exists()


def test_of_an_item_a_text_that_is_not_sent_stays(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    item = item_of(minutes)
    program = Program(cast.facilitator.user)
    path = f"meetings/{minutes.meeting.ref}/items/{item.ref}/"
    read = program.get(path).json()
    written = program.post(f"{path}text/", {"discussion": "Beds are short.", "version": read["version"]})
    assert (written.status_code, written.json()["decision"]) == (200, read["decision"]) and read["decision"]
    emptied = program.post(f"{path}text/", {"decision": "", "version": written.json()["version"]})
    assert (emptied.json()["discussion"], emptied.json()["decision"]) == ("Beds are short.", "")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2201, 1, 1), date(9999, 12, 31)])
def test_a_meeting_is_on_no_day_that_no_page_reads(cast: Cast, day: date) -> None:
    program, by = Program(cast.uno_sharsha.user), cast.uno_sharsha.user
    plan = {"committee": sharsha().ref, "on_date": day.isoformat()}
    for path in ("meetings/", "meetings/past/"):
        assert errors(program.post(path, plan)) == {"/on_date": "years"}
    for action in (actions.plan_meeting, actions.enter_past_meeting):
        with pytest.raises(Mendable) as refused:
            action(by=by, plan=actions.Plan(on_date=day), at=NOW, committee=sharsha())
        assert (refused.value.field, refused.value.code) == ("on_date", "years")


def test_a_meeting_is_asked_of_committees_that_one_meets_in_each_once(cast: Cast) -> None:
    program = Program(cast.uno_sharsha.user)
    plan = {"committee": sharsha().ref, "on_date": soon(3)}
    foreign = Committee.objects.get(code="NCC")
    refused = program.post("meetings/", {**plan, "together_with": [jashore().ref, foreign.ref]})
    assert (refused.status_code, errors(refused)) == (422, {"/together_with": "not-own"})
    with pytest.raises(Mendable):
        meeting = planned(cast.uno_sharsha.user)
        actions.ask_committee(by=cast.uno_sharsha.user, meeting=meeting, committee=foreign, at=NOW)
    assert not JointRequest.objects.exists()
    made = program.post("meetings/", {**plan, "together_with": [jashore().ref, jashore().ref]})
    assert made.status_code == 201
    assert [one.committee for one in JointRequest.objects.all()] == [jashore()]


def test_one_person_asks_for_twenty_joint_meetings_within_a_day_and_no_more(cast: Cast) -> None:
    by, at = cast.uno_sharsha.user, NOW
    others = list(Committee.objects.filter(ended_on=None).exclude(pk=sharsha().pk).order_by("pk")[:21])
    assert len(others) == 21
    for one in others:
        join(by, one.members_party)
    plan = actions.Plan(on_date=TODAY)
    with pytest.raises(Mendable) as refused:
        actions.plan_meeting(by=by, plan=plan, at=at, committee=sharsha(), together_with=others)
    assert refused.value.code == "ceiling" and not JointRequest.objects.exists()
    actions.plan_meeting(by=by, plan=plan, at=at, committee=sharsha(), together_with=others[:20])


def test_an_item_is_added_while_the_minutes_are_open_against_what_was_read(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    program, path = Program(cast.facilitator.user), f"meetings/{minutes.meeting.ref}/"
    tag = program.get(path).headers["ETag"]
    added = program.post(f"{path}agenda-items/", {"title": "Travel"}, If_Match=tag)
    assert added.status_code == 200
    other, _shorter = versions_of(tag)
    assert program.post(f"{path}agenda-items/", {"title": "Beds"}, If_Match=other).status_code == 412
    assert set(minutes.meeting.agenda.values_list("title", flat=True)) >= {"Travel"}


def test_a_line_is_corrected_as_it_was_read(cast: Cast) -> None:
    minutes = attended(cast)
    path = f"meetings/{minutes.meeting.ref}/minutes/"
    secretary, member = Program(cast.uno_sharsha.user), Program(cast.rj_liaison.user)
    lines = secretary.get(f"{path}lines/").json()["results"]
    key = next(one["key"] for one in lines if one["key"].endswith("decision"))
    wish = {"line": key, "wished": "Beds are counted each month.", "reason": "So it was said there."}
    assert member.post(f"{path}corrections/", wish).status_code == 428
    tag = member.get(path).headers["ETag"]
    assert member.post(f"{path}corrections/", wish, If_Match=tag).status_code == 200
    actions.answer_correction(
        by=cast.uno_sharsha.user, correction=minutes.corrections.get(), answer="accepted", note="", at=NOW
    )
    late = member.post(f"{path}corrections/", {**wish, "wished": "Each week."}, If_Match=tag)
    assert late.status_code == 412 and minutes.corrections.count() == 1


def test_a_memo_number_goes_over_no_other_that_was_not_read(cast: Cast) -> None:
    minutes = circulated(cast)
    program, path = Program(cast.uno_sharsha.user), f"meetings/{minutes.meeting.ref}/minutes/"
    assert program.post(f"{path}memo/", {"memo_number": "44.1"}).status_code == 428
    assert program.post(f"{path}memo/", {"memo_number": "44.1"}, If_Match="*").status_code == 428
    tag = program.get(path).headers["ETag"]
    assert program.post(f"{path}memo/", {"memo_number": "44.1"}, If_Match=tag).status_code == 200
    late = program.post(f"{path}memo/", {"memo_number": "44.2"}, If_Match=tag)
    told = [(one["name"], one["text"]) for one in late.json()["stands"]]
    assert (late.status_code, told) == (412, [("memo_number", "44.1")])
