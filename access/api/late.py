"""What comes with a token that has ended: refused like any other, and kept where an address says how.

A tool that sends by itself does not send again what was refused, and nobody looks at it when its token ends.
Whoever sent learns nothing of it: the answer is the same, whether the token was ever given out.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from access.rules.ways_in import token_of
from access.toolkit.registry import Registry

# Given the token, what was sent with it, what the address asks besides, and when.
Keep = Callable[[str, bytes, str, datetime], None]
# What one submission is at most.
LONGEST = 256 * 1024
_KEEPERS: Registry[str, Keep] = Registry("address that keeps what comes too late")
_log = logging.getLogger(__name__)


def add_keeper(path: str, keep: Keep) -> None:
    """Keep what is sent to this address with a token that lets nobody in any more."""
    _KEEPERS.add(path, keep)


def keep_late(request: HttpRequest) -> None:
    """Have it kept, if this address does so. Whatever happens there, the refusal stands."""
    keep, token = _KEEPERS.get(request.path_info), token_of(request)
    if keep is None or not token or request.method != "POST":
        return
    try:
        content = request.body
        if len(content) <= LONGEST:
            keep(token, content, request.GET.get("form", ""), timezone.now())
    except Exception as error:
        # What it says may be a piece of what was sent.
        _log.error("what came with an ended token was not kept: %s", type(error).__name__)
