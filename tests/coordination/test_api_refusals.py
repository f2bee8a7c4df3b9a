"""Whatever a program gets wrong has a clear answer: named, in its language, and never an error of ours."""

import json
from copy import deepcopy
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from access.toolkit import broker
from commitments.models import Commitment
from coordination.serving import served
from tests.commitments.pages import pair
from tests.commitments.world import Pair, promise
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(file_db: None) -> Pair:
    return pair()


@pytest.fixture
def made(built: Pair) -> Pair:
    return deepcopy(built)


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("ordering=password", {"ordering": "unknown"}),
        ("owner__name__regex=x", {"owner__name__regex": "unknown"}),
        ("view=all&x=%00", {"x": "unknown"}),
        ("a=1&b=2", {"a": "unknown", "b": "unknown"}),
        ("view=nonsense", {"view": "choice"}),
        ("view=open&view=late", {"view": "repeated"}),
        ("size=0", {"size": "size"}),
        ("size=101", {"size": "size"}),
        ("size=1e1", {"size": "size"}),
        ("size=٣", {"size": "size"}),
        ("counts=no", {"counts": "choice"}),
        ("fields=ref,password", {"fields": "unknown-field"}),
        ("fields=", {"fields": "unknown-field"}),
        ("fields=owner.name_en", {"fields": "unknown-field"}),
        ("after=nonsense", {"after": "cursor"}),
        ("before=%00", {"before": "cursor"}),
        ("organisation=%00", {"organisation": "characters"}),
        ("organisation=nobody", {"organisation": "unknown"}),
        ("committee=n0-such-record-anywher", {"committee": "invalid_choice"}),
        ("committee=1", {"committee": "invalid_choice"}),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(made: Pair, query: str, wrong: dict[str, str]) -> None:
    answer = Program(made.owner).get(f"commitments/?{query}")
    assert answer.status_code == 400
    assert errors(answer) == wrong


def test_a_place_of_another_list_or_of_another_reader_is_refused(made: Pair) -> None:
    for _nth in range(3):
        promise(made.commitment.owner, made.commitment.committee)
    owner = Program(made.owner)
    onward = owner.get("commitments/?size=1").json()["next"]
    assert owner.client.get(onward, headers={"Authorization": f"Bearer {owner.token}"}).status_code == 200
    place = onward.partition("after=")[2]
    assert errors(Program(made.verifier).get(f"commitments/?after={place}")) == {"after": "cursor"}
    assert errors(owner.get(f"organisations/?after={place}")) == {"after": "cursor"}
    assert owner.get(f"commitments/?after={place}").status_code == 200


def test_a_list_is_read_to_its_end_and_back_by_the_addresses_it_gives(made: Pair) -> None:
    refs = {made.commitment.ref} | {
        promise(made.commitment.owner, made.commitment.committee).ref for _nth in range(6)
    }
    owner = Program(made.owner)
    address, found, pages = "commitments/?size=3&fields=ref", [], 0
    while address:
        page = owner.get(address.removeprefix("/api/v1/")).json()
        assert all(one.keys() == {"ref"} for one in page["results"])
        found += [one["ref"] for one in page["results"]]
        address, pages, back = page["next"], pages + 1, page["previous"]
    assert (len(found), set(found), pages) == (7, refs, 3)
    before = owner.get(back.removeprefix("/api/v1/")).json()["results"]
    assert [one["ref"] for one in before] == found[3:6]


def test_counts_are_said_where_they_are_asked_for(made: Pair) -> None:
    owner = Program(made.owner)
    assert "counts" not in owner.get("commitments/").json()
    assert owner.get("commitments/?counts=yes").json()["counts"]["open"] == 1


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[" * 1000 + "]" * 1000,
        '{"a": ' * 1000,
        "NaN",
        '{"text": NaN}',
        "9" * 5000,
        b"\xff\xfe",
        "\x00",
    ],
)
def test_a_body_that_is_no_json_is_refused(made: Pair, sent: str | bytes) -> None:
    made.accepted()
    answer = Program(made.owner).post(f"commitments/{made.commitment.ref}/evidence/", sent)
    assert answer.status_code in (400, 422) and answer.json()["type"].startswith("/developers/#")
    assert not made.commitment.evidence.exists()


