"""The door: who is let in, what an outsider can learn there, and when a name has to wait."""

import time
from unittest.mock import ANY

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from pytest_django import DjangoAssertNumQueries, Settings

from access.accounts import mfa
from access.accounts.limits import PAIR
from access.models import Party, Role, User
from tests.access.people import PASSWORD, at_the_door, code_of, join, login_of, without_tokens

pytestmark = pytest.mark.django_db


def with_codes(user: User) -> tuple[str, list[str]]:
    """Set up a second factor one step ago, so that the code of now is still fresh."""
    secret = mfa.new_secret()
    codes = mfa.set_up(user, secret, code_of(secret, -1))
    assert codes is not None
    return secret, codes


@pytest.mark.parametrize(
    "written",
    [
        "01711000001",
        "+8801711000001",
        "8801711-000001",
        "01711 000 001",
        "০১৭১১০০০০০১",
        "+৮৮০১৭১১০০০০০১",
        " 01711000001 ",
    ],
)
def test_a_mobile_number_signs_in_in_any_writing(written: str) -> None:
    login_of("field staff", email=None, mobile="01711000001")
    client, status, _page = at_the_door(written)
    assert status == 302
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("written", ["liaison@example.org", "LIAISON@Example.org", "  liaison@example.org "])
def test_an_email_address_signs_in_however_its_letters_are_typed(written: str) -> None:
    login_of("liaison")
    assert at_the_door(written)[1] == 302


def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_the_same_answer() -> None:
    login_of("known")
    login_of("closed", is_active=False)
    answers = {
        at_the_door(name, password, Client(REMOTE_ADDR=f"203.0.113.{n}"))[1:]
        for n, (name, password) in enumerate(
            [
                ("known@example.org", "wrong wrong wrong"),
                ("nobody@example.org", PASSWORD),
                ("closed@example.org", PASSWORD),
            ]
        )
    }
    bodies = {without_tokens(page) for _status, page in answers}
    assert {status for status, _page in answers} == {422}
    assert len(bodies) == 1


