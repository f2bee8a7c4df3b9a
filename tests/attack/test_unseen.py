"""No way into an account is given unseen: closing it first, or waiting for its role, hides nothing."""

from datetime import timedelta
from typing import Any

import pytest

from access.accounts import actions as accounts
from access.models import AccountChange, Invitation
from access.toolkit.errors import Mendable
from notifications.kinds import find
from notifications.models import Delivery, Notice
from notifications.needed import still_needed
from partners.actions import name_oversight
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
PAPER = Invitation.Channel.PAPER


def told(cast: Cast, kind: str) -> set[str]:
    return cast.keys_of(one.recipient for one in Notice.objects.filter(kind=kind))


def test_a_closed_account_loses_no_second_factor_behind_its_persons_back(cast: Cast) -> None:
    by, user = cast.administrator.user, cast.rj_liaison.user
    accounts.close_account(by=by, user=user, at=NOW)
    user.refresh_from_db()
    with pytest.raises(Mendable):
        accounts.reset_second_factor(by=by, user=user, at=NOW)
    assert not AccountChange.objects.exists()
    accounts.reopen_account(by=by, user=user, at=NOW)
    user.refresh_from_db()
    accounts.reset_second_factor(by=by, user=user, at=NOW)
    assert told(cast, "access.your_account") == {"rj_liaison"}


def test_closing_the_account_before_its_mail_goes_out_hides_no_code_that_was_used(cast: Cast) -> None:
    """Print, come in, close: what waits for a closed account is not sent. Opening it again is told anew."""
    by, user = cast.administrator.user, cast.uno_sharsha.user
    issued = accounts.invite(by=by, user=user, channel=PAPER, at=NOW)
    accounts.choose_password(invitation=issued.invitation, password="a word of somebody else", at=NOW)
    accounts.close_account(by=by, user=user, at=NOW)
    kind, before = find("access.your_account"), Notice.objects.get(kind="access.your_account")
    assert kind is not None and not still_needed(kind, [before.pk], NOW + timedelta(minutes=1))
    accounts.reopen_account(by=by, user=user, at=NOW + timedelta(minutes=2))
    again = Notice.objects.get(kind="access.your_account", pk__gt=before.pk)
    assert again.deliveries.filter(state="waiting").exists()
    watching = Notice.objects.filter(kind="access.watched_account", record_id=again.record_id)
    assert cast.keys_of(one.recipient for one in watching) == {"ncc_secretary", "ncc_chair", "oversight"}


@pytest.mark.parametrize("act", [accounts.invite, accounts.reset_second_factor])
def test_an_account_whose_role_begins_tomorrow_weighs_today(cast: Cast, act: Any) -> None:
    """The code is good for a week: it would open what the role reads."""
    by, user = cast.administrator.user, cast.rj_staff.user
    name_oversight(user=user, since=NOW + timedelta(days=1))
    channel = {"channel": PAPER} if act is accounts.invite else {}
    with pytest.raises(Mendable) as refused:
        act(by=by, user=user, at=NOW, **channel)
    assert refused.value.field == "reason"
    act(by=by, user=user, at=NOW, reason="Called back at the office", **channel)
    assert told(cast, "access.watched_account") == {"ncc_secretary", "ncc_chair", "oversight"}
    assert Delivery.objects.filter(notice__kind="access.your_account").exists()
