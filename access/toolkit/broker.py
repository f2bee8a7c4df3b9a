"""The one Redis: how long a page waits for it, and that it is left alone while it does not answer.

Nothing is kept in it that is not in the database as well.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from kombu.exceptions import KombuError
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

# One that is well answers in a thousandth of a second.
LONGEST_SECONDS = 0.1
# So that of many requests at once only the first ones wait.
LEFT_ALONE_SECONDS = 3.0

log = logging.getLogger(__name__)
_left_alone_until: dict[str, float] = {}


class Deaf(Exception):
    """It did not answer just now; it is not asked again so soon."""


@contextmanager
def one_try(what: str) -> Iterator[str]:
    """Give the address to ask at; raises `Deaf` in place of whatever goes wrong with it.

    `what` is for the operator: what Redis was to do ("wake the worker").
    """
    url = settings.CELERY_BROKER_URL
    if time.monotonic() < _left_alone_until.get(url, 0):
        raise Deaf
    try:
        yield url
    except (KombuError, RedisError, OSError, ValueError) as error:
        _left_alone_until[url] = time.monotonic() + LEFT_ALONE_SECONDS
        log.warning(
            "Redis did not answer (%s), which was to %s. It is left alone for %d seconds. Nothing is lost: "
            "what waits stands in the database. If this comes again, see whether Redis runs at REDIS_URL.",
            type(error).__name__,
            what,
            LEFT_ALONE_SECONDS,
        )
        raise Deaf from error


@lru_cache(maxsize=4)
def redis_at(url: str) -> "Redis":
    """Lines to it beside Celery's own, with one short try each."""
    # Celery writes sockets in its own way.
    plain = url.replace("redis+socket://", "unix://", 1).replace("virtual_host=", "db=", 1)
    return Redis.from_url(
        plain,
        socket_timeout=LONGEST_SECONDS,
        socket_connect_timeout=LONGEST_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
