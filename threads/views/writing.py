"""Writing: something new, an answer, and another wording of either."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, sent_files, try_it, was_done
from access.toolkit.page_access import takes_files
from notifications.reaching import reaches
from threads import actions
from threads.forms import EditForm, EditPostForm, PostForm, StartForm, SureForm, as_shown, post_as_shown
from threads.models import Post, Thread
from threads.notices import REQUEST_WITHDRAWN
from threads.queries.messages import issuing_bodies
from threads.queries.opened import find_thread
from threads.views.reading import show, standing_post


@takes_files
@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Start something: first who reads it."""
    form = StartForm(sent(request), sent_files(request), viewer=request.viewer)
    do = partial(actions.start, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        return redirect("thread", made.ref)
    context = {"form": form, "may_issue": bool(issuing_bodies(request.viewer))}
    return render(request, "threads/new.html", context, status=422 if form.errors else 200)


@takes_files
@form_page
def post(request: ViewerRequest, ref: str) -> HttpResponse:
    """Answer in a thread."""
    found = find_thread(request.viewer, ref, "post")
    form = PostForm(sent(request), sent_files(request), thread=found, viewer=request.viewer)
    do = partial(actions.post, by=request.user, thread=found, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        return redirect(f"{reverse('thread', args=[found.ref])}#post-{made.ref}")
    quoted = standing_post(found, request.POST.get("quoted", ""))
    return show(request, found, form, quoted=quoted, status=422 if form.errors else 200)


@form_page
def edit(request: ViewerRequest, ref: str) -> HttpResponse:
    """Change the title and the first text of a thread."""
    found = find_thread(request.viewer, ref, "edit")
    if found.kind == Thread.Kind.KEY_MESSAGE:
        return redirect("key_message_change", found.ref)
    if found.kind == Thread.Kind.FIELD_UPDATE:
        return redirect("update_correct", found.ref)
    form = EditForm(sent(request), record=found, facts=as_shown)
    do = partial(actions.edit, by=request.user, thread=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.ref)
    context = {"thread": found, "form": form}
    return render(request, "threads/edit.html", context, status=422 if form.errors else 200)


@form_page
def post_edit(request: ViewerRequest, ref: str) -> HttpResponse:
    """Change a post."""
    found = get_permitted(request.viewer, Post, ref, "edit", records=Post.objects.select_related("thread"))
    form = EditPostForm(sent(request), record=found, facts=post_as_shown)
    do = partial(actions.edit_post, by=request.user, post=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect(f"{reverse('thread', args=[found.thread.ref])}#post-{found.ref}")
    context = {"thread": found.thread, "form": form}
    return render(request, "threads/edit.html", context, status=422 if form.errors else 200)


@require_POST
def post_take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take a post back."""
    records = Post.objects.select_related("thread")
    found = get_permitted(request.viewer, Post, ref, "take_back", records=records)
    done = _("Taken back. A mark stays, and none of its words.")
    return try_it(request, partial(actions.take_back, post=found), done, "thread", found.thread.ref)


@form_page
def post_delete(request: ViewerRequest, ref: str) -> HttpResponse:
    """Delete a post: what goes with it is said first."""
    found = get_permitted(request.viewer, Post, ref, "delete", records=Post.objects.select_related("thread"))
    form = SureForm(sent(request))
    do = partial(actions.delete_post, by=request.user, post=found, at=request.viewer.at)
    if was_done(request, form, do):
        messages.success(request, _("Deleted. A mark stays, and none of its words."))
        return redirect("thread", found.thread.ref)
    ends = found.is_first and found.thread.kind == Thread.Kind.REQUEST and found.thread.is_open
    reached = ends and reaches(REQUEST_WITHDRAWN, found.thread, at=request.viewer.at, by=request.user)
    context = {"thread": found.thread, "post": found, "form": form, "ends": ends, "is_reached": reached}
    return render(request, "threads/delete.html", context, status=422 if form.errors else 200)
