"""Signing in and out."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from access.accounts import actions as accounts
from access.accounts import limits, mfa, reauthentication
from access.accounts.forms import CodeForm, SignInForm
from access.accounts.known_devices import make_known
from access.accounts.limits import Door
from access.models import User
from access.toolkit.onward import safe_next
from access.toolkit.page_access import open_to_all

BACKEND = "access.rules.backend.SignInBackend"
# Between the password and the code: who it is, where they were going, and since when.
PENDING = "sign_in_pending"
PENDING_SECONDS = 10 * 60
# Said of a name that must wait too, where telling so would tell whose names these are.
_DO_NOT_BELONG = _(
    "Name and password do not belong together. Check both, or ask for a new password. "
    "After five tries, wait 15 minutes."
)


def enter(
    request: HttpRequest, user: User, onward: HttpResponse, *, at: datetime, with_code: bool = False
) -> HttpResponse:
    """Begin the session of a person who has shown who they are, and know their device from now on."""
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    reauthentication.note_proof(request, at.timestamp())
    if with_code:
        request.session[mfa.SESSION_MARK] = True
    return make_known(request, onward, user)


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; the answer to an unknown name and to a wrong password is the same."""
    if request.user.is_authenticated:
        return redirect(safe_next(request, settings.LOGIN_REDIRECT_URL))
    form = SignInForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        name, at = form.cleaned_data["name"], timezone.now()
        knock = limits.knock(request, Door.SIGN_IN, name=name, at=at)
        if knock.must_wait:
            return knock.page(request, "access/sign_in.html", form=form, next=safe_next(request))
        # Asked also of an account that is held: it takes as long.
        user = authenticate(request, identifier=name, password=form.cleaned_data["password"])
        if isinstance(user, User) and not knock.is_held:
            knock.opened(at=at)
            return _after_password(request, user, at=at)
        form.add_error(None, _DO_NOT_BELONG)
        status = 422
    return render(request, "access/sign_in.html", {"form": form, "next": safe_next(request)}, status=status)


def _after_password(request: HttpRequest, user: User, *, at: datetime) -> HttpResponse:
    if mfa.has_second_factor(user):
        onward = safe_next(request, settings.LOGIN_REDIRECT_URL)
        shown = request.session.get("invitation_shown")
        request.session.flush()
        request.session[PENDING] = {"user": user.pk, "next": onward, "at": at.timestamp()}
        if shown:
            # They came to accept an invitation with this account.
            request.session["invitation_shown"] = shown
        return redirect("sign_in_code")
    return enter(request, user, redirect(safe_next(request, settings.LOGIN_REDIRECT_URL)), at=at)


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step, for a person who has set up codes."""
    at = timezone.now()
    pending = request.session.get(PENDING)
    if request.user.is_authenticated or not pending or at.timestamp() - pending["at"] > PENDING_SECONDS:
        request.session.pop(PENDING, None)
        return redirect("sign_in")
    form = CodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        user = User.objects.filter(pk=pending["user"], is_active=True).first()
        if user is None:
            request.session.pop(PENDING, None)
            return redirect("sign_in")
        # The person, not the name they typed: codes cannot be tried again through a second name.
        knock = limits.knock(request, Door.CODE, account=user, at=at)
        if knock.must_wait:
            return knock.page(request, "access/sign_in_code.html", form=form)
        if mfa.check_code(user, form.cleaned_data["code"]):
            knock.opened(at=at)
            request.session.pop(PENDING, None)
            return enter(request, user, redirect(pending["next"]), at=at, with_code=True)
        form.add_error("code", _("This code does not fit. Type the one your phone shows now."))
        status = 422
    return render(request, "access/sign_in_code.html", {"form": form}, status=status)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    if request.user.is_authenticated:
        UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read this portal in the other language; a signed-in person's choice is kept with the account."""
    response = redirect(safe_next(request, settings.LOGIN_REDIRECT_URL))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            accounts.change_language(by=request.user, language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
