"""The figures of field updates: of the network, of one organisation, and the published quarters."""

from datetime import date

from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from partners.models import Organisation
from partners.queries import own_organisations
from threads.figures.queries import FIGURES_LIST, OWN_FIGURES, PUBLISHED
from threads.figures.queries.lists import place_asked
from threads.figures.queries.passed_on import passed_on
from threads.figures.queries.published import quarters_shown
from threads.figures.queries.shown import FiguresShown
from threads.queries.opened import find_thread
from threads.updates.phone import may_send


@require_safe
def figures(request: ViewerRequest) -> HttpResponse:
    """What everybody may read adds up to, and the quarters of what is told no other way."""
    asked = FIGURES_LIST.asked(request)
    shown = FiguresShown(asked, request.viewer.at)
    context = {
        "asked": asked,
        "shown": shown,
        "holds": shown.is_filled,
        "quarters": quarters_shown(request.viewer, shown.place),
        "own": list(own_organisations(request.viewer).order_by("name_en")[:3]),
        "may_send": may_send(request.viewer),
    }
    return answer(request, "threads/figures/page.html", "listing", context, asked.status)


@require_safe
def own(request: ViewerRequest, ref: str) -> HttpResponse:
    """All that one organisation sent, for that organisation."""
    organisation = get_permitted(request.viewer, Organisation, ref, "read_own_figures")
    asked = OWN_FIGURES.asked(request, ref, within=Q(organisation=organisation.pk))
    shown = FiguresShown(asked, request.viewer.at)
    context = {
        "organisation": organisation,
        "asked": asked,
        "may_send": may_send(request.viewer),
        "shown": shown,
        "holds": shown.is_filled,
    }
    return answer(request, "threads/figures/own.html", "listing", context, asked.status)


@require_safe
def message(request: ViewerRequest, ref: str) -> HttpResponse:
    """Where a key message was passed on, for the office that issued it."""
    found = find_thread(request.viewer, ref, "see_passed_on")
    context = {"thread": found, "rows": passed_on(request.viewer, found)}
    return answer(request, "threads/figures/passed_on.html", "", context)


@require_safe
def published(request: ViewerRequest) -> HttpResponse:
    """The published quarters: the newest of each table, or the one that is asked for."""
    asked = PUBLISHED.asked(request)
    quarter = asked.chosen.get("quarter")
    shown = quarters_shown(
        request.viewer,
        place_asked(asked.chosen),
        quarter=date.fromisoformat(quarter) if quarter else None,
        name=asked.chosen.get("table", ""),
    )
    context = {"asked": asked, "quarters": [] if asked.form.errors else shown, "holds": asked.records}
    return answer(request, "threads/figures/published.html", "listing", context, asked.status)
