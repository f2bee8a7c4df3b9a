"""The address and number one signs in with: changed by their owner, or corrected by the administrator."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.accounts import addresses, limits
from access.accounts.forms import AddressForm, CorrectAddressForm
from access.accounts.invitations import Issued
from access.accounts.joining import Contact
from access.accounts.limits import Door
from access.accounts.reauthentication import needs_recent_proof
from access.models import User
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import result_of, was_done
from access.toolkit.once import code_is_shown
from access.toolkit.page_access import administrators_only, any_login


@any_login
@needs_recent_proof
@require_http_methods(["GET", "POST"])
def account_address(request: ViewerRequest) -> HttpResponse:
    """Ask to sign in with another address or number."""
    form = AddressForm(request.POST or None)
    by, at = request.user, request.viewer.at
    context: dict[str, Any] = {"form": form, "asked": addresses.number_asked_for(by, at)}
    if request.method == "POST" and form.is_valid():
        letter_to = form.cleaned_data["email"] or form.cleaned_data["mobile"] or ""
        knock = limits.knock(request, Door.NEW_ADDRESS, account=by, letter_to=letter_to, at=at)
        if knock.must_wait:
            return knock.page(request, "access/account_address.html", **context)
    asked = result_of(
        request,
        form,
        lambda: addresses.ask_for_address(by=by, contact=Contact.typed(**form.cleaned_data), at=at),
    )
    if asked is not None:
        messages.success(request, _say_how(asked.mobile))
        return redirect("account")
    return render(request, "access/account_address.html", context, status=422 if form.errors else 200)


@administrators_only
@needs_recent_proof
@require_http_methods(["GET", "POST"])
def accounts_address(request: ViewerRequest, ref: str) -> HttpResponse:
    """Correct the address or number of an account; its owner still has to show it."""
    account = get_object_or_404(User, ref=ref)
    form = CorrectAddressForm(
        request.POST or None,
        record=account,
        facts=addresses.signs_in_by,
        words=addresses.signs_in_by_in_words,
    )
    by, at = request.user, request.viewer.at
    issued: list[Issued] = []

    def do() -> None:
        typed = dict(form.cleaned_data)
        reason = typed.pop("reason")
        contact = Contact.typed(**typed)
        came = addresses.correct_address(by=by, user=account, contact=contact, reason=reason, at=at)
        issued.append(came)
        if came.code:
            code_is_shown(request)

    if was_done(request, form, do):
        return _say_corrected(request, account, issued[0] if issued else None)
    context = {"form": form, "account": account}
    return render(request, "access/accounts_address.html", context, status=422 if form.errors else 200)


def _say_corrected(request: ViewerRequest, account: User, issued: Issued | None) -> HttpResponse:
    if issued is None or issued.code:
        return print_code(request, account, issued)
    messages.success(request, _say_how(""))
    return redirect("accounts_one", ref=account.ref)


def print_code(request: ViewerRequest, account: User, issued: Issued | None) -> HttpResponse:
    """The sheet with a one-time code, shown once; there is none when it was sent before."""
    if issued is None:
        return redirect("accounts_one", ref=account.ref)
    name = issued.invitation.mobile or account.mobile or account.email
    context = {"account": account, "code": issued.code, "invitation": issued.invitation, "name": name}
    return render(request, "access/printed_code.html", context)


def _say_how(mobile: str) -> str:
    if mobile:
        return _("Noted. The technical administrator prints a code for the number and hands it to you.")
    return _("A link goes to the new address. Nothing changes before it is opened.")
