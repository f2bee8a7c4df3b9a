"""A meeting held on paper: from its page, or from the queue of a phone, which is answered in JSON."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.rules.engine import RefusedError
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, sent_files
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.page_access import takes_files
from library.store.queue import is_queued, refused
from library.store.views import store_of
from meetings.held.actions import enter_held
from meetings.held.differing import StandsAlready
from meetings.held.forms import HeldForm
from meetings.held.numbering import numbered
from meetings.held.phone import HELD_FORM, committees_to_enter
from meetings.models import Meeting


@takes_files
@form_page
def held(request: ViewerRequest) -> HttpResponse:
    """Enter one. However often its key arrives it is one meeting."""
    committees = committees_to_enter(request.viewer)
    asked = request.GET.get("committee", "")
    committees = [one for one in committees if one.ref == asked] or committees
    if not committees:
        raise RefusedError("call_meeting", Meeting())
    form = HeldForm(sent(request), sent_files(request), committees=committees, viewer=request.viewer)
    stands: list[StandsAlready] = []
    meeting = _enter(request, form, stands)
    if meeting is not None:
        return _answer(request, form, meeting)
    if request.method == "POST" and is_queued(request):
        return refused(form)
    context = {
        "form": form,
        "stands": stands[0] if stands else None,
        "forms_kept": [HELD_FORM],
        "form_kept": True,
        **store_of(request.user),
    }
    return render(request, "meetings/held.html", context, status=422 if form.errors else 200)


def _enter(request: ViewerRequest, form: HeldForm, stands: list[StandsAlready]) -> Meeting | None:
    if not form.is_valid():
        return None
    committee, typed = form.committees[form.cleaned_data["committee"]], form.cleaned_data
    try:
        with transaction.atomic():
            return enter_held(
                by=request.user,
                committee=committee,
                key=str(typed["key"]),
                held=numbered(form.held, committee),
                at=request.viewer.at,
                join=typed["join"],
            )
    except StandsAlready as already:
        stands.append(already)
        form_errors(form, already)
    except Mendable as mendable:
        form_errors(form, mendable)
    return None


def _answer(request: ViewerRequest, form: HeldForm, meeting: Meeting) -> HttpResponse:
    address = reverse("meeting", args=[meeting.ref])
    if is_queued(request):
        return JsonResponse({"receipt": str(form.cleaned_data["key"]), "address": address}, status=201)
    if meeting.state == Meeting.State.CIRCULATED:
        messages.success(request, _("Entered and circulated: signed on paper, entered by you."))
    else:
        messages.success(request, _("Entered as a draft. Once its page is signed, enter the signature."))
    return redirect(address)
