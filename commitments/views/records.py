"""The list of commitments, and one of them opened."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from commitments.forms import FilterForm
from commitments.letters import letter_about
from commitments.queries import (
    APART,
    BY_NAME,
    LATE,
    OPEN,
    SAVED_VIEWS,
    Traffic,
    counted,
    due_words,
    listed,
    traffic,
)
from commitments.queries.lists import DHAKA
from commitments.queries.opened import find_commitment, opened
from commitments.views.answers import who_sees
from partners.models import Committee, Organisation
from partners.queries import committees_of


@require_safe
def commitments(request: ViewerRequest) -> HttpResponse:
    """What each organisation promised, to whoever may read it."""
    viewer = request.viewer
    view = BY_NAME.get(request.GET.get("view", ""), OPEN)
    form = FilterForm(request.GET if request.GET.get("organisation") else None)
    organisation: Organisation | None = (
        form.cleaned_data["organisation"] if form.is_bound and form.is_valid() else None
    )
    own_committees = committees_of(viewer)
    committee = _committee(request.GET.get("committee", ""))
    today = viewer.at.astimezone(DHAKA).date()
    found = listed(
        viewer,
        view,
        organisation=organisation,
        committee=committee,
        # Narrowed to a body nobody knows the list is empty: never that of all.
        within=Q(pk__in=[]) if form.errors else None,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
    )
    counts = {
        one.name: counted(viewer, one, organisation=organisation, committee=committee)
        for one in SAVED_VIEWS
        if one.has_count
    }
    context = {
        "view": view,
        "chips": [
            {
                "url": _address(request, view=one.name),
                "words": one.label,
                "count": counts.get(one.name),
                "is_hot": one.is_hot,
                "is_current": one == view,
            }
            for one in SAVED_VIEWS
        ],
        "apart": APART,
        "open_count": counts[OPEN.name],
        "late_count": counts[LATE.name],
        "rows": [(record, due_words(record, today)) for record in found.records],
        "next_url": _address(request, after=found.next_cursor) if found.next_cursor else "",
        "previous_url": _address(request, before=found.previous_cursor) if found.previous_cursor else "",
        "form": form,
        "committee": committee,
        "committees": own_committees
        if committee in own_committees or not committee
        else [committee, *own_committees],
        "is_filtered": bool(organisation or committee or form.errors),
    }
    return answer(request, "commitments/list.html", "listing", context, 422 if form.errors else 200)


@require_safe
def commitment(request: ViewerRequest, ref: str) -> HttpResponse:
    """One commitment: its steps, who owns and who verifies, evidence, history and reminders sent."""
    record = find_commitment(request.viewer, ref)
    today = request.viewer.at.astimezone(DHAKA).date()
    context = {
        "commitment": record,
        "due": due_words(record, today),
        "opened": opened(record, today),
        "audience": who_sees(record, request),
    }
    return answer(request, "commitments/record.html", "panel", context)


@require_safe
def letter(request: ViewerRequest, ref: str) -> HttpResponse:
    """The reminder letter, ready for whoever grants to print and sign."""
    record = find_commitment(request.viewer, ref, "decide")
    today = request.viewer.at.astimezone(DHAKA).date()
    is_late = traffic(record, today) == Traffic.LATE
    context = {"commitment": record, "letter": letter_about(record, today) if is_late else None}
    return render(request, "commitments/letter.html", context)


def _address(request: ViewerRequest, **changed: str) -> str:
    """Return this list's address with its filters, and with another view or place in it."""
    kept = {
        name: request.GET[name] for name in ("view", "organisation", "committee") if request.GET.get(name)
    }
    return f"{reverse('commitments')}?{urlencode(kept | changed)}"


def _committee(ref: str) -> Committee | None:
    return Committee.objects.filter(ref=ref).first() if ref and "\x00" not in ref else None
