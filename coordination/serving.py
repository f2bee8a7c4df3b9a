"""The portal as a web server's process holds it."""

import gc

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver


def served() -> WSGIHandler:
    """Return the portal, all of it loaded and set aside from the garbage collector.

    What is loaded once stays: some 120,000 objects that each full collection would walk, 75 ms in which a
    page waits. gunicorn forks its processes afterwards (`--preload`), which then share this memory.
    """
    portal = get_wsgi_application()
    # The views of every room are loaded with their addresses, which otherwise wait for the first request.
    _views = get_resolver().reverse_dict
    gc.collect()
    gc.freeze()
    return portal
