"""Who reads a document, who is asked for a receipt and gives one, and what stands in a standing place."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from access.rules.members import parties_with_people
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from language.words import number
from library.documents import actions
from library.documents.bodies import Body
from library.documents.forms import AskForm, FillForm, WidenForm
from library.documents.queries.opened import DocumentShown, as_read, find_document
from library.documents.queries.places import find_place, offered_for, place_lines


@form_page
def widen(request: ViewerRequest, ref: str) -> HttpResponse:
    """Let more people read it."""
    found = find_document(request.viewer, ref, "widen")
    form = WidenForm(sent(request), viewer=request.viewer)
    do = partial(actions.widen, by=request.user, document=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        messages.success(request, _("They read it from now on."))
        return redirect("document", found.ref)
    context = {"document": found, "form": form}
    return render(request, "library/documents/widen.html", context, status=422 if form.errors else 200)


@require_POST
def narrow(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take it away from those who read it as members of a party."""
    found = find_document(request.viewer, ref, "narrow")
    reader = request.POST.get("reader", "").replace("\x00", "")
    meant = found.readers.filter(until=None, party__ref=reader).select_related("party").first()
    if meant is None:
        messages.error(request, _("They do not read this any more."))
        return redirect("document_readers", ref)
    do = partial(actions.narrow, document=found, reader=meant.party)
    return try_it(request, do, _("From now on they read nothing of it."), "document_readers", ref)


@form_page
def ask(request: ViewerRequest, ref: str) -> HttpResponse:
    """Ask bodies to confirm that they received it."""
    found = find_document(request.viewer, ref, "ask_receipt")
    bodies = DocumentShown(request.viewer, found).may_be_asked
    form = AskForm(sent(request), bodies=bodies)
    do = partial(actions.ask_receipt, by=request.user, document=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        messages.success(request, _asked_words(bodies, form.cleaned_data["bodies"], request.viewer.at))
        return redirect("document", found.ref)
    context = {"document": found, "form": form}
    return render(request, "library/documents/ask.html", context, status=422 if form.errors else 200)


def _asked_words(bodies: Sequence[Body], chosen: Sequence[str], at: datetime) -> str:
    """Say of how many of those asked somebody is told: of a body nobody of which signs in, nobody is."""
    asked = [one for one in bodies if one.ref in chosen]
    manned = parties_with_people([one.answering_id for one in asked], at)
    told = sum(one.answering_id in manned for one in asked)
    if told == len(asked):
        return _("They are asked, and told so.")
    if not told:
        return _("They are asked. Nobody of them could be told in the portal: telephone them.")
    words = ngettext(
        "They are asked. Somebody of %(told)s of %(asked)s body is told; telephone the others.",
        "They are asked. Somebody of %(told)s of %(asked)s bodies is told; telephone the others.",
        len(asked),
    )
    return words % {"told": number(told), "asked": number(len(asked))}


@require_POST
def confirm(request: ViewerRequest, ref: str) -> HttpResponse:
    """Confirm for the bodies one answers for that the file on the page was received."""
    found = find_document(request.viewer, ref, "confirm")
    do = partial(actions.confirm, document=found)
    return try_it(request, do, _("Confirmed."), "document", ref, read=(found, as_read))


@form_page
def fill(request: ViewerRequest, code: str) -> HttpResponse:
    """Say which document stands in a standing place, or that none does."""
    found = find_place(request.viewer, code, "fill")
    form = FillForm(sent(request), place=found, offered=offered_for(request.viewer, found))
    do = partial(actions.fill_place, by=request.user, place=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("standing_places")
    (row,) = place_lines(request.viewer, [found])
    context = {"place": found, "row": row, "form": form}
    return render(request, "library/documents/fill.html", context, status=422 if form.errors else 200)
