"""How the pages of this room answer: whole, or the part htmx asked for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from access.viewer import ViewerRequest
from commitments.models import Commitment
from commitments.queries import due_words
from commitments.queries.lists import DHAKA
from commitments.queries.opened import Step, opened
from partners.queries import audience_statement


def wants_part(request: ViewerRequest) -> bool:
    """Whether htmx asked for a part. Going back in the browser asks for the whole page."""
    htmx = HtmxDetails(request)
    return bool(htmx) and not htmx.history_restore_request


def answer(
    request: ViewerRequest, template: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show the page, or the part of it that htmx asked for, from the same template."""
    name = f"{template}#{part}" if wants_part(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def who_sees(commitment: Commitment, request: ViewerRequest) -> str:
    """Return who reads this commitment, in words with numbers; those who read every one are said too."""
    parties = list(commitment.audience.values_list("party_id", flat=True))
    counted = audience_statement(parties, request.viewer.at).text
    return f"{counted} {_('The national secretariat and independent oversight read every commitment.')}"


def step_page(
    request: ViewerRequest, commitment: Commitment, form: forms.Form, step: Step, send: str
) -> HttpResponse:
    """Show the form of a step; what was typed stays, what is wrong is said at its field."""
    today = request.viewer.at.astimezone(DHAKA).date()
    context = {
        "commitment": commitment,
        "due": due_words(commitment, today),
        "opened": opened(commitment, today),
        "audience": who_sees(commitment, request),
        "form": form,
        "step": step,
        "send": send,
    }
    status = 422 if form.is_bound else 200
    return answer(request, "commitments/step.html", "panel", context, status)


def done(request: ViewerRequest, commitment: Commitment, words: str) -> HttpResponse:
    """Say what happened and show the commitment as it is now."""
    messages.success(request, words)
    address = reverse("commitment", args=[commitment.ref])
    if wants_part(request):
        # The list beside the drawer has changed too.
        return HttpResponseClientRedirect(address)
    return redirect(address)
