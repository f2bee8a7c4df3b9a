"""A search says of what somebody may not see nothing at all: not in results, counts or suggestions."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.models import PartyMember
from access.rules.viewer import Viewer
from access.toolkit.rooms import search_sources
from access.toolkit.searching import rebuild
from commitments.models import Commitment
from coordination.search.queries import find
from library.documents.actions.taking_up import take_up
from meetings.models import Decision, Meeting, Minutes
from tests.budgets import budget, is_deep
from tests.cast import NOW, READERS, Cast, browser, viewer
from tests.library.documents import published
from tests.meetings.chance import SOME, STAGES, held
from tests.threads.world import started, to_committee

pytestmark = pytest.mark.django_db
WORDS = ("zarquon", "কুইলফিশ", "৭৭.৩")
Texts = tuple[str, str, str, str]
_TEXT = st.sampled_from(("", *WORDS))
_MEETING = st.tuples(st.sampled_from(STAGES), st.tuples(_TEXT, _TEXT, _TEXT, _TEXT))


def plainly(who: Viewer, word: str) -> dict[str, set[str]]:
    """What this person should find: of all they may read, what holds the word."""
    read = Minutes.objects.permitted(who)
    meetings = Meeting.objects.permitted(who)
    found = {
        "meetings": {one.ref for one in meetings if word in one.title_en},
        "minutes": {one.meeting.ref for one in read.select_related("meeting") if word in _written(one)},
        "decisions": {
            one.minutes.meeting.ref
            for one in Decision.objects.filter(minutes__in=read).select_related("minutes__meeting")
            if word in f"{one.text} {one.minutes.meeting.title_en}"
        },
        "commitments": {one.ref for one in Commitment.objects.permitted(who) if word in one.what},
    }
    return {kind: refs for kind, refs in found.items() if refs}


def _written(minutes: Minutes) -> str:
    parts = [minutes.meeting.title_en]
    parts += minutes.items.values_list("discussion", flat=True)
    parts += minutes.decisions.values_list("text", flat=True)
    parts += minutes.action_points.values_list("what", flat=True)
    return " ".join(parts)


def found_by(who: Viewer, word: str) -> dict[str, set[str]]:
    return {
        group.source.name: {hit.url.rstrip("/").rsplit("/", 1)[-1] for hit in group.hits}
        for group in find(who, word).groups
    }


@settings(max_examples=budget(2, 60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_MEETING, min_size=1, max_size=3))
def test_in_worlds_of_chance_everybody_finds_what_they_may_read_and_nothing_else(
    cast: Cast, world: Sequence[tuple[str, Texts]]
) -> None:
    with transaction.atomic():
        for number, (stage, texts) in enumerate(world, start=300):
            held(cast, stage, texts, number)
        for key in READERS if is_deep() else SOME:
            for word in WORDS:
                assert found_by(cast[key].viewer, word) == plainly(cast[key].viewer, word), (key, word)
        transaction.set_rollback(True)


def test_words_of_a_draft_are_found_by_those_who_write_it_alone(cast: Cast) -> None:
    held(cast, "drafted", ("", "zarquon", "zarquon", "zarquon"), 300)
    finds = {key for key in READERS if find(cast[key].viewer, "zarquon").groups}
    assert finds == {"facilitator", "uno_sharsha"}
    for key in READERS:
        client = browser(cast[key].user)
        for name in ("search", "search_offered"):
            page = client.get(reverse(name), {"q": "zarquon"}).content.decode()
            assert ("Shelter places" in page or "Sitting" in page) is (key in finds), (key, name)


def test_for_whom_it_is_hidden_a_word_is_as_one_that_stands_nowhere(cast: Cast) -> None:
    held(cast, "drafted", ("", "zarquon", "zarquon", "zarquon"), 300)
    client = browser(cast.far_liaison.user)
    for name in ("search", "search_offered"):
        hidden, nowhere = (
            client.get(reverse(name), {"q": word}).content.decode().replace(word, "…")
            for word in ("zarquon", "zarquen")
        )
        assert _without_tokens(hidden) == _without_tokens(nowhere)


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


def test_whoever_loses_the_office_finds_nothing_of_it_in_the_same_instant(cast: Cast) -> None:
    held(cast, "drafted", ("", "zarquon", "", ""), 300)
    who = cast.uno_sharsha.user
    assert find(viewer(who), "zarquon").groups
    ended = NOW + timedelta(minutes=1)
    for term in PartyMember.objects.filter(user=who, period__contains=NOW):
        PartyMember.objects.filter(pk=term.pk).update(period=(term.period.lower, ended))
    assert find(viewer(who, NOW), "zarquon").groups
    assert not find(viewer(who, ended), "zarquon").groups


def test_what_is_kept_for_the_search_is_what_a_rebuilding_makes(cast: Cast) -> None:
    for number, stage in enumerate(STAGES, start=300):
        held(cast, stage, ("zarquon", "কুইলফিশ", "৭৭.৩", "zarquon"), number)
    started(cast.far_liaison.user, to_committee(), title="zarquon", text="কুইলফিশ")
    published(cast.far_liaison.user, to_committee(), title_en="zarquon")
    take_up(clock=lambda: NOW)
    for source in search_sources():
        kept = list(source.rows._base_manager.order_by("pk").values())
        assert kept, source.name
        source.rows._base_manager.all().delete()
        with connection.cursor() as cursor:
            rebuild(source.rows, cursor)
        assert list(source.rows._base_manager.order_by("pk").values()) == kept, source.name


def test_what_is_covered_of_a_text_is_not_among_its_words() -> None:
    covered = '["a.b (c)  x y", "zarquon"]'
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_without(%s, %s)", ["Said a.b (c) x\ny, zarquon, here", covered])
        assert cursor.fetchone()[0] == "Said [■■■], [■■■], here"
        cursor.execute("SELECT search_without('plain', NULL)")
        assert cursor.fetchone()[0] == "plain"
