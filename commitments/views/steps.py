"""One page per step of a commitment. Each shows its form, and on sending calls its action."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import commitments.queries.opened as buttons
from access.errors import Mendable, form_errors
from access.viewer import ViewerRequest
from commitments import actions
from commitments.forms import (
    AcceptForm,
    ChangeForm,
    DecideForm,
    DropForm,
    DueForm,
    EvidenceForm,
    InformationForm,
    MoreTimeForm,
    VerifyForm,
    WaitForm,
)
from commitments.models import Answer, ChangeRequest
from commitments.queries import verifier_candidates
from commitments.queries.opened import find_commitment
from commitments.views.answers import done, step_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def accept(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner accepts and names who verifies."""
    commitment = find_commitment(request.viewer, ref, "accept")
    candidates = verifier_candidates(commitment, request.viewer.at)
    form = AcceptForm(request.POST if request.method == "POST" else None, candidates=candidates)
    if form.is_valid():
        verifier = form.candidates[form.cleaned_data["verifier"]].organisation
        try:
            actions.accept(by=request.user, commitment=commitment, verifier=verifier, at=request.viewer.at)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(
                request,
                commitment,
                _("Accepted. Reminders go to your liaison officers until evidence is in."),
            )
    return step_page(request, commitment, form, buttons.ACCEPT, _("Accept"))


@form_page
def report(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner sends evidence."""
    commitment = find_commitment(request.viewer, ref, "report")
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.report(by=request.user, commitment=commitment, at=request.viewer.at, **form.cleaned_data)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Evidence sent. The verifier is told."))
    return step_page(request, commitment, form, buttons.REPORT, _("Send evidence"))


@form_page
def verify(request: ViewerRequest, ref: str) -> HttpResponse:
    """Another side verifies."""
    commitment = find_commitment(request.viewer, ref, "verify")
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.verify(by=request.user, commitment=commitment, at=request.viewer.at, **form.cleaned_data)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Verified. The implementing body is told."))
    return step_page(request, commitment, form, buttons.VERIFY, _("Verify"))


@form_page
def information(request: ViewerRequest, ref: str) -> HttpResponse:
    """The verifier says what is missing."""
    commitment = find_commitment(request.viewer, ref, "request_information")
    form = InformationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.request_information(
                by=request.user, commitment=commitment, at=request.viewer.at, **form.cleaned_data
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("More information requested. The implementing body is told."))
    return step_page(request, commitment, form, buttons.INFORMATION, _("Request more information"))


@form_page
def more_time(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner asks for a later date."""
    commitment = find_commitment(request.viewer, ref, "ask")
    form = MoreTimeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask(
                by=request.user,
                commitment=commitment,
                kind=ChangeRequest.Kind.MORE_TIME,
                at=request.viewer.at,
                **form.cleaned_data,
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Asked. The due date stands until it is granted."))
    return step_page(request, commitment, form, buttons.MORE_TIME, _("Ask for more time"))


@form_page
def change(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner asks for other words, another owner, or a drop."""
    commitment = find_commitment(request.viewer, ref, "ask")
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = form.cleaned_data | {"kind": ChangeRequest.Kind(form.cleaned_data["kind"])}
        try:
            actions.ask(by=request.user, commitment=commitment, at=request.viewer.at, **asked)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Asked. Everything stands as agreed until it is granted."))
    return step_page(request, commitment, form, buttons.CHANGE, _("Ask for the change"))


@form_page
def wait(request: ViewerRequest, ref: str) -> HttpResponse:
    """The owner says whom it waits for."""
    commitment = find_commitment(request.viewer, ref, "ask")
    form = WaitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.wait(by=request.user, commitment=commitment, at=request.viewer.at, **form.cleaned_data)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Asked. Once it is granted, the time of waiting is not late."))
    return step_page(request, commitment, form, buttons.WAIT, _("Ask to wait"))


@form_page
def decide(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants answers what the owner asked for."""
    commitment = find_commitment(request.viewer, ref, "decide")
    asked = commitment.requests.filter(answer=Answer.OPEN).first()
    form = DecideForm(request.POST if request.method == "POST" else None)
    if asked is None:
        return step_page(request, commitment, form, buttons.DECIDE, "")
    if form.is_valid():
        try:
            actions.decide_change(
                by=request.user,
                request=asked,
                grant=form.cleaned_data["answer"] == DecideForm.YES,
                note=form.cleaned_data["note"],
                at=request.viewer.at,
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Decided. The implementing body is told."))
    return step_page(request, commitment, form, buttons.DECIDE, _("Send the decision"))


@form_page
def decide_waiting(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants answers a request to wait."""
    commitment = find_commitment(request.viewer, ref, "decide")
    asked = commitment.waiting.filter(answer=Answer.OPEN).first()
    form = DecideForm(request.POST if request.method == "POST" else None)
    if asked is None:
        return step_page(request, commitment, form, buttons.DECIDE_WAITING, "")
    if form.is_valid():
        try:
            actions.decide_waiting(
                by=request.user,
                waiting=asked,
                grant=form.cleaned_data["answer"] == DecideForm.YES,
                note=form.cleaned_data["note"],
                at=request.viewer.at,
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Decided. The implementing body is told."))
    return step_page(request, commitment, form, buttons.DECIDE_WAITING, _("Send the decision"))


@form_page
def due(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants moves the due date."""
    commitment = find_commitment(request.viewer, ref, "decide")
    form = DueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.move_due(
                by=request.user, commitment=commitment, at=request.viewer.at, **form.cleaned_data
            )
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Due date changed. The implementing body is told."))
    return step_page(request, commitment, form, buttons.DUE, _("Change due date"))


@form_page
def drop(request: ViewerRequest, ref: str) -> HttpResponse:
    """Whoever grants drops it, openly."""
    commitment = find_commitment(request.viewer, ref, "decide")
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.drop(by=request.user, commitment=commitment, at=request.viewer.at, **form.cleaned_data)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return done(request, commitment, _("Dropped, with the reason. It stays readable."))
    return step_page(request, commitment, form, buttons.DROP, _("Drop this commitment"))
