"""Naming who verifies an action point of a draft."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render

from access.rules.engine import require
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, was_done
from meetings import actions
from meetings.point_forms import PointVerifierForm
from meetings.verifiers import in_words, offered, point_or_404
from meetings.views.answers import minutes_or_404


@form_page
def name_verifier(request: ViewerRequest, ref: str, point: str) -> HttpResponse:
    """Whom the ladder offers for this action point; the meeting names one, or nobody."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "name_verifier", minutes)
    found = point_or_404(minutes, point)
    if minutes.is_frozen:
        return redirect("meeting", ref)
    by, at = request.user, request.viewer.at
    candidates, why = offered(found, minutes, by, at)
    form = PointVerifierForm(sent(request), point=found, candidates=candidates)
    action = partial(actions.name_point_verifier, by=by, point=found, at=at)
    if was_done(request, form, lambda: action(**form.cleaned_data)):
        return redirect("meeting_item", ref, found.item.ref)
    context = {
        "meeting": minutes.meeting,
        "point": found,
        "form": form,
        "why": why,
        "otherwise": "" if why else in_words(found, minutes, at),
    }
    return render(request, "meetings/verifier.html", context, status=422 if form.errors else 200)
