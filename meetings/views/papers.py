"""A meeting's papers leave the portal as files: to sign, to send, to paste from."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.models import AccessLog
from access.rules.engine import RefusedError, get_permitted
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, was_done
from library.paper import PaperTooLong, language_asked, paper_file
from meetings import actions
from meetings.actions.memo import as_numbered
from meetings.forms import MemoForm
from meetings.models import Minutes
from meetings.official.codes import under_code
from meetings.official.minutes import minutes_file, minutes_paper, written_in
from meetings.official.notice import has_notice, notice_file, notice_paper
from meetings.official.year import MOST_IN_A_YEAR, minutes_of_year, missing_of_year, year_file
from meetings.queries import agenda_of
from meetings.rows import meeting_row
from meetings.views.answers import find_meeting
from meetings.views.reading import on_paper
from partners.models import Committee


@require_safe
def minutes(request: ViewerRequest, ref: str, ending: str) -> HttpResponse:
    """The minutes as this reader may see them, as a file."""
    written, language = written_in(on_paper(request, ref)), language_asked(request)
    paper = minutes_paper(written, language)
    try:
        response = paper_file(paper, ending=ending, name=minutes_file(written.meeting, language))
    except PaperTooLong:
        messages.error(request, _("These minutes are too long for one file. Print the page instead."))
        return redirect("meeting_print", ref)
    log_access(request.viewer, AccessLog.Kind.EXPORT, written.minutes, f"{ending}, {language}")
    return response


@require_safe
def of_year(request: ViewerRequest, ref: str, year: int) -> HttpResponse:
    """Which minutes of a year the file holds for this reader, and what it cannot draw."""
    committee = get_permitted(request.viewer, Committee, ref)
    found = minutes_of_year(request.viewer, committee, year)
    if not found:
        return _none_in_year(request, ref)
    context = {
        "committee": committee,
        "year": year,
        "rows": [meeting_row(one.meeting, says_whose=False) for one in found[:MOST_IN_A_YEAR]],
        "is_too_long": len(found) > MOST_IN_A_YEAR,
        "missing_signs": missing_of_year(found[:MOST_IN_A_YEAR]),
    }
    return render(request, "meetings/year.html", context)


def _none_in_year(request: ViewerRequest, ref: str) -> HttpResponse:
    messages.info(request, _("No minutes of this committee in this year that you may read."))
    return redirect("committee", ref)


@require_safe
def year(request: ViewerRequest, ref: str, year: int, ending: str) -> HttpResponse:
    """All minutes of a committee in one year that this reader may read, in their order, in one file."""
    committee, language = get_permitted(request.viewer, Committee, ref), language_asked(request)
    found = minutes_of_year(request.viewer, committee, year)
    if not found:
        return _none_in_year(request, ref)
    try:
        if len(found) > MOST_IN_A_YEAR:
            raise PaperTooLong
        written = [written_in(on_paper(request, one.meeting.ref)) for one in found]
        papers = [minutes_paper(one, language) for one in written]
        response = paper_file(*papers, ending=ending, name=year_file(committee, year, language))
    except PaperTooLong:
        messages.error(
            request, _("The minutes of this year are too long for one file. Take them one by one.")
        )
        return redirect("committee", ref)
    for one in written:
        # Each by itself: whoever covers a passage of it later finds who took it away.
        purpose = f"{ending}, {language}, one of {len(found)} of {year}"
        log_access(request.viewer, AccessLog.Kind.EXPORT, one.minutes, purpose)
    return response


@require_safe
def notice(request: ViewerRequest, ref: str, ending: str) -> HttpResponse:
    """The notice of the meeting, for whoever reads it, as a file."""
    meeting, language = find_meeting(request.viewer, ref), language_asked(request)
    if not has_notice(meeting):
        messages.info(request, _("No notice of this meeting went out here."))
        return redirect("meeting", ref)
    paper = notice_paper(meeting, agenda_of(meeting), language)
    response = paper_file(paper, ending=ending, name=notice_file(meeting, language))
    log_access(request.viewer, AccessLog.Kind.EXPORT, meeting, f"{ending}, {language}")
    return response


@form_page
def memo(request: ViewerRequest, ref: str) -> HttpResponse:
    """The memo number, which often comes later, is filled in on the paper."""
    context = on_paper(request, ref)
    minutes = context["minutes"]
    if not minutes.can_circulate:
        raise RefusedError("circulate", minutes)
    form = MemoForm(sent(request), record=minutes, facts=as_numbered)
    by, at = request.user, request.viewer.at
    do = partial(actions.give_memo_number, by=by, minutes=minutes, at=at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("meeting_print", ref)
    return answer(request, "meetings/memo.html", "", {**context, "form": form}, 422 if form.is_bound else 200)


@require_safe
def by_code(request: ViewerRequest, code: str) -> HttpResponse:
    """The code on a paper leads to the record, for whoever may read it."""
    found = Minutes.objects.permitted(request.viewer).filter(under_code(code)).select_related("meeting")
    for minutes in found.order_by("pk")[:1]:
        return redirect("meeting", minutes.meeting.ref)
    raise Http404
