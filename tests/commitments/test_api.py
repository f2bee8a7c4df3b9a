"""Commitments as programs read and move them."""

import json
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import KeyedSending
from access.toolkit.versions import version_of
from commitments import actions
from commitments.models import Answer, ChangeRequest, Commitment, Evidence
from commitments.queries.facts import as_shown
from tests.commitments.pages import pair
from tests.commitments.world import NOW, Pair, days, promise
from tests.programs import Program, errors
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Pair:
    return pair()


def address(made: Pair, step: str = "") -> str:
    return f"commitments/{made.commitment.ref}/{step}"


def stage_of(made: Pair) -> str:
    return str(Commitment.objects.get(pk=made.commitment.pk).stage)


@pytest.mark.parametrize("rows", [1, 7])
def test_a_list_costs_as_many_queries_for_seven_as_for_one(made: Pair, rows: int) -> None:
    for _nth in range(rows - 1):
        promise(made.commitment.owner, made.commitment.committee)
    program = Program(made.owner)
    program.get("commitments/")
    with CaptureQueriesContext(connection) as asked:
        answer = program.get("commitments/").json()
    assert len(answer["results"]) == rows
    # Whose token it is, the places of the list, its records, the days off,
    # whether it is noted already that it took them.
    assert len(asked.captured_queries) == 5


def test_a_promise_goes_from_agreed_to_verified_by_programs_alone(made: Pair) -> None:
    owner, verifier, secretary = Program(made.owner), Program(made.verifier), Program(made.secretary)
    candidates = [one["ref"] for one in secretary.get(address(made, "candidates/")).json()["results"]]
    assert made.government.ref in candidates and made.ngo.ref not in candidates
    assert owner.get(address(made)).json()["may"] == ["accept", "more-time", "change", "wait"]
    accepted = owner.post(address(made, "accept/"), {})
    assert (accepted.status_code, accepted.json()["stage"], accepted.json()["verifier"]) == (
        200,
        "accepted",
        None,
    )
    chosen = {"verifier": made.government.ref}
    assert owner.post(address(made, "name-verifier/"), chosen).status_code == 403
    named = secretary.post(address(made, "name-verifier/"), chosen)
    assert named.json()["verifier"]["ref"] == made.government.ref
    sent = owner.post(
        address(made, "evidence/"), {"text": "The list went out.", "link": "https://example.org/list"}
    )
    assert (sent.json()["stage"], sent.json()["evidence"][0]["text"]) == ("evidence_in", "The list went out.")
    asked = verifier.post(address(made, "information/"), {"reason": "Which districts?"})
    assert (asked.json()["stage"], asked.json()["more_information"]) == ("accepted", True)
    owner.post(address(made, "evidence/"), {"text": "All of them."})
    verified = verifier.post(address(made, "verify/"), {"note": "Seen."})
    assert (verified.json()["stage"], verified.json()["may"]) == ("verified", [])
    assert stage_of(made) == "verified"


def test_what_is_kept_of_a_sending_confirms_to_nobody_what_was_sent(made: Pair) -> None:
    made.accepted()
    body = {"text": "Done."}
    assert Program(made.owner).post(address(made, "evidence/"), body, Idempotency_Key="k").status_code == 200
    kept = KeyedSending.objects.get()
    sent = json.dumps(body, sort_keys=True).encode()
    assert kept.body_digest != sha256(sent).hexdigest() and len(kept.body_digest) == 64
    assert kept.digest != sha256(f"POST /api/v1/{address(made, 'evidence/')}\nk".encode()).hexdigest()


def test_who_may_verify_is_told_to_whoever_names_one_and_to_nobody_else(made: Pair) -> None:
    answers = {
        user.email: Program(user).get(address(made, "candidates/")).status_code
        for user in (made.owner, made.secretary, made.verifier)
    }
    assert answers == {made.owner.email: 403, made.secretary.email: 200, made.verifier.email: 403}


def test_a_request_is_decided_that_was_read_and_not_the_one_that_came_after_it(made: Pair) -> None:
    made.accepted()
    first = made.asks(ChangeRequest.Kind.DROP)
    secretary, path = Program(made.secretary), address(made, "decide/")
    tag = secretary.get(address(made)).headers["ETag"]
    refusal = {"grant": False, "note": "It is still to be done."}
    assert secretary.post(path, refusal, If_Match=tag).status_code == 200
    second = made.asks(ChangeRequest.Kind.DROP)
    late = secretary.post(path, {"grant": True}, If_Match=tag)
    assert (late.status_code, [one["name"] for one in late.json()["stands"]]) == (412, ["asked"])
    answers = ChangeRequest.objects.filter(pk__in=(first.pk, second.pk)).values_list("answer", flat=True)
    assert set(answers) == {Answer.REFUSED, Answer.OPEN}


