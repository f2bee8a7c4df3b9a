"""Officers from a list: sent, looked at row by row, carried out, printed as codes, taken back."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.accounts.reauthentication import is_proven, to_proof
from access.models import AccessLog
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent, sent_files, try_it
from access.toolkit.errors import Mendable
from access.toolkit.once import CODE_WAS_SHOWN, shown_once
from access.toolkit.page_access import takes_files
from access.toolkit.row_pages import counts_of, row_page
from language.words import local_day
from library.paper.leaving import language_asked
from library.sheets.answers import handed
from library.sheets.writing import Form
from partners import actions
from partners.actions.officer_lists import MOST_CODES, to_hand_out
from partners.models import OfficerList, OfficerRow
from partners.officers.forms import OfficersForm
from partners.officers.handing_out import BAD, bad_rows, bad_rows_file, code_slips
from partners.officers.own import OFFICER_LISTS, find_list
from partners.officers.words import counted, said_of, with_openings
from partners.views.answers import find_committee


@takes_files
@form_page
def officers(request: ViewerRequest, ref: str) -> HttpResponse:
    """Send a list of officers; the next page says what would become of each row."""
    committee = find_committee(request.viewer, ref, "list_officers")
    form = OfficersForm(sent(request), sent_files(request))

    def do() -> OfficerList:
        return actions.enter_officers(
            by=request.user,
            committee=committee,
            officers=form.read(),
            at=request.viewer.at,
            order_number=form.cleaned_data["order_number"],
            order_date=form.cleaned_data["order_date"],
        )

    made = result_of(request, form, do)
    if made is not None:
        return redirect("officer_list", made.ref)
    context = {"committee": committee, "form": form}
    return answer(request, "partners/officers.html", "", context, 422 if form.errors else 200)


@require_safe
def officer_lists(request: ViewerRequest) -> HttpResponse:
    """The lists one sent, newest first."""
    asked = OFFICER_LISTS.asked(request)
    return answer(request, "partners/officer_lists.html", "", {"asked": asked}, asked.status)


@require_safe
def officer_list(request: ViewerRequest, ref: str) -> HttpResponse:
    """One list: what would become or became of each row, and what can be done next."""
    found = find_list(request.viewer, ref)
    counts = counts_of(found.rows.all())
    page = row_page(request, with_openings(found.rows.all()), OfficerRow.State, counts, _("All rows"))
    context = {
        "list": found,
        "counts": counted(counts),
        "total": sum(counts.values()),
        "will": counts.get(OfficerRow.State.WILL, 0),
        "bad": sum(counts.get(one, 0) for one in BAD),
        "rows": [said_of(one) for one in page.rows],
        "chips": page.chips,
        "next_url": page.next_url,
        "codes": len(to_hand_out(found, request.viewer.at)) if not found.is_running else 0,
    }
    return answer(request, "partners/officer_list.html", "progress", context)


@require_POST
def carry_out(request: ViewerRequest, ref: str) -> HttpResponse:
    """Have the rows carried out that can be: it lets people in, so its person shows again who they are."""
    found = find_list(request.viewer, ref)
    if not is_proven(request, request.viewer.at.timestamp()):
        messages.info(request, _("Nobody is appointed yet. Press the button once more."))
        return to_proof(reverse("officer_list", args=[ref]))
    do = partial(actions.carry_out, officers=found)
    done = _("It is being carried out, row by row. You may close this page and come back.")
    return try_it(request, do, done, "officer_list", ref)


@require_POST
def take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """Forget the list."""
    found = find_list(request.viewer, ref)
    do = partial(actions.take_back_list, officers=found)
    done = _("The list is taken back. Who was appointed by it stays appointed.")
    return try_it(request, do, done, "committee_officers", found.committee.ref)


@require_safe
def rows_to_mend(request: ViewerRequest, ref: str, form: str) -> HttpResponse:
    """The rows that nothing came of, as a file with the reasons, to be mended and sent again."""
    found = find_list(request.viewer, ref)
    rows, wanted = bad_rows(found), Form(form)
    content = bad_rows_file(rows, wanted)
    log_access(request.viewer, AccessLog.Kind.EXPORT, found.committee, f"{len(rows)} rows of an own list")
    on = local_day(request.viewer.at)
    return handed(content, "officers", _("Rows to mend"), on, wanted)


@form_page
def codes(request: ViewerRequest, ref: str) -> HttpResponse:
    """Print fresh one-time codes to hand out. Whoever prints them shows again who they are first."""
    found = find_list(request.viewer, ref)
    if not is_proven(request, request.viewer.at.timestamp()):
        return to_proof(request.path)
    waiting = to_hand_out(found, request.viewer.at)
    if request.method == "POST":
        return _printed(request, found)
    context = {"list": found, "waiting": waiting[:MOST_CODES], "more": max(len(waiting) - MOST_CODES, 0)}
    return answer(request, "partners/officer_codes.html", "", context)


def _printed(request: ViewerRequest, found: OfficerList) -> HttpResponse:
    do = partial(actions.print_listed_codes, by=request.user, officers=found, at=request.viewer.at)
    try:
        printed = shown_once(request, do)
    except Mendable as mendable:
        messages.error(request, str(mendable))
        return redirect("officer_list", found.ref)
    if printed is None:
        messages.info(request, str(CODE_WAS_SHOWN))
        return redirect("officer_list_codes", found.ref)
    response = HttpResponse(code_slips(printed, language_asked(request)), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="codes.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
