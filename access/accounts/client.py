"""Where a request comes from, as the locks and the list of sessions count it."""

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.http import HttpRequest

# What stands for an address that nobody told: a request through a socket without a proxy's word.
UNKNOWN = "::"


def address_of(request: HttpRequest) -> str:
    """Return where this request comes from."""
    return str(get_adapter(request).get_client_ip(request))


class PortalAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks the portal."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that our outermost proxy saw; without proxies the one that connected.

        A request that passed fewer proxies than there are came from the first hop it names. What is no
        address never ends the request: it counts as the one that connected.
        """
        hops = [hop for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        named = hops[-min(trusted, len(hops))] if trusted and hops else ""
        return clean_client_ip(named) or clean_client_ip(request.META.get("REMOTE_ADDR", "")) or UNKNOWN
