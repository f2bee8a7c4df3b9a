"""A paper leaves the portal as a file: as what, under which name, and kept by nobody on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from library.paper.content import Language, Paper
from library.paper.pasted import pasted
from library.paper.press import printed

# By the end of its name: what the file is, and what makes it.
FORMS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "pdf": ("application/pdf", printed),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", pasted),
}
_NO_NAME = re.compile(r'[\x00-\x1f"*/:<>?\\|\x7f]+')
_NO_PLAIN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class FileName:
    """What a file is called: in the paper's own language, and in plain letters for old programs."""

    own: str
    plain: str


def language_asked(request: HttpRequest) -> Language:
    """Return the language in which the paper was asked for: `?language=`, else the reader's own."""
    asked: str | None = request.GET.get("language")
    languages: tuple[Language, ...] = get_args(Language)
    return next((one for one in languages if one == asked), "bn" if get_language() == "bn" else "en")


def paper_file(*papers: Paper, ending: str, name: FileName) -> HttpResponse:
    """Answer with these papers as one file; no cache on the way keeps it. May raise `PaperTooLong`."""
    kind, make = FORMS[ending]
    response = HttpResponse(make(*papers, title=name.own), content_type=kind)
    response.headers["Content-Disposition"] = disposition(name, ending)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def portal_address(name: str, *args: str) -> str:
    """Return the whole address of a page, as a paper has it."""
    return f"{settings.PORTAL_URL.rstrip('/')}{reverse(name, args=args)}"


def disposition(name: FileName, ending: str) -> str:
    """Return the header that names a file in both forms."""
    plain = _NO_PLAIN_NAME.sub("-", name.plain).strip("-.") or "paper"
    own = _NO_NAME.sub(" ", name.own).strip(" .") or plain
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{own}.{ending}', safe='')}"
