"""Ports, airports, camps and the like: everybody reads them, the ministry enters them."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent, was_done
from partners import actions
from partners.models import Place
from partners.point_forms import AddPointForm, ClosePointForm, OpenPointForm, RenamePointForm
from partners.points import (
    POINTS_LIST,
    find_point,
    may_keep_points,
    must_keep_points,
    point_row,
    steps_of,
)
from partners.views.answers import show_forms


@require_safe
def points(request: ViewerRequest) -> HttpResponse:
    """All of them, open and closed."""
    asked = POINTS_LIST.asked(request)
    context = {
        "asked": asked,
        "rows": [point_row(one) for one in asked.records],
        "can_keep": may_keep_points(request.viewer),
    }
    return answer(request, "partners/points.html", "listing", context, asked.status)


@require_safe
def point(request: ViewerRequest, ref: str) -> HttpResponse:
    """What it is called, where that stands, and what became of it."""
    place = find_point(request.viewer, ref)
    context = {"place": place, "steps": steps_of(place), "can_keep": may_keep_points(request.viewer)}
    return answer(request, "partners/point.html", "", context)


@form_page
def add(request: ViewerRequest) -> HttpResponse:
    """Enter one."""
    must_keep_points(request.viewer)
    form = AddPointForm(sent(request))
    do = partial(actions.add_point, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        messages.success(request, _("The place is entered. Field updates can name it from now on."))
        return redirect("point", made.ref)
    context = {"form": form, "title": _("Enter a place"), "send": _("Enter the place")}
    return show_forms(request, "partners/point_form.html", context, form)


@form_page
def rename(request: ViewerRequest, ref: str) -> HttpResponse:
    """Call it otherwise."""
    place = find_point(request.viewer, ref, "keep_points")
    form = RenamePointForm(sent(request), place=place)
    return _step(
        request,
        place,
        form,
        partial(actions.rename_point, place=place),
        _("Rename the place"),
        _("Give the new names"),
        gettext_lazy("It is found by its old names too. What was written keeps them."),
    )


@form_page
def close(request: ViewerRequest, ref: str) -> HttpResponse:
    """It is none any more."""
    place = find_point(request.viewer, ref, "keep_points")
    return _step(
        request,
        place,
        ClosePointForm(sent(request)),
        partial(actions.close_point, place=place),
        _("Close the place"),
        _("Close it from that day"),
        gettext_lazy("Nothing later is told of it. What was told stays: it is merged with no other."),
    )


@form_page
def reopen(request: ViewerRequest, ref: str) -> HttpResponse:
    """It is open again."""
    place = find_point(request.viewer, ref, "keep_points")
    return _step(
        request,
        place,
        OpenPointForm(sent(request)),
        partial(actions.open_point_again, place=place),
        _("Open the place again"),
        _("Open it again"),
        gettext_lazy("Field updates can name it again."),
    )


def _step(
    request: ViewerRequest,
    place: Place,
    form: forms.Form,
    action: Callable[..., Place],
    title: str,
    send: str,
    hint: str | Promise,
) -> HttpResponse:
    do = partial(action, by=request.user, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        messages.success(request, _("It stands in the history of the place."))
        return redirect("point", place.ref)
    context = {"form": form, "place": place, "title": title, "send": send, "hint": hint}
    return show_forms(request, "partners/point_form.html", context, form)
