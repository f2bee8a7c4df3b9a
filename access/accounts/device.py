"""Text that could not be sent stays in the browser it was typed in, sealed.

Desks are shared: what lies on a device opens only with a key that this person's session fetches. The
key stays the same from session to session, so that what was kept when one ended opens in the next.
"""

import base64

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from access.models import User

# A script says for whom its page was made. A form that somebody else's session would send is refused.
PERSON_HEADER = "X-Person"


def device_key(user: User) -> str:
    """Return the key of this person's unsent texts, 32 bytes as base64."""
    digest = salted_hmac("access.device", user.ref, algorithm="sha256").digest()
    return base64.b64encode(digest).decode()


def is_by_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which cannot show the door, and not the browser itself."""
    return PERSON_HEADER in request.headers or "HX-Request" in request.headers


def is_for_another(request: HttpRequest) -> bool:
    """Whether the page was made for somebody who is not signed in here now."""
    made_for = request.headers.get(PERSON_HEADER)
    return made_for is not None and made_for != getattr(request.user, "ref", None)
