"""Limits at the door: how often somebody may try, before a name, an account or an address has to wait.

Every door of the portal asks here before it looks. An attempt counts on what was typed (together with
the address it comes from, from everywhere, and on that address), and on the account it means, so that
e-mail and mobile number of one account count as one.

What is answered follows from what was typed alone: an unknown name waits like a known one. The count on
the account says nothing; beyond it a right password is answered like a wrong one. Only whoever has
shown who they are is told of it.

A device on which the person has signed in before is counted apart, by itself: whoever floods the door
with an officer's name, also from behind the same address, does not keep the officer out.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from http import HTTPStatus
from math import ceil
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from access.accounts import attempts
from access.accounts.attempts import Limit
from access.accounts.client import address_of
from access.accounts.known_devices import known_device
from access.models import User
from language.digits import localise
from language.text import mobile_number, plain_address

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
# One name from one address; one person from a device of theirs.
PAIR = Limit(5, QUARTER)
# Everything from one address: a whole ministry may stand behind it.
ADDRESS = Limit(60, QUARTER)
# An address of IPv6 is one of many that a single subscriber holds.
SUBSCRIBER_BITS = 64


class Door(Enum):
    """Where somebody tries, and how often one name or account may be tried there from everywhere."""

    SIGN_IN = "sign-in", Limit(20, HOUR)
    CODE = "code", Limit(10, HOUR)
    PASSWORD = "password", Limit(10, HOUR)
    # Each of these sends a letter, or asks for one.
    FORGOTTEN = "forgotten", Limit(5, HOUR)
    NEW_ADDRESS = "new-address", Limit(5, HOUR)
    PRINTED = "printed", Limit(20, HOUR)
    INVITATION = "invitation", Limit(20, HOUR)
    # Addresses of calendars that lead nowhere: one that was stopped goes on being asked for by programs.
    CALENDAR = "calendar", Limit(60, QUARTER)

    @property
    def limit(self) -> Limit:
        """How often from everywhere."""
        return self.value[1]


@dataclass(frozen=True)
class _Keys:
    """What one attempt counts on."""

    # The attempt itself: a success forgets what was counted here before it.
    own: dict[str, Limit]
    # What others count on too: a success takes back no more than itself.
    shared: dict[str, Limit]
    # Those of them that nobody is told about.
    silent: frozenset[str] = frozenset()

    @property
    def all(self) -> dict[str, Limit]:
        return self.own | self.shared


@dataclass(frozen=True)
class Knock:
    """One attempt, counted."""

    keys: _Keys
    wait: timedelta = timedelta(0)
    # The account was tried too often: nothing opens, and nothing says so.
    is_held: bool = False

    @property
    def must_wait(self) -> bool:
        """Whether it is not even looked at."""
        return self.wait > timedelta(0)

    @property
    def seconds(self) -> int:
        """How long to wait."""
        return ceil(self.wait.total_seconds())

    @property
    def words(self) -> str:
        """What the person is told."""
        minutes = ceil(self.seconds / 60)
        return ngettext(
            "Too many attempts. Wait %(minutes)s minute, then try again.",
            "Too many attempts. Wait %(minutes)s minutes, then try again.",
            minutes,
        ) % {"minutes": localise(str(minutes))}

    def opened(self, *, at: datetime) -> None:
        """It succeeded: it was no failure, nor are this person's earlier ones from here."""
        attempts.forget(self.keys.own, at=at)
        if self.keys.shared:
            attempts.take_back(self.keys.shared, at=at)

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """Show the page again with how long to wait, in words and for machines."""
        form = context.get("form")
        if form is not None and form.is_bound:
            form.add_error(None, self.words)
        else:
            context["refusal"] = self.words
        response = render(request, template, context, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(self.seconds)
        return response


def knock(
    request: HttpRequest,
    door: Door,
    *,
    at: datetime,
    name: str = "",
    account: User | None = None,
    letter_to: str = "",
) -> Knock:
    """Count an attempt before it is made, and say whether it has to wait.

    `name` is what a stranger typed; `account` is that of a person who has shown who they are.
    """
    keys = _keys(request, door, name, account)
    if letter_to:
        keys.shared[_key(door, f"letter to {_one_writing(letter_to)}")] = door.limit
    return _counted(keys, at)


def missed(request: HttpRequest, door: Door, *, at: datetime) -> Knock:
    """Count an address that leads nowhere, by where it is asked from alone.

    Only what leads nowhere counts and waits: whoever has a right one is kept out by nobody beside them.
    """
    return _counted(_Keys(own={}, shared={_key(door, address_counted(request)): door.limit}), at)


def _counted(keys: _Keys, at: datetime) -> Knock:
    told = keys.all.keys() - keys.silent
    end = attempts.closed_until(told, at=at)
    if end is not None:
        return Knock(keys, wait=end - at)
    over = {key: count for key, count in attempts.add(keys.all, at=at).items() if count.is_over}
    refusing = {key: count for key, count in over.items() if key in told}
    if not refusing:
        return Knock(keys, is_held=bool(over))
    # Refused, it was no attempt: it prolongs no wait and counts on nobody else.
    attempts.take_back(keys.all, at=at)
    attempts.close(refusing, at=at)
    return Knock(keys, wait=max(count.until for count in refusing.values()) - at)


def _keys(request: HttpRequest, door: Door, name: str, account: User | None) -> _Keys:
    found = account if account is not None else _meant(name)
    if device := known_device(request, found):
        assert found is not None
        return _Keys(own={_key(door, f"account {found.pk}", f"device {device}"): PAIR}, shared={})
    address = address_counted(request)
    everybody = {_key(None, address): ADDRESS}
    if account is not None:
        own, everywhere = _two(door, f"account {account.pk}", address)
        return _Keys(own, everywhere | everybody)
    typed = f"name {_one_writing(name)}"
    own, everywhere = _two(door, typed, address)
    # Of a name that is nobody's too: one count more or less would tell the two apart.
    meant = _two(door, typed if found is None else f"account {found.pk}", address, "meant")
    silent = frozenset(meant[0].keys() | meant[1].keys())
    return _Keys(own | meant[0], everywhere | meant[1] | everybody, silent)


def _two(door: Door, who: str, address: str, *what: str) -> tuple[dict[str, Limit], dict[str, Limit]]:
    """From this address, and from everywhere."""
    return {_key(door, who, *what, address): PAIR}, {_key(door, who, *what): door.limit}


def _key(door: Door | None, *what: str) -> str:
    parts = "\n".join((door.value[0] if door else "", *what))
    return salted_hmac("access.limits", parts, algorithm="sha256").hexdigest()


def _meant(name: str) -> User | None:
    """The account of a name. One question, whatever was typed: it is asked of nobody's name as well."""
    return User.objects.filter(Q(email=plain_address(name)) | Q(mobile=mobile_number(name) or "")).first()


def _one_writing(name: str) -> str:
    """So that 01711…, +8801711… and ০১৭১১… count as one."""
    return mobile_number(name) or plain_address(name)


def address_counted(request: HttpRequest) -> str:
    """Return the address as it counts: one of IPv6 stands for all that its subscriber holds."""
    found = ipaddress.ip_address(address_of(request))
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, SUBSCRIBER_BITS), strict=False))
    return str(found)
