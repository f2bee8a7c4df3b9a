"""Tokens by which a person's programs act here: which there are, a new one shown once, and their end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.accounts.forms import TokenForm
from access.accounts.reauthentication import needs_recent_proof
from access.accounts.tokens import make_token, revoke_token, tokens_of
from access.rules.viewer import ViewerRequest
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.once import did, do_once, shown_once


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: ViewerRequest) -> HttpResponse:
    """The person's tokens; each can be revoked."""
    by, at = request.user, request.viewer.at
    if request.method == "POST":
        ref = request.POST.get("token", "")
        do_once(request, did(lambda: revoke_token(by=by, ref=ref, at=at)))
        messages.success(request, _("The token is revoked. No program comes in by it any more."))
        return redirect("tokens")
    return render(request, "access/tokens.html", {"tokens": tokens_of(by, at)})


@needs_recent_proof
@require_http_methods(["GET", "HEAD", "POST"])
def tokens_new(request: ViewerRequest) -> HttpResponse:
    """Make a token, and show it once."""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        by, at = request.user, request.viewer.at
        try:
            token = shown_once(request, lambda: make_token(by=by, at=at, **form.cleaned_data))
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return _shown(request, token)
    return render(request, "access/tokens_new.html", {"form": form}, status=422 if form.errors else 200)


def _shown(request: ViewerRequest, token: str | None) -> HttpResponse:
    if token is None:
        return redirect("tokens")
    return render(request, "access/tokens_shown.html", {"token": token})
