"""A first password by invitation, and a new one when the old is forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from access.accounts import actions as accounts
from access.accounts import invitations, limits, mfa
from access.accounts.forms import ChoosePasswordForm, ForgottenForm, PrintedCodeForm
from access.accounts.limits import Door
from access.accounts.views.door import enter
from access.accounts.views.joining import PAGE_OF, SHOWN, lead_on, named
from access.toolkit.answers import result_of
from access.toolkit.page_access import open_to_all

_DOES_NOT_FIT = _(
    "This code does not fit this name, or it is over. Ask for a new one. After five tries, wait 15 minutes."
)


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether an account is there or not."""
    form = ForgottenForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        at, name = timezone.now(), form.cleaned_data["name"]
        knock = limits.knock(request, Door.FORGOTTEN, name=name, at=at)
        if knock.must_wait:
            return knock.page(request, "access/forgotten_password.html", form=form)
        accounts.ask_new_password(name=name, at=at, in_vain=knock.is_held)
        return render(request, "access/forgotten_sent.html")
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
        at, name = timezone.now(), form.cleaned_data["name"]
        knock = limits.knock(request, Door.PRINTED, name=name, at=at)
        if knock.must_wait:
            return knock.page(request, "access/invitation_code.html", form=form)
        found = invitations.find_by_code(name=name, code=form.cleaned_data["code"], at=at)
        if found is not None and not knock.is_held:
            knock.opened(at=at)
            return lead_on(request, found)
        form.add_error(None, _DOES_NOT_FIT)
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
    if request.method == "POST" and form.is_valid():
        knock = limits.knock(request, Door.INVITATION, name=named(found), at=at)
        if knock.must_wait:
            return knock.page(request, "access/choose_password.html", form=form, invitation=found)
    user = result_of(
        request, form, lambda: accounts.choose_password(invitation=found, at=at, **form.cleaned_data)
    )
    if user is not None:
        del request.session[SHOWN]
        knock.opened(at=at)
        if mfa.has_second_factor(user):
            return redirect("sign_in")
        return enter(request, user, redirect("desk"), at=at)
    context = {"form": form, "invitation": found}
    return render(request, "access/choose_password.html", context, status=422 if form.errors else 200)
