"""Which pages answer whom, before any record is looked up.

Everything is closed unless its view says otherwise: a page nobody thought about asks for
a sign-in and a place in the network.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from access.rules.viewer import viewer_of

View = Callable[..., HttpResponseBase]

OPEN_TO_ALL = "open_to_all"
ANY_LOGIN = "any_login"
BEFORE_SECOND_FACTOR = "before_second_factor"
TAKES_FILES = "takes_files"
BETWEEN_TWO = "between_two"


def open_to_all(view: View) -> View:
    """Mark a page that answers before sign-in: the sign-in page itself, health, errors."""
    return _marked(view, OPEN_TO_ALL)


def any_login(view: View) -> View:
    """Mark a page for every login, also one without a membership or seat: the own account."""
    return _marked(view, ANY_LOGIN)


def before_second_factor(view: View) -> View:
    """Mark the pages on which a required second factor is set up, so that nobody is locked out of them."""
    return _marked(_marked(view, ANY_LOGIN), BEFORE_SECOND_FACTOR)


def takes_files(view: View) -> View:
    """Mark an address that takes files: what is sent to it may be as long as a file."""
    return _marked(view, TAKES_FILES)


def between_two(view: View) -> View:
    """Mark a page of which the log of the server says neither who asked for it nor which it was."""
    return _marked(view, BETWEEN_TWO)


def administrators_only(view: View) -> View:
    """A page of the technical administrator, who manages accounts and reads no record."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not viewer_of(request.user).keeps_portal:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return _marked(guarded, ANY_LOGIN)


def has_mark(view: Any, mark: str) -> bool:
    """Whether a view carries one of the marks above."""
    return bool(getattr(view, mark, False))


def _marked(view: View, mark: str) -> View:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    setattr(marked, mark, True)
    return marked
