"""Corrections of circulated minutes: who proposes, what the secretariat answers, and what then stands."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import override

from access.rules.engine import can
from access.toolkit.errors import Mendable
from access.toolkit.versions import Stale, as_read, version_of
from meetings import actions
from meetings.actions import ceilings
from meetings.actions.confirming import as_standing
from meetings.circulated_text import hash_of, is_unaltered
from meetings.models import Attendance, Correction, Meeting, Minutes
from meetings.standing_text import in_force, lines_of, standing_text
from notifications.models import Notice
from tests.cast import NOW, Cast
from tests.meetings.sittings import (
    TODAY,
    approved,
    attended,
    days,
    draft,
    planned,
    seat_of,
    sent,
    sharsha,
)

pytestmark = pytest.mark.django_db
DISCUSSION, DECISION, POINT = "items.1.discussion", "items.1.decision", "items.1.points.0"
WISHED = "Free places are reported each month."
OPEN, ACCEPTED, DECLINED = Correction.Answer.OPEN, Correction.Answer.ACCEPTED, Correction.Answer.DECLINED


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are read in English here."""
    with override("en"):
        yield


def propose(cast: Cast, minutes: Minutes, who: str = "rj_liaison", **fields: str) -> Correction:
    said = {"line": DECISION, "wished": WISHED, "reason": "We agreed on months."} | fields
    return actions.propose_correction(by=cast[who].user, minutes=minutes, at=NOW, **said)


def answer(cast: Cast, correction: Correction, said: str = ACCEPTED, note: str = "") -> Correction:
    return actions.answer_correction(
        by=cast.uno_sharsha.user, correction=correction, answer=said, note=note, at=NOW
    )


def stands(minutes: Minutes, line: str = DECISION) -> str:
    return lines_of(standing_text(Minutes.objects.get(pk=minutes.pk)))[line].text


def told(kind: str) -> set[str]:
    return {str(notice.recipient.email) for notice in Notice.objects.filter(kind=f"meetings.{kind}")}


def test_a_proposed_correction_changes_nothing_and_the_secretariat_alone_is_told(cast: Cast) -> None:
    minutes = attended(cast)
    correction = propose(cast, minutes)
    assert (correction.was, correction.answer) == ("Free places are reported each quarter.", OPEN)
    assert stands(minutes) == correction.was
    assert told("correction_proposed") == {cast.uno_sharsha.user.email}


def test_an_accepted_correction_is_read_in_place_of_the_line_and_its_author_told(cast: Cast) -> None:
    minutes = attended(cast)
    answer(cast, propose(cast, minutes))
    assert stands(minutes) == WISHED
    assert told("correction_answered") == {cast.rj_liaison.user.email}
    found = Minutes.objects.get(pk=minutes.pk)
    assert is_unaltered(found) and (found.frozen_text, found.sha256) == (minutes.frozen_text, minutes.sha256)


def test_a_declined_correction_says_why_and_leaves_the_line(cast: Cast) -> None:
    minutes = attended(cast)
    correction = propose(cast, minutes)
    with pytest.raises(Mendable) as refusal:
        answer(cast, correction, DECLINED)
    assert refusal.value.field == "note"
    answer(cast, correction, DECLINED, "The meeting said quarters.")
    assert stands(minutes) == correction.was
    assert told("correction_answered") == {cast.rj_liaison.user.email}
    with pytest.raises(Mendable, match="answered already"):
        answer(cast, correction)


def test_a_second_correction_of_a_line_is_not_merged_with_the_first(cast: Cast) -> None:
    minutes = attended(cast)
    first, second = propose(cast, minutes), propose(cast, minutes, "uno_sharsha", wished="Each week.")
    answer(cast, first)
    with pytest.raises(Mendable, match="Another correction of this line was accepted"):
        answer(cast, second)
    assert stands(minutes) == WISHED
    answer(cast, second, DECLINED, "It was written on the text before.")
    third = propose(cast, minutes, wished="Each week.")
    assert third.was == WISHED
    answer(cast, third)
    assert stands(minutes) == "Each week."
    assert [one.pk for one in in_force(minutes)] == [first.pk, third.pk]


