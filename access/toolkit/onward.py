"""Where a page leads a person on to, when they, or a link somebody sent them, say where."""

import unicodedata
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Longer than any address of a page here, with its filters.
LONGEST = 2_000


def safe_next(request: HttpRequest, default: str = "") -> str:
    """Return the address this request asks to go on to, if it is a page here; else the page named `default`.

    Everything that redirects by what was typed or linked asks here. What stands in a form counts before
    what stands in the address, and two answers are none.
    """
    for typed in (request.POST, request.GET):
        wanted = typed.getlist("next")
        if any(wanted):
            if len(wanted) == 1 and leads_to_page(wanted[0]):
                return wanted[0]
            break
    return reverse(default) if default else ""


def leads_to_page(address: str) -> bool:
    """Whether this is the address of a page here, written from the root: no other site, no name, no void."""
    if not address.startswith("/") or len(address) > LONGEST or _hides(address):
        return False
    # No host is allowed: nothing but a path of ours is left.
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return False
    try:
        resolve(unquote(urlsplit(address).path))
    except Resolver404:
        return False
    return True


def _hides(address: str) -> bool:
    """Whether it holds what is not shown, which browsers drop or read otherwise: controls, spaces, marks."""
    return any(unicodedata.category(letter)[0] in "CZ" for letter in address)
