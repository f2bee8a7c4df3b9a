"""One meeting: its notice, and the workspace in which its minutes are written."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from access.rules.engine import can, get_permitted, require
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, try_it, wants_part, was_done
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.versions import version_of
from commitments.models import Commitment
from language.words import clock, local_day
from library.paper import portal_address
from meetings import actions
from meetings.actions.agenda import drafting_agenda
from meetings.actions.replying import as_called
from meetings.actions.writing import as_written
from meetings.binding import not_bound
from meetings.changes import to_pass_on
from meetings.circulated_text import decision_number
from meetings.forms import ItemForm, MinutesForm
from meetings.gaps import nobody_approves
from meetings.groups_ahead import groups_of_draft
from meetings.models import ActionPoint, AgendaItem, Meeting, Minutes
from meetings.official.notice import has_notice, missing_of_notice
from meetings.pages import (
    Telling,
    arising_lines,
    changed_since,
    draft_statement,
    matters_of,
    notice_statement,
    steps_of,
    tells_at,
    title_of_page,
    told_of,
)
from meetings.point_forms import ActionPointForm
from meetings.proposed import waiting_for
from meetings.queries import (
    agenda_of,
    bodies_without_people,
    joint_requests_of,
    people_invited,
)
from meetings.reach import reach_of_meeting
from meetings.replies import answers_to, takes_replies
from meetings.seating import room_of
from meetings.views.answers import find_meeting, item_or_404, may_write_now
from meetings.views.reading import whole_page
from meetings.written import bring_along, items_of, minutes_to_read


@require_safe
def meeting(request: ViewerRequest, ref: str) -> HttpResponse:
    """The meeting as this person may read it now."""
    return show_meeting(request, find_meeting(request.viewer, ref))


@require_safe
def minutes(request: ViewerRequest, ref: str) -> HttpResponse:
    """The address that notices about minutes carry: it leads to the meeting."""
    found = get_permitted(request.viewer, Minutes, ref, records=Minutes.objects.select_related("meeting"))
    return redirect("meeting", found.meeting.ref)


def show_meeting(
    request: ViewerRequest, meeting: Meeting, *, item_form: ItemForm | None = None, status: int = 200
) -> HttpResponse:
    """Show the notice page, the workspace or the circulated minutes."""
    minutes = minutes_to_read(request.viewer, meeting)
    if minutes is None:
        return _notice_page(request, meeting, item_form, status)
    may_write = meeting.takes_minutes and not minutes.is_with_chair
    if not may_write and item_form is None:
        # Whoever approves or circulates reads all of it, on one page.
        return whole_page(request, meeting, minutes)
    items = items_of(minutes)
    if not items:
        return show_item(request, meeting, minutes, None, items=items, item_form=item_form, status=status)
    return show_item(request, meeting, minutes, items[0], items=items, item_form=item_form, status=status)


def _notice_page(
    request: ViewerRequest, meeting: Meeting, item_form: ItemForm | None, status: int
) -> HttpResponse:
    told, agenda, is_on_paper = told_of(meeting), agenda_of(meeting), has_notice(meeting)
    changed = changed_since(meeting, told)
    drafts_agenda = meeting.is_open_to_change and getattr(meeting, f"can_{drafting_agenda(meeting)}")
    may_tell = meeting.can_notice  # type: ignore[attr-defined]
    may_reply = takes_replies(meeting, request.viewer.at)
    context = {
        "meeting": meeting,
        "told": told,
        "to_pass_on": _passed_on(meeting, told) if may_tell and not changed else "",
        "tells_first": may_tell and bool(changed),
        # Numbers of offices are for the secretariat that telephones, not for whoever it lets send a notice.
        "shows_phones": request.viewer.belongs_to(meeting.secretariat_party_id),
        "reach": reach_of_meeting(meeting, request.viewer.at) if may_tell else None,
        "changed": changed,
        "tells_at": tells_at(meeting),
        "agenda": agenda,
        "has_notice": is_on_paper,
        "missing_signs": missing_of_notice(meeting, agenda) if is_on_paper else [],
        "joint_requests": joint_requests_of(request.viewer, meeting),
        "steps": steps_of(meeting, None),
        "item_form": item_form or ItemForm(),
        "audience": notice_statement(meeting, request.viewer),
        "people": people_invited(meeting, request.viewer.at, request.user) if may_tell else 0,
        "is_due": meeting.on_date <= _today(request),
        "may_reply": may_reply,
        # With survivors, or at a shelter: who comes is for those who meet.
        "answered": answers_to(meeting, viewer=request.viewer)
        if may_reply and not meeting.withholds_place
        else None,
        "version": version_of(meeting, as_called(meeting)),
        "takes_guests": request.viewer.at <= meeting.begins_at,
        "drafts_agenda": drafts_agenda,
        "proposals": waiting_for(request.viewer, meeting) if drafts_agenda else (),
        "may_propose": meeting.is_open_to_change and not drafts_agenda and _may_propose(request, meeting),
    }
    return render(request, "meetings/notice.html", context, status=status)


def _passed_on(meeting: Meeting, told: Sequence[Telling]) -> str:
    """What was told last as plain text: before the notice nobody else knows of the meeting."""
    if meeting.state != Meeting.State.NOTICE_SENT or not told:
        return ""
    return to_pass_on(told[0].announcement, link=portal_address("meeting", meeting.ref))


def _may_propose(request: ViewerRequest, meeting: Meeting) -> bool:
    committee = meeting.lead_committee
    return committee is not None and can(request.viewer, "propose_item", committee)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: ViewerRequest, ref: str, item: str) -> HttpResponse:
    """One item of the agenda: read it, or keep what was discussed and decided."""
    meeting = find_meeting(request.viewer, ref)
    minutes = _minutes_or_404(request, meeting)
    found = item_or_404(meeting, item)
    if minutes.is_frozen:
        return redirect("meeting", ref)
    if request.method != "POST":
        return show_item(request, meeting, minutes, found)
    form = MinutesForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            written = actions.save_item(
                by=request.user,
                item=found,
                discussion=data["discussion"],
                decision=data["decision"],
                version=data["version"],
                at=request.viewer.at,
            )
        except actions.Stale as stale:
            form_errors(form, stale)
            return _refused(request, meeting, minutes, found, form, is_stale=True)
        except Mendable as mendable:
            form_errors(form, mendable)
        else:
            if wants_part(request) and any(len(request.POST.getlist(name)) > 1 for name in form.fields):
                # What was chosen in the place of what was typed takes its place in the page, too.
                return HttpResponseClientRedirect(reverse("meeting_item", args=[ref, found.ref]))
            if wants_part(request):
                saved = {"version": written.version, "saved": clock(request.viewer.at), "is_part": True}
                return render(request, "meetings/saved.html", saved)
            return redirect("meeting_item", ref, found.ref)
    return _refused(request, meeting, minutes, found, form)


def _refused(
    request: ViewerRequest,
    meeting: Meeting,
    minutes: Minutes,
    item: AgendaItem,
    form: MinutesForm,
    *,
    is_stale: bool = False,
) -> HttpResponse:
    """Say what is wrong: beside the text where a script saved it, else on the page with what was typed."""
    if not wants_part(request):
        return show_item(request, meeting, minutes, item, minutes_form=form, is_stale=is_stale, status=422)
    current = next(one for one in items_of(minutes) if one.pk == item.pk)
    context = {
        "item": current,
        "minutes_form": form,
        "is_stale": is_stale,
        "number": decision_number(meeting, current),
    }
    response = render(request, "meetings/not_saved.html", context, status=422)
    if is_stale:
        # What a colleague wrote is not overwritten by a script: its writer looks at both first.
        response.headers["X-Refused"] = "version"
    return response


@require_POST
def add_action_point(request: ViewerRequest, ref: str, item: str) -> HttpResponse:
    """Add one action point; Enter adds it and the first field is ready for the next."""
    meeting = find_meeting(request.viewer, ref)
    minutes = _minutes_or_404(request, meeting)
    # Asked before the form is read: a refused form shows the workspace, which is for writers alone.
    require(request.viewer, "write", minutes)
    found = item_or_404(meeting, item)
    form = ActionPointForm(request.POST, committee=meeting.lead_committee)
    by, at = request.user, request.viewer.at
    if was_done(request, form, lambda: actions.add_action_point(by=by, item=found, at=at, **form.facts)):
        if not wants_part(request):
            return redirect("meeting_item", ref, found.ref)
        return show_item(request, meeting, minutes, found, part="points", is_next=True)
    return show_item(request, meeting, minutes, found, point_form=form, part="points", status=422)


@require_POST
def remove_action_point(request: ViewerRequest, ref: str, point: str) -> HttpResponse:
    """Take an action point out of the draft."""
    meeting = find_meeting(request.viewer, ref)
    _minutes_or_404(request, meeting)
    found = (
        ActionPoint.objects.filter(minutes__meeting=meeting, ref=point)
        .select_related("item", "minutes")
        .first()
    )
    if found is None:
        raise Http404
    action = partial(actions.remove_action_point, point=found)
    return try_it(request, action, _("The action point is taken out."), "meeting_item", ref, found.item.ref)


@require_POST
def matter(request: ViewerRequest, ref: str, commitment: str) -> HttpResponse:
    """What the meeting says of something agreed earlier."""
    meeting = find_meeting(request.viewer, ref)
    minutes = _minutes_or_404(request, meeting)
    found = get_permitted(
        request.viewer,
        Commitment,
        commitment,
        records=Commitment.objects.select_related("owner", "committee"),
    )
    note = request.POST.get("note", "")
    refusal: tuple[int, str] | None = None
    try:
        actions.note_matter(
            by=request.user,
            minutes=minutes,
            commitment=found,
            outcome=request.POST.get("outcome", ""),
            note=note,
            version=request.POST.get("version", ""),
            at=request.viewer.at,
        )
    except Mendable as mendable:
        refusal = (found.pk, str(mendable))
    arising = AgendaItem.objects.filter(meeting=meeting, kind=AgendaItem.Kind.MATTERS_ARISING).first()
    if refusal is None and not wants_part(request):
        return redirect("meeting_item", ref, arising.ref) if arising else redirect("meeting", ref)
    return show_item(
        request,
        meeting,
        minutes,
        arising,
        part="arising",
        refusal=refusal,
        typed_note=note,
        status=422 if refusal else 200,
    )


def show_item(
    request: ViewerRequest,
    meeting: Meeting,
    minutes: Minutes,
    chosen: AgendaItem | None,
    *,
    items: list[AgendaItem] | None = None,
    minutes_form: MinutesForm | None = None,
    point_form: ActionPointForm | None = None,
    item_form: ItemForm | None = None,
    part: str = "",
    is_stale: bool = False,
    is_next: bool = False,
    refusal: tuple[int, str] | None = None,
    typed_note: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the workspace with one item open. What was typed in a refused form stays in it."""
    items = items_of(minutes) if items is None else items
    place = next((n for n, one in enumerate(items) if chosen is not None and one.pk == chosen.pk), 0)
    current = items[place] if items else None
    may_write = may_write_now(meeting, minutes)
    is_unchaired = minutes.is_with_chair and nobody_approves(minutes, request.viewer)
    context: dict[str, Any] = {
        "meeting": meeting,
        "minutes": minutes,
        "items": items,
        "item": current,
        "next_item": items[place + 1] if place + 1 < len(items) else None,
        "previous_item": items[place - 1] if place > 0 else None,
        "number": decision_number(meeting, current) if current is not None else "",
        "may_write": may_write,
        "may_name": may_write and minutes.can_name_verifier,  # type: ignore[attr-defined]
        "minutes_form": minutes_form or _form_of(current),
        "point_form": point_form or ActionPointForm(committee=meeting.lead_committee),
        "item_form": item_form or ItemForm(),
        "is_stale": is_stale,
        "is_next": is_next,
        "today": _today(request),
        "is_unchaired": is_unchaired,
        "version": version_of(minutes, as_written(minutes)),
        "steps": steps_of(meeting, minutes, is_unchaired=is_unchaired),
        "page_title": title_of_page(meeting, minutes, is_unchaired=is_unchaired),
    }
    bring_along(minutes, request.viewer, "attendance")
    if current is not None and current.kind == AgendaItem.Kind.MATTERS_ARISING:
        matters = matters_of(meeting, minutes, refusal=refusal, typed_note=typed_note)
        context |= {"matters": matters, "arising": arising_lines(matters)}
    points = list(current.action_points.all()) if current is not None else []
    groups = groups_of_draft(points, minutes, request.viewer.at)
    context["points"] = [(point, groups.get(point.pk)) for point in points]
    if may_write:
        context["unreached"] = bodies_without_people(points, request.viewer.at)
        context["not_bound"] = not_bound(points, minutes)
    if not (part and wants_part(request)):
        room = room_of(minutes)
        context["room"] = room
        context["audience"] = draft_statement(minutes, request.viewer)
    return answer(request, "meetings/workspace.html", part, context, status)


def _form_of(item: AgendaItem | None) -> MinutesForm:
    written = getattr(item, "written", None)
    decision = getattr(item, "decision", None)
    return MinutesForm(
        initial={
            "discussion": written.discussion if written is not None else "",
            "decision": decision.text if decision is not None else "",
            "version": written.version if written is not None else 1,
        }
    )


def _minutes_or_404(request: ViewerRequest, meeting: Meeting) -> Minutes:
    minutes = minutes_to_read(request.viewer, meeting)
    if minutes is None:
        raise Http404
    return minutes


def _today(request: ViewerRequest) -> date:
    return local_day(request.viewer.at)
