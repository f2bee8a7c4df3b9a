"""How a commitment stands in words: working days, waiting, kept; and both dates of a letter."""

from datetime import date

import pytest
from django.utils import translation

from commitments.models import Commitment, Stage, due_instant
from commitments.queries import Traffic, due_words, traffic
from commitments.queries.lists import late_until, soon_until
from commitments.reminder_letter import gregorian_date
from language.words import bangla_date
from tests.commitments.world import NOW, TODAY, days

pytestmark = pytest.mark.django_db


def at_stage(stage: Stage, due_on: date | None = None, **fields: object) -> Commitment:
    return Commitment(stage=stage, due_on=due_on, stage_since=NOW, **fields)


# Sunday 22 November 2026; Friday and Saturday are free.
@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 11, 18), Traffic.LATE),
        (date(2026, 11, 19), Traffic.LATE),
        (date(2026, 11, 20), Traffic.SOON),
        (date(2026, 11, 22), Traffic.SOON),
        (date(2026, 11, 29), Traffic.SOON),
        (date(2026, 11, 30), Traffic.ON_TIME),
        (None, Traffic.UNDATED),
    ],
)
def test_red_amber_and_green_follow_from_working_days(due_on: date | None, expected: Traffic) -> None:
    assert traffic(at_stage(Stage.ACCEPTED, due_on), TODAY) == expected


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.EVIDENCE_IN, Traffic.WITH_VERIFIER),
        (Stage.VERIFIED, Traffic.KEPT),
        (Stage.DROPPED, Traffic.DROPPED),
        (Stage.RECOMMENDED, Traffic.RECOMMENDED),
    ],
)
def test_what_is_not_the_owners_turn_is_never_late(stage: Stage, expected: Traffic) -> None:
    assert traffic(at_stage(stage, date(2026, 1, 1)), TODAY) == expected


def test_a_granted_wait_is_not_late_until_it_ends() -> None:
    waiting = at_stage(Stage.ACCEPTED, TODAY - days(30), waiting_until=TODAY)
    assert traffic(waiting, TODAY) == Traffic.WAITING
    assert traffic(waiting, TODAY + days(2)) == Traffic.LATE


@pytest.mark.parametrize("today", [TODAY + days(shift) for shift in range(8)])
def test_lists_and_words_draw_the_same_line(today: date) -> None:
    for shift in range(-15, 16):
        due_on = today + days(shift)
        commitment = at_stage(Stage.ACCEPTED, due_on)
        state = traffic(commitment, today)
        assert (due_instant(due_on) < late_until(today)) is (state == Traffic.LATE), (today, due_on)
        assert (due_instant(due_on) < soon_until(today)) is (state in (Traffic.LATE, Traffic.SOON)), (
            today,
            due_on,
        )


def test_words_are_in_the_readers_language() -> None:
    late = at_stage(Stage.ACCEPTED, date(2026, 11, 16))
    with translation.override("en"):
        assert due_words(late, TODAY).words == "4 working days late"
    with translation.override("bn"):
        assert "৪" in due_words(late, TODAY).words


@pytest.mark.parametrize(
    ("day", "bangla"),
    [
        (date(2026, 4, 14), "১ বৈশাখ ১৪৩৩"),
        (date(2026, 11, 22), "৭ অগ্রহায়ণ ১৪৩৩"),
        (date(2026, 12, 16), "১ পৌষ ১৪৩৩"),
        (date(2027, 2, 21), "৮ ফাল্গুন ১৪৩৩"),
        (date(2027, 3, 26), "১২ চৈত্র ১৪৩৩"),
        (date(2024, 2, 29), "১৬ ফাল্গুন ১৪৩০"),
        (date(2027, 4, 13), "৩০ চৈত্র ১৪৩৩"),
    ],
)
def test_letters_carry_the_bangla_date_of_the_country(day: date, bangla: str) -> None:
    assert bangla_date(day) == bangla


def test_letters_carry_the_gregorian_date_in_bangla() -> None:
    assert gregorian_date(date(2026, 11, 22)) == "২২ নভেম্বর ২০২৬"
