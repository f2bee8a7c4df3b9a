"""What is handed out in pieces ends when whoever fetches it may not have it any more."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, nullcontext
from time import monotonic

from django.contrib.auth import get_user
from django.http import HttpRequest

from access.rules.ways_in import is_by_token, person_of

# Seconds. Over a poor line a download takes minutes.
AGAIN = 2.0


def while_allowed(pieces: Iterable[bytes], still: Callable[[], bool]) -> Iterator[bytes]:
    """Give the pieces, asking every two seconds whether the next may go out, else raise."""
    asked, following = monotonic(), iter(pieces)
    with closing(following) if isinstance(following, Generator) else nullcontext():
        while True:
            if monotonic() - asked >= AGAIN:
                if not still():
                    raise ConnectionAbortedError("whoever fetches this may not have it any more")
                asked = monotonic()
            piece = next(following, None)
            if piece is None:
                return
            yield piece


def is_still_signed_in(request: HttpRequest) -> bool:
    """Whether the session or the token of a request still stands for the same person."""
    if is_by_token(request):
        return person_of(request).pk == request.user.pk
    again = HttpRequest()
    again.session = type(request.session)(request.session.session_key)
    return get_user(again).pk == request.user.pk
