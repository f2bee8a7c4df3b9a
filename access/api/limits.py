"""How often programs may ask within a minute: with one token, and from one address.

Counted in Redis, which forgets by itself. While it does not answer nobody is held up: the limits keep one
program from taking the portal from the others, they guard no door.
"""

import time
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from access.accounts.limits import address_counted
from access.api.problems import Kind, Problem
from access.rules.ways_in import token_of
from access.toolkit.broker import Deaf, one_try, redis_at

WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Standing:
    """How far one of the limits is used up, and when it begins anew."""

    limit: int
    used: int
    seconds: int

    @property
    def left(self) -> int:
        """How many requests are left."""
        return max(0, self.limit - self.used)

    @property
    def is_over(self) -> bool:
        """Whether this request was one too many."""
        return self.used > self.limit


def count(request: HttpRequest) -> Standing | None:
    """Count a request, and return the limit that is nearest; None while nothing counts."""
    limits = {_key("address", address_counted(request)): settings.API_REQUESTS_FROM_ADDRESS}
    if token := token_of(request):
        limits[_key("token", token)] = settings.API_REQUESTS_WITH_TOKEN
    now = time.time()
    seconds = WINDOW_SECONDS - int(now) % WINDOW_SECONDS
    try:
        used = _counted([f"{key}:{int(now) // WINDOW_SECONDS}" for key in limits])
    except Deaf:
        return None
    standings = [Standing(limit, one, seconds) for limit, one in zip(limits.values(), used, strict=True)]
    return min(standings, key=lambda one: one.limit - one.used)


def is_within(what: str, value: str, most: int) -> bool:
    """Count what costs more than a request usually does, and say whether it was not one too many."""
    try:
        (used,) = _counted([f"{_key(what, value)}:{int(time.time()) // WINDOW_SECONDS}"])
    except Deaf:
        return True
    return used <= most


def too_many(standing: Standing) -> Problem:
    """Return the refusal of a request that was one too many."""
    return Problem(Kind.WAIT, headers={"Retry-After": str(standing.seconds)})


def say(standing: Standing, response: HttpResponseBase) -> None:
    """Tell the program how far it is from the limit."""
    response.headers["RateLimit-Limit"] = str(standing.limit)
    response.headers["RateLimit-Remaining"] = str(standing.left)
    response.headers["RateLimit-Reset"] = str(standing.seconds)


def _counted(keys: list[str]) -> list[int]:
    with one_try("count the requests of programs") as url:
        pipe = redis_at(url).pipeline(transaction=False)
        for key in keys:
            pipe.incr(key)
            pipe.expire(key, WINDOW_SECONDS * 2)
        return [int(used) for used in cast("list[int]", pipe.execute())[::2]]


def _key(what: str, value: str) -> str:
    return f"api:{what}:{salted_hmac('access.api.limits', value, algorithm='sha256').hexdigest()}"
