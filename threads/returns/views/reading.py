"""The list of returns, one of them, and their sums."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from threads.returns.forms import SumsForm
from threads.returns.queries.bodies import that_receive, that_send
from threads.returns.queries.lists import RETURNS, find_return, return_lines
from threads.returns.queries.shown import ReturnShown
from threads.returns.queries.sums import Sums, kinds_read


@require_safe
def returns(request: ViewerRequest) -> HttpResponse:
    """What this person's offices owe, sent or receive."""
    asked = RETURNS.asked(request)
    context = {
        "asked": asked,
        "rows": list(return_lines(request.viewer, asked.records)),
        "may_order": that_receive(request.viewer).exists(),
        "may_send": that_send(request.viewer).exists(),
    }
    return answer(request, "threads/returns/list.html", "listing", context, asked.status)


@require_safe
def one(request: ViewerRequest, ref: str) -> HttpResponse:
    """One return, with all that it said before."""
    found = find_return(request.viewer, ref)
    return answer(request, "threads/returns/return.html", "", {"shown": ReturnShown(request.viewer, found)})


@require_safe
def sums(request: ViewerRequest) -> HttpResponse:
    """What this person's returns come to, by month and up the tiers."""
    kinds = kinds_read(request.viewer)
    asked = request.GET.get("kind", "")
    if not kinds:
        return answer(request, "threads/returns/sums.html", "", {"sums": None})
    kind = next((one for one in kinds if one.code == asked), None if asked else kinds[0])
    if kind is None:
        raise Http404
    found = Sums(request.viewer, kind, code=request.GET.get("figure", ""))
    context = {"sums": found, "form": SumsForm(kinds=kinds, kind=kind, figure=found.code)}
    return answer(request, "threads/returns/sums.html", "", context)
