"""My notices: the list, the number in the band, and the way from a mail to its record."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from access.rules.viewer import ViewerRequest
from access.toolkit.page_access import any_login
from notifications import actions, queries
from notifications.models import Notice


@require_GET
def notices(request: ViewerRequest) -> HttpResponse:
    """What I was told, newest first, a page at a time."""
    asked = queries.NOTICES.asked(request)
    lines = queries.notices_in_words(request.viewer, asked.records)
    context = {
        "asked": asked,
        "lines": lines,
        "has_unread": any(line.notice.read_at is None for line in lines),
    }
    return render(request, "notifications/notices.html", context)


@require_GET
def notices_badge(request: ViewerRequest) -> HttpResponse:
    """The number of unread notices, which the band of every page asks for each minute."""
    unread = queries.unread_count(request.viewer)
    return render(request, "notifications/badge.html", {"unread": unread})


@any_login
@require_GET
def notice(request: ViewerRequest, ref: UUID) -> HttpResponse:
    """From the link in a mail to the record. The address names no record, and leads only its reader there."""
    found = get_object_or_404(Notice, ref=ref, recipient_id=request.user.pk, state=Notice.State.TOLD)
    address = queries.address_of(request.viewer, found)
    if address is None:
        raise Http404
    actions.mark_read(by=request.user, notice=found, at=request.viewer.at)
    return redirect(address)


@require_POST
def notices_read(request: ViewerRequest) -> HttpResponse:
    """Mark everything up to the newest one shown as read."""
    try:
        ref = UUID(request.POST.get("until", ""))
    except ValueError as error:
        raise Http404 from error
    until = get_object_or_404(Notice, ref=ref, recipient_id=request.user.pk, state=Notice.State.TOLD)
    actions.mark_all_read(by=request.user, until=until, at=request.viewer.at)
    return redirect("notices")
