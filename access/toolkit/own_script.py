"""What is for a script of the portal's own page alone: whoever types the address gets nothing."""

from django.http import Http404, HttpRequest

# A page of another site, and a form or address that is typed, cannot send it.
FROM_PAGE = "X-From-Page"


def must_be_own_script(request: HttpRequest, *names: str) -> None:
    """Refuse whatever did not come of a script of a page here, as if there were nothing.

    One of these headers is set by the script; what a browser says of itself besides must not contradict it.
    """
    headers = request.headers
    is_asked = any(name in headers for name in names or (FROM_PAGE,))
    is_here = headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    is_fetched = headers.get("Sec-Fetch-Mode", "cors") != "navigate"
    if not (is_asked and is_here and is_fetched):
        raise Http404
