"""What a program asks of a list by its address. Nothing it says is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from access.api.declaring import Collection
from access.api.fields import Body, writer_of
from access.api.problems import Fault, Kind, Problem, showable
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.keyset import MAX_SIZE, PAGE_SIZE, CursorUnreadable, Page
from access.toolkit.lists import VIEW, Asked, FilterForm
from language.words import number

FIELDS, SIZE, COUNTS, AFTER, BEFORE = "fields", "size", "counts", "after", "before"
PLACES = (AFTER, BEFORE)
OF_LISTS = (VIEW, FIELDS, SIZE, COUNTS, AFTER, BEFORE)
YES = "yes"


def refuse_unknown(query: QueryDict, known: Iterable[str]) -> None:
    """Refuse a parameter that is not declared here, or that is said twice; name each."""
    faults = [
        Fault(_("There is no such parameter here."), "unknown", parameter=name)
        for name in query.keys() - set(known)
    ]
    faults += [
        Fault(_("Say this once."), "repeated", parameter=name)
        for name, values in query.lists()
        if len(values) > 1 and name in known
    ]
    if faults:
        raise Problem(Kind.PARAMETER, sorted(faults, key=lambda one: one.parameter))


def fields_asked(query: QueryDict, body: type[Body]) -> frozenset[str] | None:
    """Return the fields a program wants, or None for all of them."""
    told = query.get(FIELDS)
    if told is None:
        return None
    wanted, declared = frozenset(told.split(",")), writer_of(body).fields.keys()
    if wanted <= declared:
        return wanted
    unknown = showable(", ".join(sorted(wanted - declared)))
    raise _wrong(FIELDS, "unknown-field", _("There is no such field here: %(names)s") % {"names": unknown})


class _Told(Asked[Any]):
    """A list as its page would be asked for, without the fields of a form that nobody sees."""

    @cached_property
    def form(self) -> FilterForm:
        """The filters that the address names."""
        told = [one for one in self.declared.filters if self.query.get(one.name)]
        return FilterForm(told, self.viewer, self.query)


@dataclass(frozen=True)
class Listed:
    """A list as a program asks for it."""

    declared: Collection
    asked: Asked[Any]
    query: QueryDict
    viewer: Viewer
    size: int
    names: frozenset[str] | None

    @classmethod
    def of(cls, declared: Collection, request: ViewerRequest, around: str = "") -> Listed:
        """Read the address, or refuse it; of a list `around` a record by the reference of that."""
        query, listing = request.GET, declared.listing
        refuse_unknown(query, (*OF_LISTS, *(one.name for one in listing.filters)))
        if query.get(VIEW, listing.chips[0].name) not in listing.by_name:
            raise _wrong(VIEW, "choice", _("Say one of: %(names)s") % {"names": ", ".join(listing.by_name)})
        if query.get(COUNTS, YES) != YES:
            raise _wrong(COUNTS, "choice", _("Say one of: %(names)s") % {"names": YES})
        within = listing.leaves()
        if around and listing.around is not None:
            of_record = listing.around(request.viewer, around)
            within = of_record if within is None else of_record & within
        asked = _Told(listing, request.viewer, query.dict(), request.path, within)
        if asked.form.errors:
            raise Problem(Kind.PARAMETER, list(_of_filters(asked)))
        return cls(
            declared, asked, query, request.viewer, size_asked(query), fields_asked(query, declared.body)
        )

    @cached_property
    def page(self) -> Page[Any]:
        """The page of the list that is meant; a place that leads nowhere is refused."""
        asked, places = self.asked, {name: self.query.get(name) for name in PLACES}
        try:
            return self.declared.listing.page(
                self.viewer,
                asked.chip,
                within=asked.within,
                chosen=asked.chosen,
                size=self.size,
                strict=True,
                **places,
            )
        except CursorUnreadable:
            name = next(name for name in PLACES if places[name])
            raise cursor_refused(name) from None

    @property
    def has_counts(self) -> bool:
        """Whether the program wants to know how many records each view keeps."""
        return COUNTS in self.query

    def answer(self, rows: Iterable[Any]) -> dict[str, Any]:
        """Return what is answered: these rows of the page, and where the list goes on."""
        writer, page = writer_of(self.declared.body, self.names), self.page
        told: dict[str, Any] = {
            "results": [writer.to_representation(one) for one in rows],
            "next": self.beyond(AFTER, page.next_cursor),
            "previous": self.beyond(BEFORE, page.previous_cursor),
        }
        if self.has_counts:
            told["counts"] = self.asked.counts
        return told

    def beyond(self, name: str, cursor: str | None) -> str | None:
        """Return the address where the list goes on, relative to this one's host; None where it does not."""
        if cursor is None:
            return None
        kept = {key: str(value) for key, value in self.query.items() if key not in PLACES}
        return f"{self.asked.address}?{urlencode(kept | {name: cursor})}"


def cursor_refused(name: str) -> Problem:
    """The refusal of a place that leads nowhere."""
    return _wrong(name, "cursor", _("This place is of another list or reader. Begin without it."))


def size_asked(query: QueryDict, usual: int = PAGE_SIZE) -> int:
    """Return how many a program wants on one page."""
    told = query.get(SIZE, str(usual))
    if told.isascii() and told.isdigit() and len(told) < 4 and 1 <= int(told) <= MAX_SIZE:
        return int(told)
    raise _wrong(SIZE, "size", _("Say a whole number from 1 to %(most)s.") % {"most": number(MAX_SIZE)})


def _of_filters(asked: Asked[Any]) -> Iterator[Fault]:
    for name, errors in asked.form.errors.as_data().items():
        for error in errors:
            yield Fault(" ".join(error.messages), error.code or "invalid", parameter=name)


def _wrong(name: str, code: str, words: str) -> Problem:
    return Problem(Kind.PARAMETER, [Fault(words, code, parameter=name)])
