"""How a request says whose it is: a page by the session of the browser, a program by a token it carries.

Programs have addresses of their own. Whoever carries a token there is asked for nothing else: no cookie is
read, so that what a program may do does not depend on who sits at a browser. Without one the session of a
browser counts, and whatever it sends has to show that a page of the portal sent it (CSRF). A page reads no
token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from access.models import User
from access.toolkit.registry import Registry

# The addresses of programs, and those alone.
PROGRAMS = "/api/"
SCHEME = "Bearer"


@dataclass(frozen=True)
class WayIn:
    """One way in which a request can say whose it is; `find` returns nobody where it does not."""

    find: Callable[[HttpRequest], User | AnonymousUser | None]
    by_token: bool


WAYS_IN: Registry[str, WayIn] = Registry("way in")


def add_token_reader(name: str, find: Callable[[str], User | None]) -> None:
    """Let programs in by a kind of token: `find` returns the account a token stands for, while it is valid.

    It returns what `find_signed_in` does: the account with what it belongs to, in one query.
    """

    def of_request(request: HttpRequest) -> User | None:
        return find(token_of(request))

    WAYS_IN.add(name, WayIn(of_request, by_token=True))


def token_of(request: HttpRequest) -> str:
    """The token a request carries; nothing where it carries none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME.lower() else ""


def is_for_programs(request: HttpRequest) -> bool:
    """Whether this is an address for programs, which are told so and sent nowhere."""
    return request.path_info.startswith(PROGRAMS)


def is_by_token(request: HttpRequest) -> bool:
    """Whether a token says whose request this is, or nothing does: whatever Authorization holds counts."""
    return is_for_programs(request) and "Authorization" in request.headers


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Return whose request this is, by the ways that are open to it."""
    by_token = is_by_token(request)
    if by_token and not token_of(request):
        return AnonymousUser()
    for way in WAYS_IN.values():
        if way.by_token == by_token:
            person = way.find(request)
            if person is not None and person.is_active:
                return person
    return AnonymousUser()


def _by_session(request: HttpRequest) -> User | AnonymousUser:
    return request.user


WAYS_IN.add("session", WayIn(_by_session, by_token=False))
