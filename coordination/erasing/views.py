"""What is to be erased, one erasure with the word of both sides, and the form that asks for one."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.erasure.passages import ERASABLE, standing_in
from access.models import Erasure, Role
from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, was_done
from access.toolkit.rooms import kind_of
from coordination.erasing import actions
from coordination.erasing.forms import AnswerForm, AskForm
from coordination.erasing.notices import ANSWERED
from coordination.erasing.queries import ERASURES, about, erasure_rows, line_of, lines_of, may_answer
from notifications.reaching import told_or_not


@require_safe
def erasures(request: ViewerRequest) -> HttpResponse:
    """What is to be erased, and what was, to the two sides that decide it."""
    asked = ERASURES.asked(request)
    context = {"asked": asked, "lines": lines_of(asked.records)}
    return render(request, "erasing/list.html", context, status=asked.status)


@form_page
def erasure(request: ViewerRequest, ref: str) -> HttpResponse:
    """One erasure; the side that has not answered signs or refuses here."""
    found = get_permitted(request.viewer, Erasure, ref, records=erasure_rows())
    form = AnswerForm(sent(request))
    by, at = request.user, request.viewer.at
    act = partial(actions.answer_erasure, by=by, erasure=found, at=at)
    if was_done(request, form, lambda: act(**form.said())):
        told = told_or_not(_("The other side is told."), ANSWERED, found, at=at, by=by)
        messages.success(request, f"{_('Your answer is noted.')} {told}")
        return redirect("erasure", found.ref)
    context = {
        "line": line_of(found),
        "about": about(found, request.viewer),
        "form": form if may_answer(found, request.viewer) else None,
        "is_oversight": Role.OVERSIGHT in request.viewer.roles,
    }
    return render(request, "erasing/erasure.html", context, status=422 if form.errors else 200)


@form_page
def ask(request: ViewerRequest, kind: str, ref: str) -> HttpResponse:
    """Choose the passage of this record that must go, and say why."""
    if kind not in ERASABLE:
        raise Http404
    erasable = ERASABLE[kind]
    record = get_permitted(request.viewer, erasable.model, ref, "erase")
    standing = list(standing_in(record))
    form = AskForm(sent(request), standing=standing)
    by, at = request.user, request.viewer.at
    act = partial(actions.ask_to_erase, by=by, record=record, at=at)
    made = result_of(request, form, lambda: act(**form.asked()))
    if made is not None:
        return redirect("erasure", made.ref)
    named = kind_of(kind)
    context = {
        "form": form,
        "has_passages": bool(standing),
        "kind": named.name if named is not None else kind,
        "url_name": erasable.url_name,
        "ref": ref,
    }
    return render(request, "erasing/ask.html", context, status=422 if form.errors else 200)