def test_an_unknown_name_costs_as_much_hashing_and_as_many_queries_as_a_wrong_password(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    login_of("known")
    took: dict[str, float] = {}
    for name in ("known@example.org", "nobody@example.org"):
        client = Client(REMOTE_ADDR=f"198.51.100.{len(took)}")
        with django_assert_num_queries(3):
            start = time.process_time()
            at_the_door(name, "wrong wrong wrong", client)
            took[name] = time.process_time() - start
    known, unknown = took.values()
    assert 0.4 < unknown / known < 2.5


def test_after_five_failures_the_name_waits_at_that_address_even_with_the_right_password() -> None:
    login_of("known")
    for _n in range(PAIR.most):
        assert at_the_door("known@example.org", "wrong")[1] == 422
    _client, status, page = at_the_door("known@example.org")
    assert status == 429
    assert "১৫ মিনিট" in page


def test_the_lock_holds_back_only_this_name_and_only_from_this_address() -> None:
    login_of("known")
    login_of("other")
    for _n in range(PAIR.most + 1):
        at_the_door("known@example.org", "wrong")
    assert at_the_door("other@example.org")[1] == 302
    assert at_the_door("known@example.org", client=Client(REMOTE_ADDR="198.51.100.9"))[1] == 302


def test_every_writing_of_a_number_counts_as_one_name_at_the_lock() -> None:
    login_of("field staff", email=None, mobile="01711000001")
    writings = ["01711000001", "+8801711000001", "০১৭১১০০০০০১", "8801711000001", "01711-000001"]
    for written in writings:
        at_the_door(written, "wrong")
    assert at_the_door("01711 000001")[1] == 429


def test_an_unknown_name_is_locked_like_a_known_one() -> None:
    for _n in range(PAIR.most):
        at_the_door("nobody@example.org", "wrong")
    assert at_the_door("nobody@example.org", "wrong")[1] == 429


def test_a_success_forgets_the_failures_before_it() -> None:
    login_of("known")
    for _n in range(PAIR.most - 1):
        at_the_door("known@example.org", "wrong")
    assert at_the_door("known@example.org")[1] == 302
    assert at_the_door("known@example.org", "wrong")[1] == 422


def test_with_a_second_factor_the_password_alone_opens_nothing() -> None:
    user = login_of("secretary")
    with_codes(user)
    client, status, _page = at_the_door("secretary@example.org")
    assert status == 302
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")


def test_the_code_of_the_phone_signs_in_in_bengali_digits_too_and_only_once() -> None:
    user = login_of("secretary")
    secret, _codes = with_codes(user)
    code = code_of(secret)
    client, _status, _page = at_the_door("secretary@example.org")
    bengali = code.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert client.post("/sign-in/code/", {"code": bengali}).status_code == 302
    assert client.get("/account/").status_code == 200
    second, _status, _page = at_the_door("secretary@example.org", client=Client(REMOTE_ADDR="198.51.100.9"))
    assert second.post("/sign-in/code/", {"code": code}).status_code == 422


def test_a_recovery_code_signs_in_once() -> None:
    user = login_of("secretary")
    _secret, codes = with_codes(user)
    client, _status, _page = at_the_door("secretary@example.org")
    assert client.post("/sign-in/code/", {"code": codes[0]}).status_code == 302
    second, _status, _page = at_the_door("secretary@example.org")
    assert second.post("/sign-in/code/", {"code": codes[0]}).status_code == 422
    assert second.post("/sign-in/code/", {"code": codes[1]}).status_code == 302


def test_wrong_codes_are_locked_for_the_person_whatever_name_was_typed() -> None:
    user = login_of("secretary", mobile="01711000009")
    with_codes(user)
    for name in ("secretary@example.org", "01711000009", "secretary@example.org"):
        client, _status, _page = at_the_door(name)
        for _n in range(2):
            status = client.post("/sign-in/code/", {"code": "000000"}).status_code
    assert status == 429


def test_the_secret_of_a_phone_is_sealed_in_its_row_and_bound_to_its_person() -> None:
    first, second = login_of("first"), login_of("second")
    secret, codes = with_codes(first)
    rows = list(Authenticator.objects.filter(user_id=first.pk))
    assert len(rows) == 2
    assert all(secret not in str(row.data) and codes[0] not in str(row.data) for row in rows)
    for row in rows:
        Authenticator.objects.create(user_id=second.pk, type=row.type, data=row.data)
    with pytest.raises(Exception, match="does not open for this row"):
        mfa.check_code(second, code_of(secret))


def test_nobody_reads_a_second_factor_without_saying_whose_it_is() -> None:
    with pytest.raises(RuntimeError):
        mfa.SealingAdapter().encrypt("secret")


def test_where_it_is_required_the_whole_portal_waits_for_the_second_factor_of_oversight(
    settings: Settings,
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = login_of("oversight")
    join(user, Party.objects.role(Role.OVERSIGHT))
    client, _status, _page = at_the_door("oversight@example.org")
    for page in ("/", "/account/", "/account/sessions/", "/account/password/"):
        assert client.get(page).headers["Location"] == "/account/second-factor/", page
    assert client.get("/account/second-factor/").status_code == 200
    client.get("/account/second-factor/set-up/")
    assert client.get("/account/second-factor/set-up/").status_code == 200


def test_where_it_is_required_others_are_not_asked_for_it(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    login_of("field staff")
    client, _status, _page = at_the_door("field staff@example.org")
    assert client.get("/account/").status_code == 200


def test_a_secretariat_sets_up_codes_and_the_portal_opens(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = login_of("secretary")
    party = Party.objects.create(
        kind=Party.Kind.COMMITTEE_SECRETARIAT, code="committee:T:secretariat", label_en="T"
    )
    join(user, party)
    client, _status, _page = at_the_door("secretary@example.org")
    page = client.get("/account/second-factor/set-up/").content.decode()
    secret = "".join(page.split("<code")[1].split(">")[1].split("<")[0].split())
    done = client.post("/account/second-factor/set-up/", {"code": code_of(secret)})
    assert done.status_code == 200
    assert done.content.decode().count("<li><code>") == 10
    assert client.get("/account/").status_code == 200


def test_setting_up_codes_signs_the_person_out_everywhere_else() -> None:
    login_of("secretary")
    here, _status, _page = at_the_door("secretary@example.org")
    there, _status, _page = at_the_door("secretary@example.org")
    page = here.get("/account/second-factor/set-up/").content.decode()
    secret = "".join(page.split("<code")[1].split(">")[1].split("<")[0].split())
    assert here.post("/account/second-factor/set-up/", {"code": code_of(secret)}).status_code == 200
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_an_address_that_asks_for_sign_in_is_reached_after_it_but_never_another_host() -> None:
    login_of("known")
    client = Client(REMOTE_ADDR="203.0.113.7")
    asked = client.get("/account/sessions/")
    assert asked.headers["Location"] == "/sign-in/?next=%2Faccount%2Fsessions%2F"
    onward = client.post(
        "/sign-in/", {"name": "known@example.org", "password": PASSWORD, "next": "/account/sessions/"}
    )
    assert onward.headers["Location"] == "/account/sessions/"
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        client = Client(REMOTE_ADDR="203.0.113.8")
        onward = client.post(
            "/sign-in/", {"name": "known@example.org", "password": PASSWORD, "next": elsewhere}
        )
        assert onward.headers["Location"] == "/", elsewhere


def test_a_piece_of_a_page_asked_for_after_the_session_ended_moves_no_page() -> None:
    for headers in ({"HX-Request": "true"}, {"X-Person": "somebody"}):
        answer = Client().get("/account/", headers=headers)
        assert answer.status_code == 401 and not answer.content
        assert not {"HX-Redirect", "HX-Location", "HX-Refresh", "Location"} & set(answer.headers)


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page() -> None:
    page = "http://testserver/commitments/?view=open"
    for referer, back in (
        (page, "/commitments/?view=open"),
        ("http://evil.example/commitments/", "/"),
        ("", "/"),
    ):
        sent = Client().post("/account/sessions/", headers={"Referer": referer})
        assert sent["Location"] == f"{reverse('sign_in')}?{urlencode({'next': back})}"


def test_a_page_made_for_somebody_else_sends_nothing_in_this_persons_name() -> None:
    reader, other = login_of("reader"), login_of("other")
    client = Client()
    client.force_login(reader, backend="access.rules.backend.SignInBackend")
    script = {"X-From-Page": "yes"}
    told = client.get("/account/device/", headers=script).json()
    assert told["person"] == reader.ref
    own = {"X-Person": reader.ref, **script}
    assert client.get("/account/device/", headers=own).json() == told | {"token": ANY}
    # Typed at an open desk, opened by a link, or asked by a page of another site: as if it were not there.
    for headers in (
        {},
        {"X-Person": reader.ref},
        script | {"Sec-Fetch-Mode": "navigate"},
        script | {"Sec-Fetch-Site": "cross-site"},
        script | {"Sec-Fetch-Site": "none"},
    ):
        assert client.get("/account/device/", headers=headers).status_code == 404, headers
    assert client.get("/account/", headers={"X-Person": other.ref}).status_code == 401
    client.force_login(other, backend="access.rules.backend.SignInBackend")
    key = client.get("/account/device/", headers=script).json()["key"]
    assert key != told["key"], "nobody opens another's unsent text"
    assert Client().get("/account/device/", headers=script).status_code == 302


def test_signed_in_pages_are_kept_by_no_cache_and_the_door_by_none_either() -> None:
    login_of("known")
    client, _status, _page = at_the_door("known@example.org")
    assert client.get("/account/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" in Client().get("/sign-in/").headers["Cache-Control"]


def test_signing_out_ends_the_session_and_answers_to_post_only() -> None:
    login_of("known")
    client, _status, _page = at_the_door("known@example.org")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/account/").status_code == 302


def test_the_door_speaks_bangla_until_somebody_chooses_and_then_remembers() -> None:
    client = Client()
    assert 'lang="bn"' in client.get("/sign-in/").content.decode()
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert 'lang="en"' in client.get("/sign-in/").content.decode()


def test_the_language_of_the_account_goes_before_that_of_the_browser() -> None:
    user = login_of("known", language="bn")
    client, _status, _page = at_the_door("known@example.org")
    client.cookies["django_language"] = "en"
    assert 'lang="bn"' in client.get("/account/").content.decode()
    client.post("/language/", {"language": "en"})
    assert 'lang="en"' in client.get("/account/").content.decode()
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize("typed", ["a" * 100_000, "x\x00y", "\x07@example.org", ""])
def test_bad_input_at_the_door_is_answered_at_its_field(typed: str) -> None:
    _client, status, page = at_the_door(typed)
    assert status == 422
    assert "field-error" in page
