"""Publishing a document, saying otherwise what it is, and putting another file in its place."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, sent_files, was_done
from access.toolkit.page_access import takes_files
from library.documents import actions
from library.documents.forms import EditForm, PublishForm, ReplaceForm, SureForm, as_shown
from library.documents.queries.opened import find_document
from library.models import Document


@takes_files
@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Publish a document: first who reads it."""
    category = request.GET.get("category", "")
    initial = {"category": category} if category in Document.Category.values else {}
    form = PublishForm(sent(request), sent_files(request), viewer=request.viewer, initial=initial)
    do = partial(actions.publish, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        return redirect("document", made.ref)
    return render(request, "library/documents/new.html", {"form": form}, status=422 if form.errors else 200)


@form_page
def edit(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say otherwise what it is."""
    found = find_document(request.viewer, ref, "edit")
    form = EditForm(sent(request), record=found, facts=as_shown)
    do = partial(actions.edit, by=request.user, document=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("document", found.ref)
    context = {"document": found, "form": form}
    return render(request, "library/documents/edit.html", context, status=422 if form.errors else 200)


@takes_files
@form_page
def replace(request: ViewerRequest, ref: str) -> HttpResponse:
    """Put another file in its place."""
    found = find_document(request.viewer, ref, "replace")
    form = ReplaceForm(sent(request), sent_files(request), viewer=request.viewer)
    do = partial(actions.replace, by=request.user, document=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        messages.success(request, _("It takes the place of the one that stands as soon as it was checked."))
        return redirect("document", found.ref)
    context = {"document": found, "form": form}
    return render(request, "library/documents/replace.html", context, status=422 if form.errors else 200)


@form_page
def withdraw(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take it out of the library: what that means is said first."""
    found = find_document(request.viewer, ref, "withdraw")
    form = SureForm(sent(request))
    do = partial(actions.withdraw, by=request.user, document=found, at=request.viewer.at)
    if was_done(request, form, do):
        messages.success(request, _("Withdrawn. Nobody finds or opens it any more."))
        return redirect("document", found.ref)
    context = {"document": found, "form": form}
    return render(request, "library/documents/withdraw.html", context, status=422 if form.errors else 200)
