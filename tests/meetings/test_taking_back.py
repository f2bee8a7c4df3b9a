"""A correction is taken back by whoever proposed it; and who may propose where nobody was noted."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import override

from access.rules.engine import can
from access.toolkit.errors import Mendable
from meetings import actions
from meetings.migrations import __name__ as _migrations
from meetings.models import Correction, Minutes
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import TODAY, attended, circulated, days, draft, sent, write
from tests.meetings.test_bound import of_partners
from tests.meetings.test_corrections import DECISION, answer, propose, stands
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are read in English here."""
    with override("en"):
        yield


def take_back(cast: Cast, correction: Correction, who: str = "rj_liaison", at: Any = NOW) -> Correction:
    return actions.take_back_correction(by=cast[who].user, correction=correction, at=at)


def may_correct(cast: Cast, minutes: Minutes) -> set[str]:
    return {one.key for one in cast if can(one.viewer, "correct", minutes)}


def test_what_is_taken_back_waits_no_more_changes_nothing_and_is_answered_by_nobody(cast: Cast) -> None:
    minutes = attended(cast)
    correction = take_back(cast, propose(cast, minutes))
    assert correction.answer == Correction.Answer.WITHDRAWN and not correction.is_open
    with pytest.raises(Mendable, match="answered already"):
        answer(cast, correction)
    assert stands(minutes) == correction.was
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
    assert Minutes.objects.get(pk=minutes.pk).confirmed_text == minutes.frozen_text


def test_nobody_takes_back_what_another_proposed(cast: Cast) -> None:
    minutes = attended(cast)
    own, others = propose(cast, minutes), propose(cast, minutes, "uno_sharsha", wished="Each week.")
    for correction, key in ((own, "uno_sharsha"), (own, "facilitator"), (others, "rj_liaison")):
        with pytest.raises(PermissionDenied):
            take_back(cast, correction, key)
    assert {one.key for one in cast if can(one.viewer, "take_back", own)} == {"rj_liaison"}


def test_what_was_answered_is_not_taken_back_and_after_a_year_it_still_is(cast: Cast) -> None:
    minutes = attended(cast)
    answered, waiting = propose(cast, minutes), propose(cast, minutes, wished="Each week.")
    answer(cast, answered)
    with pytest.raises(Mendable, match="answered already: Accepted"):
        take_back(cast, answered)
    take_back(cast, waiting, at=NOW + days(400))
    assert not Correction.objects.get(pk=waiting.pk).is_open


def test_the_database_answers_what_was_taken_back_no_second_time(cast: Cast) -> None:
    correction = take_back(cast, propose(cast, attended(cast)))
    correction.answer = Correction.Answer.ACCEPTED
    with pytest.raises(DatabaseError), transaction.atomic():
        correction.save(update_fields=["answer", "decided_at"])


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_answering_at_once_is_done_once(cast: Cast) -> None:
    correction = propose(cast, attended(cast))
    assert at_once(lambda: take_back(cast, correction), lambda: answer(cast, correction)) == [
        "answered",
        "done",
    ]


def test_its_author_finds_the_button_and_all_readers_what_became_of_it(cast: Cast) -> None:
    minutes = attended(cast)
    correction = propose(cast, minutes)
    address = reverse("meeting_take_back_correction", args=[minutes.meeting.ref, correction.ref])
    page = reverse("meeting", args=[minutes.meeting.ref])
    member, secretary = browser(cast.rj_liaison.user), browser(cast.uno_sharsha.user)
    assert address in member.get(page).content.decode()
    assert address not in secretary.get(page).content.decode()
    assert secretary.post(address).status_code == 403
    assert member.post(address).status_code == 302
    assert "Taken back" in member.get(page).content.decode()
    for client in (member, secretary):
        shown = client.get(page).content.decode()
        assert "Taken back" in shown and address not in shown
        assert reverse("meeting_answer_correction", args=[minutes.meeting.ref, correction.ref]) not in shown
    form = reverse("meeting_correct", args=[minutes.meeting.ref]) + f"?line={DECISION}"
    assert "waits for an answer already" not in member.get(form).content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_waited_before_gets_its_author_and_what_nobody_noted_its_members(
    cast: Cast, owner_connection: Any
) -> None:
    module = import_module(f"{_migrations}.0024_who_takes_corrections_back")
    correction, unnoted = propose(cast, attended(cast)), circulated(cast)
    with owner_connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_correction SET proposer_party_id = NULL")
        cursor.execute("DELETE FROM access_partymember WHERE party_id = %s", [unnoted.attended_party_id])
        cursor.execute("DELETE FROM access_partymember WHERE reason = 'account'")
        cursor.execute("DELETE FROM access_party WHERE code LIKE 'account:%'")
    assert may_correct(cast, unnoted) == set()
    with owner_connection.cursor() as cursor:
        for statement in (module.PARTIES, module.MEMBERS, module.GIVEN, module.MAY_HAVE_COME):
            cursor.execute(statement)
    assert may_correct(cast, unnoted) == {"uno_sharsha", "rj_liaison"}
    take_back(cast, Correction.objects.get(pk=correction.pk))


class TestWhereNobodyWasNoted:
    """The attendance was not taken: any member of that day may have been there."""

    def test_the_members_of_that_day_propose_and_the_page_says_why(self, cast: Cast) -> None:
        minutes = circulated(cast)
        assert may_correct(cast, minutes) == {"uno_sharsha", "rj_liaison"}
        propose(cast, minutes)
        for key in ("facilitator", "dc_jashore", "far_liaison"):
            assert not can(cast[key].viewer, "correct", minutes)
        page = reverse("meeting", args=[minutes.meeting.ref])
        said = "Nobody noted who came, so every member of that day"
        assert said in browser(cast.rj_liaison.user).get(page).content.decode()
        noted = reverse("meeting", args=[attended(cast).meeting.ref])
        assert said not in browser(cast.rj_liaison.user).get(noted).content.decode()

    def test_one_seat_that_is_noted_is_enough_to_go_by_the_list(self, cast: Cast) -> None:
        assert may_correct(cast, attended(cast, {"chair": "present"})) == {"uno_sharsha"}

    def test_a_guest_with_an_account_proposes_beside_them(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user)
        guest = cast.bnwla_liaison
        actions.add_guest(
            by=cast.facilitator.user, minutes=minutes, label="A guest", person=guest.person, at=NOW
        )
        assert may_correct(cast, sent(cast, minutes)) == {"uno_sharsha", "rj_liaison", guest.key}

    def test_a_meeting_of_no_committee_has_no_members(self, cast: Cast) -> None:
        minutes, by = of_partners(cast), cast.bnwla_liaison.user
        write(by, minutes)
        actions.approve_on_paper(by=by, minutes=minutes, signed_by="Liaison officer", signed_on=TODAY, at=NOW)
        actions.circulate(by=by, minutes=minutes, at=NOW)
        assert may_correct(cast, Minutes.objects.get(pk=minutes.pk)) == set()
        page = browser(by).get(reverse("meeting", args=[minutes.meeting.ref])).content.decode()
        assert "Nobody noted who came" not in page
