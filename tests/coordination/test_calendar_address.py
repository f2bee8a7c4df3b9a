"""The private address of a calendar: shown once, and leading nowhere as soon as its person may not read."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from access.accounts import actions as accounts
from access.accounts.calendar_address import make_address, stop_address, sweep_addresses
from access.accounts.limits import Door
from access.models import AccessLog, CalendarAddress, PartyMember, User
from tests.cast import PASSWORD, Cast, browser
from tests.coordination.test_logs import answered, written  # noqa: F401
from tests.meetings.sittings import circulated

pytestmark = pytest.mark.django_db
UNKNOWN = "x" * 43


def ask(token: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(reverse("calendar_feed", args=[token]), headers=headers)


def address(user: User) -> str:
    return make_address(by=user, at=timezone.now())


def leads_nowhere(token: str) -> bool:
    answer = ask(token)
    unknown = ask(UNKNOWN)
    same = (answer.status_code, answer.content) == (unknown.status_code, unknown.content)
    kept = ("Content-Type", "Cache-Control", "Content-Language")
    return answer.status_code == 404 and same and all(answer[name] == unknown[name] for name in kept)


def in_the_session_of(user: User) -> Client:
    client = browser(user)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


def shown_to(client: Client) -> str:
    page = client.post(reverse("calendar_address_new"), {"once": "a" * 22})
    assert page.status_code == 200, page.status_code
    found = re.search(r"/api/calendar/([\w-]{43})/shomonnoy\.ics", page.content.decode())
    assert found is not None
    return found[1]


def test_it_is_made_once_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    client = in_the_session_of(cast.rj_liaison.user)
    token = shown_to(client)
    kept = CalendarAddress.objects.get(user=cast.rj_liaison.user)
    assert token not in kept.token_hash and len(kept.token_hash) == 64
    assert ask(token).status_code == 200
    # The same sending again makes no other, and shows nothing.
    again = client.post(reverse("calendar_address_new"), {"once": "a" * 22}, follow=True)
    assert token not in again.content.decode() and ask(token).status_code == 200
    assert token not in client.get(reverse("calendar_address")).content.decode()
    assert token not in client.get(reverse("calendar")).content.decode()
    noted = AccessLog.objects.filter(user=cast.rj_liaison.user, purpose="made a calendar address")
    assert noted.count() == 1


def test_it_is_made_only_after_the_password_once_more(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    answer = client.post(reverse("calendar_address_new"), {"once": "a" * 22})
    assert answer.status_code == 302 and "/account/confirm/" in answer["Location"]
    assert not CalendarAddress.objects.exists()


def test_what_it_gives_is_a_calendar_kept_by_nobody_else_without_a_cookie(cast: Cast) -> None:
    circulated(cast, number=41)
    token = address(cast.rj_liaison.user)
    # Whoever sits at the browser is of no interest.
    answer = ask(token, browser(cast.far_liaison.user))
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"] and not answer.cookies
    assert Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Language"] == cast.rj_liaison.user.language
    again = ask(token)
    assert (again.content, again["ETag"]) == (answer.content, answer["ETag"])


def test_what_has_not_changed_is_not_sent_again(cast: Cast) -> None:
    token = address(cast.rj_liaison.user)
    etag = ask(token)["ETag"]
    unchanged = ask(token, **{"If-None-Match": etag})
    assert unchanged.status_code == 304 and not unchanged.content and unchanged["ETag"] == etag
    circulated(cast, number=41)
    changed = ask(token, **{"If-None-Match": etag})
    assert changed.status_code == 200 and changed["ETag"] != etag


def test_it_is_read_and_nothing_else(cast: Cast) -> None:
    url = reverse("calendar_feed", args=[address(cast.rj_liaison.user)])
    head = Client().head(url)
    assert head.status_code == 200 and not head.content
    for method in ("post", "put", "delete", "patch"):
        assert getattr(Client(enforce_csrf_checks=True), method)(url).status_code == 405


def _stopped(user: User, cast: Cast) -> None:
    stop_address(by=user, at=timezone.now())


def _replaced(user: User, cast: Cast) -> None:
    make_address(by=user, at=timezone.now())


def _closed(user: User, cast: Cast) -> None:
    accounts.close_account(by=cast.administrator.user, user=user, at=timezone.now())


def _password_changed(user: User, cast: Cast) -> None:
    accounts.change_password(
        by=User.objects.get(pk=user.pk), current=PASSWORD, new="another-word-for-tests", at=timezone.now()
    )


def _last_term_over(user: User, cast: Cast) -> None:
    PartyMember.objects.filter(user=user).delete()


def _made_administrator(user: User, cast: Cast) -> None:
    User.objects.filter(pk=user.pk).update(is_administrator=True)


@pytest.mark.parametrize(
    "ended", [_stopped, _replaced, _closed, _password_changed, _last_term_over, _made_administrator]
)
def test_it_ends_at_once_and_is_answered_as_one_that_never_was(
    cast: Cast, ended: Callable[[User, Cast], None]
) -> None:
    user = cast.rj_liaison.user
    token = address(user)
    assert ask(token).status_code == 200
    ended(user, cast)
    assert leads_nowhere(token)


def test_a_reopened_account_has_no_address_any_more(cast: Cast) -> None:
    token = address(cast.rj_liaison.user)
    by = cast.administrator.user
    accounts.close_account(by=by, user=cast.rj_liaison.user, at=timezone.now())
    accounts.reopen_account(by=by, user=cast.rj_liaison.user, at=timezone.now())
    assert leads_nowhere(token)


def test_who_has_left_the_network_and_comes_back_makes_another(cast: Cast) -> None:
    token, other = address(cast.rj_liaison.user), address(cast.oversight.user)
    terms = list(PartyMember.objects.filter(user=cast.rj_liaison.user))
    PartyMember.objects.filter(user=cast.rj_liaison.user).delete()
    assert sweep_addresses(at=timezone.now()) == 1
    PartyMember.objects.bulk_create(terms)
    assert leads_nowhere(token) and ask(other).status_code == 200


def test_a_term_that_ends_takes_its_meetings_along_at_that_instant(cast: Cast) -> None:
    circulated(cast, number=41)
    token = address(cast.uno_sharsha.user)
    assert Calendar.from_ical(ask(token).content).walk("VEVENT")
    PartyMember.objects.filter(user=cast.uno_sharsha.user, party__kind__startswith="committee").delete()
    answer = ask(token)
    assert answer.status_code == 200 and not Calendar.from_ical(answer.content).walk("VEVENT")


def test_whatever_leads_nowhere_costs_as_many_queries(cast: Cast) -> None:
    ended, stopped = address(cast.rj_liaison.user), address(cast.rj_staff.user)
    PartyMember.objects.filter(user=cast.rj_liaison.user).delete()
    stop_address(by=cast.rj_staff.user, at=timezone.now())
    costs = set()
    for token in (ended, stopped, UNKNOWN, "%00", "short"):
        with CaptureQueriesContext(connection) as queries:
            assert ask(token).status_code == 404
        costs.add(len(queries))
    assert len(costs) == 1


def test_guessing_is_told_to_wait_and_keeps_nobody_out(cast: Cast) -> None:
    token = address(cast.rj_liaison.user)
    for _n in range(Door.CALENDAR.limit.most):
        assert ask(UNKNOWN).status_code == 404
    refused = ask(UNKNOWN)
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    # From the same address, by a right one.
    assert ask(token).status_code == 200


def test_its_secret_is_in_no_line_of_the_log(cast: Cast, written: io.StringIO) -> None:  # noqa: F811
    token = address(cast.rj_liaison.user)
    ask(token)
    assert answered(written)["path"] == "/api/calendar/<str:token>/shomonnoy.ics"
    for wrong in (token[:-1], f"{token}/x"):
        Client().get(f"/api/calendar/{wrong}")
        ask(token[:-1])
    assert token[:-1] not in written.getvalue()
