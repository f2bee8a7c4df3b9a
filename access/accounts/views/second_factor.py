"""The second factor of one's own account: set up, new recovery codes, removed."""

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from access.accounts import actions as accounts
from access.accounts import limits, mfa
from access.accounts.forms import CodeForm, FirstCodeForm
from access.accounts.known_devices import make_known
from access.accounts.limits import Door
from access.accounts.reauthentication import needs_recent_proof
from access.accounts.tokens import end_tokens
from access.rules.viewer import ViewerRequest
from access.toolkit.once import shown_once
from access.toolkit.page_access import before_second_factor
from access.toolkit.secrets import SecretUnreadable, seal, unseal

# The secret being set up, sealed, until a first code has proved it.
PENDING = "second_factor_pending"


@before_second_factor
@require_GET
def second_factor(request: ViewerRequest) -> HttpResponse:
    """Whether it is on, how many recovery codes are left, and whether the portal waits for it."""
    context = {
        "is_on": mfa.has_second_factor(request.user),
        "codes_left": mfa.recovery_codes_left(request.user),
        "is_owed": mfa.is_owed(request.viewer, request.session),
        "is_expected": mfa.is_expected_of(request.viewer),
    }
    return render(request, "access/second_factor.html", context)


@before_second_factor
@needs_recent_proof
@require_http_methods(["GET", "POST"])
def second_factor_set_up(request: ViewerRequest) -> HttpResponse:
    """Scan the picture, type the code the phone shows, and get the recovery codes, once."""
    if mfa.has_second_factor(request.user):
        return redirect("second_factor")
    secret = _pending_secret(request)
    form = FirstCodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        codes = mfa.set_up(request.user, secret, form.cleaned_data["code"])
        if codes is not None:
            request.session.pop(PENDING, None)
            request.session[mfa.SESSION_MARK] = True
            # What was opened without a code must not stay open beside this session.
            accounts.end_sessions(user=request.user, except_key=request.session.session_key or "")
            end_tokens(request.user)
            page = render(request, "access/recovery_codes.html", {"codes": codes, "is_new": True})
            return make_known(request, page, request.user)
        form.add_error("code", _("This code does not fit. Type the one your phone shows now."))
        status = 422
    picture = base64.b64encode(mfa.picture_of(request.user, secret).encode()).decode()
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"form": form, "picture": picture, "secret": spaced}
    return render(request, "access/second_factor_set_up.html", context, status=status)


@before_second_factor
@needs_recent_proof
@require_POST
def second_factor_codes(request: ViewerRequest) -> HttpResponse:
    """A new sheet of recovery codes, shown once; the old sheet opens nothing any more."""
    if not mfa.has_second_factor(request.user):
        return redirect("second_factor")
    codes = shown_once(request, lambda: mfa.new_recovery_codes(request.user))
    if codes is None:
        return redirect("second_factor")
    return render(request, "access/recovery_codes.html", {"codes": codes})


@before_second_factor
@needs_recent_proof
@require_http_methods(["GET", "POST"])
def second_factor_remove(request: ViewerRequest) -> HttpResponse:
    """Take the second factor off, with a code of it."""
    if not mfa.has_second_factor(request.user):
        return redirect("second_factor")
    form = CodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        at = request.viewer.at
        knock = limits.knock(request, Door.CODE, account=request.user, at=at)
        if knock.must_wait:
            return knock.page(request, "access/second_factor_remove.html", form=form)
        if mfa.check_code(request.user, form.cleaned_data["code"]):
            knock.opened(at=at)
            mfa.remove_second_factor(request.user)
            request.session.pop(mfa.SESSION_MARK, None)
            messages.success(request, _("Codes are off. Your password alone signs you in."))
            return redirect("second_factor")
        form.add_error("code", _("This code does not fit. Type the one your phone shows now."))
        status = 422
    return render(request, "access/second_factor_remove.html", {"form": form}, status=status)


def _pending_secret(request: ViewerRequest) -> str:
    bound_to = f"session:{request.user.pk}"
    try:
        return unseal(request.session.get(PENDING, ""), bound_to=bound_to)
    except SecretUnreadable:
        secret = mfa.new_secret()
        request.session[PENDING] = seal(secret, bound_to=bound_to)
        return secret
