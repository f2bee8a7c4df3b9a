"""How a request says whose it is: a page by the session of the browser, a program by a token it carries.

The two never mix. Programs have addresses of their own, where no cookie is read: no page of another site
can make a browser act there, and what a program may do does not depend on who sits at a browser. A page
reads no token.
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
    is_for_programs: bool


WAYS_IN: Registry[str, WayIn] = Registry("way in")


def add_token_reader(name: str, find: Callable[[str], User | None]) -> None:
    """Let programs in by a kind of token: `find` returns the account a token stands for, while it is valid.

    It returns what `find_signed_in` does: the account with what it belongs to, in one query.
    """

    def of_request(request: HttpRequest) -> User | None:
        token = token_of(request)
        return find(token) if token else None

    WAYS_IN.add(name, WayIn(of_request, is_for_programs=True))


def token_of(request: HttpRequest) -> str:
    """The token a request carries; nothing where it carries none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME.lower() else ""


def is_for_programs(request: HttpRequest) -> bool:
    """Whether this is an address for programs, which are told so and sent nowhere."""
    return request.path_info.startswith(PROGRAMS)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Return whose request this is, by the ways that are open at this address."""
    for way in WAYS_IN.values():
        if way.is_for_programs == is_for_programs(request):
            person = way.find(request)
            if person is not None and person.is_active:
                return person
    return AnonymousUser()


def _by_session(request: HttpRequest) -> User | AnonymousUser:
    return request.user


WAYS_IN.add("session", WayIn(_by_session, is_for_programs=False))
