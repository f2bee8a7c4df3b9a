"""A statement built once: it answers each viewer with their own, and refuses to hold anything of one."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from access.rules.conditions import IsAmong
from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable, countable, counts
from access.toolkit.gathering import Gathering, Within
from access.toolkit.kept import Kept, KeptRows, NotOnlyTheViewer
from commitments.queries import COMMITMENTS, OPEN, owned_by
from language.words import local_day
from meetings.models import Meeting
from meetings.queries import meeting_rows
from meetings.written import OF_MEETING, meeting_to_read
from notifications.queries import notices_of, unread_count
from partners.models import Committee, Organisation
from tests.cast import Cast
from tests.commitments.world import promise
from tests.meetings.sittings import circulated
from tests.toys.models import Paper
from tests.toys.world import NOW, club, hours, paper, party, person

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
        lambda viewer: Q(title=f"{viewer.at:%H}"),
        lambda viewer: Q(pk__lt=len(viewer.party_ids)),
        lambda viewer: Q(pk__in=viewer.party_ids),
        lambda viewer: Q(title=str(viewer.user.pk)),
    ],
    ids=[
        "a day",
        "a year",
        "a month",
        "an hour later",
        "an hour of the day",
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


def test_what_narrows_a_list_is_put_in_anew_for_each_body_and_each_viewer(cast: Cast) -> None:
    nation = Committee.objects.get(code="NCC")
    owners = [Organisation.objects.get(code=code) for code in ("BNWLA", "RJ")]
    for body in (*owners, owners[0]):
        promise(body, nation)
    found = set()
    for persona in cast:
        who, key = Viewer(persona.user), persona.key
        for owner in (*(body.pk for body in owners), 0):
            gathering, within = Gathering(who), Within(owned_by, owner=owner)
            few, number = (
                gathering.few(COMMITMENTS, OPEN, within=within, size=2),
                gathering.count(COMMITMENTS, OPEN, within=within),
            )
            anew = COMMITMENTS.page(who, OPEN, within=Q(owner=owner), size=2).records
            assert few.records == anew, (key, owner)
            assert number.number == COMMITMENTS.count(who, OPEN, within=Q(owner=owner)), (key, owner)
            found |= {one.pk for one in anew}
    assert len(found) == 3


def test_what_narrows_a_list_is_a_function_of_a_module(cast: Cast) -> None:
    made_anew = Within(lambda _viewer: Q())
    with pytest.raises(AssertionError, match="made anew"):
        Gathering(Viewer(cast.ncc_secretary.user)).count(COMMITMENTS, OPEN, within=made_anew)


def test_a_page_asks_them_in_one_statement(cast: Cast) -> None:
    who = Viewer(cast.ncc_secretary.user)
    asked = COMMITMENTS.whole_counts(who)
    with CaptureQueriesContext(connection) as statements:
        assert len(counts(*asked)) == len(COMMITMENTS.counted_chips) > 1
    assert len(statements) == 1


def titled(viewer: Viewer, title: str) -> QuerySet[Paper]:
    return Paper.objects.filter(allowed(viewer, Paper), title=title).order_by("pk")


def test_records_are_read_by_a_statement_that_is_built_once() -> None:
    for title, code in (("plan", "a"), ("plan", "b"), ("note", "a")):
        paper(title, party(code))
    asked = []

    def build(viewer: Viewer, title: str) -> QuerySet[Paper]:
        asked.append(viewer)
        return titled(viewer, title)

    kept = KeptRows(build)
    one, both = somebody("one", "a"), somebody("two", "a", "b")
    for who in (one, both, one):
        for title in ("plan", "note", "nothing"):
            assert kept(who, title=title) == list(titled(who, title)), (who, title)
    assert len(asked) == 2
    assert len(kept(both, title="plan")) == 2 and len(kept(one, title="plan")) == 1


def test_records_of_no_viewer_follow_from_what_is_named_alone() -> None:
    made = [paper(title, party("a")) for title in ("plan", "note", "list")]
    kept = KeptRows(lambda _viewer, wanted: Paper.objects.filter(IsAmong("pk", wanted)).order_by("pk"))
    for wanted in ([made[0].pk], [one.pk for one in made], []):
        assert [one.pk for one in kept(wanted=wanted)] == wanted
    with pytest.raises(NotOnlyTheViewer):
        KeptRows(lambda _viewer, wanted: Paper.objects.filter(pk__in=wanted))(wanted=[made[0].pk])


def test_what_is_named_may_be_nothing_and_is_then_another_statement() -> None:
    bare, held = paper("plan", party("a")), paper("note", party("a"), club=club("reading"))
    kept = KeptRows(lambda _viewer, club: Paper.objects.filter(club=club))
    for _again in range(2):
        assert kept(club=None) == [bare]
        assert kept(club=held.club_id) == [held]


@pytest.mark.parametrize("named", [True, False, ""])
def test_what_a_builder_might_ask_about_is_not_named(named: bool | str) -> None:
    with pytest.raises(TypeError, match="no yes or no"):
        KeptRows(lambda _viewer, wanted: Paper.objects.filter(title=wanted))(wanted=named)


def test_records_are_refused_to_whoever_is_not_let_in() -> None:
    paper("plan", party("a"))
    kept = KeptRows(titled)
    closed = person("closed", party("a"))
    assert len(kept(Viewer(closed, NOW), title="plan")) == 1
    closed.is_active = False
    assert kept(Viewer(closed, NOW), title="plan") == []


def test_what_records_bring_along_by_another_statement_is_not_kept_with_theirs(cast: Cast) -> None:
    minutes = circulated(cast)
    kept = KeptRows(lambda _viewer, meeting: Meeting.objects.filter(pk=meeting).prefetch_related("sittings"))
    with pytest.raises(TypeError):
        kept(meeting=minutes.meeting_id)


def test_a_meeting_is_read_with_what_everybody_may_do_and_what_it_brings_along(cast: Cast) -> None:
    ref = circulated(cast).meeting.ref
    flags = [f"can_{action}" for action in OF_MEETING]
    rows = meeting_rows()
    for persona in cast:
        who = Viewer(persona.user)
        expected = rows.permitted(who).with_can(who, *OF_MEETING).filter(ref=ref).first()
        if expected is None:
            with pytest.raises(Http404):
                meeting_to_read(who, ref)
            continue
        found = meeting_to_read(who, ref)
        with CaptureQueriesContext(connection) as more:
            assert found.lead_committee == expected.lead_committee
            assert [one.committee for one in found.sittings.all()]
            assert {one.meeting for one in found.sittings.all()} == {found}
        assert len(more) == 0
        assert list(found.sittings.all()) == list(expected.sittings.all())
        assert list(found.organisers.all()) == list(expected.organisers.all())
        assert [getattr(found, flag) for flag in flags] == [getattr(expected, flag) for flag in flags]
