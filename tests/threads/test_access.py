"""Who reads a thread, who writes in it and who changes who reads: the matrix, written by hand.

Each persona and record is such that only one part of a rule decides.
"""

from datetime import timedelta

import pytest
from django.db.models import Model
from django.http import Http404
from psycopg2.extras import DateTimeTZRange

from access.models import AccessLog, User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from partners.actions import add_member
from partners.models import Membership
from partners.parties import refresh_person
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast
from tests.threads.world import answered, body, chosen, committee, later, own, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS, threads_known_to
from threads.models import Post, Thread, ThreadOpening

pytestmark = pytest.mark.django_db

OF_THREAD = ("view", "post", "follow", "acknowledge", "edit", "widen", "narrow", "close", "reopen", "erase")
OF_POST = ("view", "edit", "take_back", "delete")
COMMITTEE = {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"}


def who_may(cast: Cast, record: Model, *actions_asked: str) -> dict[str, set[str]]:
    """Who of the cast may do each, asked of every side of the rule."""
    people = {cast[key].user.pk: key for key in READERS}
    found = agree([record], actions_asked, [cast[key].user for key in READERS], NOW)
    return {action: {people[person] for _record, person in pairs} for action, pairs in found.items()}


def test_a_thread_for_a_committee(cast: Cast) -> None:
    thread = started(cast.far_liaison.user, to_committee())
    may = who_may(cast, thread, *OF_THREAD)
    readers = COMMITTEE | {"far_liaison"}
    assert all(may[action] == readers for action in ("view", "post", "follow", "acknowledge"))
    assert all(may[a] == {"far_liaison"} for a in ("edit", "widen", "narrow", "close", "reopen"))
    assert may["erase"] == {"dc_jashore", "dd_women_jashore"}


def test_a_thread_for_an_organisation_and_for_one_person(cast: Cast) -> None:
    person = f"person:{cast.bnwla_liaison.person.ref}"
    thread = started(cast.far_liaison.user, to_body("RJ"), person)
    may = who_may(cast, thread, "view", "post", "erase")
    assert may["view"] == may["post"] == {"far_liaison", "rj_liaison", "rj_staff", "bnwla_liaison"}
    # The secretariat that would decide reads none of it.
    assert may["erase"] == set()


def test_a_thread_for_everyone_is_read_by_the_whole_network(cast: Cast) -> None:
    thread = started(cast.far_liaison.user, "everyone")
    in_network = {key for key in READERS if Viewer(cast[key].user, NOW).is_in_network}
    everyone = {key for key in in_network if "everyone" in Viewer(cast[key].user, NOW).party_codes}
    assert who_may(cast, thread, "view")["view"] == everyone


def test_a_thread_of_an_organisation_alone_is_read_by_nobody_outside_oversight_included(cast: Cast) -> None:
    thread = started(cast.rj_staff.user, own("RJ"))
    may = who_may(cast, thread, *OF_THREAD)
    assert may["view"] == may["post"] == {"rj_staff", "rj_liaison"}
    assert may["edit"] == {"rj_staff"} and may["erase"] == set()
    watching = cast.oversight.viewer
    assert not threads_known_to(watching).exists()
    with pytest.raises(Http404):
        actions.open_thread(
            by=cast.oversight.user, thread=thread, purpose="A concern was raised about this", at=NOW
        )
    assert not AccessLog.objects.filter(record_type="threads.thread").exists()


def test_posts_are_read_through_their_thread_and_kept_by_their_authors(cast: Cast) -> None:
    thread = started(cast.far_liaison.user, to_committee())
    post = answered(cast.uno_sharsha.user, thread)
    may = who_may(cast, post, *OF_POST)
    assert may["view"] == COMMITTEE | {"far_liaison"}
    assert all(may[action] == {"uno_sharsha"} for action in ("edit", "take_back", "delete"))
    internal = answered(cast.rj_staff.user, started(cast.rj_staff.user, own("RJ")))
    assert who_may(cast, internal, *OF_POST)["delete"] == {"rj_staff", "rj_liaison"}
    assert who_may(cast, internal, *OF_POST)["edit"] == {"rj_staff"}


def test_whoever_leaves_the_body_in_whose_name_they_wrote_changes_it_no_more(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_committee())
    serving = Membership.objects.filter(person=cast.rj_liaison.person)
    serving.update(period=DateTimeTZRange(NOW - timedelta(days=400), NOW - timedelta(days=1)))
    refresh_person(cast.rj_liaison.person)
    assert not can(Viewer(cast.rj_liaison.user, NOW), "edit", thread)


def test_whoever_joins_a_committee_reads_its_past_and_whoever_is_narrowed_away_reads_nothing(
    cast: Cast,
) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), to_body("RJ"))

    def reads(user: User) -> bool:
        return can(Viewer(user, NOW), "view", thread)

    assert reads(cast.rj_staff.user) and not reads(cast.far_liaison.user)
    add_member(
        by=None, organisation=body("RJ"), person=cast.far_liaison.person, role="staff",
        since=NOW - timedelta(days=1), at=NOW,
    )  # fmt: skip
    assert reads(cast.far_liaison.user)
    actions.narrow(by=cast.bnwla_liaison.user, thread=thread, reader=body("RJ").all_party, at=NOW)
    assert not reads(cast.far_liaison.user) and not reads(cast.rj_staff.user)
    assert reads(cast.uno_sharsha.user) and reads(cast.bnwla_liaison.user)


