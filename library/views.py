"""A list taken out of the portal: how it is wanted, at once where it is short, else written by the worker."""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from access.accounts.reauthentication import is_proven, to_proof
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent
from access.toolkit.handing import while_allowed
from language.words import local_day
from library import actions
from library.access import own_sheets
from library.exports import note_export
from library.forms import SheetForm
from library.models import LongSheet
from library.sheets.answers import disposition, handed
from library.sheets.reading import RightsLost, Wanted
from library.sheets.writing import Form

# What an address says of a sheet beside the filters of its list.
_OF_THE_SHEET = ("of", "form", "tagged")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@form_page
def sheet(request: ViewerRequest, name: str) -> HttpResponse:
    """Choose how a list is taken out, as its page shows it now."""
    wanted = _wanted(request, name)
    asked = wanted.asked_by(request.viewer)
    if asked.form.errors:
        return redirect(_with_query(asked.address, wanted.query))
    if not _is_proven(request):
        return to_proof(request.get_full_path())
    rows = asked.length(actions.AT_ONCE + 1)
    form = SheetForm(sent(request))
    ask = partial(actions.ask_for_sheet, by=request.user, wanted=wanted, at=request.viewer.at)
    made = result_of(request, form, lambda: ask(form=form.wanted, tagged=form.is_tagged))
    if made is not None:
        return redirect("long_sheet", made.ref)
    context = {
        "wanted": wanted,
        "title": wanted.title(asked),
        "form": form,
        "rows": rows,
        "is_long": rows > actions.AT_ONCE,
        "at_once": actions.AT_ONCE,
        "back": _with_query(asked.address, wanted.query),
        "own": own_sheets(request.viewer).filter(state__in=LongSheet.OPEN).order_by("-asked_at"),
    }
    return render(request, "library/sheet.html", context, status=422 if form.errors else 200)


@require_GET
def sheet_file(request: ViewerRequest, name: str) -> HttpResponse:
    """The sheet of a short list itself."""
    wanted = _wanted(request, name)
    asked = wanted.asked_by(request.viewer)
    choosing = _with_query(reverse("sheet", args=[name]), wanted.told)
    form = SheetForm(request.GET)
    if not _is_proven(request):
        return to_proof(choosing)
    if asked.form.errors or not form.is_valid():
        return redirect(choosing)
    by, at = request.user, request.viewer.at
    try:
        title, content = actions.sheet_at_once(
            by=by, wanted=wanted, form=form.wanted, tagged=form.is_tagged, at=at, clock=timezone.now
        )
    except actions.TooLong:
        return redirect(choosing)
    except RightsLost:
        messages.error(request, _("What you may read changed at this moment. Download it again."))
        return redirect(choosing)
    return handed(content, name, title, local_day(at), form.wanted)


@require_safe
def long_sheet(request: ViewerRequest, ref: str) -> HttpResponse:
    """How far a long sheet is; the part of it asks for itself until it is ready."""
    found = _own(request, ref)
    is_there = actions.may_fetch(found, request.viewer)
    found.refresh_from_db()
    again = _with_query("", actions.wanted_by(found).told)
    context = {"sheet": found, "is_there": is_there, "again": again}
    return answer(request, "library/long_sheet.html", "progress", context)


@require_safe
def long_sheet_file(request: ViewerRequest, ref: str) -> HttpResponseBase:
    """The file of a long sheet, for its owner alone and once: what goes out whole uses it up."""
    found = _own(request, ref)
    if not actions.may_fetch(found, request.viewer):
        return redirect("long_sheet", ref)
    if not _is_proven(request):
        return to_proof(reverse("long_sheet", args=[ref]))
    length = found.path.stat().st_size
    part = _part(request.headers.get("Range", ""), length)
    if part is not None and part[0] > part[1]:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    if request.method == "HEAD":
        return _handing(found, iter(()), length)
    note_export(request.viewer, found.list_name, found.query, rows=found.rows, form=found.form)
    if part is None:
        return _handing(found, actions.handed_over(found), length)
    first, last = part
    response = _handing(found, actions.part_of_file(found, first, last), last - first + 1, status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{length}"
    return response


def _handing(sheet: LongSheet, pieces: Iterator[bytes], length: int, status: int = 200) -> HttpResponseBase:
    def still() -> bool:
        now = LongSheet.objects.filter(pk=sheet.pk).first()
        if now is None or now.state == LongSheet.State.FETCHED:
            # Its last piece is on the way, and goes to one alone.
            return now is not None
        return actions.may_fetch(now, Viewer(now.owner, timezone.now()))

    form = Form(sheet.form)
    allowed = while_allowed(pieces, still)
    response = StreamingHttpResponse(allowed, status=status, content_type=form.content_type)
    response.headers["Content-Length"] = str(length)
    response.headers["Accept-Ranges"] = "bytes"
    # Nothing on the way packs it: the last piece is the last that the browser gets.
    response.headers["Content-Encoding"] = "identity"
    on = local_day(sheet.asked_at)
    response.headers["Content-Disposition"] = disposition(sheet.list_name, sheet.title, on, form)
    return response


def _part(header: str, length: int) -> tuple[int, int] | None:
    """Return the first and the last byte a browser asks for; nothing where it asks for all."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    begins, ends = match.groups()
    if not begins:
        return max(0, length - int(ends)), length - 1
    return int(begins), min(int(ends), length - 1) if ends else length - 1


def _own(request: ViewerRequest, ref: str) -> LongSheet:
    found = own_sheets(request.viewer).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def _wanted(request: ViewerRequest, name: str) -> Wanted:
    told = {key: value for key, value in request.GET.dict().items() if value and key not in _OF_THE_SHEET}
    return Wanted(name, told, request.GET.get("of", "")).known()


def _with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def _is_proven(request: ViewerRequest) -> bool:
    return is_proven(request, request.viewer.at.timestamp())
