"""The files of posts: handed out to whoever reads the thread, and taken off a post that stays."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import try_it
from threads import actions
from threads.attached import file_of, serve_file, serve_opened_file
from threads.models import Post
from threads.queries.known import find_opening
from threads.queries.opened import find_thread


@require_safe
def file(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """One of them."""
    return serve_file(request.viewer, find_thread(request.viewer, ref), file)


@require_safe
def opened_file(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """One of a thread that oversight opened, until the hour is over."""
    return serve_opened_file(request.viewer, find_opening(request.viewer, ref), file)


@require_POST
def remove(request: ViewerRequest, ref: str, file: str) -> HttpResponse:
    """Take one off a post."""
    found = get_permitted(request.viewer, Post, ref, "delete", records=Post.objects.select_related("thread"))
    link = file_of(request.viewer, found, file)["link"]
    done = _("The file was taken off. Nothing of it is kept.")
    return try_it(request, partial(actions.remove_file, link=link), done, "thread", found.thread.ref)