def test_each_kind_of_line_is_corrected_in_its_own_way(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    actions.record_attendance(
        by=cast.facilitator.user, minutes=minutes, marks=[actions.Mark(seat_of("RJ").pk, "present")], at=NOW
    )
    actions.add_head_count(
        by=cast.facilitator.user, minutes=minutes, kind="participants", total=9, female=4, male=3, at=NOW
    )
    minutes = sent(cast, minutes)
    seat = next(key for key, line in lines_of(standing_text(minutes)).items() if line.text == "present")
    for line, wished in (
        (DISCUSSION, "Something else was said."),
        (seat, "apologies"),
        ("head_counts.0", "12"),
    ):
        answer(cast, propose(cast, minutes, line=line, wished=wished))
        assert stands(minutes, line) == wished
    for line, wished in (
        (seat, "invited"),
        (seat, "anything"),
        ("head_counts.0", "6"),
        ("head_counts.0", "x"),
    ):
        with pytest.raises(Mendable):
            propose(cast, minutes, line=line, wished=wished)
    assert Attendance.objects.filter(minutes=minutes, status="apologies").count() == 0


@pytest.mark.parametrize(
    "line", ["", "items.9.decision", "items.0.decision", "meeting.title_en", "items.x", "a.b.c"]
)
def test_a_line_that_is_not_in_the_text_is_refused(cast: Cast, line: str) -> None:
    with pytest.raises(Mendable, match="not in the circulated text"):
        propose(cast, attended(cast), line=line)


def test_what_says_nothing_new_or_names_somebody_is_refused(cast: Cast) -> None:
    minutes = attended(cast)
    for fields in (
        {"wished": "Free places are reported each quarter."},
        {"wished": " "},
        {"reason": ""},
        {"wished": "Her national identity card is 1990123456789."},
        {"reason": "As 1990123456789 told us"},
        {"wished": "x" * 20_001},
    ):
        with pytest.raises(Mendable):
            propose(cast, minutes, **fields)
    with pytest.raises(Mendable):
        answer(cast, propose(cast, minutes), ACCEPTED, "See card 1990123456789")


def test_only_those_who_attended_propose(cast: Cast) -> None:
    minutes = attended(cast, {"RJ": "absent", "chair": "present"})
    with pytest.raises(PermissionDenied):
        propose(cast, minutes)
    with pytest.raises(PermissionDenied):
        propose(cast, minutes, "facilitator")
    propose(cast, minutes, "uno_sharsha")
    # A minute-taker of the secretariat answers none.
    with pytest.raises(PermissionDenied):
        actions.answer_correction(
            by=cast.facilitator.user, correction=Correction.objects.get(), answer=ACCEPTED, note="", at=NOW
        )


def test_a_delegate_who_came_proposes_and_the_holder_who_sent_them_does_not(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    mark = actions.Mark(seat_of("RJ").pk, "delegate", "Programme officer", cast.rj_staff.person)
    actions.record_attendance(by=cast.facilitator.user, minutes=minutes, marks=[mark], at=NOW)
    actions.add_guest(
        by=cast.facilitator.user, minutes=minutes, label="A guest", person=cast.bnwla_liaison.person, at=NOW
    )
    minutes = sent(cast, minutes)
    assert {one.key for one in cast if can(one.viewer, "correct", minutes)} == {"rj_staff", "bnwla_liaison"}
    propose(cast, minutes, "rj_staff")
    propose(cast, minutes, "bnwla_liaison", line=DISCUSSION)


def test_there_is_nothing_to_correct_before_circulation_and_after_confirmation(cast: Cast) -> None:
    minutes = approved(cast)
    with pytest.raises(Http404):
        propose(cast, minutes)
    with pytest.raises(PermissionDenied):
        propose(cast, minutes, "uno_sharsha")
    minutes = attended(cast)
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
    assert [one.key for one in cast if can(one.viewer, "correct", minutes)] == []
    with pytest.raises(PermissionDenied):
        propose(cast, minutes)


def test_an_open_correction_of_a_year_ago_is_still_answered_and_nobody_proposes_another(cast: Cast) -> None:
    minutes = attended(cast)
    correction, later = propose(cast, minutes), NOW + days(366)
    with pytest.raises(PermissionDenied):
        actions.propose_correction(
            by=cast.rj_liaison.user, minutes=minutes, line=DECISION, wished="x", reason="x", at=later
        )
    actions.answer_correction(
        by=cast.uno_sharsha.user, correction=correction, answer=ACCEPTED, note="", at=later
    )
    assert stands(minutes) == WISHED


def test_somebody_proposes_only_so_often_in_a_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceilings, "CORRECTIONS", 2)
    minutes = attended(cast)
    for wished in ("Each month.", "Each week."):
        propose(cast, minutes, wished=wished)
    with pytest.raises(Mendable, match="within a day"):
        propose(cast, minutes, wished="Each day.")
    propose(cast, minutes, "uno_sharsha")


class TestConfirming:
    """The secretariat confirms, naming a later meeting or a day."""

    def test_the_confirmed_text_is_the_circulated_one_with_what_was_accepted(self, cast: Cast) -> None:
        minutes = attended(cast)
        answer(cast, propose(cast, minutes))
        answer(cast, propose(cast, minutes, line=POINT, wished="Send it"), DECLINED, "No")
        actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
        found = Minutes.objects.select_related("meeting").get(pk=minutes.pk)
        assert found.is_confirmed and found.meeting.state == Meeting.State.CONFIRMED
        assert (found.confirmed_on, found.confirmed_by) == (TODAY, cast.uno_sharsha.user)
        assert found.confirmed_sha256 == hash_of(found.confirmed_text) != found.sha256 == minutes.sha256
        before, after = json.loads(found.frozen_text), json.loads(found.confirmed_text)
        before["items"][1]["decision"]["text"] = WISHED
        assert after == before == standing_text(found)
        assert is_unaltered(found)

    def test_what_nobody_corrected_has_the_same_text_and_hash(self, cast: Cast) -> None:
        minutes = attended(cast)
        found = actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
        assert (found.confirmed_text, found.confirmed_sha256) == (minutes.frozen_text, minutes.sha256)

    def test_every_correction_is_answered_first_and_the_refusal_names_what_is_open(self, cast: Cast) -> None:
        minutes = attended(cast)
        propose(cast, minutes)
        with (
            override("en"),
            pytest.raises(Mendable, match=r"waits for an answer: 2\. Shelter places: Decision"),
        ):
            actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)

    def test_a_draft_and_what_is_confirmed_are_refused_in_words(self, cast: Cast) -> None:
        with pytest.raises(Mendable, match="have not been circulated"):
            actions.confirm(by=cast.uno_sharsha.user, minutes=approved(cast), on=TODAY, at=NOW)
        minutes = attended(cast)
        actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
        with pytest.raises(Mendable, match="already"):
            actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)

    def test_it_names_a_later_meeting_of_the_same_committee_that_has_come(self, cast: Cast) -> None:
        minutes, later = attended(cast), NOW + days(30)
        by = cast.uno_sharsha.user
        next_one = planned(by, at=NOW + days(20))
        to_come = planned(by, at=NOW, on_date=(later + days(5)).date())
        called_off = planned(by, at=NOW + days(21))
        actions.cancel_meeting(by=by, meeting=called_off, reason="Flood", at=NOW)
        for meeting in (to_come, called_off, minutes.meeting):
            with pytest.raises(Mendable) as refusal:
                actions.confirm(by=by, minutes=minutes, meeting=Meeting.objects.get(pk=meeting.pk), at=later)
            assert refusal.value.field == "meeting"
        found = actions.confirm(by=by, minutes=minutes, meeting=next_one, at=later)
        assert (found.confirmed_in, found.confirmed_on) == (next_one, next_one.on_date)
        assert sharsha().pk == next_one.lead_committee_id

    def test_the_day_is_not_before_circulation_nor_to_come_and_stands_alone(self, cast: Cast) -> None:
        minutes = attended(cast)
        wrong: tuple[date | None, ...] = (None, TODAY - days(1), TODAY + days(1))
        for on in wrong:
            with pytest.raises(Mendable):
                actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=on, at=NOW)
        meeting = planned(cast.uno_sharsha.user)
        with pytest.raises(Mendable):
            actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, meeting=meeting, on=TODAY, at=NOW)

    def test_the_committee_is_told_and_nobody_else(self, cast: Cast) -> None:
        minutes = attended(cast, level=Meeting.Level.NETWORK)
        actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
        assert told("confirmed") == {cast.facilitator.user.email, cast.rj_liaison.user.email}

    def test_a_correction_that_came_meanwhile_is_read_before_it_is_confirmed(self, cast: Cast) -> None:
        minutes = attended(cast)
        version = version_of(minutes, as_standing(minutes))
        answer(cast, propose(cast, minutes))
        with pytest.raises(Stale), as_read(minutes, as_standing, version):
            actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
        assert not Minutes.objects.get(pk=minutes.pk).is_confirmed


