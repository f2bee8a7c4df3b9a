"""Who types or acts for the holder of an office: named, and ended, by whoever says who holds it by right."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import RefusedError, can, get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from language.words import end_of_day
from partners import actions
from partners.access import may_let_assist
from partners.acting import assistants_of, desks_of
from partners.models import Office, OfficeAssistant, Organisation
from partners.office_forms import AssistantForm
from partners.views.answers import find_organisation_page, say_invited, show_forms


def find_office(request: ViewerRequest, ref: str, office: str) -> tuple[Organisation, Office]:
    """Return an office of a body, for whoever says by right who holds it."""
    body = find_organisation_page(request.viewer, ref)
    of_body = Office.objects.filter(organisation=body)
    return body, get_permitted(request.viewer, Office, office, "appoint", records=of_body)


@form_page
def name_assistant(request: ViewerRequest, ref: str, office: str) -> HttpResponse:
    """Let an office of the body, or somebody new, type or act for the holder of an office."""
    body, record = _find_assisted(request, ref, office)
    form = AssistantForm(sent(request), office=record, desks=desks_of(record))

    def do() -> None:
        typed = {name: form.cleaned_data[name] for name in ("acts", "label", "email", "mobile")}
        _row, issued = actions.name_assistant(
            by=request.user,
            office=record,
            desk=form.chosen,
            until=end_of_day(form.cleaned_data["until"]),
            at=request.viewer.at,
            **typed,
        )
        say_invited(request, issued)
        messages.success(request, _("Named. It holds from now on and ends by itself."))

    if was_done(request, form, do):
        return redirect(_where_they_stand(request, record), body.ref, record.ref)
    context = {
        "organisation": body,
        "office": record,
        "form": form,
        "assistants": assistants_of(record, request.viewer.at),
    }
    return show_forms(request, "partners/assistant.html", context, form)


@require_POST
def end_assistant(request: ViewerRequest, ref: str, office: str, assistant: str) -> HttpResponse:
    """They type or act no longer, from now on."""
    body, record = _find_assisted(request, ref, office)
    found = get_object_or_404(OfficeAssistant, office=record, ref=assistant)
    action = partial(actions.end_assistance, assistant=found)
    return try_it(
        request,
        action,
        _("Ended. What they did stands, with who entered it."),
        _where_they_stand(request, record),
        body.ref,
        record.ref,
    )


def _find_assisted(request: ViewerRequest, ref: str, office: str) -> tuple[Organisation, Office]:
    """Return an office for whoever lets others type or act for its holder: its head too, beside a liaison."""
    body = find_organisation_page(request.viewer, ref)
    record = get_permitted(request.viewer, Office, office, records=Office.objects.filter(organisation=body))
    if not may_let_assist(request.viewer, record):
        raise RefusedError("appoint", record)
    return body, record


def _where_they_stand(request: ViewerRequest, office: Office) -> str:
    """The page of the office, or for a head beside a liaison officer that of who acts alone."""
    may_appoint = can(request.viewer, "appoint", office)
    return "organisation_office" if may_appoint else "office_name_assistant"
