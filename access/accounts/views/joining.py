"""Where an invitation leads: to an office or a body, with a new account or one's own; or to a new address."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from access.accounts import addresses, invitations, joining, limits
from access.accounts.forms import ChoosePasswordForm
from access.accounts.limits import Door
from access.accounts.views.door import enter
from access.models import AccessLog, Invitation, User
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.answers import result_of
from access.toolkit.errors import Mendable
from access.toolkit.once import did, do_once
from access.toolkit.page_access import open_to_all

# The invitation whose token was shown; the token itself leaves the address at once.
SHOWN = "invitation_shown"
# Which page an invitation leads to.
PAGE_OF = {Invitation.Purpose.JOIN: "join", Invitation.Purpose.ADDRESS: "take_address"}


def lead_on(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Remember in this session that the invitation was shown, and go where it leads.

    Whoever prints a code can use it: each opening by one is noted.
    """
    if found.channel == Invitation.Channel.PAPER:
        log_access(Viewer(request.user), AccessLog.Kind.READ, found, "opened an invitation by its code")
    request.session[SHOWN] = found.pk
    return redirect(PAGE_OF.get(Invitation.Purpose(found.purpose), "choose_password"))


def named(found: Invitation) -> str:
    """What tries with this invitation count on. Whose it is they have shown; its account is not tried."""
    return f"invitation {found.ref}"


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Accept an office or a place in a body: with a new account, or with the one that is signed in."""
    at = timezone.now()
    found = _shown(request, Invitation.Purpose.JOIN)
    if found is None:
        return render(request, "access/invitation_over.html", status=404)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    form = ChoosePasswordForm(request.POST if asked == "anew" else None)
    refusal: Mendable | None = None
    if asked:
        knock = limits.knock(request, Door.INVITATION, name=named(found), at=at)
        if knock.must_wait:
            return knock.page(request, "access/join.html", form=form, **_join_context(request, found))
    try:
        if asked == "with" and isinstance(request.user, User):
            do_once(request, did(partial(joining.join_with, by=request.user, invitation=found, at=at)))
            knock.opened(at=at)
            del request.session[SHOWN]
            messages.success(request, _("Accepted. The office that invited you confirms it; then it opens."))
            return redirect("account")
        if asked == "not-mine":
            is_reached = joining.disown(invitation=found, at=at)
            knock.opened(at=at)
            del request.session[SHOWN]
            return render(request, "access/disowned.html", {"is_reached": is_reached})
    except Mendable as mendable:
        refusal = mendable
    user = result_of(request, form, lambda: _join_anew(found, form))
    if user is not None:
        del request.session[SHOWN]
        knock.opened(at=at)
        return enter(request, user, redirect("desk"), at=at)
    is_told = form.has_error(NON_FIELD_ERRORS, "known")
    context = _join_context(request, found, is_told=is_told) | {"form": form, "refusal": refusal}
    return render(request, "access/join.html", context, status=422 if form.errors or refusal else 200)


def _join_context(request: HttpRequest, found: Invitation, *, is_told: bool = False) -> dict[str, Any]:
    """What the page says. A code on paper shows of nobody that the number is theirs: whoever printed it
    learns of no account by looking, only whoever sends a password for it (`is_told`).
    """
    by_link = found.channel == Invitation.Channel.MAIL
    is_known = is_told or (by_link and joining.account_behind(found) is not None)
    return {
        "invitation": found,
        "name": found.email or found.mobile,
        "is_known": is_known and not request.user.is_authenticated,
        "sign_in": f"?{urlencode({'next': request.path})}",
    }


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def take_address(request: HttpRequest) -> HttpResponse:
    """The link or code proved the new address or number; one press, and the account signs in with it."""
    found = _shown(request, Invitation.Purpose.ADDRESS)
    if found is None or found.user is None:
        return render(request, "access/invitation_over.html", status=404)
    context = {"invitation": found, "name": found.email or found.mobile}
    if request.method != "POST":
        return render(request, "access/take_address.html", context)
    at = timezone.now()
    knock = limits.knock(request, Door.INVITATION, name=named(found), at=at)
    if knock.must_wait:
        return knock.page(request, "access/take_address.html", **context)
    try:
        do_once(request, did(partial(addresses.take_address, invitation=found, at=at)))
    except Mendable as refusal:
        return render(request, "access/take_address.html", context | {"refusal": refusal}, status=422)
    knock.opened(at=at)
    del request.session[SHOWN]
    messages.success(request, _("From now on you sign in with it."))
    return redirect("account" if request.user.is_authenticated else "sign_in")


def _shown(request: HttpRequest, purpose: Invitation.Purpose) -> Invitation | None:
    found = invitations.find_open(request.session.get(SHOWN, 0), timezone.now())
    return found if found is not None and found.purpose == purpose else None


def _join_anew(found: Invitation, form: ChoosePasswordForm) -> User:
    language = (get_language() or User.Language.BANGLA)[:2]
    return joining.join_anew(
        invitation=found, password=form.cleaned_data["password"], language=language, at=timezone.now()
    )
