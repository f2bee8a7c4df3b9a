"""The draft goes to the chair, comes back or is approved, and is circulated."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from access.models import User
from access.rules.engine import require
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, sent_files, try_it
from access.toolkit.page_access import takes_files
from access.toolkit.versions import version_of
from language.words import number
from meetings import actions
from meetings.actions.points import ahead_of, promised_by
from meetings.actions.writing import as_written
from meetings.binding import not_bound
from meetings.forms import NoteForm, SignedForm
from meetings.gaps import gaps_of
from meetings.groups_ahead import groups_ahead
from meetings.models import Minutes
from meetings.notices import SENT_BACK, SIGNATURE_ENTERED
from meetings.pages import circulated_statement
from meetings.queries import bodies_without_people, unreached
from meetings.reach import reach_of_meeting
from meetings.verifiers import by_rule
from meetings.views.answers import minutes_or_404, take_step
from meetings.written import items_of, points_of
from notifications.kinds import Kind
from notifications.reaching import reaches_parties, told_or_not


@require_POST
def to_chair(request: ViewerRequest, ref: str) -> HttpResponse:
    """Send the draft to the chair; one that is nearly empty is asked about once."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "write", minutes)
    may_go = minutes.meeting.takes_minutes and not minutes.is_with_chair
    gaps = gaps_of(minutes, request.viewer)
    if gaps and may_go and not request.POST.get("as_it_is"):
        context = {"meeting": minutes.meeting, "minutes": minutes, "gaps": gaps}
        return render(request, "meetings/to_chair.html", context)
    done = (
        _("The draft is closed for changes. It waits for the chair’s signature on paper.")
        if gaps.nobody_approves
        else _("The draft is with the chair.")
    )
    return try_it(request, partial(actions.send_to_chair, minutes=minutes), done, "meeting", ref)


@require_POST
def take_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take the draft back to change it."""
    minutes = minutes_or_404(request.viewer, ref)
    action = partial(actions.take_back, minutes=minutes)
    return try_it(
        request, action, _("The draft is yours again. Send it to the chair when it is ready."), "meeting", ref
    )


@require_POST
def approve(request: ViewerRequest, ref: str) -> HttpResponse:
    """The chair approves."""
    minutes = minutes_or_404(request.viewer, ref)
    action = partial(actions.approve, minutes=minutes)
    done = _("Approved. The secretariat can circulate the minutes now.")
    return try_it(request, action, done, "meeting", ref, read=(minutes, as_written))


@form_page
def send_back(request: ViewerRequest, ref: str) -> HttpResponse:
    """The chair sends the draft back and says what to change."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "approve", minutes)
    return take_step(
        request,
        minutes.meeting,
        NoteForm(sent(request), minutes=minutes),
        partial(actions.send_back, minutes=minutes),
        title=_("Send the draft back"),
        hint=_say(
            _("The secretariat changes the draft and sends it to you again."),
            _("The secretariat and its minute-takers are told."),
            request,
            SENT_BACK,
            minutes,
        ),
        send=_("Send it back"),
    )


@takes_files
@form_page
def signed(request: ViewerRequest, ref: str) -> HttpResponse:
    """Enter that the chair signed on paper."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "enter_signature", minutes)
    return take_step(
        request,
        minutes.meeting,
        SignedForm(
            sent(request), sent_files(request), minutes=minutes, by=request.user, at=request.viewer.at
        ),
        partial(actions.approve_on_paper, minutes=minutes),
        title=_("Enter the chair’s signature"),
        hint=_say(
            _("The chair signed the printed draft. It is shown as signed on paper, and that you entered it."),
            _("Where a minute-taker enters it, chair and member secretary are told."),
            request,
            SIGNATURE_ENTERED,
            minutes,
        ),
        pages=reverse("meeting_signed_pages", args=[ref]) if _reads_pages(minutes) else "",
        send=_("Enter the signature"),
    )


def _reads_pages(minutes: Any) -> bool:
    """Whether photos came with the draft, and this person reads them."""
    return bool(minutes.can_read_signed_pages and minutes.has_signed_pages)


@form_page
def circulate(request: ViewerRequest, ref: str) -> HttpResponse:
    """Confirm what circulating does, then circulate. It cannot be recalled."""
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "circulate", minutes)
    if request.method == "POST":
        done = _circulated_words(minutes, request.viewer.at, request.user)
        action = partial(actions.circulate, minutes=minutes)
        return try_it(request, action, done, "meeting", ref, read=(minutes, as_written))
    items = items_of(minutes)
    points = points_of(items)
    unbound = not_bound(points, minutes)
    ahead = ahead_of(minutes, request.viewer.at)
    groups = groups_ahead(ahead, request.viewer.at)
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "version": version_of(minutes, as_written(minutes)),
        "points": [(item, point, groups.get(point.pk)) for item in items for point in points_of([item])],
        "promises": ahead.promises,
        "unreached": bodies_without_people(points, request.viewer.at),
        "shows_phones": request.viewer.belongs_to(minutes.meeting.secretariat_party_id),
        "reach": reach_of_meeting(minutes.meeting, request.viewer.at),
        "not_bound": unbound,
        "by_rule": by_rule(points, minutes, unbound, request.viewer.at) if minutes.is_approved else [],
        "audience": circulated_statement(minutes, request.viewer),
    }
    return render(request, "meetings/circulate.html", context)


def _say(words: str, told: str, request: ViewerRequest, kind: Kind, minutes: Minutes) -> str:
    """Say what a step does, and whether anybody who is to learn of it does."""
    return f"{words} {told_or_not(told, kind, minutes, at=request.viewer.at, by=request.user)}"


def _circulated_words(minutes: Minutes, at: datetime, by: User) -> str:
    """Say how many commitments were made, and that a body was told only where somebody of it was."""
    bodies = promised_by(minutes, at)
    made = {"number": number(len(bodies))}
    untold = unreached(bodies, at)
    if not untold:
        return (
            ngettext(
                "Circulated. %(number)s commitment was made and its body told.",
                "Circulated. %(number)s commitments were made and their bodies told.",
                len(bodies),
            )
            % made
        )
    said = ngettext(
        "Circulated. %(number)s commitment was made.",
        "Circulated. %(number)s commitments were made.",
        len(bodies),
    )
    more = ngettext(
        "Nobody of %(bodies)s body signs in: the secretariat was told instead.",
        "Nobody of %(bodies)s bodies signs in: the secretariat was told instead.",
        len(untold),
    )
    if not reaches_parties([minutes.meeting.secretariat_party_id], at=at, by=by):
        more = ngettext(
            "Nobody of %(bodies)s body signs in: telephone, or hand it over on paper.",
            "Nobody of %(bodies)s bodies signs in: telephone, or hand it over on paper.",
            len(untold),
        )
    return f"{said % made} {more % {'bodies': number(len(untold))}}"
