"""Bytes that are to go: noted with the change that forgets them, taken away after it, until they are gone.

A storage that fails at that moment, or a process that ends, leaves them noted; the worker comes back to them.
"""

import logging
from collections.abc import Collection
from functools import partial

from django.db import transaction

from library.files.storing import take_away
from library.models import LeftBytes

log = logging.getLogger(__name__)
# In one sweep: a bucket that does not answer takes half a minute for each.
MOST = 200


def let_go(*keys: str) -> None:
    """Nothing leads to what lies under these names: within the transaction that says so."""
    note_left(*keys)
    transaction.on_commit(partial(take_left, keys))


def note_left(*keys: str) -> None:
    """Note them alone, for a worker that takes them away itself once its transaction is over."""
    LeftBytes.objects.bulk_create([LeftBytes(key=key) for key in keys if key], ignore_conflicts=True)


def take_left(keys: Collection[str] | None = None) -> None:
    """Take away what was let go, all of it or these; what is not gone then waits for the next time."""
    left = LeftBytes.objects.order_by("pk")
    for one in left[:MOST] if keys is None else left.filter(key__in=keys):
        try:
            take_away(one.key)
        except Exception:  # each storage fails in its own way, and what fails once is tried again
            log.exception("bytes could not be taken away; they are tried again")
            continue
        one.delete()
