"""Brokers for the tests of the bell: what the real one heard, and some that hear nothing."""

import base64
import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import redis

QUEUE = "celery"


def redis_of(valkey_url: str) -> "redis.Redis":
    return redis.Redis.from_url(valkey_url.replace("redis+socket://", "unix://"))


def heard(valkey_url: str) -> list[tuple[str, list[Any]]]:
    """What a worker would find there now: the task and what it is rung with, the earliest first."""
    with redis_of(valkey_url) as broker:
        messages = [json.loads(raw) for raw in broker.lrange(QUEUE, 0, -1)]
    return [
        (message["headers"]["task"], json.loads(base64.b64decode(message["body"]))[0])
        for message in reversed(messages)
    ]


@contextmanager
def nobody_there() -> Iterator[str]:
    """A port at which nobody answers the door."""
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        yield f"redis://127.0.0.1:{held.getsockname()[1]}/0"


@contextmanager
def silent() -> Iterator[str]:
    """A port that takes every line and never says a word."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


DEAF = {"nobody there": nobody_there, "silent": silent}
