"""The accounts, as the technical administrator keeps them. No record is read here."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from access.accounts import actions, addresses, mfa
from access.accounts.changes import needs_reason
from access.accounts.forms import AccountForm
from access.accounts.invitations import Issued
from access.accounts.rows import account_row
from access.accounts.tokens import has_tokens, revoke_tokens
from access.accounts.views.addresses import print_code
from access.models import AccountChange, Invitation, PartyMember, User
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import result_of
from access.toolkit.errors import Mendable
from access.toolkit.lists import Filter, RecordList
from access.toolkit.once import did, do_once, shown_once
from access.toolkit.page_access import administrators_only
from access.toolkit.rows import InOrder
from language.fields import LineField
from language.text import fold, mobile_number, plain_address

PAGE = 50


def _found(text: str) -> QuerySet[User]:
    """Accounts by what the administrator was told: an address, a number, an office."""
    rows = User.objects.all()
    if number := mobile_number(text):
        return rows.filter(mobile=number)
    if text:
        named = Q(label_en__folded__contains=fold(text)) | Q(label_bn__folded__contains=fold(text))
        return rows.filter(named | Q(email__contains=plain_address(text)))
    return rows


def _newest_first(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[User]:
    current = PartyMember.objects.filter(user=OuterRef("pk"), period__contains=viewer.at)
    return _found(chosen.get("q", "")).annotate(is_in_network=Exists(current))


ACCOUNTS = RecordList(
    url_name="accounts",
    rows=InOrder("accounts", _newest_first, lambda: ("-pk",)),
    size=PAGE,
    no_sheet="the address and the number of everybody would lie in one file, outside the portal",
    filters=(
        Filter(
            "q",
            lambda _viewer: LineField(
                label=_lazy("E-mail, mobile number or office"), required=False, max_length=200
            ),
        ),
    ),
)


@administrators_only
@require_GET
def accounts(request: ViewerRequest) -> HttpResponse:
    """The list, newest first, a page at a time."""
    asked = ACCOUNTS.asked(request)
    rows = [account_row(one, is_in_network=one.is_in_network) for one in asked.records]  # type: ignore[attr-defined]
    return render(request, "access/accounts.html", {"asked": asked, "rows": rows}, status=asked.status)


@administrators_only
@require_http_methods(["GET", "POST"])
def accounts_new(request: ViewerRequest) -> HttpResponse:
    """Open an account; the next page invites its person."""
    form = AccountForm(request.POST or None)
    by, at = request.user, request.viewer.at
    user = result_of(request, form, lambda: actions.open_account(by=by, at=at, **form.cleaned_data))
    if user is not None:
        messages.success(request, _("The account is open. Now invite its person."))
        return redirect("accounts_one", ref=user.ref)
    return render(request, "access/accounts_new.html", {"form": form}, status=422 if form.errors else 200)


@administrators_only
@require_http_methods(["GET", "POST"])
def accounts_one(request: ViewerRequest, ref: str) -> HttpResponse:
    """One account: invite, close, open again, take a lost second factor off."""
    user = get_object_or_404(User, ref=ref)
    if request.method == "POST":
        return _act(request, user)
    return _page(request, user)


def _act(request: ViewerRequest, user: User) -> HttpResponse:
    wanted = request.POST.get("do", "")
    typed = {"by": request.user, "user": user, "at": request.viewer.at}
    if wanted in WITH_REASON:
        typed["reason"] = request.POST.get("reason", "")
    try:
        if wanted in PRINTS:
            return print_code(request, user, shown_once(request, partial(PRINTS[wanted], **typed)))
        if wanted not in DOES:
            raise Http404
        action, done = DOES[wanted]
        do_once(request, did(partial(action, **typed)))
    except Mendable as mendable:
        return _page(request, user, mendable, status=422)
    messages.success(request, str(done))
    return redirect("accounts_one", ref=user.ref)


DOES: dict[str, tuple[Callable[..., object], Promise]] = {
    "mail": (
        partial(actions.invite, channel=Invitation.Channel.MAIL),
        _lazy("The e-mail with the link goes out within a minute."),
    ),
    "close": (actions.close_account, _lazy("The account is closed and signed out everywhere.")),
    "reopen": (actions.reopen_account, _lazy("The account is open again.")),
    "tokens": (revoke_tokens, _lazy("All tokens of the account are revoked.")),
    "second-factor": (
        actions.reset_second_factor,
        _lazy("The second factor is removed. The person sets up a new one."),
    ),
}
PRINTS: dict[str, Callable[..., Issued]] = {
    "paper": partial(actions.invite, channel=Invitation.Channel.PAPER),
    "address-code": addresses.print_asked_code,
}
WITH_REASON = ("paper", "second-factor")


def _page(
    request: ViewerRequest, user: User, refusal: Mendable | None = None, status: int = 200
) -> HttpResponse:
    latest = Invitation.objects.filter(user=user).order_by("-pk").first()
    context = {
        "account": user,
        "refusal": refusal,
        "needs_reason": needs_reason(user, request.viewer.at),
        "reason": request.POST.get("reason", ""),
        "has_password": user.has_usable_password(),
        "has_second_factor": mfa.has_second_factor(user),
        "invitation": latest,
        "is_invitation_open": latest is not None and latest.is_open(request.viewer.at),
        "is_own": user.pk == request.user.pk,
        "has_tokens": has_tokens(user, request.viewer.at),
        "asked": addresses.number_asked_for(user, request.viewer.at),
    }
    return render(request, "access/accounts_one.html", context, status=status)


@require_safe
def account_change(request: ViewerRequest, ref: str) -> HttpResponse:
    """What was done to an account, to its person and to those who watch over accounts of weight."""
    records = AccountChange.objects.select_related("account", "by")
    change = get_permitted(request.viewer, AccountChange, ref, records=records)
    context = {"change": change, "is_own": change.account_id == request.user.pk}
    return render(request, "access/account_change.html", context)
