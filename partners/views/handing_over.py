"""An office is handed over: by right, or by a secretariat that enters what an order says."""

from django.contrib import messages
from django.contrib.auth import logout
from django.utils.translation import gettext as _

from access.accounts.office_addresses import has_parted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import was_done
from language.words import day
from notifications.reaching import told_or_not
from partners import actions
from partners.access import Appointing
from partners.directory import holder_of
from partners.forms import HandOverForm, start_of
from partners.models import Office, OfficeChange
from partners.notices import OFFICE_CHANGED
from partners.views.answers import say_invited

_TYPED = ("on", "manner", "email", "mobile", "order_number", "order_date")


def hand_over_form(
    request: ViewerRequest, office: Office, by_what: Appointing | None, *, is_sent: bool
) -> HandOverForm:
    """The form, which asks for the order where a secretariat enters it."""
    form = HandOverForm(
        request.POST if is_sent else None,
        prefix="hand",
        office=office,
        is_entry=by_what is not None and by_what.is_entry,
    )
    # Nobody hands over what nobody holds: the next holder is named.
    form.is_vacant = holder_of(office, request.viewer.at) is None
    return form


def hand_over(request: ViewerRequest, office: Office, form: HandOverForm) -> bool:
    """Hand the office over and invite its next holder, when the form is sent and nothing is wrong."""

    def do() -> None:
        typed = {name: form.cleaned_data[name] for name in _TYPED}
        typed["on"] = start_of(typed["on"])
        term, issued = actions.pass_office(by=request.user, office=office, at=request.viewer.at, **typed)
        say_invited(request, issued)
        messages.success(
            request,
            _("The holder is named, and sees what the office may see once they have accepted.")
            if form.is_vacant
            else _("The office is handed over. Its new holder sees what it saw once they have accepted."),
        )
        if has_parted(request.user):
            # It was their own, with the address they signed in by: this session is over, too.
            logout(request)
            return
        entry = OfficeChange.objects.filter(incoming_term=term).first()
        if entry is not None:
            told = told_or_not(
                _("The body is told.") if form.is_vacant else _("The outgoing holder and the body are told."),
                OFFICE_CHANGED,
                entry,
                at=request.viewer.at,
                by=request.user,
            )
            until = _("It can be objected to until %(day)s.") % {"day": day(entry.objection_until)}
            messages.info(request, f"{told} {until}")

    return was_done(request, form, do)