def test_what_is_asked_is_decided_by_whoever_grants(made: Pair) -> None:
    made.accepted()
    owner, secretary = Program(made.owner), Program(made.secretary)
    due = made.commitment.due_on
    assert due is not None
    later = str(due + days(10))
    body = {"due_on": later, "reason": "The roads are under water."}
    assert owner.post(address(made, "more-time/"), body).json()["request"]["due_on"] == later
    assert owner.post(address(made, "more-time/"), body).status_code == 422
    assert owner.post(address(made, "decide/"), {"grant": True}).status_code == 403
    assert secretary.post(address(made, "decide/"), {"grant": True}).status_code == 428
    assert secretary.post(address(made, "decide/"), {"grant": True}, If_Match="*").status_code == 428
    tag = secretary.get(address(made)).headers["ETag"]
    refused = secretary.post(address(made, "decide/"), {"grant": False}, If_Match=tag)
    assert errors(refused) == {"/note": "required"}
    done = secretary.post(address(made, "decide/"), {"grant": True}, If_Match=tag)
    granted, now = done.json(), done.headers["ETag"]
    assert (granted["due_on"], granted["request"]) == (later, None)
    assert errors(secretary.post(address(made, "decide/"), {"grant": True}, If_Match=now)) == {"": "decided"}
    dropped = secretary.post(address(made, "drop/"), {"reason": "The law was changed by parliament."})
    assert dropped.json()["stage"] == "dropped"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"/text": "required"}),
        ({"text": ""}, {"/text": "blank"}),
        ({"text": None}, {"/text": "null"}),
        ({"text": 12}, {"/text": "invalid"}),
        ({"text": ["a"]}, {"/text": "invalid"}),
        ({"text": "x" * 2001}, {"/text": "too_long"}),
        ({"text": "done\x00"}, {"/text": "characters"}),
        ({"text": "done \ud800"}, {"/text": "characters"}),
        ({"text": "done", "stage": "verified"}, {"/stage": "unknown"}),
        ({"text": "done", "a/b~\ud800": 1}, {"/a~1b~0?": "unknown"}),
        ({"text": "National identity 1990123456789"}, {"/text": "identifier"}),
        ({"text": "done", "link": "javascript:alert(1)"}, {"/link": "link"}),
        ([], {"": "invalid"}),
        ('"text"', {"": "invalid"}),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_done(
    made: Pair, body: object, wrong: dict[str, str]
) -> None:
    made.accepted()
    answer = Program(made.owner).post(address(made, "evidence/"), body, Idempotency_Key="k")
    assert answer.status_code == 422
    assert errors(answer) == wrong
    assert not Evidence.objects.exists() and stage_of(made) == "accepted"
    # A refused request leaves its key free.
    assert not KeyedSending.objects.exists()


def test_a_day_that_is_none_and_a_body_that_is_none_are_named(made: Pair) -> None:
    made.accepted()
    owner = Program(made.owner)
    for day in ("2027-02-30", "30/11/2027", 20271130, None, "", {"year": 2027}):
        answer = owner.post(address(made, "more-time/"), {"due_on": day, "reason": "Too soon for the roads."})
        assert answer.status_code == 422 and set(errors(answer)) == {"/due_on"}, day
    for ref in ("nobody", "x" * 5000, "\x00", 3, made.commitment.pk):
        body = {"from_on": "2027-01-01", "until_on": "2027-01-05", "reason": "Wait.", "waits_for": ref}
        answer = owner.post(address(made, "wait/"), body)
        assert answer.status_code == 422 and set(errors(answer)) == {"/waits_for"}, ref


def test_the_version_that_was_read_is_compared_and_both_are_shown(made: Pair) -> None:
    made.reported()
    verifier = Program(made.verifier)
    tag = verifier.get(address(made)).headers["ETag"]
    actions.report(by=made.owner, commitment=made.commitment, text="Two were withdrawn again.", at=NOW)
    late = verifier.post(address(made, "verify/"), {"note": "Seen."}, If_Match=tag)
    told = late.json()
    assert late.status_code == 412 and stage_of(made) == "evidence_in"
    assert told["sent"] == {"note": "Seen."}
    assert [(one["name"], one["text"]) for one in told["stands"]] == [("shown", "Two were withdrawn again.")]
    now = verifier.get(address(made)).headers["ETag"]
    # As a server that compresses passes it on, among others.
    answer = verifier.post(address(made, "verify/"), {"note": "Seen."}, If_Match=f'"x", W/{now[:-1]}-gzip"')
    assert answer.status_code == 200 and stage_of(made) == "verified"


def test_what_was_read_of_a_promise_has_the_version_of_the_promise_itself(made: Pair) -> None:
    made.reported()
    made.asks(ChangeRequest.Kind.DROP)
    actions.report(by=made.owner, commitment=made.commitment, text="More of it.", at=NOW)
    read = Program(made.owner).get(address(made)).headers["ETag"].split("-")[1]
    stands = Commitment.objects.get(pk=made.commitment.pk)
    assert read == version_of(stands, as_shown(stands))


