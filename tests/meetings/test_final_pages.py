"""The pages by which minutes become final: what each shows to whom, and what a form does."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment, Stage
from language.words import local_day
from meetings import actions
from meetings.models import Correction, Meeting, Minutes
from notifications.models import Notice
from tests.cast import Cast, browser
from tests.meetings.sittings import CAME, body, draft, point, seat_of

pytestmark = pytest.mark.django_db
DECISION = "items.1.decision"
WISHED = "Places are reported each fortnight."


@pytest.fixture(scope="module")
def now() -> datetime:
    return timezone.now()


@pytest.fixture(scope="module")
def circulated(file_cast: Cast, now: datetime) -> Minutes:
    """Circulated today; RJ and the chair were there."""
    writer, chair = file_cast.facilitator.user, file_cast.uno_sharsha.user
    found = draft(writer, at=now, number=41, level=Meeting.Level.NETWORK)
    point(writer, found, at=now, due_on=local_day(now))
    marks = [actions.Mark(seat_of(who).pk, status) for who, status in CAME.items()]
    actions.record_attendance(by=writer, minutes=found, marks=marks, at=now)
    actions.send_to_chair(by=writer, minutes=found, at=now)
    actions.approve(by=chair, minutes=found, at=now)
    actions.circulate(by=chair, minutes=found, at=now)
    return Minutes.objects.select_related("meeting").get(pk=found.pk)


@pytest.fixture
def minutes(circulated: Minutes) -> Minutes:
    return deepcopy(circulated)


def at(name: str, minutes: Minutes, *more: str) -> str:
    return reverse(f"meeting{name}", args=[minutes.meeting.ref, *more])


def page(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def version_in(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["version"].value())


def propose(cast: Cast, minutes: Minutes, now: datetime, who: str = "rj_liaison", **said: str) -> Correction:
    facts = {"line": DECISION, "wished": WISHED, "reason": "We agreed on fortnights."} | said
    return actions.propose_correction(by=cast[who].user, minutes=minutes, at=now, **facts)


def accept(cast: Cast, correction: Correction, now: datetime) -> None:
    actions.answer_correction(
        by=cast.uno_sharsha.user, correction=correction, answer="accepted", note="", at=now
    )


def test_whoever_attended_proposes_and_the_secretariat_answers_by_their_pages(
    cast: Cast, minutes: Minutes
) -> None:
    member, secretary = browser(cast.rj_liaison.user), browser(cast.uno_sharsha.user)
    assert at("_correct", minutes) in page(member, at("", minutes))
    assert "Free places are reported each quarter." in page(member, at("_correct", minutes))
    form = at("_correct", minutes) + f"?line={DECISION}"
    typed = {"wished": WISHED, "reason": "", "version": version_in(member, form)}
    refused = member.post(form, typed)
    assert refused.status_code == 422 and WISHED in refused.content.decode()
    assert member.post(form, typed | {"reason": "So we agreed"}).status_code == 302
    correction = Correction.objects.get()
    assert reverse("meeting_correction", args=[correction.ref]) == f"/meetings/corrections/{correction.ref}/"
    shown = page(secretary, at("", minutes))
    assert WISHED in shown and "So we agreed" in shown
    answer = at("_answer_correction", minutes, correction.ref)
    assert f'"{answer}"' in shown and f'"{answer}"' not in page(member, at("", minutes))
    assert secretary.post(answer, {"answer": "declined", "note": ""}).status_code == 422
    assert secretary.post(answer, {"answer": "accepted", "note": ""}).status_code == 302
    shown = page(member, at("", minutes))
    assert f'<span lang="en">{WISHED}' in shown or WISHED in shown.split("Corrections")[0]


def test_a_line_that_was_corrected_meanwhile_is_shown_beside_what_was_typed(
    cast: Cast, minutes: Minutes, now: datetime
) -> None:
    member = browser(cast.rj_liaison.user)
    form = at("_correct", minutes) + f"?line={DECISION}"
    version = version_in(member, form)
    accept(cast, propose(cast, minutes, now, "uno_sharsha"), now)
    answer = member.post(form, {"wished": "Each week.", "reason": "So", "version": version})
    assert answer.status_code == 422
    assert "Each week." in answer.content.decode() and WISHED in answer.content.decode()
    assert Correction.objects.count() == 1


def test_the_secretary_confirms_once_and_is_told_what_is_open_and_who_reads_it(
    cast: Cast, minutes: Minutes, now: datetime
) -> None:
    secretary, address = browser(cast.uno_sharsha.user), at("_confirm", minutes)
    correction = propose(cast, minutes, now)
    assert "1 correction waits for an answer" in page(secretary, address)
    version, day = version_in(secretary, address), f"{local_day(now):%d/%m/%Y}"
    assert secretary.post(address, {"on": day, "version": version}).status_code == 422
    accept(cast, correction, now)
    # What it was read with has changed: it is read again first.
    assert secretary.post(address, {"on": day, "version": version}).status_code == 422
    shown = page(secretary, address)
    assert "with 1 accepted correction" in shown and "people" in shown
    typed = {"on": day, "version": version_in(secretary, address)}
    assert secretary.post(address, typed).status_code == 302
    assert secretary.post(address, typed).status_code == 409
    found = Minutes.objects.get(pk=minutes.pk)
    assert found.is_confirmed and found.confirmed_text.count(WISHED) == 1
    shown = page(browser(cast.far_liaison.user), at("", minutes))
    assert found.sha256 in shown and found.confirmed_sha256 in shown and "Confirmed on" in shown
    assert "Unchanged since it was frozen" in shown


def test_minutes_say_how_far_they_are_and_paper_the_corrected_text(
    cast: Cast, minutes: Minutes, now: datetime
) -> None:
    member = browser(cast.rj_liaison.user)
    accept(cast, propose(cast, minutes, now), now)
    for name in ("", "_print"):
        shown = page(member, at(name, minutes))
        assert "Circulated, not confirmed" in shown and WISHED in shown
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=local_day(now), at=now)
    paper = page(member, at("_print", minutes))
    assert "Confirmed on" in paper and "not confirmed" not in paper and WISHED in paper
    assert "Free places are reported each quarter." not in paper


BECAME: dict[str, dict[str, Any]] = {
    "1 open": {},
    "1 kept": {"stage": Stage.VERIFIED},
    "1 late": {"agreed_on": date(2020, 1, 1), "due_on": date(2020, 1, 5)},
    "1 dropped": {"stage": Stage.DROPPED},
    "1 not accepted yet": {"stage": Stage.RECOMMENDED, "due_on": None},
}


@pytest.mark.parametrize("words", BECAME)
def test_a_confirmed_decision_says_what_became_of_it_and_its_paper_does_not(
    cast: Cast, minutes: Minutes, now: datetime, words: str
) -> None:
    member = browser(cast.rj_liaison.user)
    assert "What became of it" not in page(member, at("", minutes))
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=local_day(now), at=now)
    promise = Commitment.objects.get(source_id=minutes.meeting_id)
    if words == "1 kept":
        promise.verifier = body("BNWLA")
    for name, value in BECAME[words].items():
        setattr(promise, name, value)
    promise.place_in_lists()
    promise.save()
    assert f"What became of it: {words}" in " ".join(page(member, at("", minutes)).split())
    assert "What became of it" not in page(member, at("_print", minutes))
    assert "What became of it" not in page(browser(cast.far_liaison.user), at("", minutes))


def test_an_addendum_stands_below_confirmed_minutes(cast: Cast, minutes: Minutes, now: datetime) -> None:
    secretary, address = browser(cast.uno_sharsha.user), at("_addendum", minutes)
    assert secretary.post(address, {"text": "Too early"}).status_code == 422
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=local_day(now), at=now)
    assert address in page(secretary, at("", minutes))
    assert secretary.post(address, {"text": "The list came on 3 December."}).status_code == 302
    for name in ("", "_print"):
        assert "The list came on 3 December." in page(browser(cast.rj_liaison.user), at(name, minutes))


def test_after_confirmation_a_correction_is_answered_by_words_and_nothing_changes(
    cast: Cast, minutes: Minutes, now: datetime
) -> None:
    member = browser(cast.rj_liaison.user)
    correction = propose(cast, minutes, now)
    accept(cast, correction, now)
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=local_day(now), at=now)
    form = at("_correct", minutes) + f"?line={DECISION}"
    answer = member.post(form, {"wished": "Each week.", "reason": "So"}, follow=True)
    assert "Their text is locked" in answer.content.decode()
    again = browser(cast.uno_sharsha.user).post(
        at("_answer_correction", minutes, correction.ref), {"answer": "declined", "note": "No"}, follow=True
    )
    assert "Their text is locked" in again.content.decode()
    assert Correction.objects.get().answer == "accepted"


def test_nobody_reads_a_correction_who_may_not_read_the_minutes(
    cast: Cast, minutes: Minutes, now: datetime
) -> None:
    correction = propose(cast, minutes, now, wished="Zanzibar places", reason="Zanzibar reason")
    told = reverse("meeting_correction", args=[correction.ref])
    for key in ("far_liaison", "dc_jashore", "ncc_secretary", "bnwla_liaison", "oversight"):
        client = browser(cast[key].user)
        for name in ("", "_correct", "_confirm", "_print"):
            assert "Zanzibar" not in page(client, at(name, minutes)), (key, name)
        assert client.get(told).status_code == 404
    for notice in Notice.objects.all():
        assert "Zanzibar" not in f"{vars(notice)}"
    assert "Zanzibar" not in page(browser(cast.uno_sharsha.user), reverse("notices"))
    assert all("Zanzibar" not in str(message.message()) for message in mail.outbox)
