"""The list of threads, and one of them."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from access.choosing.mentions import mentioned_by, offered
from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, wants_part
from access.toolkit.beside import beside
from access.toolkit.versions import version_of
from language.text import clean
from threads import actions
from threads.access import known_readers
from threads.forms import PostForm
from threads.models import Post, Thread
from threads.queries import THREADS, thread_lines
from threads.queries.opened import POSTS, Opened, find_thread, text_as_read
from threads.queries.requests import RequestShown
from threads.queries.rows import kind_of
from threads.request_forms import RequestAnswerForm, spoken_for
from threads.updates.queries.shown import update_shown
from threads.views.stories import ended

# So many stand beside an open one, where a screen has the room.
BESIDE_SIZE = 10
LONGEST_NAME = 80


@require_safe
def threads(request: ViewerRequest) -> HttpResponse:
    """What this person may read, the latest first."""
    asked = THREADS.asked(request)
    rows = list(thread_lines(request.viewer, asked.records))
    context = {"asked": asked, "rows": rows, "query": urlencode(asked.told_of(asked.chip))}
    return answer(request, "threads/list.html", "listing", context, asked.status)


@require_safe
def thread(request: ViewerRequest, ref: str) -> HttpResponse:
    """One thread, at its end; or at a post that was found."""
    try:
        found = find_thread(request.viewer, ref)
    except Http404:
        return ended(request, ref)
    quoted = standing_post(found, request.GET.get("answer", ""))
    initial = {"quoted": quoted.ref} if quoted is not None else {}
    form = PostForm(thread=found, viewer=request.viewer, initial=initial)
    return show(request, found, form, quoted=quoted)


def show(
    request: ViewerRequest, found: Thread, form: PostForm, *, quoted: Post | None = None, status: int = 200
) -> HttpResponse:
    """Show a thread with the form of an answer."""
    within, at = Q(thread=found), _post_of(found, request.GET.get("at", ""))
    if at is not None:
        within &= Q(at__lte=at.at)
    asked = POSTS.asked(request, found.ref, within=within)
    opened = Opened(request.viewer, found, asked)
    # The list it was opened from, as the address tells: the latest of it stand beside.
    list_of = THREADS.asked_by(request.viewer, request.GET.dict())
    listed = THREADS.page(request.viewer, list_of.chip, within=list_of.within, size=BESIDE_SIZE)
    context: dict[str, Any] = {
        "thread": found,
        "listed": list(thread_lines(request.viewer, listed.records)),
        "query": urlencode(list_of.told_of(list_of.chip)),
        "opened": opened,
        "form": form,
        "quoted": quoted,
        "at": at,
        "kind": kind_of(found),
        "text_version": version_of(found, text_as_read(found)),
        "beside": beside(request.viewer, found),
    }
    if found.kind == Thread.Kind.FIELD_UPDATE:
        context["update"] = update_shown(request.viewer, found)
    if found.goes_further:
        context["may_ask"] = bool(spoken_for(request.viewer))
    if found.kind == Thread.Kind.REQUEST:
        context["asking"] = RequestShown(request.viewer, found)
        context["answer_form"] = RequestAnswerForm(auto_id="request_%s", viewer=request.viewer)
    return answer(request, "threads/thread.html", "", context, status)


@require_safe
def mentions(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whom somebody may mean who types this behind an "@": of those who read the thread alone."""
    found = get_permitted(request.viewer, Thread, ref, "post")
    text = clean(request.GET.get("q", "").replace("\x00", ""))[:LONGEST_NAME]
    offers = offered(text, known_readers(request.viewer, found), request.viewer.at)
    return render(request, "threads/mentions.html", {"offers": mentioned_by(offers)})


@require_safe
def post(request: ViewerRequest, ref: str) -> HttpResponse:
    """Where one post stands in its thread."""
    found = get_permitted(request.viewer, Post, ref, records=Post.objects.select_related("thread"))
    return redirect(f"{reverse('thread', args=[found.thread.ref])}?at={found.ref}#post-{found.ref}")


@require_POST
def read(request: ViewerRequest, ref: str) -> HttpResponse:
    """Note that somebody has read it, as far as the page showed it."""
    found = get_permitted(request.viewer, Thread, ref)
    until = _post_of(found, request.POST.get("until", ""))
    actions.mark_read(by=request.user, thread=found, until=until, at=request.viewer.at)
    return HttpResponse(status=204) if wants_part(request) else redirect("threads")


def standing_post(thread: Thread, ref: str) -> Post | None:
    """A post of this thread that can be answered."""
    post = _post_of(thread, ref)
    return post if post is not None and post.stands else None


def _post_of(thread: Thread, ref: str) -> Post | None:
    """A post of this thread that an address names; of another one, or of none, nothing."""
    if not ref or "\x00" in ref:
        return None
    return Post.objects.select_related("organisation").filter(thread=thread, ref=ref).first()
