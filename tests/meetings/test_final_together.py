"""Two people at one record while minutes become final, and what the pages of it cost."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import actions
from meetings.models import Correction, Minutes
from meetings.standing_text import is_as_confirmed
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import TODAY, attended
from tests.meetings.test_corrections import DISCUSSION, answer, propose, stands
from tests.races import at_once, one_waits

# The most a page may ask of the database, however many corrections there are.
PAGE = 22


@pytest.mark.django_db(transaction=True)
def test_two_of_the_secretariat_answer_one_correction_once(cast: Cast) -> None:
    correction = propose(cast, attended(cast))
    outcomes = at_once(
        lambda: answer(cast, correction, "accepted"), lambda: answer(cast, correction, "declined", "No")
    )
    assert outcomes == ["answered", "done"]
    assert not Correction.objects.get().is_open


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_of_one_line_accepted_at_once_one_holds(cast: Cast) -> None:
    minutes = attended(cast)
    first, second = propose(cast, minutes, wished="Each month."), propose(cast, minutes, wished="Each week.")
    assert at_once(lambda: answer(cast, first), lambda: answer(cast, second)) == ["done", "outdated"]
    accepted = Correction.objects.get(answer="accepted")
    assert stands(minutes) == accepted.wished


@pytest.mark.django_db(transaction=True)
def test_a_correction_that_is_proposed_while_it_is_confirmed_is_refused(cast: Cast) -> None:
    minutes = attended(cast)
    confirmed, proposed = one_waits(
        lambda: actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW),
        lambda: propose(cast, minutes),
    )
    assert confirmed == "done" and proposed != "done"
    assert not Correction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_the_database_is_asked_to_add_meanwhile_does_not_slip_under_the_hash(cast: Cast) -> None:
    minutes = attended(cast)
    facts = {"line": DISCUSSION, "wished": "Slipped in", "reason": "x", "answer": "accepted"}

    def slip() -> None:
        with transaction.atomic():
            Correction.objects.create(
                minutes=minutes, proposed_at=NOW, proposed_by=cast.rj_liaison.user, decided_at=NOW, **facts
            )

    at_once(lambda: actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW), slip)
    found = Minutes.objects.get(pk=minutes.pk)
    assert not found.is_confirmed or is_as_confirmed(found, found.corrections.all())


@pytest.mark.django_db(transaction=True)
def test_two_presses_confirm_once(cast: Cast) -> None:
    minutes = attended(cast)

    def press() -> None:
        actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)

    assert at_once(press, press) == ["confirmed", "done"]


@pytest.mark.django_db
def test_minutes_with_seven_corrections_and_addenda_cost_what_they_cost_with_one(cast: Cast) -> None:
    minutes = attended(cast)
    reader, address = browser(cast.rj_liaison.user), reverse("meeting", args=[minutes.meeting.ref])

    def asked() -> int:
        reader.get(address)
        with CaptureQueriesContext(connection) as found:
            assert reader.get(address).status_code == 200
        return len(found)

    costs = set()
    for number in range(7):
        propose(cast, minutes, wished=f"Each {number} weeks.")
        if number in (0, 6):
            costs.add(asked())
    assert len(costs) == 1 and costs.pop() <= PAGE
    for correction in minutes.corrections.all():
        answer(cast, correction, "declined", "No")
    later = NOW + timedelta(hours=1)
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=later)
    for number in range(5):
        actions.add_addendum(by=cast.uno_sharsha.user, minutes=minutes, text=f"The {number}th", at=later)
        if number in (0, 4):
            costs.add(asked())
    assert len(costs) == 1 and costs.pop() <= PAGE
