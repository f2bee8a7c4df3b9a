"""Who is let in where programs are answered: by a token, or by the session of a browser."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.accounts import actions as accounts
from access.accounts import mfa
from access.accounts.tokens import MOST, make_token, revoke_token, revoke_tokens, sweep_tokens
from access.models import AccessLog, AccessToken, PartyMember, Role, User
from access.models.parties import Party
from access.toolkit.errors import Mendable
from coordination.backup.ending import end_ways_in
from tests.access.people import code_of, join
from tests.cast import PASSWORD, Cast, browser
from tests.commitments.pages import pair
from tests.programs import Program

pytestmark = pytest.mark.django_db
READ, WRITE = AccessToken.Scope.READ, AccessToken.Scope.WRITE


def in_the_session_of(user: User) -> Client:
    client = browser(user)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


def typed(**more: str) -> dict[str, str]:
    return {"name": "Monthly report", "scope": "read", "days": "90", "once": "a" * 22} | more


def kind_of(answer: Any) -> str:
    return str(answer.json()["type"]).removeprefix("/developers/#")


def test_a_token_is_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    client = in_the_session_of(cast.rj_liaison.user)
    shown = client.post(reverse("tokens_new"), typed())
    found = re.search(r'value="(shomonnoy_[0-9a-f]{64})"', shown.content.decode())
    assert shown.status_code == 200 and found is not None
    kept = AccessToken.objects.get()
    assert found[1] not in str(vars(kept)) and (kept.name, kept.scope) == ("Monthly report", "read")
    assert kept.expiry is not None and timedelta(days=89) < kept.expiry - timezone.now() < timedelta(days=91)
    # The same sending again makes no second one, and shows nothing.
    assert client.post(reverse("tokens_new"), typed()).status_code == 302
    assert AccessToken.objects.count() == 1
    assert "Monthly report" in client.get(reverse("tokens")).content.decode()
    assert found[1] not in client.get(reverse("tokens")).content.decode()


def test_to_make_one_the_password_is_asked_for_once_more(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    for answer in (client.get(reverse("tokens_new")), client.post(reverse("tokens_new"), typed())):
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/account/confirm/")
    assert not AccessToken.objects.exists()


def test_no_token_outlives_a_year_and_there_are_not_more_than_anybody_needs(cast: Cast) -> None:
    client, user = in_the_session_of(cast.rj_liaison.user), cast.rj_liaison.user
    for days in ("0", "366", "-1", "x"):
        assert client.post(reverse("tokens_new"), typed(days=days)).status_code == 422
    with pytest.raises(Mendable):
        make_token(by=user, name="a", scope=READ, days=366, at=timezone.now())
    with pytest.raises(Mendable):
        make_token(by=user, name="National identity 1990123456789", scope=READ, days=1, at=timezone.now())
    for nth in range(MOST):
        make_token(by=user, name=f"token {nth}", scope=READ, days=1, at=timezone.now())
    answer = client.post(reverse("tokens_new"), typed())
    assert answer.status_code == 422 and "There are 20 tokens" in answer.content.decode()


def test_a_program_without_a_token_or_with_a_wrong_one_is_told_so_before_any_address_is_looked_up(
    cast: Cast,
) -> None:
    for path in ("account/", "commitments/", "commitments/x/", "no-such-address/"):
        for headers in ({}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic YTpi"}):
            answer = Client().get(f"/api/v1/{path}", headers=headers)
            assert (answer.status_code, kind_of(answer)) == (401, "sign-in")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    # A token in the address is none.
    program = Program(cast.rj_liaison.user)
    assert Client().get(f"/api/v1/account/?token={program.token}").status_code == 401
    assert program.get(f"account/?token={program.token}").status_code == 400


def test_a_token_costs_one_query_with_its_person_and_their_parties(cast: Cast) -> None:
    program = Program(cast.rj_liaison.user)
    program.get("account/")
    with CaptureQueriesContext(connection) as asked:
        answer = program.get("account/")
    assert len(asked.captured_queries) == 1
    assert answer.json()["label_en"] == cast.rj_liaison.user.label_en


def test_a_token_that_reads_does_not_write_and_both_are_said(cast: Cast) -> None:
    made = pair()
    made.accepted()
    program = Program(made.owner, READ)
    path = f"commitments/{made.commitment.ref}/"
    assert program.get("account/").json()["scope"] == "read"
    assert program.get(path).status_code == 200
    refused = program.post(f"{path}evidence/", {"text": "Done."})
    assert (refused.status_code, kind_of(refused)) == (403, "scope")
    assert not made.commitment.evidence.exists()


def test_when_it_was_used_last_is_noted_once_an_hour(cast: Cast) -> None:
    program = Program(cast.rj_liaison.user)
    assert AccessToken.objects.get().last_used_at is None
    program.get("account/")
    first = AccessToken.objects.get().last_used_at
    program.get("account/")
    assert first is not None and AccessToken.objects.get().last_used_at == first
    AccessToken.objects.update(last_used_at=first - timedelta(hours=2))
    program.get("account/")
    assert AccessToken.objects.get().last_used_at != first - timedelta(hours=2)


def test_a_token_ends_at_once_by_whatever_ends_it(cast: Cast) -> None:
    user, now = cast.rj_liaison.user, timezone.now()
    administrator = cast.administrator.user

    def revoked_by_its_person() -> None:
        revoke_token(by=user, ref=AccessToken.objects.get().ref, at=now)

    def revoked_by_an_administrator() -> None:
        client = browser(administrator)
        page = client.get(reverse("accounts_one", args=[user.ref])).content.decode()
        assert "Revoke all tokens" in page
        client.post(reverse("accounts_one", args=[user.ref]), {"do": "tokens", "once": "b" * 22})

    def another_password() -> None:
        accounts.change_password(by=user, current=PASSWORD, new="five quiet river stones", at=now)

    def its_day_came() -> None:
        AccessToken.objects.update(expiry=now - timedelta(seconds=1))

    def a_backup_is_restored() -> None:
        end_ways_in(at=now)

    def signed_out_everywhere_else() -> None:
        browser(user).post(reverse("account_sessions"), {"session": "others", "once": "c" * 22})

    def the_second_factor_was_lost() -> None:
        accounts.reset_second_factor(
            by=administrator, user=user, at=now, reason="The phone was lost on the road to Benapole"
        )

    def the_account_is_closed() -> None:
        accounts.close_account(by=administrator, user=user, at=now)

    for end in (
        revoked_by_its_person,
        revoked_by_an_administrator,
        another_password,
        its_day_came,
        a_backup_is_restored,
        signed_out_everywhere_else,
        the_second_factor_was_lost,
        the_account_is_closed,
    ):
        AccessToken.objects.all().delete()
        program = Program(User.objects.get(pk=user.pk))
        assert program.get("account/").status_code == 200
        end()
        assert program.get("account/").status_code == 401, end.__name__
    assert AccessLog.objects.filter(purpose="revoked all tokens", user=administrator).exists()


def test_nobody_revokes_the_token_of_somebody_else(cast: Cast) -> None:
    program = Program(cast.rj_liaison.user)
    ref = AccessToken.objects.get().ref
    revoke_token(by=cast.bnwla_liaison.user, ref=ref, at=timezone.now())
    with pytest.raises(PermissionDenied):
        revoke_tokens(by=cast.bnwla_liaison.user, user=cast.rj_liaison.user, at=timezone.now())
    assert program.get("account/").status_code == 200


def test_a_token_ends_with_the_last_term_of_its_person(cast: Cast) -> None:
    left = [cast.rj_liaison.user, cast.far_liaison.user]
    program, _idle = (Program(user) for user in left)
    kept = Program(cast.bnwla_liaison.user)
    PartyMember.objects.filter(user__in=left).delete()
    answer = program.get("account/")
    assert (answer.status_code, kind_of(answer)) == (403, "network")
    # A new term brings back neither the one that was tried meanwhile nor, after a while, the other.
    assert program.get("account/").status_code == 401
    assert sweep_tokens(at=timezone.now()) == 1
    assert kept.get("account/").status_code == 200


def test_the_session_of_a_browser_reads_and_sends_only_what_a_page_of_ours_sends() -> None:
    made = pair()
    made.accepted()
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.owner, backend="access.rules.backend.SignInBackend")
    address = f"/api/v1/commitments/{made.commitment.ref}/"
    assert client.get(address).status_code == 200
    told: Any = {"content_type": "application/json"}
    refused = client.post(f"{address}evidence/", '{"text": "Done."}', **told)
    assert (refused.status_code, kind_of(refused)) == (403, "csrf")
    assert not made.commitment.evidence.exists()
    client.get(reverse("account"))
    token = client.cookies["csrftoken"].value
    sent = client.post(f"{address}evidence/", '{"text": "Done."}', headers={"X-CSRFToken": token}, **told)
    assert sent.status_code == 200 and made.commitment.evidence.exists()


def test_a_token_counts_alone_whoever_sits_at_the_browser(cast: Cast) -> None:
    program = Program(cast.rj_liaison.user)
    program.client.force_login(cast.bnwla_liaison.user, backend="access.rules.backend.SignInBackend")
    with CaptureQueriesContext(connection) as asked:
        answer = program.get("account/")
    assert answer.json()["label_en"] == cast.rj_liaison.user.label_en and not answer.cookies
    assert not [one for one in asked.captured_queries if "django_session" in one["sql"]]


def test_a_second_factor_that_came_to_be_asked_for_is_asked_of_session_and_token(settings: Any) -> None:
    made = pair()
    join(made.owner, Party.objects.role(Role.OVERSIGHT))
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.force_login(made.owner, backend="access.rules.backend.SignInBackend")
    answer = client.get("/api/v1/account/")
    assert (answer.status_code, kind_of(answer)) == (403, "second-factor")
    program = Program(made.owner)
    answer = program.get("account/")
    assert (answer.status_code, kind_of(answer)) == (403, "second-factor")
    secret = mfa.new_secret()
    assert mfa.set_up(made.owner, secret, code_of(secret)) is not None
    assert program.get("account/").status_code == 200


def test_a_technical_administrator_comes_in_by_no_token(cast: Cast) -> None:
    answer = Program(cast.administrator.user).get("account/")
    assert (answer.status_code, kind_of(answer)) == (403, "network")