@pytest.mark.parametrize("rows", [1, 7])
def test_one_promise_costs_as_many_queries_with_much_evidence_as_with_little(made: Pair, rows: int) -> None:
    made.reported()
    for nth in range(rows):
        actions.report(by=made.owner, commitment=made.commitment, text=f"Part {nth}.", at=NOW)
    owner = Program(made.owner)
    owner.get(address(made))
    with CaptureQueriesContext(connection) as asked:
        assert len(owner.get(address(made)).json()["evidence"]) == rows + 1
    # Whose token it is, the promise, who supports it, evidence, history, who was told; no more for its ETag.
    assert len(asked.captured_queries) <= 7


@pytest.mark.parametrize("tag", ["", "*"])
def test_without_a_version_the_stage_decides(made: Pair, tag: str) -> None:
    made.reported()
    answer = Program(made.verifier).post(address(made, "verify/"), {}, **({"If_Match": tag} if tag else {}))
    assert answer.status_code == 200


def test_a_tag_that_is_none_is_refused(made: Pair) -> None:
    made.reported()
    answer = Program(made.verifier).post(address(made, "verify/"), {}, If_Match="yesterday's")
    assert answer.status_code == 400 and errors(answer) == {"If-Match": "etag"}


def test_the_two_languages_never_share_a_tag_and_the_same_answer_is_not_sent_twice(made: Pair) -> None:
    english, bangla = Program(made.owner), Program(made.owner, language="bn")
    first, second = english.get(address(made)), bangla.get(address(made))
    assert first.headers["ETag"] != second.headers["ETag"]
    assert (first.headers["Content-Language"], second.headers["Content-Language"]) == ("en", "bn")
    same = english.get(address(made), If_None_Match=first.headers["ETag"])
    assert (same.status_code, same.content) == (304, b"")
    assert bangla.get(address(made), If_None_Match=first.headers["ETag"]).status_code == 200


def test_the_same_key_does_its_work_once_and_gets_the_same_answer(made: Pair) -> None:
    made.accepted()
    owner = Program(made.owner)
    body = {"text": "The list went out.", "link": ""}
    first = owner.post(address(made, "evidence/"), body, Idempotency_Key="monday")
    again = owner.post(address(made, "evidence/"), dict(reversed(body.items())), Idempotency_Key="monday")
    assert (first.status_code, first.content) == (
        again.status_code,
        again.content,
    ) and first.status_code == 200
    assert Evidence.objects.count() == 1
    other = owner.post(address(made, "evidence/"), {"text": "Another."}, Idempotency_Key="monday")
    assert (other.status_code, other.json()["type"]) == (422, "/developers/#key-reused")
    assert Evidence.objects.count() == 1
    # Of another verb, or another person, it is another key.
    assert owner.post(address(made, "wait/"), {}, Idempotency_Key="monday").json()["errors"]
    assert (
        Program(made.verifier).post(address(made, "verify/"), {}, Idempotency_Key="monday").status_code == 200
    )
    # What was answered is read anew: it says how the record stands now.
    assert (
        owner.post(address(made, "evidence/"), body, Idempotency_Key="monday").json()["stage"] == "verified"
    )
    line = KeyedSending.objects.get(user=made.owner)
    assert (line.status, line.made_ref) == (200, made.commitment.ref)


def test_a_key_answers_nobody_who_may_not_read_the_record_any_more(made: Pair) -> None:
    made.accepted()
    owner = Program(made.owner)
    owner.post(address(made, "evidence/"), {"text": "Done."}, Idempotency_Key="monday")
    made.commitment.audience.all().delete()
    again = owner.post(address(made, "evidence/"), {"text": "Done."}, Idempotency_Key="monday")
    missing = owner.get("commitments/n0-such-record-anywher/")
    assert (again.status_code, again.content) == (404, missing.content)


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "ключ"])
def test_a_key_that_is_none_is_refused(made: Pair, key: str) -> None:
    made.accepted()
    answer = Program(made.owner).post(address(made, "evidence/"), {"text": "Done."}, Idempotency_Key=key)
    assert answer.status_code == 400 and errors(answer) == {"Idempotency-Key": "key"}


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_under_one_key_make_one_record() -> None:
    made = pair()
    made.accepted()
    owner = Program(made.owner)
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        answer = owner.post(address(made, "evidence/"), {"text": "Done."}, Idempotency_Key="monday")
        answers.append((answer.status_code, answer.content))

    assert at_once(*[send] * 20) == ["done"] * 20
    assert Evidence.objects.count() == 1
    # Whoever waited longer than a step may take is told to send it again.
    assert {status for status, _body in answers} <= {200, 409}
    assert len({body for status, body in answers if status == 200}) == 1