class TestAddenda:
    """What is added to confirmed minutes, below them."""

    def test_each_has_its_number_and_hash_and_committee_and_those_above_are_told(self, cast: Cast) -> None:
        minutes = attended(cast)
        by = cast.uno_sharsha.user
        actions.confirm(by=by, minutes=minutes, on=TODAY, at=NOW)
        first = actions.add_addendum(by=by, minutes=minutes, text="The list came on 3 December.", at=NOW)
        second = actions.add_addendum(by=by, minutes=minutes, text="It was complete.", at=NOW)
        assert (first.number, second.number) == (1, 2)
        assert first.sha256 == hash_of(first.text)
        emails = {cast[key].user.email for key in ("facilitator", "rj_liaison", "dc_jashore", "ncc_chair")}
        assert emails <= told("addendum_added") and cast.far_liaison.user.email not in told("addendum_added")

    def test_there_is_none_before_confirmation_and_none_that_names_somebody(self, cast: Cast) -> None:
        minutes = attended(cast)
        by = cast.uno_sharsha.user
        with pytest.raises(Mendable, match="not confirmed"):
            actions.add_addendum(by=by, minutes=minutes, text="More", at=NOW)
        actions.confirm(by=by, minutes=minutes, on=TODAY, at=NOW)
        for text in ("", "Card 1990123456789"):
            with pytest.raises(Mendable):
                actions.add_addendum(by=by, minutes=minutes, text=text, at=NOW)
        with pytest.raises(PermissionDenied):
            actions.add_addendum(by=cast.rj_liaison.user, minutes=minutes, text="More", at=NOW)
