"""What people type by mistake, or not by mistake: a message at the field, nothing lost, nothing changed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commitments.models import Stage
from language.digits import to_bengali
from tests.commitments.pages import pair, send, signed_in, speak, stage_of, today
from tests.commitments.world import days, organisation

pytestmark = pytest.mark.django_db


def test_a_refused_date_keeps_what_was_typed_and_says_so_at_the_field() -> None:
    made = pair()
    past = today() - days(60)
    answer = send(
        made.owner,
        "commitment_more_time",
        made.commitment,
        {"due_on": f"{past:%d/%m/%Y}", "reason": "The floods lasted."},
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "The due date is before the meeting." in body
    assert "The floods lasted." in body and f"{past:%d/%m/%Y}" in body


def test_bengali_digits_are_read_as_digits() -> None:
    made = pair()
    wanted = today() + days(45)
    answer = send(
        made.owner,
        "commitment_more_time",
        made.commitment,
        {"due_on": to_bengali(f"{wanted:%d/%m/%Y}"), "reason": "বন্যার কারণে"},
    )
    assert answer.status_code == 302
    assert made.commitment.requests.get().due_on == wanted


BAD_TEXTS = {
    "an identity number": "His number is 1234567890123.",
    "an identity number in Bengali digits": "নম্বর ১২৩৪৫৬৭৮৯০১২৩",
    "a telephone number": "Call 01711-000000 for it.",
    "a passport number": "Passport BX0123456",
    "100,000 characters": "ক" * 100_000,
    "a NUL": "sent\x00it",
    "a control character": "sent\x07it",
    "nothing": "   ",
}


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_bad_text_is_refused_at_its_field_and_nothing_changes(name: str) -> None:
    made = pair()
    made.accepted(timezone.now())
    answer = send(made.owner, "commitment_report", made.commitment, {"text": BAD_TEXTS[name], "link": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors.get("text")
    assert 'id="id_text_error"' in answer.content.decode()
    assert stage_of(made.commitment) == Stage.ACCEPTED
    assert not made.commitment.evidence.exists()


def test_a_letter_typed_in_two_ways_is_stored_in_one() -> None:
    made = pair()
    made.accepted(timezone.now())
    one, two = "\u09df", "\u09af\u09bc"
    send(made.owner, "commitment_report", made.commitment, {"text": f"সম{one}", "link": ""})
    send(made.owner, "commitment_report", made.commitment, {"text": f"সম{two}", "link": ""})
    stored = set(made.commitment.evidence.values_list("text", flat=True))
    assert len(stored) == 1


def test_a_link_that_is_none_is_refused_at_its_field() -> None:
    made = pair()
    made.accepted(timezone.now())
    for link in ("javascript:alert(1)", "the folder", "https://" + "x" * 600):
        answer = send(made.owner, "commitment_report", made.commitment, {"text": "Done.", "link": link})
        assert (answer.status_code, "link" in answer.context["form"].errors) == (422, True)


def test_an_organisation_that_has_left_is_refused_naming_its_successor() -> None:
    made = pair()
    successor = organisation("the new ministry")
    left = organisation("the old division", until=today() - days(5), successor=successor)
    answer = send(
        made.owner,
        "commitment_change",
        made.commitment,
        {"kind": "owner", "owner": left.name_en, "reason": "It is theirs."},
    )
    assert answer.status_code == 422
    assert "the new ministry" in str(answer.context["form"].errors["owner"])


def test_errors_are_said_in_the_readers_language() -> None:
    made = pair()
    speak(made.owner, "bn")
    answer = send(made.owner, "commitment_more_time", made.commitment, {"due_on": "soon", "reason": "কারণ"})
    assert answer.status_code == 422
    error = str(answer.context["form"].errors["due_on"][0])
    assert any("\u0980" <= letter <= "\u09ff" for letter in error)


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("cursor", ["x", "zz.zz", "\x00", "f" * 40 + ".A", "১.২"])
def test_a_cursor_that_is_none_begins_the_list_anew(name: str, cursor: str) -> None:
    made = pair()
    answer = signed_in(made.owner).get(reverse("commitments"), {name: cursor})
    assert (answer.status_code, len(answer.context["rows"])) == (200, 1)


@pytest.mark.parametrize("committee", ["\x00", "nobody", "x" * 900])
def test_a_list_narrowed_to_a_committee_that_is_none_says_so_and_is_empty(committee: str) -> None:
    made = pair()
    answer = signed_in(made.owner).get(reverse("commitments"), {"committee": committee})
    assert (answer.status_code, len(answer.context["rows"])) == (422, 0)
    assert "field-error" in answer.content.decode()
