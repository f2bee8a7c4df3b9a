"""The list of commitments, and one of them opened."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from commitments.official import reminder_paper
from commitments.queries import LATE, OPEN, Traffic, commitments_as_lines, traffic
from commitments.queries.files import serve_file, show_files
from commitments.queries.groups import group_to_read, rows_together
from commitments.queries.opened import done_for_head, find_commitment, opened
from commitments.queries.reach import who_is_asked
from commitments.reminder_letter import letter_about
from commitments.views.answers import who_sees
from language.words import local_day
from library.paper import language_asked, missing_signs


@require_safe
def commitments(request: ViewerRequest) -> HttpResponse:
    """What each organisation promised, to whoever may read it."""
    today = local_day(request.viewer.at)
    asked = commitments_as_lines().asked(request)
    chosen = asked.chosen.get("organisation")
    context = {
        "asked": asked,
        "open_count": asked.counts[OPEN.name],
        "late_count": asked.counts[LATE.name],
        "rows": rows_together(
            request.viewer, asked.records, today, owner=chosen.pk if chosen is not None else None
        ),
    }
    return answer(request, "commitments/list.html", "listing", context, asked.status)


@require_safe
def commitment(request: ViewerRequest, ref: str) -> HttpResponse:
    """One commitment: its steps, who owns and who verifies, evidence, history and reminders sent."""
    record = find_commitment(request.viewer, ref)
    today = local_day(request.viewer.at)
    page = opened(request.viewer, record, today, done_for_head(request.viewer, record, today))
    show_files(request.viewer, record, page.evidence)
    context = {
        "commitment": record,
        "opened": page,
        "audience": who_sees(record, request),
        "who_can": who_is_asked(request.viewer, record),
    }
    return answer(request, "commitments/record.html", "panel", context)


@require_safe
def group(request: ViewerRequest, ref: str) -> HttpResponse:
    """What a meeting gave several bodies in one breath: the promises of those this person may read."""
    read = group_to_read(request.viewer, ref)
    return render(request, "commitments/group.html", {"group": read})


@require_safe
def file(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """A file sent with evidence."""
    return serve_file(request.viewer, find_commitment(request.viewer, ref), file)


@require_safe
def letter(request: ViewerRequest, ref: str) -> HttpResponse:
    """The reminder letter, ready for whoever grants to print and sign."""
    record = find_commitment(request.viewer, ref, "decide")
    today = local_day(request.viewer.at)
    context: dict[str, Any] = {"commitment": record, "letter": None}
    if traffic(record, today) == Traffic.LATE:
        paper = reminder_paper(record, request.viewer.at, language_asked(request))
        context |= {"letter": letter_about(record, today), "missing_signs": missing_signs(paper)}
    return render(request, "commitments/letter.html", context)
