"""A program of one of the cast, as it talks to the portal: by a token, in JSON."""

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.utils import timezone

from access.accounts.tokens import make_token
from access.models import AccessToken, User


class Program:
    """Acts for one person; `client` checks CSRF as a browser would have to."""

    def __init__(
        self, user: User, scope: AccessToken.Scope = AccessToken.Scope.WRITE, language: str = "en"
    ) -> None:
        self.carry(make_token(by=user, name="tests", scope=scope, days=30, at=timezone.now()), language)

    def carry(self, token: str, language: str = "en") -> None:
        """Come in by this token."""
        self.token = token
        self.client = Client(enforce_csrf_checks=True)
        self.language = language

    def get(self, path: str, **headers: str) -> Any:
        """Read."""
        return self.client.get(f"/api/v1/{path}", headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Send JSON; text and bytes go as they are."""
        sent = body if isinstance(body, str | bytes) else json.dumps({} if body is None else body)
        address = f"/api/v1/{path}"
        return self.client.post(
            address, sent, content_type="application/json", headers=self._headers(headers)
        )

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language} | named


def errors(answer: Any) -> dict[str, str]:
    """What is wrong by a problem document: where, and its code."""
    told = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["status"] == answer.status_code
    return {
        fault.get("pointer") or fault.get("parameter") or fault.get("header", ""): fault["code"]
        for fault in told.get("errors", [])
    }
