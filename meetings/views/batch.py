"""Many committees that met on paper are entered on one page, by whoever keeps the committee above them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent
from access.toolkit.once import do_once
from language.words import number
from meetings.below import title_below
from meetings.held.batch import Entered, committees_to_enter, enter_all
from meetings.held.batch_form import BatchForm
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


def _said(entered: Sequence[Entered]) -> str:
    meetings = [one.meeting for one in entered if one.meeting is not None]
    drafts = sum(one.state != Meeting.State.CIRCULATED for one in meetings)
    words = ngettext(
        "%(all)s meeting is entered: %(out)s circulated, %(drafts)s stay drafted.",
        "%(all)s meetings are entered: %(out)s circulated, %(drafts)s stay drafted.",
        len(meetings),
    )
    return words % {
        "all": number(len(meetings)),
        "out": number(len(meetings) - drafts),
        "drafts": number(drafts),
    }
