"""What is done with a thread: who reads it, whether it goes on, following, acknowledging."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from notifications.reaching import reaches_parties, told_or_not
from threads import actions
from threads.forms import WidenForm
from threads.notices import WIDENED
from threads.queries.opened import POSTS, Opened, find_thread, text_as_read


@require_safe
def readers(request: ViewerRequest, ref: str) -> HttpResponse:
    """Who reads it, and who can be taken away from them by its author."""
    found = find_thread(request.viewer, ref)
    opened = Opened(request.viewer, found, POSTS.asked(request, found.ref))
    return render(request, "threads/readers.html", {"thread": found, "opened": opened})


@form_page
def widen(request: ViewerRequest, ref: str) -> HttpResponse:
    """Let more people read it: all of it, which the page says before."""
    found = find_thread(request.viewer, ref, "widen")
    form = WidenForm(sent(request), viewer=request.viewer)
    do = partial(actions.widen, by=request.user, thread=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        by, at = request.user, request.viewer.at
        told = told_or_not(_("Those who were there before are told."), WIDENED, found, at=at, by=by)
        messages.success(request, f"{_('They read it from now on.')} {told}")
        return redirect("thread", found.ref)
    present = [found.author_party_id, *found.readers.filter(until=None).values_list("party_id", flat=True)]
    is_reached = reaches_parties(present, at=request.viewer.at, by=request.user)
    context = {"thread": found, "form": form, "is_reached": is_reached}
    return render(request, "threads/widen.html", context, status=422 if form.errors else 200)


@require_POST
def narrow(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take it away from those who read it as members of a party."""
    found = find_thread(request.viewer, ref, "narrow")
    reader = request.POST.get("reader", "").replace("\x00", "")
    meant = found.readers.filter(until=None, party__ref=reader).select_related("party").first()
    if meant is None:
        messages.error(request, _("They do not read this any more."))
        return redirect("thread_readers", ref)
    done = _("From now on they read nothing of it.")
    return try_it(
        request, partial(actions.narrow, thread=found, reader=meant.party), done, "thread_readers", ref
    )


@require_POST
def close(request: ViewerRequest, ref: str) -> HttpResponse:
    """End it."""
    found = find_thread(request.viewer, ref, "close")
    return try_it(request, partial(actions.close, thread=found), _("Closed."), "thread", ref)


@require_POST
def reopen(request: ViewerRequest, ref: str) -> HttpResponse:
    """Go on with it."""
    found = find_thread(request.viewer, ref, "reopen")
    return try_it(request, partial(actions.reopen, thread=found), _("It goes on."), "thread", ref)


@require_POST
def acknowledge(request: ViewerRequest, ref: str) -> HttpResponse:
    """Acknowledge it for the organisations one answers for: the text that was on the page."""
    found = find_thread(request.viewer, ref, "acknowledge")
    return try_it(
        request,
        partial(actions.acknowledge, thread=found),
        _("Acknowledged."),
        "thread",
        ref,
        read=(found, text_as_read),
    )


@require_POST
def follow(request: ViewerRequest, ref: str) -> HttpResponse:
    """Be told of new posts."""
    found = find_thread(request.viewer, ref, "follow")
    done = _("You are told in the morning when there is something new.")
    return try_it(request, partial(actions.follow, thread=found), done, "thread", ref)


@require_POST
def unfollow(request: ViewerRequest, ref: str) -> HttpResponse:
    """Be told no more."""
    found = find_thread(request.viewer, ref, "follow")
    done = _("You are told nothing of it. It stands in your list as before.")
    return try_it(request, partial(actions.unfollow, thread=found), done, "thread", ref)


@require_POST
def mute(request: ViewerRequest, ref: str) -> HttpResponse:
    """Have it count among nothing that is unread."""
    found = find_thread(request.viewer, ref, "follow")
    done = _("Muted: it does not count as unread, and you are told nothing of it.")
    return try_it(request, partial(actions.mute, thread=found), done, "thread", ref)