def test_a_body_of_three_megabytes_is_refused_before_it_is_read(made: Pair) -> None:
    made.accepted()
    answer = Program(made.owner).post(f"commitments/{made.commitment.ref}/evidence/", "x" * 3_000_000)
    assert (answer.status_code, answer.json()["type"]) == (413, "/developers/#too-large")


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""])
def test_what_is_not_said_to_be_json_is_refused(made: Pair, kind: str) -> None:
    made.accepted()
    program = Program(made.owner)
    address = f"/api/v1/commitments/{made.commitment.ref}/evidence/"
    headers = {"Authorization": f"Bearer {program.token}"}
    answer = program.client.generic("POST", address, '{"text": "a"}', content_type=kind, headers=headers)
    assert answer.status_code == 415 and errors(answer) == {}


@pytest.mark.parametrize("charset", ["hex", "unicode_escape", "utf-16", "latin-1", "no-such", "base64"])
def test_what_is_sent_is_read_in_utf8_whatever_its_sender_calls_it(made: Pair, charset: str) -> None:
    made.accepted()
    program = Program(made.owner)
    kind = f"application/json; charset={charset}"

    def send(text: str, query: str = "") -> tuple[int, Any]:
        request = RequestFactory().generic(
            "POST",
            f"/api/v1/commitments/{made.commitment.ref}/evidence/{query}",
            f'{{"text": "{text}"}}'.encode(),
            content_type="application/json",
            headers={"Authorization": f"Bearer {program.token}"},
        )
        return served_answer({**request.environ, "CONTENT_TYPE": kind})

    assert send("Done.", "?x=1")[0] == 400
    status, refused = send("\\ud800")
    assert (status, refused["errors"][0]["code"]) == (422, "characters")
    assert send("সভা হয়েছে।")[1]["evidence"][0]["text"] == "সভা হয়েছে।"


def served_answer(environ: dict[str, Any]) -> tuple[int, Any]:
    """What the web server's process answers, from the first letter of the request on."""
    portal = served()
    answer = portal.get_response(portal.request_class(environ))
    assert isinstance(answer, HttpResponse)
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize("said", ["", None])
def test_what_does_not_say_how_long_it_is_is_refused_before_a_step_is_taken(
    made: Pair, said: str | None
) -> None:
    program = Program(made.owner)
    headers = {"Authorization": f"Bearer {program.token}", "Transfer-Encoding": "chunked"}
    answer = program.client.generic(
        "POST",
        f"/api/v1/commitments/{made.commitment.ref}/decline/",
        '{"reason": "We are not asked."}',
        content_type="application/json",
        headers=headers,
        CONTENT_LENGTH=said,
    )
    assert (answer.status_code, answer.json()["type"]) == (411, "/developers/#length")


@pytest.mark.parametrize("sent", ['{"text": "a", "text": "b"}', '{"text": {"a": 1, "\\u0061": 2}}'])
def test_a_field_that_stands_twice_says_two_things_and_is_refused(made: Pair, sent: str) -> None:
    made.accepted()
    answer = Program(made.owner).post(f"commitments/{made.commitment.ref}/evidence/", sent)
    assert (answer.status_code, answer.json()["type"]) == (400, "/developers/#unreadable")
    assert "stands twice" in answer.json()["detail"] and not made.commitment.evidence.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_of_no_year_that_a_page_reads_is_refused(made: Pair, day: str) -> None:
    sent = {"due_on": day, "reason": "The roads are under water."}
    answer = Program(made.secretary).post(f"commitments/{made.commitment.ref}/due/", sent)
    assert (answer.status_code, errors(answer)) == (422, {"/due_on": "years"})


def test_a_day_that_no_calendar_has_is_refused_at_its_field(made: Pair) -> None:
    sent = {"due_on": "2027-02-30", "reason": "The roads are under water."}
    answer = Program(made.secretary).post(f"commitments/{made.commitment.ref}/due/", sent)
    assert (answer.status_code, errors(answer)) == (422, {"/due_on": "invalid"})


@pytest.mark.parametrize("key", ["\ud800", "", " ", "two words", "ক", "x" * 201])
def test_a_key_that_could_not_be_kept_is_refused_and_nothing_is_done(made: Pair, key: str) -> None:
    made.accepted()
    path = f"commitments/{made.commitment.ref}/evidence/"
    sent = {"text": "Sent to both.", "link": ""}
    headers = {"Idempotency_Key": key.encode("utf-8", "surrogatepass").decode("latin-1")}
    answer = Program(made.owner).post(path, sent, **headers)
    assert answer.status_code == 400 and not made.commitment.evidence.exists()


