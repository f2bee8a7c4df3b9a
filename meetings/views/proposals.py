"""What members propose for an agenda, and what the secretariat answers."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import VIEW, can, get_permitted
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, try_it, was_done
from access.toolkit.beside import beside
from meetings import actions
from meetings.actions.proposing import bodies_to_speak_for
from meetings.models import ItemProposal
from meetings.notices import ITEM_ANSWERED
from meetings.proposal_forms import DeclineProposalForm, ProposeForm, TakeForm
from meetings.proposed import planned_meetings, proposal_rows, proposed_to, show_as_known
from notifications.reaching import told_or_not
from partners.models import Committee


def find_proposal(viewer: Viewer, ref: str, action: str = VIEW) -> ItemProposal:
    """Return one proposal for whoever may do this with it, with the buttons this person has.

    That it was taken onto an agenda is shown to whoever may know of the meeting.
    """
    records = proposal_rows().with_can(viewer, "answer", "take_back", "erase")
    found = get_permitted(viewer, ItemProposal, ref, action, records=records)
    show_as_known(viewer, [found])
    return found


@form_page
def propose(request: ViewerRequest, ref: str) -> HttpResponse:
    """Propose an agenda item to a committee of one's own."""
    committee = get_permitted(request.viewer, Committee, ref, "propose_item")
    form = ProposeForm(sent(request), bodies=bodies_to_speak_for(request.viewer, committee))
    do = partial(actions.propose_item, by=request.user, committee=committee, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        messages.success(request, _("Your proposal is with the secretariat. You are told its answer."))
        return redirect("item_proposal", made.ref)
    context = {"committee": committee, "form": form, "proposals": proposed_to(request.viewer, committee)}
    return render(request, "meetings/propose.html", context, status=422 if form.errors else 200)


@require_safe
def proposal(request: ViewerRequest, ref: str) -> HttpResponse:
    """One proposal, and what was answered."""
    return _show(request, find_proposal(request.viewer, ref))


@require_POST
def take(request: ViewerRequest, ref: str) -> HttpResponse:
    """Put it on the agenda of a planned meeting."""
    found = find_proposal(request.viewer, ref, "answer")
    form = TakeForm(request.POST, meetings=planned_meetings(request.viewer, found.committee))
    action = partial(actions.take_proposal, by=request.user, proposal=found, at=request.viewer.at)
    if was_done(request, form, lambda: action(**form.cleaned_data)):
        told = _told(request, found, _("Whoever proposed it is told once the notice is out."))
        messages.success(request, f"{_('It is on the agenda.')} {told}")
        return redirect("meeting", form.cleaned_data["meeting"].ref)
    return _show(request, found, take_form=form)


@require_POST
def decline(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say why it comes onto no agenda."""
    found = find_proposal(request.viewer, ref, "answer")
    form = DeclineProposalForm(request.POST)
    action = partial(actions.decline_proposal, by=request.user, proposal=found, at=request.viewer.at)
    if was_done(request, form, lambda: action(**form.cleaned_data)):
        told = _told(request, found, _("Whoever proposed it is told."))
        messages.success(request, f"{_('Answered.')} {told}")
        return redirect("item_proposal", ref)
    return _show(request, found, decline_form=form)


@require_POST
def take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever proposed it takes it back while it waits."""
    found = find_proposal(request.viewer, ref, "take_back")
    action = partial(actions.take_back_proposal, proposal=found)
    done = _("Taken back. It stays readable here, and nobody answers it any more.")
    return try_it(request, action, done, "item_proposal", ref)


def _show(
    request: ViewerRequest,
    found: ItemProposal,
    *,
    take_form: TakeForm | None = None,
    decline_form: DeclineProposalForm | None = None,
) -> HttpResponse:
    may_answer = found.is_open and found.can_answer  # type: ignore[attr-defined]
    meetings = planned_meetings(request.viewer, found.committee) if may_answer else []
    on = found.meeting
    context = {
        "proposal": found,
        "committee": found.committee,
        "may_answer": may_answer,
        "may_call": may_answer and not meetings and can(request.viewer, "call_meeting", found.committee),
        # Nobody learns of a meeting by this before its notice.
        "meeting": on if on is not None and can(request.viewer, VIEW, on) else None,
        "meetings": meetings,
        "beside": beside(request.viewer, found),
        "take_form": take_form or TakeForm(meetings=meetings),
        "decline_form": decline_form or DeclineProposalForm(),
    }
    is_refused = take_form is not None or decline_form is not None
    return render(request, "meetings/proposal.html", context, status=422 if is_refused else 200)


def _told(request: ViewerRequest, found: ItemProposal, told: str) -> str:
    return told_or_not(told, ITEM_ANSWERED, found, at=request.viewer.at, by=request.user)
