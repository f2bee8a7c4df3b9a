"""A statement built once: it answers each viewer with their own, and refuses to hold anything of one."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable, countable, counts
from access.toolkit.kept import Kept, NotOnlyTheViewer
from commitments.queries import COMMITMENTS
from language.words import local_day
from notifications.queries import notices_of, unread_count
from tests.cast import Cast
from tests.meetings.sittings import circulated
from tests.toys.models import Paper
from tests.toys.world import NOW, hours, paper, party, person

pytestmark = pytest.mark.django_db


def papers(viewer: Viewer, until: datetime | None = None) -> list[Countable]:
    rows = Paper.objects.filter(allowed(viewer, Paper))
    return [countable((rows if until is None else rows.filter(at__lt=until)).values("pk"))]


def somebody(name: str, *codes: str) -> Viewer:
    return Viewer(person(name, *(party(code) for code in codes)), NOW)


def test_it_is_built_once_and_answers_each_with_their_own() -> None:
    paper("early", party("a"), party("b"), at=NOW - hours(2))
    paper("late", party("b"), at=NOW + hours(2))
    asked = []

    def build(viewer: Viewer, **instants: datetime | None) -> list[Countable]:
        asked.append(viewer)
        return papers(viewer, **instants)

    kept = Kept(build)
    one, two = somebody("one", "a"), somebody("two", "a", "b")
    assert [counts(*kept(who, until=None)) for who in (one, two, one)] == [[1], [2], [1]]
    assert [counts(*kept(who, until=NOW)) for who in (one, two)] == [[1], [1]]
    assert [counts(*kept(who, until=NOW + hours(3))) for who in (one, two)] == [[1], [2]]
    # For two stand-ins each: without an instant, and with one.
    assert len(asked) == 4
    assert all((who.user.pk or 0) < 0 for who in asked)


def test_who_belongs_to_nothing_and_who_is_not_let_in_are_shapes_of_their_own() -> None:
    paper("a", party("a"))
    kept = Kept(papers)
    closed = person("closed", party("a"))
    closed.is_active = False
    assert counts(*kept(somebody("member", "a"))) == [1]
    assert counts(*kept(somebody("nobody"))) == [0]
    assert counts(*kept(Viewer(closed, NOW))) == [0]


@pytest.mark.parametrize(
    "own",
    [
        lambda viewer: Q(at__date=local_day(viewer.at)),
        lambda viewer: Q(at__year=viewer.at.year),
        lambda viewer: Q(at__month=viewer.at.month),
        lambda viewer: Q(at__lt=viewer.at + timedelta(hours=1)),
        lambda viewer: Q(pk__lt=len(viewer.party_ids)),
        lambda viewer: Q(pk__in=viewer.party_ids),
        lambda viewer: Q(title=str(viewer.user.pk)),
    ],
    ids=[
        "a day",
        "a year",
        "a month",
        "an hour later",
        "how many parties",
        "parties one by one",
        "a number in words",
    ],
)
def test_what_is_derived_from_the_viewer_is_refused_rather_than_kept(own: object) -> None:
    kept = Kept(lambda viewer: [countable(Paper.objects.filter(own(viewer)).values("pk"))])  # type: ignore[operator]
    with pytest.raises(NotOnlyTheViewer):
        kept(somebody("one", "a", "b"))


def test_the_figures_of_the_frame_and_of_the_chips_are_those_built_anew_for_everybody(cast: Cast) -> None:
    circulated(cast)
    for persona in cast:
        who, key = Viewer(persona.user), persona.key
        fresh = [COMMITMENTS.countable(who, chip) for chip in COMMITMENTS.counted_chips]
        assert counts(*COMMITMENTS.whole_counts(who)) == counts(*fresh), key
        assert unread_count(who) == notices_of(who).filter(read_at__isnull=True).count(), key


def test_a_page_asks_them_in_one_statement(cast: Cast) -> None:
    who = Viewer(cast.ncc_secretary.user)
    asked = COMMITMENTS.whole_counts(who)
    with CaptureQueriesContext(connection) as statements:
        assert len(counts(*asked)) == len(COMMITMENTS.counted_chips) > 1
    assert len(statements) == 1
