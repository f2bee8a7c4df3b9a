"""A small client of Shomonnoy, with nothing but Python: lists one's commitments, and sends evidence.

SHOMONNOY=https://portal.example TOKEN=shomonnoy_… python shomonnoy.py commitments
SHOMONNOY=https://portal.example TOKEN=shomonnoy_… python shomonnoy.py evidence REF "What was done"
"""

import json
import os
import sys
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

PORTAL, TOKEN = os.environ["SHOMONNOY"], os.environ["TOKEN"]


class Refused(Exception):
    """The portal said no, and why."""


def ask(address: str, body: Any = None, **headers: str) -> Any:
    """Read an address, or send a body to it."""
    sent = None if body is None else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    told = {"Authorization": f"Bearer {TOKEN}", "Accept-Language": "en", "Content-Type": "application/json"}
    request = Request(urljoin(PORTAL, address), sent, told | named)
    try:
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except HTTPError as error:
        problem = json.load(error)
        wrong = "; ".join(f"{_place(one)} {one['detail']}".strip() for one in problem.get("errors", []))
        raise Refused(f"{problem['status']} {problem['title']} {wrong}".strip()) from error


def _place(fault: dict[str, str]) -> str:
    """Where something is wrong: in the body, at a parameter, or at a header."""
    return next((fault[name] for name in ("pointer", "parameter", "header") if name in fault), "")


def commitments(view: str = "open") -> Iterator[dict[str, Any]]:
    """Every commitment one may read, page by page, each by the address that the page before gives."""
    address = f"/api/v1/commitments/?view={view}&size=100&fields=ref,what,due_on,state_words"
    while address:
        page = ask(address)
        yield from page["results"]
        address = page["next"]


def send_evidence(ref: str, text: str) -> str:
    """Send evidence. With a key of its own it can be sent again when no answer came: it is done once."""
    key = str(uuid.uuid4())
    sent = ask(f"/api/v1/commitments/{ref}/evidence/", {"text": text}, Idempotency_Key=key)
    return str(sent["stage"])


def main(does: str, *words: str) -> None:
    """Do what the command says."""
    if does == "commitments":
        for one in commitments(*words):
            print(one["ref"], one["due_on"] or "-", one["state_words"], one["what"], sep="\t")
    elif does == "evidence":
        print(send_evidence(*words))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(*(sys.argv[1:] or ["help"]))
    except Refused as refused:
        sys.exit(str(refused))
