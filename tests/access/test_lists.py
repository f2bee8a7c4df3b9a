"""A list declared once: its chips, filters, headings and addresses follow from the declaration alone."""

import pytest
from django import forms
from django.db.models import Q
from django.test import RequestFactory

from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.lists import Asked, Chip, Column, Filter, RecordList
from access.toolkit.rows import InOrder, OfAudience, Part
from tests.access.test_listing import reader
from tests.toys.models import Paper
from tests.toys.world import paper, party

pytestmark = pytest.mark.django_db
OPEN = Chip("open", "Open", lambda _viewer: Part(live=True), has_count=True)
CLOSED = Chip("closed", "Closed", lambda _viewer: Part(live=False), is_apart=True, empty="None is closed.")
TITLE = Filter("title", lambda _viewer: forms.CharField(max_length=9), lambda text: Q(title__contains=text))


def declared(*filters: Filter) -> RecordList[Paper]:
    # Any address that stands will do: the list takes its own from there.
    return RecordList(
        url_name="commitments",
        rows=OfAudience(Paper, Paper.objects.all),
        chips=(OPEN, CLOSED),
        filters=filters,
        columns=(Column("title", "Paper", under={"closed": "Closed paper"}),),
        size=2,
    )


def asked(of: RecordList[Paper], viewer: Viewer, **query: str) -> Asked[Paper]:
    request: ViewerRequest = RequestFactory().get("/", query)  # type: ignore[assignment]
    request.viewer = viewer
    return of.asked(request)


def test_one_more_filter_is_one_line_of_the_declaration() -> None:
    for title in ("one", "two", "twos", "t"):
        paper(title, party("a"))
    viewer = reader("a")
    one = asked(declared(TITLE), viewer, title="two")
    assert [row.title for row in one.records] == ["two", "twos"]
    assert list(one.form.fields) == ["title"]
    two = asked(
        declared(TITLE, Filter("exact", TITLE.field, lambda text: Q(title=text))),
        viewer,
        title="t",
        exact="t",
    )
    assert [row.title for row in two.records] == ["t"]
    assert list(two.form.fields) == ["title", "exact"]


def test_every_address_keeps_what_was_chosen_and_says_nothing_of_the_first_chip() -> None:
    for number in range(5):
        paper(f"{number}", party("a"))
    found = asked(declared(TITLE), reader("a"))
    assert found.chips[0]["url"] == "/commitments/" and found.whole_url == "/commitments/"
    assert found.apart[0]["url"] == "/commitments/?view=closed"
    narrowed = asked(declared(TITLE), found.viewer, title="1", view="closed")
    assert narrowed.chips[0]["url"] == "/commitments/?title=1"
    assert narrowed.whole_url == "/commitments/?view=closed"
    assert found.next_url.startswith("/commitments/?after=") and not found.previous_url


def test_chips_count_under_the_filters_and_headings_follow_the_chip() -> None:
    for title in ("one", "two", "three"):
        paper(title, party("a"))
    viewer = reader("a")
    assert asked(declared(TITLE), viewer).counts == {"open": 3}
    assert asked(declared(TITLE), viewer, title="t").counts == {"open": 2}
    assert asked(declared(), viewer).headings == ["Paper"]
    closed = asked(declared(), viewer, view="closed")
    assert (closed.headings, closed.chip.empty, closed.records) == (["Closed paper"], "None is closed.", [])
    assert asked(declared(), viewer, view="nonsense").chip == OPEN


def test_a_filter_that_cannot_be_read_keeps_nothing_and_says_so() -> None:
    paper("one", party("a"))
    found = asked(declared(TITLE), reader("a"), title="x" * 10)
    assert (found.records, found.status, found.is_filtered) == ([], 422, True)
    assert found.form.errors and found.counts == {"open": 0}


def test_a_list_in_the_order_of_columns_goes_on_behind_equal_values() -> None:
    for title in ("b", "a", "b", "c", "b"):
        paper(title, party("a"))
    viewer = reader("a")
    rows = InOrder("papers", lambda _viewer, _chosen: Paper.objects.all(), lambda: ("-title", "pk"))
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = rows.page(viewer, Part(), {}, after=cursor, size=2)
        seen += [row.pk for row in page.records]
        cursor = page.next_cursor
    assert seen == list(Paper.objects.order_by("-title", "pk").values_list("pk", flat=True))
