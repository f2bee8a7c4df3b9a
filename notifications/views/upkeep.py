"""The administrator's pages: the table of days, and deliveries that are held or were given up.

They show kind, channel, age and error; never what a notice is about or whom it is for.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import result_of
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.once import did, do_once
from access.toolkit.page_access import administrators_only
from language.digits import to_ascii
from language.words import DHAKA
from notifications import actions, queries
from notifications.forms import CloseForm, DayForm
from notifications.models import Day


@administrators_only
@require_http_methods(["GET", "POST"])
def days(request: ViewerRequest) -> HttpResponse:
    """Holidays and changed days of a year; add one, or make one a working day."""
    form = DayForm(request.POST or None)
    day = result_of(request, form, lambda: _change_day(request, form))
    if day is not None:
        messages.success(request, _("The table of days is changed. Nothing is sent again because of it."))
        return redirect(f"{request.path}?year={day.date.year}")
    year = _year(request)
    context = {
        "form": form,
        "year": year,
        "previous": year - 1 if Day.objects.filter(date__year=year - 1).exists() else None,
        "next": year + 1 if Day.objects.filter(date__year=year + 1).exists() else None,
        "days": Day.objects.filter(
            date__year=year, kind__in=[Day.Kind.HOLIDAY, Day.Kind.ADDED, Day.Kind.STRUCK]
        ).order_by("date"),
    }
    return render(request, "notifications/days.html", context, status=422 if form.errors else 200)


def _change_day(request: ViewerRequest, form: DayForm) -> Day:
    wanted = request.POST.get("do")
    if wanted not in ("add", "strike"):
        raise Http404
    act = actions.add_day if wanted == "add" else actions.strike_day
    return act(by=request.user, at=request.viewer.at, **form.cleaned_data)


def _year(request: ViewerRequest) -> int:
    text = to_ascii(request.GET.get("year", ""))
    this_year = request.viewer.at.astimezone(DHAKA).year
    return int(text) if text.isascii() and text.isdigit() and 2018 <= int(text[:9]) <= 2100 else this_year


@administrators_only
@require_http_methods(["GET", "POST"])
def deliveries(request: ViewerRequest) -> HttpResponse:
    """What a scan held, and what could not be delivered."""
    form = CloseForm(request.POST if request.POST.get("do") == "close" else None)
    if request.method == "POST":
        try:
            return _act(request, form)
        except Mendable as mendable:
            form_errors(form, mendable)
            messages.error(request, str(mendable))
    asked = queries.DEAD_DELIVERIES.asked(request)
    context = {
        "form": form,
        "refused": queries.dead_delivery(request.POST.get("delivery", "")),
        "held": queries.held_batches(),
        "asked": asked,
        "dead": queries.dead_in_words(asked.records),
        "at": request.viewer.at,
    }
    return render(request, "notifications/deliveries.html", context, status=422 if form.errors else 200)


def _act(request: ViewerRequest, form: CloseForm) -> HttpResponse:
    action, done = _asked(request, form)
    do_once(request, did(partial(action, by=request.user, at=request.viewer.at)))
    messages.success(request, done)
    return redirect("deliveries")


def _asked(request: ViewerRequest, form: CloseForm) -> tuple[Callable[..., object], str]:
    wanted = request.POST.get("do", "")
    if wanted in ("release", "drop"):
        batch: dict[str, Any] = {"kind": request.POST.get("kind", "")[:60], "written_at": _instant(request)}
        if wanted == "release":
            return partial(actions.release_held, **batch), _("Released: they go out now.")
        return partial(actions.drop_held, **batch), _("Dropped.")
    delivery = _delivery(request) if wanted in ("retry", "close") else 0
    if wanted == "retry":
        return partial(actions.retry_delivery, delivery_id=delivery), _("It is tried again within a minute.")
    if wanted != "close":
        raise Http404
    if not form.is_valid():
        raise Mendable(_("Say why it is closed."), field="reason", code="reason")
    reason = form.cleaned_data["reason"]
    done = _("Closed. On screen the notice stays.")
    return partial(actions.close_delivery, delivery_id=delivery, reason=reason), done


def _instant(request: ViewerRequest) -> datetime:
    try:
        found = datetime.fromisoformat(request.POST.get("written_at", ""))
    except ValueError as error:
        raise Http404 from error
    if found.tzinfo is None:
        raise Http404
    return found


def _delivery(request: ViewerRequest) -> int:
    found = queries.dead_delivery(request.POST.get("delivery", ""))
    if found is None:
        raise Http404
    return found
