"""How the pages of one commitment answer: who reads it, and the form of each step."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, HttpResponseLocation, trigger_client_event

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import Action, answer, wants_part, was_done
from commitments.actions.verifying import turn_has_passed
from commitments.models import Commitment
from commitments.queries.acting import ForHead
from commitments.queries.buttons import Step
from commitments.queries.opened import opened
from language.words import local_day
from notifications.kinds import find
from notifications.reaching import told_or_not
from partners.readership import audience_statement


def who_sees(commitment: Commitment, request: ViewerRequest) -> str:
    """Return who reads this commitment, in words with numbers; those who read every one are said too."""
    counted = audience_statement(commitment.reader_ids, request.viewer.at).text  # type: ignore[attr-defined]
    return f"{counted} {_('The national secretariat and independent oversight read every commitment.')}"


def take_step(
    request: ViewerRequest,
    commitment: Commitment,
    form: forms.Form,
    step: Step,
    action: Action | None,
    for_head: ForHead | None = None,
) -> HttpResponse:
    """Show the form of a step; once it is sent and nothing is wrong, do what it asks and say so.

    Without an action nothing waits for this step any more, and the page says that.
    """
    by, at = request.user, request.viewer.at
    if action is not None and was_done(request, form, lambda: action(by=by, at=at, **form.cleaned_data)):
        return _done(request, commitment, step)
    today = local_day(at)
    context = {
        "commitment": commitment,
        "opened": opened(request.viewer, commitment, today, for_head),
        "audience": who_sees(commitment, request),
        "form": form,
        "step": step,
        "is_open": action is not None,
    }
    return answer(request, "commitments/step.html", "panel", context, 422 if form.is_bound else 200)


def tells_who_has_it(page: Callable[[ViewerRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell whose turn to verify has passed, on a page that was open meanwhile, which organisation has it.

    Nobody else learns more than that the page is missing, or not theirs.
    """

    @wraps(page)
    def answered(request: ViewerRequest, ref: str) -> HttpResponse:
        try:
            return page(request, ref)
        except (Http404, PermissionDenied):
            passed = turn_has_passed(request.user, ref, request.viewer.at)
            if passed is None:
                raise
            messages.warning(request, str(passed))
            # In a drawer nothing takes the form's place: the promise is no longer this person's to open.
            if wants_part(request):
                return HttpResponseClientRedirect(reverse("commitments"))
            return redirect("commitments")

    return answered


def _done(request: ViewerRequest, commitment: Commitment, step: Step) -> HttpResponse:
    messages.success(request, _done_words(request, commitment, step))
    address = reverse("commitment", args=[commitment.ref])
    if wants_part(request):
        # The record takes the form's place, and the list it was opened from asks for its rows again.
        response = HttpResponseLocation(address, target="#panel", swap="outerHTML")
        return trigger_client_event(response, "portal:changed")
    return redirect(address)


def _done_words(request: ViewerRequest, commitment: Commitment, step: Step) -> str:
    """What is said once a step is taken: that somebody is told, only where anybody of them signs in."""
    kind = find(step.tells)
    if kind is None:
        return str(step.done)
    # The step may have changed whose it is to do or to verify: it is named as evidence comes in.
    now = Commitment.objects.select_related("owner", "verifier", "secretariat_party").get(pk=commitment.pk)
    told = told_or_not(
        str(step.told),
        kind,
        now,
        at=request.viewer.at,
        by=request.user,
        instead=_("Nobody of them signs in: the secretariat is told instead."),
    )
    return f"{step.done} {told}"
