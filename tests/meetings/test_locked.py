"""Confirmed minutes are locked: by page, by ORM and by the SQL of the role the portal runs as."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from meetings import actions
from meetings.circulated_text import hash_of, is_unaltered
from meetings.migrations import __name__ as _migrations
from meetings.models import Addendum, Correction, Decision, Minutes
from meetings.standing_text import is_as_confirmed
from tests.cast import NOW, Cast
from tests.meetings.sittings import TODAY, attended
from tests.meetings.test_corrections import answer, propose

pytestmark = pytest.mark.django_db
CHANGES: dict[str, dict[str, Any]] = {
    "text": {"confirmed_text": "Otherwise"},
    "hash": {"confirmed_sha256": "0" * 64},
    "both": {"confirmed_text": "Otherwise", "confirmed_sha256": hash_of("Otherwise")},
    "unlocked": {"confirmed_text": "", "confirmed_sha256": "", "is_confirmed": False},
    "moment": {"confirmed_at": NOW.replace(year=2020)},
    "day": {"confirmed_on": TODAY.replace(year=2020)},
    "who": {"confirmed_by": None},
    "circulated text": {"frozen_text": "Otherwise"},
    "circulated hash": {"sha256": "0" * 64},
}


def confirmed(cast: Cast) -> Minutes:
    """Minutes with one accepted and one declined correction, confirmed, with an addendum."""
    minutes = attended(cast)
    answer(cast, propose(cast, minutes))
    answer(
        cast, propose(cast, minutes, line="items.1.discussion", wished="Nothing"), "declined", "It was said"
    )
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
    actions.add_addendum(by=cast.uno_sharsha.user, minutes=minutes, text="The list came.", at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def is_refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_confirmed_is_changed_by_no_statement_of_the_portal(cast: Cast, name: str) -> None:
    minutes = confirmed(cast)
    facts = CHANGES[name]
    assert is_refused(lambda: Minutes.objects.filter(pk=minutes.pk).update(**facts))
    for field, value in facts.items():
        setattr(minutes, field, value)
    assert is_refused(minutes.save)
    stands = Minutes.objects.get(pk=minutes.pk)
    assert is_unaltered(stands) and is_as_confirmed(stands, stands.corrections.all())


STATEMENTS = (
    "UPDATE meetings_correction SET wished = 'Otherwise'",
    "UPDATE meetings_correction SET was = 'Otherwise'",
    "UPDATE meetings_correction SET answer = 'declined', answer_note = 'No'",
    "UPDATE meetings_correction SET decided_by_id = NULL",
    "DELETE FROM meetings_correction",
    "UPDATE meetings_addendum SET text = 'Otherwise'",
    "DELETE FROM meetings_addendum",
    "DELETE FROM meetings_minutes",
    "UPDATE meetings_minutes SET confirmed_text = 'Otherwise'",
    "UPDATE meetings_decision SET text = 'Otherwise'",
    "ALTER TABLE meetings_minutes DISABLE TRIGGER ALL",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_it_to_the_role_of_the_portal(cast: Cast, statement: str) -> None:
    confirmed(cast)

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    assert is_refused(run)


def test_after_confirmation_no_correction_comes_in_by_the_orm(cast: Cast) -> None:
    minutes = confirmed(cast)
    facts = {"line": "items.1.decision", "was": "", "wished": "Otherwise", "reason": "No reason"}
    for state in ({}, {"answer": "accepted", "decided_at": NOW}):
        assert is_refused(
            lambda state=state: Correction.objects.create(  # type: ignore[misc]
                minutes=minutes, proposed_at=NOW, proposed_by=cast.rj_liaison.user, **facts, **state
            )
        )


def test_an_answered_correction_is_answered_no_second_time_by_the_orm(cast: Cast) -> None:
    minutes = attended(cast)
    correction = answer(cast, propose(cast, minutes))
    correction.answer, correction.answer_note = Correction.Answer.DECLINED, "No"
    assert is_refused(lambda: correction.save(update_fields=["answer", "answer_note", "decided_at"]))


def test_there_is_no_addendum_to_what_is_not_confirmed_by_the_orm(cast: Cast) -> None:
    minutes = attended(cast)
    assert is_refused(
        lambda: Addendum.objects.create(
            minutes=minutes, number=1, text="More", sha256=hash_of("More"), added_at=NOW,
            added_by=cast.uno_sharsha.user,
        )
    )  # fmt: skip


def test_nothing_is_confirmed_without_a_text_and_its_hash(cast: Cast) -> None:
    minutes = attended(cast)
    assert is_refused(lambda: Minutes.objects.filter(pk=minutes.pk).update(is_confirmed=True))
    assert Decision.objects.filter(minutes=minutes).count() == 1


def test_minutes_that_circulated_before_get_those_who_attended(
    cast: Cast,
) -> None:
    from importlib import import_module

    module = import_module(f"{_migrations}.0017_who_attended_and_what_is_confirmed")
    minutes = attended(cast)
    party = minutes.attended_party
    assert party is not None
    kept = set(party.members.values_list("user_id", flat=True))
    assert kept == {cast.rj_liaison.user.pk, cast.uno_sharsha.user.pk}
    Minutes.objects.filter(pk=minutes.pk).update(attended_party=None)
    party.delete()
    with connection.cursor() as cursor:
        for statement in (module.PARTIES, module.GIVEN, module.MEMBERS, module.CONFIRMED):
            cursor.execute(statement)
    again = Minutes.objects.get(pk=minutes.pk).attended_party
    assert again is not None and again.code == party.code
    assert set(again.members.values_list("user_id", flat=True)) == kept
