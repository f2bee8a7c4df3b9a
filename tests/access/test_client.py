"""The address of a request is the one our outermost proxy saw, and no header ends the request."""

from typing import Any

import pytest
from django.test import RequestFactory

from access.accounts.client import address_of


@pytest.mark.parametrize(
    ("proxies", "named", "expected"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.1, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        # Fewer hops than there are proxies: the first one named.
        (2, "203.0.113.9", "203.0.113.9"),
        (5, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "198.51.100.1"),
        (1, "unknown", "198.51.100.1"),
        (1, " , ", "198.51.100.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
    ],
)
def test_the_client_is_the_address_our_outermost_proxy_saw(
    settings: Any, proxies: int, named: str, expected: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": named} if named else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="198.51.100.1")
    assert address_of(request) == expected


def test_a_request_through_a_socket_has_an_address_too(settings: Any) -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="")) == "::"