def test_a_field_that_no_text_can_name_is_refused(made: Pair) -> None:
    made.accepted()
    path = f"commitments/{made.commitment.ref}/evidence/"
    answer = Program(made.owner).post(path, '{"text": "Sent to both.", "\\ud800": 1}')
    assert answer.status_code in (400, 422) and not made.commitment.evidence.exists()


@pytest.mark.parametrize("path", ["commitments/", "meetings/", "changes/", "no-such-address/"])
def test_options_name_nothing_to_an_outsider(made: Pair, path: str) -> None:
    answers = [Client().options(f"/api/v1/{one}") for one in (path, f"commitments/{made.commitment.ref}/")]
    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].content == answers[1].content and "Allow" not in answers[0].headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "POST", "PURGE"])
def test_another_way_of_asking_is_refused_alike_whatever_is_there(made: Pair, method: str) -> None:
    program = Program(made.owner)
    headers = {"Authorization": f"Bearer {program.token}"}
    answers = [
        program.client.generic(
            method, f"/api/v1/commitments/{ref}/", content_type="application/json", headers=headers
        )
        for ref in (made.commitment.ref, "n0-such-record-anywher")
    ]
    assert {answer.status_code for answer in answers} == {405}
    assert answers[0].content == answers[1].content and answers[0].headers["Allow"] == "GET, HEAD"
    assert "ZQ" not in answers[0].content.decode()


@pytest.mark.parametrize(
    "path", ["no-such-address/", "commitments", "commitments/%00/", "commitments/a/b/c/"]
)
def test_an_address_that_leads_nowhere_is_a_document_too(made: Pair, path: str) -> None:
    program = Program(made.owner)
    nowhere, missing = program.get(path), program.get("commitments/n0-such-record-anywher/")
    assert nowhere.status_code in (301, 404)
    if nowhere.status_code == 404:
        assert nowhere.content == missing.content and nowhere.json()["status"] == 404


def test_a_refusal_says_what_it_is_in_both_languages(made: Pair) -> None:
    for language, said in (("en", "There is no such thing here for you."), ("bn", "।")):
        answer = Program(made.owner, language=language).get("commitments/n0-such-record-anywher/")
        assert said in answer.json()["title"] and answer.headers["Content-Language"] == language
    # Not said, it is that of the person.
    made.owner.language = "bn"
    made.owner.save()
    answer = Program(made.owner).get("commitments/", Accept_Language="fr")
    assert answer.headers["Content-Language"] == "bn"


def test_no_number_from_inside_stands_in_an_answer(made: Pair) -> None:
    Commitment.objects.filter(pk=made.commitment.pk)
    body = Program(made.owner).get(f"commitments/{made.commitment.ref}/").json()
    assert not {"id", "pk"} & set(_names(body))


def _names(told: Any) -> list[str]:
    if isinstance(told, dict):
        return [*told, *(name for value in told.values() for name in _names(value))]
    return [name for value in told for name in _names(value)] if isinstance(told, list) else []


def test_each_token_and_address_has_its_limit_and_is_told_how_far_it_is(made: Pair, settings: Any) -> None:
    settings.API_REQUESTS_WITH_TOKEN = 3
    one, other = Program(made.owner), Program(made.owner)
    left = [one.get("account/").headers["RateLimit-Remaining"] for _nth in range(3)]
    assert left == ["2", "1", "0"]
    over = one.get("account/")
    assert (over.status_code, over.json()["type"]) == (429, "/developers/#wait")
    assert 0 < int(over.headers["Retry-After"]) <= 60
    assert other.get("account/").status_code == 200
    settings.API_REQUESTS_FROM_ADDRESS = 5
    assert {Client().get("/api/v1/account/").status_code for _nth in range(3)} == {429}


def test_without_redis_nobody_is_held_up_and_it_is_logged_once(
    made: Pair, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.API_REQUESTS_WITH_TOKEN = 1
    broker._left_alone_until.clear()
    program = Program(made.owner)
    for _nth in range(3):
        answer = program.get("account/")
        assert answer.status_code == 200 and "RateLimit-Limit" not in answer.headers
    assert sum("count the requests of programs" in line for line in caplog.messages) == 1
    broker._left_alone_until.clear()
