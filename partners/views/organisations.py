"""The directory of partners, and the page of one."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, try_it, was_done
from language.words import local_day
from partners import actions, directory
from partners.forms import MemberForm, RenameForm, start_of
from partners.models import Membership
from partners.present import lines_of, presence_row
from partners.programs import programs_of_organisation
from partners.rows import organisation_row
from partners.views.answers import find_organisation_page, say_invited, show_forms


@require_safe
def partners(request: ViewerRequest) -> HttpResponse:
    """Organisations by name or former name, and by side."""
    asked = directory.ORGANISATIONS.asked(request)
    today = local_day(request.viewer.at)
    context = {"asked": asked, "rows": [organisation_row(one, today) for one in asked.records]}
    return answer(request, "partners/partners.html", "listing", context, asked.status)


@require_safe
def organisation(request: ViewerRequest, ref: str) -> HttpResponse:
    """What an organisation is, where it sits, and by which posts it is served."""
    record = find_organisation_page(request.viewer, ref)
    at = request.viewer.at
    context = {
        "organisation": record,
        "is_active": record.is_active(local_day(at)),
        "former_names": list(record.former_names.order_by("-until", "pk")),
        "seats": directory.seats_of_organisation(record),
        "members": directory.members_of(record, at),
        "offices": directory.offices_to_hand_over(request.viewer, record),
        "programs": programs_of_organisation(request.viewer, record),
        "presences": [presence_row(one) for one in lines_of(record)],
        "invited": directory.invited_into(record) if record.can_manage else [],  # type: ignore[attr-defined]
    }
    return answer(request, "partners/organisation.html", "", context)


@form_page
def rename(request: ViewerRequest, ref: str) -> HttpResponse:
    """Give an organisation its new name."""
    record = find_organisation_page(request.viewer, ref, "manage")
    form = RenameForm(sent(request), organisation=record)

    def do() -> None:
        actions.rename_organisation(
            by=request.user, organisation=record, at=request.viewer.at, **form.cleaned_data
        )
        messages.success(request, _("The new name stands. The organisation is found by its old one too."))

    if was_done(request, form, do):
        return redirect("organisation", record.ref)
    context = {
        "organisation": record,
        "form": form,
        "title": _("Rename the organisation"),
        "send": _("Give the new name"),
        "hint": _("Old papers keep the name they were written with."),
    }
    return show_forms(request, "partners/organisation_form.html", context, form)


@form_page
def add_member(request: ViewerRequest, ref: str) -> HttpResponse:
    """Somebody comes to serve the organisation, and is invited when they have no account yet."""
    record = find_organisation_page(request.viewer, ref, "manage")
    form = MemberForm(
        sent(request),
        initial={"since": local_day(request.viewer.at)},
    )

    def do() -> None:
        typed = dict(form.cleaned_data)
        typed["since"] = start_of(typed["since"])
        issued = actions.enter_member(by=request.user, organisation=record, at=request.viewer.at, **typed)
        say_invited(request, issued)
        messages.success(request, _("The person serves the organisation once they have accepted."))

    if was_done(request, form, do):
        return redirect("organisation", record.ref)
    context = {
        "organisation": record,
        "form": form,
        "title": _("Enter somebody who serves the organisation"),
        "send": _("Enter and invite"),
        "hint": _("Naming a liaison officer relieves the head of accepting and reporting here."),
    }
    return show_forms(request, "partners/organisation_form.html", context, form)


@form_page
def end_membership(request: ViewerRequest, ref: str, membership: str) -> HttpResponse:
    """Somebody serves the organisation no longer, from now on. Whoever means themselves is asked once."""
    record = find_organisation_page(request.viewer, ref, "manage")
    found = get_object_or_404(
        Membership.objects.select_related("person"), organisation=record, ref=membership
    )
    is_own = found.person.user_id == request.user.pk
    if request.method != "POST" or (is_own and "sure" not in request.POST):
        return answer(
            request,
            "partners/end_membership.html",
            "",
            {"organisation": record, "membership": found, "is_own": is_own},
        )
    action = partial(actions.end_membership, membership=found, until=request.viewer.at)
    return try_it(
        request, action, _("The person serves the organisation no longer."), "organisation", record.ref
    )


def _address(**wanted: str) -> str:
    kept = {name: value for name, value in wanted.items() if value}
    return reverse("partners") + (f"?{urlencode(kept)}" if kept else "")