def test_a_role_gives_nobody_a_thread(cast: Cast) -> None:
    thread = started(cast.far_liaison.user, to_committee())
    for key in ("ncc_secretary", "oversight"):
        assert not can(cast[key].viewer, "view", thread)


def test_oversight_opens_one_for_an_hour_and_it_is_logged(cast: Cast) -> None:
    thread = started(cast.far_liaison.user, to_committee())
    assert list(threads_known_to(cast.oversight.viewer)) == [thread]
    assert not threads_known_to(cast.ncc_secretary.viewer).exists()
    with pytest.raises(Mendable):
        actions.open_thread(by=cast.oversight.user, thread=thread, purpose="a b c", at=NOW)
    opening = actions.open_thread(
        by=cast.oversight.user, thread=thread, purpose="A concern was raised about this", at=NOW
    )
    line = AccessLog.objects.get(record_ref=thread.ref)
    assert (line.user, line.purpose) == (cast.oversight.user, "A concern was raised about this")

    def reads(user: User, minutes: int) -> bool:
        return (
            ThreadOpening.objects.permitted(Viewer(user, later(minutes)), "read")
            .filter(pk=opening.pk)
            .exists()
        )

    assert reads(cast.oversight.user, 59) and not reads(cast.oversight.user, 60)
    assert not reads(cast.ncc_secretary.user, 1)
    assert not can(cast.oversight.viewer, "view", thread)
    with pytest.raises(Http404):
        actions.open_thread(
            by=cast.ncc_secretary.user, thread=thread, purpose="A concern was raised about this", at=NOW
        )


def test_the_stored_audience_is_what_the_facts_say(cast: Cast) -> None:
    thread = started(cast.far_liaison.user, to_committee())
    answered(cast.uno_sharsha.user, thread)
    more = chosen(cast.far_liaison.user, to_body("RJ"), use=MORE_READERS)
    actions.widen(by=cast.far_liaison.user, thread=thread, readers=more, at=later(2))
    actions.narrow(by=cast.far_liaison.user, thread=thread, reader=committee().members_party, at=later(3))
    started(cast.rj_staff.user, own("RJ"))
    derivation = next(one for one in all_derivations() if one.model is Thread)
    assert not list(differences(derivation))


def test_nobody_writes_in_the_name_of_a_body_they_do_not_serve(cast: Cast) -> None:
    with pytest.raises(Exception, match="write_threads"):
        started(cast.far_liaison.user, to_committee(), organisation=body("RJ"))
    assert not Post.objects.exists()
