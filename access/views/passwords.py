"""A first password by invitation, and a new one when the old is forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from access import accounts, invitations, mfa
from access.answers import made
from access.forms import ChoosePasswordForm, ForgottenForm, PrintedCodeForm
from access.gates import open_to_all
from access.sign_in import PLEASE_WAIT, address_of, forget_attempts, may_try
from access.views.door import enter
from access.views.joining import PAGE_OF, SHOWN, lead_on


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether an account is there or not."""
    form = ForgottenForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        name = form.cleaned_data["name"]
        if may_try(name=f"forgotten {name}", address=address_of(request), at=at):
            accounts.ask_new_password(name=name, at=at)
            return render(request, "access/forgotten_sent.html")
        form.add_error(None, PLEASE_WAIT)
        status = 429
    return render(request, "access/forgotten_password.html", {"form": form}, status=status)


@open_to_all
@never_cache
@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an e-mail. It is not used up by being opened, only by a password."""
    found = invitations.find_by_link(token, timezone.now())
    if found is None:
        return render(request, "access/invitation_over.html", status=404)
    return lead_on(request, found)


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a printed invitation, with the number or address it was printed for."""
    form = PrintedCodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        at, address, name = timezone.now(), address_of(request), form.cleaned_data["name"]
        pair = f"printed code {name}"
        if not may_try(name=pair, address=address, at=at):
            form.add_error(None, PLEASE_WAIT)
            status = 429
        elif found := invitations.find_by_code(name=name, code=form.cleaned_data["code"], at=at):
            forget_attempts(name=pair, address=address)
            return lead_on(request, found)
        else:
            form.add_error(None, _("This code does not fit this name, or it is over. Ask for a new one."))
            status = 422
    return render(request, "access/invitation_code.html", {"form": form}, status=status)


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """Use the invitation up with a password, and be signed in (with a second factor: sign in with it)."""
    at = timezone.now()
    found = invitations.find_open(request.session.get(SHOWN, 0), at)
    if found is None or found.user is None or found.purpose in PAGE_OF:
        return render(request, "access/invitation_over.html", status=404)
    form = ChoosePasswordForm(request.POST or None)
    user = made(request, form, lambda: accounts.choose_password(invitation=found, at=at, **form.cleaned_data))
    if user is not None:
        del request.session[SHOWN]
        if mfa.has_second_factor(user):
            return redirect("sign_in")
        enter(request, user, at=at)
        return redirect("desk")
    context = {"form": form, "invitation": found}
    return render(request, "access/choose_password.html", context, status=422 if form.errors else 200)
