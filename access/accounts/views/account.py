"""One's own account: how one signs in, in which language one reads, and where one is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from access.accounts import actions as accounts
from access.accounts import limits, mfa, reauthentication
from access.accounts.forms import ChangePasswordForm, ConfirmForm
from access.accounts.known_devices import make_known
from access.accounts.limits import Door
from access.accounts.own_matters import matters_of
from access.accounts.tokens import end_tokens
from access.rules.viewer import ViewerRequest
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.handles import handle_of, number_of
from access.toolkit.onward import safe_next
from access.toolkit.page_access import any_login, before_second_factor


@any_login
@require_GET
def account(request: ViewerRequest) -> HttpResponse:
    """What the portal knows of this login, and what its person may change."""
    viewer = request.viewer
    context = {
        "has_second_factor": mfa.has_second_factor(request.user),
        "is_second_factor_expected": mfa.is_expected_of(viewer),
        "has_no_place": not viewer.is_in_network and not viewer.keeps_portal,
        "matters": matters_of(viewer),
        "sessions": accounts.sessions_of(request.user, viewer.at).count(),
    }
    return render(request, "access/account.html", context)


@any_login
@sensitive_post_parameters("current", "new")
@require_http_methods(["GET", "POST"])
def account_password(request: ViewerRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    form = ChangePasswordForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        at = request.viewer.at
        knock = limits.knock(request, Door.PASSWORD, account=request.user, at=at)
        if knock.must_wait:
            return knock.page(request, "access/account_password.html", form=form)
        try:
            accounts.change_password(
                by=request.user, current=form.cleaned_data["current"], new=form.cleaned_data["new"], at=at
            )
        except Mendable as mendable:
            form_errors(form, mendable)
            status = 422
        else:
            knock.opened(at=at)
            _keep_this_session(request)
            messages.success(request, _("Your password is changed. You are signed out everywhere else."))
            return make_known(request, redirect("account"), request.user)
    return render(request, "access/account_password.html", {"form": form}, status=status)


@any_login
@require_http_methods(["GET", "POST"])
def account_sessions(request: ViewerRequest) -> HttpResponse:
    """Where one is signed in; each session can be ended, or all but this one."""
    if request.method == "POST":
        return _end(request)
    rows = accounts.sessions_of(request.user, request.viewer.at)[:100]
    sessions = [
        {
            "row": row,
            "handle": handle_of(row, of=f"sessions of {request.user.pk}"),
            "is_this_one": row.session_key == request.session.session_key,
            "device": device(row.user_agent),
        }
        for row in rows
    ]
    return render(request, "access/account_sessions.html", {"sessions": sessions})


def _end(request: ViewerRequest) -> HttpResponse:
    wanted = request.POST.get("session", "")
    if wanted == "others":
        accounts.end_sessions(user=request.user, except_key=request.session.session_key or "")
        had_tokens = end_tokens(request.user)
        messages.success(request, _("You are signed out everywhere else."))
        if had_tokens:
            messages.info(request, _("Your tokens are ended too. Make new ones for programs that go on."))
        return make_known(request, redirect("account_sessions"), request.user)
    number = number_of(wanted, of=f"sessions of {request.user.pk}")
    if number is None or not accounts.end_session(by=request.user, number=number):
        raise Http404
    messages.success(request, _("That session is ended."))
    return make_known(request, redirect("account_sessions"), request.user)


def device(user_agent: str) -> str:
    """A browser and a system a person recognises, from what the browser says of itself."""
    browser = next((name for name in ("Edg", "OPR", "Firefox", "Chrome", "Safari") if name in user_agent), "")
    system = next(
        (
            name
            for name in ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
            if name in user_agent
        ),
        "",
    )
    named = {"Edg": "Edge", "OPR": "Opera", "Mac OS X": "macOS"}
    parts = [named.get(part, part) for part in (browser, system) if part]
    return ", ".join(parts) if parts else str(_("Unknown device"))


@before_second_factor
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def confirm_identity(request: ViewerRequest) -> HttpResponse:
    """The password once more, before the second factor is changed."""
    form = ConfirmForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        kept, at = request.user.password, request.viewer.at
        knock = limits.knock(request, Door.PASSWORD, account=request.user, at=at)
        if knock.must_wait:
            return knock.page(request, "access/confirm_identity.html", form=form, next=safe_next(request))
        if request.user.check_password(form.cleaned_data["password"]):
            knock.opened(at=at)
            onward = redirect(safe_next(request, "account"))
            if request.user.password != kept:
                # It is the same password, only kept in another way from now on.
                _keep_this_session(request)
                make_known(request, onward, request.user)
            reauthentication.note_proof(request, at.timestamp())
            return onward
        form.add_error("password", _("This is not your present password."))
        status = 422
    context = {"form": form, "next": safe_next(request)}
    return render(request, "access/confirm_identity.html", context, status=status)


def _keep_this_session(request: ViewerRequest) -> None:
    """The password is part of the session's own seal: renew it, or this session would end too."""
    from django.contrib.auth import update_session_auth_hash

    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)
