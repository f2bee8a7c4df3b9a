"""One page per step of a commitment. Each shows its form, and on sending calls its action."""

from functools import partial

from django.http import HttpResponse

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, sent_files
from access.toolkit.page_access import takes_files
from commitments import actions
from commitments.forms import (
    AcceptForm,
    BecameForm,
    ChangeForm,
    DecideForm,
    DeclineForm,
    DropForm,
    DueForm,
    EvidenceForm,
    InformationForm,
    MoreTimeForm,
    NameVerifierForm,
    PassOnForm,
    RemindForm,
    UndoForm,
    VerifyForm,
    WaitForm,
)
from commitments.models import Answer, ChangeRequest
from commitments.queries import Traffic, buttons, traffic
from commitments.queries.opened import done_for_head, find_commitment, is_named_by
from commitments.queries.who_verifies import to_be_named, who_will_verify
from commitments.views.answers import take_step, tells_who_has_it
from language.words import local_day


@form_page
def accept(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner accepts, and reads who will verify."""
    commitment = find_commitment(request.viewer, ref, "accept")
    proposed = commitment if commitment.is_proposal else None
    who_verifies = who_will_verify(commitment, request.viewer.at, request.user)
    form = AcceptForm(sent(request), commitment=commitment, proposed=proposed, who_verifies=who_verifies)
    action = partial(actions.accept, commitment=commitment)
    return take_step(request, commitment, form, buttons.ACCEPT, action)


@form_page
def decline(request: ViewerRequest, ref: str) -> HttpResponse:
    """A body that was only asked says no."""
    commitment = find_commitment(request.viewer, ref, "decline")
    action = partial(actions.decline, commitment=commitment) if commitment.awaits_the_body else None
    return take_step(
        request, commitment, DeclineForm(sent(request), commitment=commitment), buttons.DECLINE, action
    )


@takes_files
@form_page
def report(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner sends evidence."""
    commitment = find_commitment(request.viewer, ref, "report")
    action = partial(actions.report, commitment=commitment)
    by, at = request.user, request.viewer.at
    form = EvidenceForm(sent(request), sent_files(request), commitment=commitment, by=by, at=at)
    return take_step(request, commitment, form, buttons.REPORT, action)


@form_page
def name_verifier(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants names who verifies."""
    commitment = find_commitment(request.viewer, ref, "name_verifier")
    candidates = to_be_named(commitment, request.viewer.at)
    form = NameVerifierForm(sent(request), commitment=commitment, candidates=candidates)
    is_theirs = is_named_by(request.viewer, commitment)
    action = partial(actions.name_verifier, commitment=commitment) if is_theirs else None
    return take_step(request, commitment, form, buttons.NAME_VERIFIER, action)


@form_page
@tells_who_has_it
def pass_on(request: ViewerRequest, ref: str) -> HttpResponse:
    """The verifier passes it on to another."""
    commitment = find_commitment(request.viewer, ref, "decline_to_verify")
    action = partial(actions.decline_to_verify, commitment=commitment)
    form = PassOnForm(sent(request), commitment=commitment)
    return take_step(request, commitment, form, buttons.PASS_ON, action)


@form_page
@tells_who_has_it
def verify(request: ViewerRequest, ref: str) -> HttpResponse:
    """Another side verifies."""
    commitment = find_commitment(request.viewer, ref, "verify")
    action = partial(actions.verify, commitment=commitment)
    return take_step(
        request, commitment, VerifyForm(sent(request), commitment=commitment), buttons.VERIFY, action
    )


@form_page
@tells_who_has_it
def information(request: ViewerRequest, ref: str) -> HttpResponse:
    """The verifier says what is missing."""
    commitment = find_commitment(request.viewer, ref, "request_information")
    action = partial(actions.request_information, commitment=commitment)
    return take_step(
        request,
        commitment,
        InformationForm(sent(request), commitment=commitment),
        buttons.INFORMATION,
        action,
    )


@form_page
def undo(request: ViewerRequest, ref: str) -> HttpResponse:
    """The head of a body takes back what was done for it."""
    commitment = find_commitment(request.viewer, ref, "undo")
    for_head = done_for_head(request.viewer, commitment, local_day(request.viewer.at))
    action = partial(actions.undo, commitment=commitment) if for_head is not None else None
    return take_step(
        request, commitment, UndoForm(sent(request), commitment=commitment), buttons.UNDO, action, for_head
    )


@form_page
def more_time(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner asks for a later date."""
    commitment = find_commitment(request.viewer, ref, "ask")
    action = partial(actions.ask, commitment=commitment, kind=ChangeRequest.Kind.MORE_TIME)
    return take_step(
        request, commitment, MoreTimeForm(sent(request), commitment=commitment), buttons.MORE_TIME, action
    )


@form_page
def change(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner asks for other words, another owner, or a drop."""
    commitment = find_commitment(request.viewer, ref, "ask")
    action = partial(actions.ask, commitment=commitment)
    return take_step(
        request, commitment, ChangeForm(sent(request), commitment=commitment), buttons.CHANGE, action
    )


@form_page
def wait(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner says whom it waits for."""
    commitment = find_commitment(request.viewer, ref, "ask")
    action = partial(actions.wait, commitment=commitment)
    return take_step(
        request, commitment, WaitForm(sent(request), commitment=commitment), buttons.WAIT, action
    )


@form_page
def decide(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants answers what the owner asked for."""
    commitment = find_commitment(request.viewer, ref, "decide")
    asked = commitment.requests.filter(answer=Answer.OPEN).first()
    action = partial(actions.decide_change, request=asked) if asked is not None else None
    return take_step(
        request, commitment, DecideForm(sent(request), commitment=commitment), buttons.DECIDE, action
    )


@form_page
def decide_waiting(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants answers a request to wait."""
    commitment = find_commitment(request.viewer, ref, "decide")
    asked = commitment.waiting.filter(answer=Answer.OPEN).first()
    action = partial(actions.decide_waiting, waiting=asked) if asked is not None else None
    return take_step(
        request, commitment, DecideForm(sent(request), commitment=commitment), buttons.DECIDE_WAITING, action
    )


@form_page
def due(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants moves the due date."""
    commitment = find_commitment(request.viewer, ref, "decide")
    action = partial(actions.move_due, commitment=commitment)
    form = DueForm(sent(request), commitment=commitment)
    return take_step(request, commitment, form, buttons.DUE, action)


@form_page
def remind(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever follows it up reminds the body of a late promise."""
    commitment = find_commitment(request.viewer, ref, "decide")
    is_late = traffic(commitment, local_day(request.viewer.at)) == Traffic.LATE
    action = partial(actions.remind, commitment=commitment) if is_late else None
    return take_step(
        request, commitment, RemindForm(sent(request), commitment=commitment), buttons.REMIND, action
    )


@form_page
def became(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever entered it afterwards says what became of it."""
    commitment = find_commitment(request.viewer, ref, "say_what_became")
    action = partial(actions.say_what_became, commitment=commitment) if commitment.awaits_word else None
    form = BecameForm(sent(request), commitment=commitment)
    return take_step(request, commitment, form, buttons.BECAME, action)


@form_page
def drop(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants drops it, openly."""
    commitment = find_commitment(request.viewer, ref, "decide")
    action = partial(actions.drop, commitment=commitment)
    return take_step(
        request, commitment, DropForm(sent(request), commitment=commitment), buttons.DROP, action
    )
