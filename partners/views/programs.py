"""The programs of an organisation: let in, looked at, answered for by somebody else, ended; their tokens."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.accounts.forms import TokenForm
from access.accounts.reauthentication import needs_recent_proof
from access.accounts.tokens import revoke_token, tokens_of
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent, try_it, was_done
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.once import shown_once
from partners import actions
from partners.forms import AnswerableForm, ProgramForm
from partners.models import Person, Program
from partners.programs import find_program, may_answer
from partners.views.answers import find_organisation_page, show_forms


@require_safe
def program(request: ViewerRequest, ref: str) -> HttpResponse:
    """What it reads and does, who answers for it, and its tokens for whoever does."""
    found = find_program(request.viewer, ref)
    context = {
        "program": found,
        "organisation": found.organisation,
        "tokens": tokens_of(found.user, request.viewer.at) if found.can_make_tokens else [],  # type: ignore[attr-defined]
    }
    return answer(request, "partners/program.html", "", context)


@form_page
def add(request: ViewerRequest, ref: str) -> HttpResponse:
    """Let a program of the organisation in; whoever answers for it makes its tokens."""
    record = find_organisation_page(request.viewer, ref, "run_programs")
    people = list(may_answer(record, request.viewer.at, speaks=False))
    form = ProgramForm(sent(request), people=people)

    def do() -> Program:
        typed = dict(form.cleaned_data)
        typed["answerable"] = _chosen(people, typed["answerable"])
        made = actions.open_program(by=request.user, organisation=record, at=request.viewer.at, **typed)
        messages.success(request, _("The program is let in. Whoever answers for it now makes its token."))
        return made

    made = result_of(request, form, do)
    if made is not None:
        return redirect("program", made.ref)
    context = {
        "organisation": record,
        "form": form,
        "title": _("Let a program in"),
        "send": _("Let it in"),
        "hint": _(
            "A system of the organisation reads here what its staff read, for as long as somebody of the "
            "organisation answers for it. It signs in nowhere, is told nothing, and verifies, approves and "
            "decides nothing."
        ),
    }
    return show_forms(request, "partners/organisation_form.html", context, form)


@form_page
def answerable(request: ViewerRequest, ref: str) -> HttpResponse:
    """Somebody else of the organisation answers for it."""
    found = find_program(request.viewer, ref, "name_answerable")
    people = [
        one
        for one in may_answer(found.organisation, request.viewer.at, speaks=found.speaks)
        if one.pk != found.answerable_id
    ]
    form = AnswerableForm(sent(request), people=people)

    def do() -> None:
        person = _chosen(people, form.cleaned_data["answerable"])
        actions.name_answerable(by=request.user, program=found, answerable=person, at=request.viewer.at)
        messages.success(request, _("Somebody else answers for it now. They make its new tokens."))

    if was_done(request, form, do):
        return redirect("program", found.ref)
    context = {
        "organisation": found.organisation,
        "form": form,
        "title": _("Who answers for the program"),
        "send": _("Name this person"),
        "hint": _(
            "Its tokens end at once: whoever answered before has seen them. The new person makes others."
        ),
    }
    return show_forms(request, "partners/organisation_form.html", context, form)


@form_page
def token(request: ViewerRequest, ref: str) -> HttpResponseBase:
    """Make a token of the program, and show it once, to whoever has just shown who they are."""
    return _make_token(request, find_program(request.viewer, ref, "make_tokens"))


@needs_recent_proof
def _make_token(request: ViewerRequest, found: Program) -> HttpResponse:
    form = TokenForm(sent(request))
    if form.is_valid():
        make = partial(actions.make_program_token, by=request.user, program=found, at=request.viewer.at)
        try:
            made = shown_once(request, lambda: make(**form.cleaned_data))
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            return _shown(request, found, made)
    return show_forms(request, "partners/program_token.html", {"program": found, "form": form}, form)


def _shown(request: ViewerRequest, found: Program, made: str | None) -> HttpResponse:
    if made is None:
        return redirect("program", found.ref)
    return answer(request, "partners/program_token_shown.html", "", {"program": found, "token": made})


@require_POST
def revoke(request: ViewerRequest, ref: str) -> HttpResponse:
    """A token of the program lets it in no more."""
    found = find_program(request.viewer, ref, "make_tokens")
    action = partial(revoke_token, ref=request.POST.get("token", ""))
    words = _("The token is revoked. No program comes in by it any more.")
    return try_it(request, action, words, "program", found.ref)


@form_page
def end(request: ViewerRequest, ref: str) -> HttpResponse:
    """End it, once it was said what that means: one that has ended does not come back."""
    found = find_program(request.viewer, ref, "end")
    if request.method != "POST":
        context = {"program": found, "organisation": found.organisation}
        return answer(request, "partners/end_program.html", "", context)
    action = partial(actions.end_program, program=found)
    return try_it(request, action, _("The program has ended. Its tokens are gone."), "program", found.ref)


def _chosen(people: list[Person], ref: str) -> Person:
    for one in people:
        if one.ref == ref:
            return one
    raise Http404
