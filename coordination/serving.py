"""The portal as a web server's process holds it."""

import gc
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver


class Read(WSGIRequest):
    """A request as the portal reads it: in UTF-8, as every page and program is told to send it.

    Whoever names another encoding may name one that is of no text, and would be answered by no page of ours.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        kind = str(environ.get("CONTENT_TYPE", ""))
        if "charset" in kind.lower():
            parts = [part for part in kind.split(";") if not part.strip().lower().startswith("charset")]
            environ["CONTENT_TYPE"] = ";".join(parts)
        super().__init__(environ)


def served() -> WSGIHandler:
    """Return the portal, all of it loaded and set aside from the garbage collector.

    What is loaded once stays: some 120,000 objects that each full collection would walk, 75 ms in which a
    page waits. gunicorn forks its processes afterwards (`--preload`), which then share this memory.
    """
    portal = get_wsgi_application()
    portal.request_class = Read
    # The views of every room are loaded with their addresses, which otherwise wait for the first request.
    _views = get_resolver().reverse_dict
    gc.collect()
    gc.freeze()
    return portal
