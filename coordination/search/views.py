"""The page of a search, and what its box offers while somebody types."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.choosing.choices import CHOOSABLES
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.rooms import search_sources
from access.toolkit.searching import Choosing, SearchSource
from coordination.search.queries import Found, Group, choices_of, find
from language.fields import LineField

LONGEST = 200
# Of each kind where all kinds stand together, and in the box.
FEW, OFFERED = 4, 3
# Of one kind in a form.
CHOICES = 7


class SearchForm(forms.Form):
    """What is looked for."""

    q = LineField(label=_("Search"), required=False, max_length=LONGEST)


@require_safe
def search(request: ViewerRequest) -> HttpResponse:
    """What this person finds, by kind, or of one kind."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return answer(request, "search/page.html", "found", {"form": form}, 422)
    text = form.cleaned_data["q"]
    kind = next((one.name for one in search_sources() if one.name == request.GET.get("kind")), "")
    found = find(request.viewer, text, size=FEW, kind=kind)
    context: dict[str, Any] = {
        "form": form,
        "text": text,
        "found": found,
        "kind": kind,
        "chosen": [group for group in found.groups if group.source.name == kind],
        "columns": _columns(found),
        "few": 0 if kind else FEW,
        "address": f"{reverse('search')}?{urlencode({'q': text})}",
        "has_words": bool(found.meaning.words),
    }
    return answer(request, "search/page.html", "found", context)


@require_safe
def offered(request: ViewerRequest) -> HttpResponse:
    """What is offered while somebody types: the first of each kind, or in a form what it may choose."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if "choose" in request.GET:
        return _offered_to_choose(request, text)
    found = find(request.viewer, text, size=OFFERED)
    context = {"text": text, "found": found, "few": OFFERED, "query": urlencode({"q": text})}
    return render(request, "search/offered.html", context)


def _offered_to_choose(request: ViewerRequest, text: str) -> HttpResponse:
    """What a form may choose of one kind, and whether there is more; `first` is whose own come first."""
    kind, first = request.GET["choose"], request.GET.get("first", "").replace("\x00", "")
    source, choosing = _chosen_of(kind)
    readers = next((one for one in CHOOSABLES.values() if kind and one.chosen_by == kind), None)
    found: Sequence[Any]
    most = CHOICES
    if source is not None and choosing is not None:
        found, part, most = (
            choices_of(request.viewer, source, choosing, text, first),
            choosing.part,
            choosing.most,
        )
    elif readers is not None:
        found, part = readers.like(request.viewer, text), readers.part
    else:
        raise Http404
    context = {
        "text": text,
        "found": found[:most],
        "has_more": len(found) > most,
        "part": part,
    }
    return render(request, "search/choices.html", context)


def _chosen_of(kind: str) -> tuple[SearchSource | None, Choosing | None]:
    """Of what a form chooses that asks for this kind, and how."""
    for source in search_sources():
        choosing = source.choosing if source.name == kind else source.also.get(kind)
        if choosing is not None:
            return source, choosing
    return None, None


def _columns(found: Found) -> list[list[Group]]:
    """What is wide, and what stands beside it; one alone where the other is empty."""
    wide, narrow = (
        [one for one in found.groups if one.source.is_narrow is is_narrow] for is_narrow in (False, True)
    )
    return [column for column in (wide, narrow) if column]
