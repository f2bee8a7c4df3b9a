"""Pages of covered passages: say that one may identify somebody, and decide."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.models import Cover
from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer as answer_with
from access.toolkit.answers import form_page, result_of, sent, was_done
from access.toolkit.covering import COVERABLE, sentences_of
from coordination.covers import actions
from coordination.covers.forms import AnswerForm, CoverForm
from coordination.covers.notices import ASKED
from coordination.covers.queries import COVERS, cover_rows
from notifications.reaching import told_or_not


@require_safe
def covers(request: ViewerRequest) -> HttpResponse:
    """The covered passages this person decides, asked for, or had taken away."""
    asked = COVERS.asked(request)
    return answer_with(request, "covers/list.html", "listing", {"asked": asked}, asked.status)


@form_page
def ask(request: ViewerRequest, kind: str, ref: str) -> HttpResponse:
    """Say which passage of a record may identify somebody; sending it covers it."""
    declared = COVERABLE.get(kind)
    if declared is None:
        raise Http404
    record = declared.find(request.viewer, ref)
    part, chosen = request.GET.get("part", "").replace("\x00", ""), request.GET.get("sentence", "")
    offered = declared.offered(request.viewer, record, part)
    sentences = sentences_of(offered)
    form = CoverForm(sent(request), sentences=sentences, chosen=chosen)
    by, at = request.user, request.viewer.at

    def do() -> Cover:
        return actions.cover(by=by, record=record, passage=form.passage, at=at)

    covered = result_of(request, form, do)
    if covered is not None:
        told = told_or_not(_("The secretariat and oversight are told."), ASKED, covered, at=at, by=by)
        messages.success(request, f"{_('The passage is covered.')} {told}")
        return redirect(declared.url_name, ref)
    context = {
        "form": form,
        "title": declared.title(record),
        "back": declared.url_name,
        "kind": kind,
        "ref": ref,
        "is_part": bool(part),
    }
    return render(request, "covers/ask.html", context, status=422 if form.errors else 200)


@form_page
def cover(request: ViewerRequest, ref: str) -> HttpResponse:
    """One covered passage: that it is, and for the two who decide what it says and who asked."""
    found = get_permitted(request.viewer, Cover, ref, records=cover_rows())
    decides = actions.may_answer(request.viewer, found)
    form = AnswerForm(sent(request)) if decides and found.decided_at is None else None
    if form is not None:
        do = partial(actions.answer, by=request.user, cover=found, at=request.viewer.at)
        if was_done(request, form, lambda: do(says=form.cleaned_data["says"])):
            messages.success(request, _("Your answer stands."))
            return redirect("cover", ref)
    context = {"cover": found, "decides": decides, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "covers/cover.html", context, status=status)
