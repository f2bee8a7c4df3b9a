"""A new way into an account is told to its person, watched where it weighs, and never given unseen."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from access.accounts import actions as accounts
from access.models import AccessLog, AccountChange, Invitation
from access.rules.engine import can, people_who_may
from access.toolkit.errors import Mendable
from notifications.models import Delivery, Notice
from tests.cast import NOW, Cast, viewer

pytestmark = pytest.mark.django_db
WATCHING = {"ncc_secretary", "ncc_chair", "oversight"}
REASON = "Asked by telephone, called back at the office"


def print_code(cast: Cast, key: str, reason: str = "", at: Any = NOW) -> None:
    paper = Invitation.Channel.PAPER
    accounts.invite(by=cast.administrator.user, user=cast[key].user, channel=paper, at=at, reason=reason)


def remove_factor(cast: Cast, key: str, reason: str = "", at: Any = NOW) -> None:
    accounts.reset_second_factor(by=cast.administrator.user, user=cast[key].user, at=at, reason=reason)


def told(cast: Cast, kind: str) -> set[str]:
    return cast.keys_of(one.recipient for one in Notice.objects.filter(kind=kind))


@pytest.mark.parametrize("act", [print_code, remove_factor])
@pytest.mark.parametrize(
    ("key", "watching"),
    [
        ("rj_staff", set()),
        ("rj_liaison", set()),
        ("facilitator", set()),
        ("uno_sharsha", WATCHING),
        ("dd_women_jashore", WATCHING),
        ("oversight", WATCHING - {"oversight"}),
        ("ncc_secretary", WATCHING - {"ncc_secretary"}),
    ],
)
def test_who_is_told_of_a_new_way_into_an_account(cast: Cast, act: Any, key: str, watching: set[str]) -> None:
    act(cast, key, REASON)
    assert told(cast, "access.your_account") == {key}
    assert told(cast, "access.watched_account") == watching
    change = AccountChange.objects.get()
    assert cast.keys_of(people_who_may("view", change, NOW)) == watching | {key}
    assert not can(viewer(cast.administrator.user), "view", change)


def test_its_person_is_told_by_mail_and_those_who_watch_in_the_portal_only(cast: Cast) -> None:
    print_code(cast, "uno_sharsha")
    mailed = Delivery.objects.filter(notice__kind__startswith="access.").select_related("notice__recipient")
    assert cast.keys_of(one.notice.recipient for one in mailed) == {"uno_sharsha"}


def test_the_notice_reads_in_both_languages(cast: Cast) -> None:
    from notifications.kinds import find

    for name in ("access.your_account", "access.watched_account"):
        kind = find(name)
        assert kind is not None
        with translation.override("bn"):
            bangla = str(kind.subject)
        with translation.override("en"):
            assert str(kind.subject) != bangla and "অ্যাকাউন্ট" in bangla


@pytest.mark.parametrize("act", [print_code, remove_factor])
@pytest.mark.parametrize("key", sorted(WATCHING))
def test_an_account_with_a_role_is_not_touched_without_a_reason(cast: Cast, act: Any, key: str) -> None:
    for reason in ("", "   ", "Called 01711000000"):
        with pytest.raises(Mendable) as refused:
            act(cast, key, reason)
        assert refused.value.field == "reason"
    assert not AccountChange.objects.exists() and not Invitation.objects.filter(channel="paper").exists()
    assert not AccessLog.objects.filter(kind="account", user=cast.administrator.user).exists()
    act(cast, key, REASON)
    assert AccessLog.objects.get(kind="account", user=cast.administrator.user).purpose.endswith(f": {REASON}")


@pytest.mark.parametrize("key", ["uno_sharsha", "rj_liaison"])
def test_other_accounts_need_no_reason(cast: Cast, key: str) -> None:
    print_code(cast, key)
    assert AccountChange.objects.get().reason == ""


def test_an_invitation_by_mail_goes_to_the_person_alone_and_is_no_new_way_in(cast: Cast) -> None:
    mail = Invitation.Channel.MAIL
    accounts.invite(by=cast.administrator.user, user=cast.ncc_secretary.user, channel=mail, at=NOW)
    assert not AccountChange.objects.exists()


def test_the_page_asks_for_the_reason_and_keeps_what_was_typed(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.administrator.user, backend="access.rules.backend.SignInBackend")
    address = f"/accounts/{cast.ncc_secretary.user.ref}/"
    assert 'name="reason"' in client.get(address).content.decode()
    refused = client.post(address, {"do": "paper", "reason": "Called 01711000000"})
    assert refused.status_code == 422 and "Called 01711000000" in refused.content.decode()
    done = client.post(address, {"do": "paper", "reason": REASON})
    assert done.status_code == 200 and AccountChange.objects.get().reason == REASON
    plain = client.get(f"/accounts/{cast.rj_staff.user.ref}/").content.decode()
    assert 'name="reason"' not in plain


def test_its_person_opens_the_page_and_the_bell_leads_there(cast: Cast) -> None:
    print_code(cast, "uno_sharsha", REASON, timezone.now())
    client = Client()
    client.force_login(cast.uno_sharsha.user, backend="access.rules.backend.SignInBackend")
    notice = Notice.objects.get(kind="access.your_account")
    page = client.get(f"/notices/{notice.ref}/", follow=True)
    assert page.status_code == 200 and REASON in page.content.decode()
