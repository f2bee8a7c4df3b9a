"""One entry of one person: invited, accepted with an account of theirs, decided by whoever entered them."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, try_it, was_done
from partners import actions
from partners.forms import InviteAgainForm
from partners.models import Introduction
from partners.views.answers import say_invited

RELATED = ("person", "office", "organisation", "invitation", "claimed_by__opened_by", "entered_by")


@form_page
def introduction(request: ViewerRequest, ref: str) -> HttpResponse:
    """How far the entry has come; whose account it is; and the next invitation."""
    viewer = request.viewer
    records = Introduction.objects.with_can(viewer, "decide").select_related(*RELATED)
    record = get_permitted(viewer, Introduction, ref, records=records)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked in _ANSWERS:
        action, done = _ANSWERS[asked]
        return try_it(request, partial(action, introduction=record), str(done), "introduction", ref)
    form = InviteAgainForm(request.POST if asked == "again" else None)

    def do() -> None:
        typed = form.cleaned_data
        issued = actions.invite_again(
            by=request.user, introduction=record, email=typed["email"], mobile=typed["mobile"], at=viewer.at
        )
        say_invited(request, issued)
        messages.success(request, _("Invited anew. What went out before opens nothing any more."))

    if was_done(request, form, do):
        return redirect("introduction", ref)
    if asked not in ("", "again"):
        raise Http404
    may_decide: bool = record.can_decide  # type: ignore[attr-defined]
    context = {
        "introduction": record,
        "is_claimed": record.state == Introduction.State.CLAIMED,
        "form": form if may_decide and record.can_be_invited_again else None,
    }
    return render(request, "partners/introduction.html", context, status=422 if form.errors else 200)


_ANSWERS = {
    "confirm": (actions.confirm_claim, _lazy("Confirmed. The account has the place now.")),
    "refuse": (actions.refuse_claim, _lazy("Refused. Nothing was given to that account.")),
}
