"""The page of the calendar, and the feed behind a person's private address."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from access.accounts import limits
from access.accounts.calendar_address import address_of, reader_of
from access.accounts.limits import Door
from access.api.problems import Kind, Problem
from access.models import User
from access.rules.viewer import ViewerRequest
from access.toolkit.calendars import sources
from access.toolkit.page_access import open_to_all
from coordination.calendar.feed import feed_of
from coordination.calendar.month import Month, asked_sources, page_of
from language.words import local_day
from partners.queries import organisations_of


@require_safe
def calendar(request: ViewerRequest) -> HttpResponse:
    """A month of the person's own meetings and dates, and the same as a list."""
    viewer = request.viewer
    month = Month.asked(request.GET.get("month", ""), local_day(viewer.at))
    shows = request.GET.get("show", "")
    every = sources()
    shows = shows if shows in every else ""
    bodies = organisations_of(viewer)
    context = {
        "page": page_of(viewer, month, asked_sources(shows)),
        "organisation": bodies[0] if bodies else None,
        "sources": [(name, source.label) for name, source in every.items()],
        "lists": [(source.label, source.url_name) for source in asked_sources(shows)],
        "shows": shows,
        "before": _address(month.moved(-1), shows),
        "after": _address(month.moved(1), shows),
        "now": _address(None, shows),
        "address": address_of(request.user),
    }
    return render(request, "calendar/calendar.html", context)


@open_to_all
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads by a private address. All that lead nowhere get the same answer."""
    viewer = reader_of(token)
    if viewer is None or not isinstance(viewer.user, User):
        return _nowhere(request)
    with translation.override(viewer.user.language):
        feed = feed_of(viewer)
    response = HttpResponse(feed, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="shomonnoy.ics"'
    response.headers["Content-Language"] = viewer.user.language
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    etag = f'"{sha256(feed).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    found: HttpResponse = get_conditional_response(request, etag=etag, response=response)  # type: ignore[assignment]
    return found


def _nowhere(request: HttpRequest) -> HttpResponse:
    knock = limits.missed(request, Door.CALENDAR, at=timezone.now())
    if not knock.must_wait:
        return Problem(Kind.NOT_FOUND).response()
    return Problem(Kind.WAIT, headers={"Retry-After": str(knock.seconds)}).response()


def _address(month: Month | None, shows: str) -> str:
    return "?" + urlencode({"month": month or "", "show": shows})
