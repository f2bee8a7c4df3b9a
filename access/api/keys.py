"""Once means once for programs too: a sending under a key of its own does its work once (Idempotency-Key).

The key belongs to its person, the address and the verb. The line is written first, in the transaction of
the action: the same sending at the same moment waits at its unique index. A refusal rolls the line back,
so that the key is free again. What was answered is not kept: the record is read anew, by whoever may still
read it, so that no text stays here that was covered or erased since.
"""

import json
import re
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from access.api.problems import Fault, Kind, Problem
from access.models import KeyedSending
from access.rules.viewer import ViewerRequest
from access.toolkit.locking import waiting

HEADER = "Idempotency-Key"
KEPT = timedelta(days=30)
PATTERN = r"[\x21-\x7e]{1,200}"
_KEY = re.compile(PATTERN)


class Done(NamedTuple):
    """What came of a sending: the status it was answered with, and the reference of its record."""

    status: int
    ref: str


class Claim:
    """A sending that is being done: under its key, where it carries one."""

    def __init__(self, number: int | None = None, before: Done | None = None) -> None:
        self.number, self.before = number, before

    def note(self, done: Done) -> Done:
        """Keep what came of it, in the transaction that did it."""
        if self.number is not None:
            KeyedSending.objects.filter(pk=self.number).update(status=done.status, made_ref=done.ref)
        return done


def claim(request: ViewerRequest, body: Any) -> Claim:
    """Note this sending down, within the transaction of what it does; or find what came of it before."""
    assert connection.in_atomic_block, "what is done and its line are kept together"
    key = _key_of(request)
    if key is None:
        return Claim()
    digest = _hash(f"{request.method} {request.path}\n{key}")
    body_digest = _hash(json.dumps(body, sort_keys=True))
    number = _written(request, digest, body_digest)
    if number is not None:
        return Claim(number)
    standing = KeyedSending.objects.get(user=request.user, digest=digest)
    if standing.body_digest != body_digest:
        raise Problem(Kind.KEY_REUSED)
    return Claim(before=Done(standing.status, standing.made_ref))


def sweep_sendings(*, at: datetime) -> int:
    """Forget what was sent long ago."""
    return KeyedSending.objects.filter(at__lt=at - KEPT).delete()[0]


def _key_of(request: ViewerRequest) -> str | None:
    key = request.headers.get(HEADER)
    if key is None or _KEY.fullmatch(key):
        return key
    words = _("A key has 1 to 200 letters, digits or signs of ASCII, and no space.")
    raise Problem(Kind.PARAMETER, [Fault(words, "key", header=HEADER)])


def _written(request: ViewerRequest, digest: str, body_digest: str) -> int | None:
    """The number of its line; None when it stands already. Waits while another connection does its work."""
    with waiting(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_keyedsending (user_id, digest, body_digest, status, made_ref, at) "
            "VALUES (%s, %s, %s, 0, '', %s) ON CONFLICT (user_id, digest) DO NOTHING RETURNING id",
            [request.user.pk, digest, body_digest, request.viewer.at],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _hash(text: str) -> str:
    """Return what tells two sendings apart, and lets nobody try out what was sent."""
    told = text.encode("utf-8", "surrogatepass")
    return salted_hmac("access.api.keys", told, algorithm="sha256").hexdigest()
