"""The rows of a sheet that somebody sent, on its page: narrowed to one state, and some at a time."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, Model, QuerySet, TextChoices
from django.http import Http404
from django.utils.http import urlencode

from access.rules.viewer import ViewerRequest

M = TypeVar("M", bound=Model)
PAGE = 100


@dataclass(frozen=True)
class RowPage(Generic[M]):
    """The rows that an address asks for, with what leads to the others."""

    rows: list[M]
    chips: list[dict[str, object]]
    next_url: str


def counts_of(rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows stand in each state."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def row_page(
    request: ViewerRequest, rows: QuerySet[M], states: type[TextChoices], counts: dict[str, int], whole: str
) -> RowPage[M]:
    """Read the rows of a page by their numbers; `whole` is what all of them are called."""
    state, after = request.GET.get("state", ""), request.GET.get("after", "")
    if state not in ("", *states.values):
        raise Http404
    rows = rows.order_by("pk")
    if state:
        rows = rows.filter(state=state)
    if after.isascii() and after.isdigit() and len(after) < 10:
        rows = rows.filter(number__gt=int(after))
    found = list(rows[: PAGE + 1])
    chips = [_chip(request.path, "", whole, sum(counts.values()), state)]
    chips += [_chip(request.path, one, one.label, counts[one], state) for one in states if counts.get(one)]
    return RowPage(found[:PAGE], chips, _next_url(request.path, state, found))


def _chip(address: str, state: str, words: object, count: int, asked: str) -> dict[str, object]:
    url = f"{address}?{urlencode({'state': state})}" if state else address
    return {"url": url, "words": words, "count": count, "is_current": state == asked}


def _next_url(address: str, state: str, found: list[Any]) -> str:
    if len(found) <= PAGE:
        return ""
    narrowed = {"state": state} if state else {}
    return f"{address}?{urlencode(narrowed | {'after': str(found[PAGE - 1].number)})}"
