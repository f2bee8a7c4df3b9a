"""A group stands as one line wherever its promises are listed; in sheets each promise keeps its row."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import User
from commitments.models import Commitment, Stage
from commitments.queries import COMMITMENTS, OPEN, commitments_as_lines
from commitments.queries.cells import COLUMNS, commitment_lines
from coordination.desk.queries import desk_of
from coordination.search.queries import find
from meetings import actions
from meetings.models import Minutes
from partners.models import Organisation
from tests.cast import NOW, Cast, browser, viewer
from tests.meetings.sittings import DUE, draft, item_of, sent, sharsha
from tests.meetings.test_groups import parishads

pytestmark = pytest.mark.django_db


def with_groups(cast: Cast, number: int) -> Minutes:
    """So many groups of all union parishads, and as many promises of one NGO."""
    by = cast.facilitator.user
    minutes = draft(by)
    for nth in range(number):
        both: tuple[dict[str, Any], ...] = (
            {"group": "unions"},
            {"owner": Organisation.objects.get(code="RJ")},
        )
        for who in both:
            what = f"Hold courtyard meeting {nth}"
            actions.add_action_point(by=by, item=item_of(minutes), at=NOW, what=what, due_on=DUE, **who)
    return minutes


def asked(user: User, address: str) -> int:
    client = browser(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def walked(user: User, **asked_for: Any) -> list[Commitment]:
    """All of the list, page by page of two, to its end and back to its beginning: both ways give the same."""
    pages, after = [], None
    while True:
        page = commitments_as_lines().page(viewer(user), OPEN, size=2, after=after, **asked_for)
        pages.append([one.pk for one in page.records])
        assert page.records and (len(page.records) == 2 or page.next_cursor is None)
        if page.next_cursor is None:
            break
        after = page.next_cursor
    back, before = [pages[-1]], page.previous_cursor
    while before is not None:
        page = commitments_as_lines().page(viewer(user), OPEN, size=2, before=before, **asked_for)
        back.insert(0, [one.pk for one in page.records])
        before = page.previous_cursor
    assert back == pages
    found = Commitment.objects.in_bulk([pk for page in pages for pk in page])
    return [found[pk] for page in pages for pk in page]


def test_a_group_stands_once_in_a_list_of_many_pages_for_everybody_who_reads_it(cast: Cast) -> None:
    secretary, rj = cast.uno_sharsha.user, cast.rj_liaison.user
    costs = []
    for number in (1, 6):
        minutes = sent(cast, with_groups(cast, number))
        costs.append(asked(secretary, reverse("commitments")))
    assert costs[0] == costs[1]
    each = len(parishads())
    assert Commitment.objects.filter(live=True).count() == 7 * (each + 1)
    for user in (secretary, rj, cast.ncc_secretary.user, cast.oversight.user):
        for within in ({}, {"within": COMMITMENTS.filters[1].narrow(sharsha())}):  # type: ignore[misc]
            lines = walked(user, **within)
            groups = [one.group_id for one in lines if one.group_id is not None]
            assert len(lines) == 14 and len(groups) == len(set(groups)) == 7, user
    # One part that is due sooner leads where all are listed; who lists what is late finds that one alone.
    part = Commitment.objects.filter(group__isnull=False, owner=parishads()[3]).order_by("pk")[0]
    Commitment.objects.filter(pk=part.pk).update(stage=Stage.ACCEPTED)
    rows = browser(secretary).get(reverse("commitments")).context["rows"]
    assert [row.group.words for row in rows if row.group and row.group.accepted] == [f"1 of {each} accepted"]
    # Of one body the promise itself is read.
    filtered = browser(secretary).get(reverse("commitments"), {"organisation": parishads()[3].name_en})
    assert [row.group for row in filtered.context["rows"]] == [None] * 7
    assert part.ref in {row.ref for row in filtered.context["rows"]}
    # A search looks on where a group took the places of others, and counts lines.
    (found,) = [
        one for one in find(viewer(secretary), "courtyard").groups if one.source.name == "commitments"
    ]
    assert found.number == len(found.hits) == 14 and found.words == "14"
    assert sum("/groups/" in hit.url for hit in found.hits) == 7
    # Of one body it finds the promises themselves.
    name = f"courtyard {parishads()[3].name_en}"
    (found,) = [one for one in find(viewer(secretary), name).groups if one.source.name == "commitments"]
    assert found.number == 7 and not any("/groups/" in hit.url for hit in found.hits)
    # In a sheet each promise has its row, and the name of its group.
    column = next(one for one in COLUMNS if one.name == "of_group")
    records = COMMITMENTS.page(viewer(secretary), OPEN, size=100).records
    named = [column.value(line) for line in commitment_lines(viewer(secretary), records)]  # type: ignore[misc]
    assert len(named) == 7 * (each + 1) and sum(bool(name) for name in named) == 7 * each
    # On the desk and on the committee's page, too.
    followed = next(sheet for sheet in desk_of(viewer(secretary)).sheets if sheet.shows_owner)
    assert len(followed.rows) == len({row.ref for row in followed.rows}) == 7
    assert sum(row.group is not None for row in followed.rows) >= 3
    assert len(minutes.action_points.all()) == 12


def test_whoever_circulates_reads_how_many_promises_it_becomes_and_paper_says_it(cast: Cast) -> None:
    secretary, each = cast.uno_sharsha.user, len(parishads())
    costs, writing = [], []
    for number in (1, 7):
        minutes = with_groups(cast, number)
        ref = minutes.meeting.ref
        # In the workspace, while it is written, too: with the members, and who of them signs in.
        written = reverse("meeting_item", args=[ref, item_of(minutes).ref])
        draft_page = browser(cast.facilitator.user).get(written).text
        assert draft_page.count(f"<summary>{each} commitments, one of each</summary>") == number
        assert draft_page.count(f"Nobody of {each} of these bodies signs in yet") == number
        writing.append(asked(cast.facilitator.user, written))
        paper = browser(cast.facilitator.user).get(reverse("meeting_print", args=[ref])).text
        assert paper.count(f"{each} commitments, one of each") == number
        actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
        actions.approve(by=secretary, minutes=minutes, at=NOW)
        page = browser(secretary).get(reverse("meeting_circulate", args=[ref])).text
        total = number * (each + 1)
        assert f"Circulate and make {total} commitments" in page
        assert f"{total} commitments come of {2 * number} action points, of a group one of each:" in page
        assert page.count(f"<summary>{each} commitments, one of each</summary>") == number
        assert page.count(parishads()[0].name_en) == number
        assert f"Nobody of {each} of these bodies signs in yet" in page
        costs.append(asked(secretary, reverse("meeting_circulate", args=[ref])))
        done = browser(secretary).post(reverse("meeting_circulate", args=[ref]), follow=True).text
        assert f"Circulated. {total} commitments were made." in done
        paper = browser(secretary).get(reverse("meeting_print", args=[ref])).text
        assert paper.count(f"{each} commitments, one of each") == number
        # Who reads none of the promises counts none.
    assert costs[0] == costs[1] and writing[0] == writing[1]
