"""What the attackers of these tests have in common: browsers, marks to look for, and answers to compare."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HX = {"HTTP_HX_REQUEST": "true"}
# A reference as the portal makes them, of nothing.
NOTHING = "Nothing-has-this-refer"
MARK = "zebra-of-the-north-gate"


def text(response: Any) -> str:
    """A page without what differs at every load."""
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[\w-]+"', "", response.content.decode())


def ask(client: Client, method: str, address: str, data: Any = None, **extra: Any) -> tuple[int, str, int]:
    """The status, the text and the number of queries of one answer."""
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address, data or {}, **extra)
    return response.status_code, text(response), len(queries)
