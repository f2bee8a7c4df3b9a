"""Minutes to be read: all of them on one page, and as the paper an office files."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.versions import version_of
from language.words import local_day
from library.paper import language_asked, missing_signs
from meetings.actions.writing import as_written
from meetings.gaps import nobody_approves
from meetings.lines import item_lines
from meetings.models import Meeting, Minutes
from meetings.official.minutes import minutes_paper, written_in
from meetings.pages import draft_statement, notice_statement, steps_of, title_of_page
from meetings.paper import paper_of
from meetings.views.answers import find_meeting, may_write_now
from meetings.whole import in_full
from meetings.written import (
    bring_along,
    groups_of_points,
    items_of,
    minutes_to_read,
    open_to_reader,
    points_of,
)


def whole_page(request: ViewerRequest, meeting: Meeting, minutes: Minutes) -> HttpResponse:
    """Show the whole minutes, with what this person may do with them now."""
    items = items_of(minutes)
    lines = partial(
        item_lines,
        open_to_reader=open_to_reader(request.viewer, points_of(items)),
        groups=groups_of_points(request.viewer, points_of(items)),
        today=local_day(request.viewer.at),
    )
    context = in_full(request.viewer, meeting, minutes, items, lines)
    bring_along(minutes, request.viewer, "openings")
    may_correct = minutes.takes_corrections and minutes.can_correct  # type: ignore[attr-defined]
    is_unchaired = minutes.is_with_chair and nobody_approves(minutes, request.viewer)
    context |= {
        "is_unchaired": is_unchaired,
        "version": version_of(minutes, as_written(minutes)),
        "page_title": "" if minutes.is_frozen else title_of_page(meeting, minutes, is_unchaired=is_unchaired),
        "may_write": may_write_now(meeting, minutes),
        "correct_in": meeting.ref if may_correct else "",
        # How many seats nobody could tell is for those who tell them.
        "shows_reach": meeting.can_notice or minutes.can_circulate,  # type: ignore[attr-defined]
        "draft_audience": "" if minutes.is_frozen else draft_statement(minutes, request.viewer),
        "steps": steps_of(meeting, minutes, is_unchaired=is_unchaired),
        "audience": notice_statement(meeting, request.viewer, minutes=minutes) if minutes.is_frozen else None,
    }
    return render(request, "meetings/minutes.html", context)


@require_safe
def printed(request: ViewerRequest, ref: str) -> HttpResponse:
    """The minutes on paper, as a draft for the chair's signature or as they were circulated."""
    context = on_paper(request, ref)
    meeting, minutes = context["meeting"], context["minutes"]
    is_unchaired = minutes.is_with_chair and nobody_approves(minutes, request.viewer)
    paper = minutes_paper(written_in(context), language_asked(request))
    context |= {
        "page_title": "" if minutes.is_frozen else title_of_page(meeting, minutes, is_unchaired=is_unchaired),
        "paper": paper_of(meeting, minutes, context["room"]),
        "missing_signs": missing_signs(paper),
    }
    return render(request, "meetings/printed.html", context)


def on_paper(request: ViewerRequest, ref: str) -> dict[str, Any]:
    """What stands on the paper of the minutes for this reader; hidden or missing, there is none."""
    meeting = find_meeting(request.viewer, ref)
    minutes = minutes_to_read(request.viewer, meeting)
    if minutes is None:
        raise Http404
    # On paper nothing leads on.
    items = items_of(minutes)
    lines = partial(item_lines, groups=groups_of_points(request.viewer, points_of(items)))
    return in_full(request.viewer, meeting, minutes, items, lines)
