"""Whose request it is: a page asks the session, a program its token, and each is answered in its own way."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.accounts import mfa
from access.models import AccessLog, Party, Role, User
from access.models.parties import EVERYONE
from access.rules import ways_in
from access.rules.ways_in import WAYS_IN, add_token_reader
from access.toolkit.registry import Registry
from tests.access.people import code_of
from tests.toys.programs import by_toy_token
from tests.toys.world import paper, party, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.toys.programs")]


@pytest.fixture(autouse=True)
def toy_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The declared ways, and one more."""
    ways: Registry[str, ways_in.WayIn] = Registry("way in")
    for name in WAYS_IN:
        ways.add(name, WAYS_IN[name])
    monkeypatch.setattr(ways_in, "WAYS_IN", ways)
    add_token_reader("toy", by_toy_token)


@pytest.fixture
def reader() -> User:
    everyone = {"kind": Party.Kind.ROLE, "label_en": "everyone"}
    network, _made = Party.objects.get_or_create(code=EVERYONE, defaults=everyone)
    return person("reader", network, party("readers"))


def with_token(user: User, **also: Any) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer toy-{user.ref}"} | also}


def problem(answer: Any) -> str:
    """What a problem document says it is about."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    return str(answer.json()["type"]).rpartition("#")[2]


def test_a_program_without_a_token_is_told_so_and_sent_nowhere_whatever_it_asks() -> None:
    made = paper("hidden", party("readers"))
    for asked in (f"/api/papers/{made.ref}/", "/api/papers/missing/", "/api/no-such-address/"):
        for method in ("get", "post"):
            answer = getattr(Client(enforce_csrf_checks=True), method)(asked)
            assert answer.status_code == 401 and "Location" not in answer.headers
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert problem(answer) == "sign-in"
    assert Client().get("/api/about/").json() == {"signed_in": False}


def test_a_page_leads_to_the_door_as_before_and_reads_no_token(reader: User) -> None:
    answer = Client().get("/", **with_token(reader))
    assert answer.status_code == 302 and answer.headers["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize(
    "value", ["toy-{ref}", "Basic toy-{ref}", "Bearer", "Bearer toy-nobody", "Bearer \x00"]
)
def test_what_is_no_token_lets_nobody_in(reader: User, value: str) -> None:
    made = paper("readable", party("readers"))
    answer = Client().get(f"/api/papers/{made.ref}/", headers={"Authorization": value.format(ref=reader.ref)})
    assert answer.status_code == 401


def test_a_token_lets_its_person_in_and_the_rules_answer_as_on_pages(reader: User) -> None:
    made, hidden = paper("readable", party("readers")), paper("hidden", party("others"))
    answer = Client().get(f"/api/papers/{made.ref}/", **with_token(reader))
    assert answer.json() == {"title": "readable", "by": "GET", "cookies": 0}
    missing = Client().get("/api/papers/missing/", **with_token(reader))
    unseen = Client().get(f"/api/papers/{hidden.ref}/", **with_token(reader))
    assert (missing.status_code, missing.content) == (unseen.status_code, unseen.content)
    assert missing.status_code == 404 and problem(missing) == "not-found"
    refused = Client().post(f"/api/papers/{made.ref}/", **with_token(reader))
    assert (refused.status_code, problem(refused)) == (403, "forbidden")
    line = AccessLog.objects.get()
    assert (line.user, line.purpose, line.record_ref) == (reader, "edit", made.ref)


def test_a_program_sends_without_a_form_and_a_page_does_not(reader: User) -> None:
    author = party("author")
    made = paper("written", party("readers"), author_party=author)
    client = Client(enforce_csrf_checks=True)
    writer = person("writer", author, party("readers"), Party.objects.get(code=EVERYONE))
    assert client.post(f"/api/papers/{made.ref}/", **with_token(writer)).status_code == 200
    client.force_login(reader)
    assert client.post(reverse("sign_out")).status_code == 403


def test_the_session_of_a_browser_lets_in_whoever_carries_no_token_and_sends_by_our_pages_alone(
    reader: User,
) -> None:
    made = paper("readable", party("readers"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    assert client.get(f"/api/papers/{made.ref}/").status_code == 200
    refused = client.post(f"/api/papers/{made.ref}/")
    assert (refused.status_code, problem(refused)) == (403, "csrf")
    # What carries a token, be it a wrong one, is judged by that alone.
    with CaptureQueriesContext(connection) as asked:
        wrong = client.get(f"/api/papers/{made.ref}/", headers={"Authorization": "Bearer nobody"})
    assert wrong.status_code == 401 and asked.captured_queries == []
    # The session of somebody else is not touched by who comes with a token.
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/api/papers/{made.ref}/", **with_token(reader))
    assert answer.status_code == 200 and not answer.cookies
    assert not [one for one in asked.captured_queries if "session" in one["sql"]]
    assert client.get("/help/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize("papers", [1, 6])
def test_a_token_costs_one_query_to_find_its_person_with_all_parties(reader: User, papers: int) -> None:
    made = [paper(f"paper {n}", party("readers")) for n in range(papers)]
    with CaptureQueriesContext(connection) as asked:
        Client().get(f"/api/papers/{made[-1].ref}/", **with_token(reader))
    # Which account the toy token means, the account with its parties, the paper.
    assert len(asked.captured_queries) == 3


def test_a_second_factor_is_asked_of_a_session_and_waited_for_by_a_token(reader: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    made = paper("readable", party("readers"))
    role = Party.objects.get(code=f"role:{Role.OVERSIGHT.value}")
    keeper = person("keeper", Party.objects.get(code=EVERYONE), party("readers"), role)
    client = Client()
    client.force_login(keeper)
    assert client.get("/").headers["Location"] == reverse("second_factor")
    answer = Client().get(f"/api/papers/{made.ref}/", **with_token(keeper))
    assert (answer.status_code, problem(answer)) == (403, "second-factor")
    secret = mfa.new_secret()
    assert mfa.set_up(keeper, secret, code_of(secret)) is not None
    assert Client().get(f"/api/papers/{made.ref}/", **with_token(keeper)).status_code == 200


def test_whoever_is_in_no_network_or_has_a_closed_account_is_let_in_by_no_token(reader: User) -> None:
    made, outsider = paper("readable", party("readers")), person("outsider")
    for asked in (f"/api/papers/{made.ref}/", "/api/papers/missing/"):
        answer = Client().get(asked, **with_token(outsider))
        assert (answer.status_code, problem(answer)) == (403, "network")
    reader.is_active = False
    reader.save()
    assert Client().get(f"/api/papers/{made.ref}/", **with_token(reader)).status_code == 401


def test_two_ways_in_of_one_name_are_a_mistake_in_the_code() -> None:
    with pytest.raises(LookupError):
        add_token_reader("toy", by_toy_token)
