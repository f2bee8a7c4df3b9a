"""Many committees that met on paper are entered on one page, by whoever keeps the committee above them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, sent_files
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.once import do_once
from access.toolkit.page_access import takes_files
from language.words import local_day, number
from library.sheets.answers import handed
from library.sheets.incoming import opening
from library.sheets.writing import Form
from meetings.below import title_below
from meetings.held.batch import Entered, committees_to_enter, enter_all, try_all
from meetings.held.batch_form import BatchForm, BatchSheetForm
from meetings.held.batch_sheet import empty_sheet as made_empty
from meetings.held.batch_sheet import read_sheet
from meetings.models import Meeting
from partners.models import Committee


@form_page
def batch(request: ViewerRequest, ref: str) -> HttpResponse:
    """One row for each committee; those that are right are entered, the others wait to be mended."""
    above = get_permitted(request.viewer, Committee, ref, "enter_below")
    by, at = request.user, request.viewer.at
    form = BatchForm(sent(request), above=above, rows=committees_to_enter(above, at), viewer=request.viewer)
    entered: Sequence[Entered] = ()
    if form.is_bound:
        form.full_clean()
        key = form.cleaned_data.get("key")
        papers = form.papers() if key is not None else []
        # Each row is entered once for the key of its page: sent again, it enters nothing again.
        entered = enter_all(by=by, key=str(key), papers=papers, at=at)
        form.show(entered)
        if not form.errors and not entered:
            form.add_error(None, _("Nothing is written in any row."))
        if not form.errors:
            # Whole: what the device kept of it is not offered again.
            do_once(request, lambda: True)
            messages.success(request, _said(entered))
            return redirect("committees_below", ref)
    done = [one for one in entered if one.meeting is not None]
    context = {
        "committee": above,
        "title": title_below([above]),
        "form": form,
        "lines": list(form.lines()),
        "done": done,
        "done_words": _said(done) if done else "",
    }
    return answer(request, "meetings/batch.html", "", context, 422 if form.is_bound else 200)


@takes_files
@form_page
def sheet(request: ViewerRequest, ref: str) -> HttpResponse:
    """Read a sheet of the same shape into the page: nothing is entered before it was looked at."""
    above = get_permitted(request.viewer, Committee, ref, "enter_below")
    rows = committees_to_enter(above, request.viewer.at)
    asked = BatchSheetForm(sent(request), sent_files(request))
    if not asked.is_valid():
        context = {"committee": above, "form": asked}
        return answer(request, "meetings/batch_sheet.html", "", context, 422 if asked.is_bound else 200)
    try:
        read = read_sheet(opening.sent(asked.cleaned_data["file"]), rows, above)
    except Mendable as mendable:
        form_errors(asked, mendable)
        return answer(request, "meetings/batch_sheet.html", "", {"committee": above, "form": asked}, 422)
    form = BatchForm(read.typed, above=above, rows=rows, viewer=request.viewer)
    form.full_clean()
    key = str(form.cleaned_data.get("key"))
    tried = try_all(by=request.user, key=key, papers=form.papers(), at=request.viewer.at)
    form.show([one for one in tried if one.refusal is not None])
    context = {
        "committee": above,
        "title": title_below([above]),
        "form": form,
        "lines": list(form.lines()),
        "tried_words": _would(tried, form.wrong_rows + len(read.problems)),
        "problems": read.problems,
    }
    return answer(request, "meetings/batch.html", "", context)


@require_safe
def empty_sheet(request: ViewerRequest, ref: str) -> HttpResponse:
    """The sheet to be filled in, a row for each committee: nothing in it is anybody's record."""
    above = get_permitted(request.viewer, Committee, ref, "enter_below")
    content = made_empty(committees_to_enter(above, request.viewer.at), Form.XLSX)
    return handed(content, "meetings", _("Meetings held on paper"), local_day(request.viewer.at), Form.XLSX)


def _counts(entered: Sequence[Entered]) -> dict[str, str]:
    """How many are new, circulated, drafted, and here already."""
    new = [one.meeting for one in entered if one.meeting is not None and one.is_new]
    out = sum(one.state == Meeting.State.CIRCULATED for one in new)
    counts = {
        "new": len(new),
        "out": out,
        "drafts": len(new) - out,
        "known": sum(one.meeting is not None and not one.is_new for one in entered),
    }
    return {name: number(count) for name, count in counts.items()}


def _said(entered: Sequence[Entered]) -> str:
    words = _(
        "Meetings entered: %(new)s, of which circulated: %(out)s, drafted: %(drafts)s. "
        "Here already: %(known)s."
    )
    return words % _counts(entered)


def _would(tried: Sequence[Entered], wrong: int) -> str:
    words = _(
        "Nothing is entered yet. Sent so, meetings entered: %(new)s, of which circulated: %(out)s, drafted: "
        "%(drafts)s. Here already: %(known)s. To be mended: %(wrong)s."
    )
    return words % {**_counts(tried), "wrong": number(wrong)}
