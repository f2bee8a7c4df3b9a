"""What is done with threads: written, changed, taken back, closed, read, acknowledged."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from access.models import Party
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from tests.cast import NOW, Cast
from tests.threads.world import answered, body, chosen, later, own, started, to_body, to_committee
from threads import actions
from threads.models import Acknowledgement, Post, PostSearch, PostVersion, Thread, ThreadMark, ThreadReader
from threads.queries import thread_lines

pytestmark = pytest.mark.django_db


def refused(code: str) -> "pytest.RaisesExc[Mendable]":
    return pytest.raises(Mendable, check=lambda mendable: mendable.code == code)


def test_a_thread_is_read_by_those_it_was_written_for_and_its_author_follows_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    assert thread.organisation == body("BNWLA") and thread.is_open and not thread.is_internal
    assert thread.cooperation == "consultation"
    readers = [one.party.kind for one in thread.readers.select_related("party")]
    assert readers == [Party.Kind.COMMITTEE_MEMBERS]
    mark = ThreadMark.objects.get(thread=thread)
    assert (mark.user, mark.wish, mark.read_at) == (cast.bnwla_liaison.user, "follow", NOW)


def test_an_answer_moves_it_to_the_front_and_who_answers_follows_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    post = answered(cast.uno_sharsha.user, thread, minutes=3)
    thread.refresh_from_db()
    assert thread.at == later(3) == post.at
    assert set(thread.audience.values_list("at", flat=True)) == {later(3)}
    assert ThreadMark.objects.get(thread=thread, user=cast.uno_sharsha.user).wish == "follow"


def test_who_does_not_read_it_answers_as_if_there_were_none(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    with pytest.raises(Http404):
        answered(cast.far_liaison.user, thread)


def test_a_mute_stays_when_one_answers(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    actions.mute(by=cast.uno_sharsha.user, thread=thread, at=later())
    answered(cast.uno_sharsha.user, thread, minutes=2)
    assert ThreadMark.objects.get(thread=thread, user=cast.uno_sharsha.user).wish == "mute"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"text": "x" * 100_000}, "too_long"),
        ({"text": "  "}, "required"),
        ({"title": ""}, "required"),
        ({"title": "t" * 300}, "too_long"),
        ({"text": "Call her on 01711 222 333"}, "identifier"),
        ({"title": "NID 1234567890123"}, "identifier"),
    ],
)
def test_what_may_not_stand_there_is_refused_and_nothing_is_left(
    cast: Cast, typed: dict[str, Any], code: str
) -> None:
    with refused(code):
        started(cast.bnwla_liaison.user, to_committee(), **typed)
    assert not Thread.objects.exists() and not Post.objects.exists()


def test_a_post_can_be_taken_back_for_a_quarter_of_an_hour(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    post = answered(cast.uno_sharsha.user, thread, minutes=1)
    late = post.at + timedelta(minutes=15, seconds=1)
    with refused("late"):
        actions.take_back(by=cast.uno_sharsha.user, post=post, at=late)
    actions.take_back(by=cast.uno_sharsha.user, post=post, at=post.at + timedelta(minutes=15))
    post.refresh_from_db()
    assert (post.state, post.text) == (Post.State.TAKEN_BACK, "")


def test_only_its_author_takes_a_post_back_changes_or_deletes_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    post = answered(cast.uno_sharsha.user, thread)
    for other in (cast.bnwla_liaison.user, cast.dc_jashore.user):
        for action in (actions.take_back, actions.delete_post):
            with pytest.raises(RefusedError):
                action(by=other, post=post, at=later(2))
        with pytest.raises(RefusedError):
            actions.edit_post(by=other, post=post, text="Another one.", at=later(2))


def test_deleting_leaves_no_word_anywhere_and_nothing_unread(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    post = answered(cast.uno_sharsha.user, thread, text="The zebra list.")
    actions.edit_post(by=cast.uno_sharsha.user, post=post, text="The zebra list of Sunday.", at=later(2))
    quoting = actions.post(
        by=cast.dc_jashore.user, thread=thread, text="Which one?", at=later(3), quoted=post
    )
    assert PostVersion.objects.filter(post=post).exists() and PostSearch.objects.filter(pk=post.pk).exists()
    actions.delete_post(by=cast.uno_sharsha.user, post=post, at=later(60))
    post.refresh_from_db()
    assert (post.state, post.text, post.text_in_full) == (Post.State.DELETED, "", "")
    assert not PostVersion.objects.filter(post=post).exists()
    assert not PostSearch.objects.filter(pk=post.pk).exists()
    quoting.refresh_from_db()
    assert quoting.quoted is not None and quoting.quoted.text == ""
    actions.delete_post(by=cast.dc_jashore.user, post=quoting, at=later(61))
    thread.refresh_from_db()
    # As if the two had never been written: nothing is unread for whoever read the first.
    assert thread.at == NOW
    with refused("gone"):
        actions.delete_post(by=cast.uno_sharsha.user, post=post, at=later(62))


def test_what_opens_a_thread_takes_its_title_along_and_ends_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), title="The zebra list")
    answered(cast.uno_sharsha.user, thread)
    actions.take_back(by=cast.bnwla_liaison.user, post=thread.posts.get(is_first=True), at=later(2))
    thread.refresh_from_db()
    assert (thread.title, thread.state, thread.removed_at) == ("", Thread.State.CLOSED, later(2))
    with refused("open"):
        actions.reopen(by=cast.bnwla_liaison.user, thread=thread, at=later(3))
    with refused("closed"):
        answered(cast.uno_sharsha.user, thread, minutes=4)


def test_how_it_read_before_stays_and_is_counted(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    actions.edit(
        by=cast.bnwla_liaison.user, thread=thread, title="Licences", text="Which is it?", at=later(5)
    )
    thread.refresh_from_db()
    first = thread.posts.get(is_first=True)
    assert (thread.title, first.text) == ("Licences", "Which is it?")
    assert (first.version, thread.text_version) == (2, 2)
    version = first.versions.get()
    assert (version.title, version.number) == ("Suspended licences", 1)
    assert version.text == "Which list is current?"
    actions.edit(
        by=cast.bnwla_liaison.user, thread=thread, title="Licences", text="Which is it?", at=later(6)
    )
    assert first.versions.count() == 1


def test_nobody_writes_in_what_is_closed_and_its_author_goes_on_with_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    with pytest.raises(RefusedError):
        actions.close(by=cast.uno_sharsha.user, thread=thread, at=later())
    actions.close(by=cast.bnwla_liaison.user, thread=thread, at=later())
    with refused("closed"):
        answered(cast.uno_sharsha.user, thread, minutes=2)
    assert not thread.audience.filter(live=True).exists()
    actions.reopen(by=cast.bnwla_liaison.user, thread=thread, at=later(3))
    assert answered(cast.uno_sharsha.user, thread, minutes=4).stands


def test_an_organisation_acknowledges_the_text_that_stands_and_again_after_a_change(cast: Cast) -> None:
    thread = started(
        cast.bnwla_liaison.user,
        to_committee(),
        to_body("RJ"),
        asks_acknowledgement=True,
        kind="alert",
        about="method",
    )
    with refused("speaks-for-nobody"):
        actions.acknowledge(by=cast.rj_staff.user, thread=thread, at=later())
    for _twice in range(2):
        actions.acknowledge(by=cast.rj_liaison.user, thread=thread, at=later())
    done = Acknowledgement.objects.get(thread=thread)
    assert (done.organisation, done.text_version) == (body("RJ"), 1)
    actions.edit(by=cast.bnwla_liaison.user, thread=thread, title="New", text="Otherwise.", at=later(2))
    actions.acknowledge(by=cast.rj_liaison.user, thread=thread, at=later(3))
    versions = Acknowledgement.objects.filter(thread=thread).order_by("text_version")
    assert list(versions.values_list("text_version", flat=True)) == [1, 2]


def test_nobody_acknowledges_what_does_not_ask_for_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), to_body("RJ"))
    with refused("unasked"):
        actions.acknowledge(by=cast.rj_liaison.user, thread=thread, at=later())


def test_it_is_widened_and_narrowed_by_its_author_alone(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    other, everyone = cast.uno_sharsha.user, chosen(cast.uno_sharsha.user, "everyone")
    with pytest.raises(RefusedError):
        actions.widen(by=other, thread=thread, readers=everyone, at=later())
    with pytest.raises(RefusedError):
        actions.narrow(by=other, thread=thread, reader=thread.readers.get().party, at=later())
    with refused("present"):
        actions.widen(
            by=cast.bnwla_liaison.user,
            thread=thread,
            readers=chosen(cast.bnwla_liaison.user, to_committee()),
            at=later(),
        )
    with refused("gone"):
        actions.narrow(by=cast.bnwla_liaison.user, thread=thread, reader=body("RJ").all_party, at=later())


def test_an_internal_one_is_opened_to_nobody_else(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, own("RJ"))
    assert thread.is_internal and thread.organisation == body("RJ")
    assert [one.party for one in ThreadReader.objects.filter(thread=thread)] == [body("RJ").all_party]
    with refused("internal"):
        actions.widen(
            by=cast.rj_liaison.user,
            thread=thread,
            readers=chosen(cast.rj_liaison.user, "everyone"),
            at=later(),
        )


def test_whoever_answers_for_an_organisation_deletes_a_post_of_its_own_threads(cast: Cast) -> None:
    internal = started(cast.rj_staff.user, own("RJ"))
    actions.delete_post(by=cast.rj_liaison.user, post=internal.posts.get(), at=later())
    shared = started(cast.rj_staff.user, to_body("RJ"))
    with pytest.raises(RefusedError):
        actions.delete_post(by=cast.rj_liaison.user, post=shared.posts.get(), at=later())


def test_a_post_that_waited_is_unread_by_whoever_read_the_one_before_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee())
    actions.post(by=cast.uno_sharsha.user, thread=thread, text="The first to come.", at=later(5))
    reader = cast.dc_jashore.user
    actions.mark_read(by=reader, thread=Thread.objects.get(), at=later(6))
    waited = actions.post(by=cast.uno_sharsha.user, thread=thread, text="It waited.", at=later(4))
    held, mark = Thread.objects.get(), ThreadMark.objects.get(user=reader)
    assert mark.read_at is not None and mark.read_at < waited.at == held.at
    assert ThreadMark.objects.get(user=cast.uno_sharsha.user).read_at == held.at
    # Nor where the one before it has been taken back since.
    actions.mark_read(by=reader, thread=held, at=later(6))
    actions.take_back(by=cast.uno_sharsha.user, post=waited, at=later(6))
    again = actions.post(by=cast.bnwla_liaison.user, thread=thread, text="It waited, too.", at=later(3))
    read_at = ThreadMark.objects.get(user=reader).read_at
    assert read_at is not None and read_at < again.at


def test_the_last_post_of_each_thread_is_found_with_one_query(cast: Cast) -> None:
    threads = [started(cast.bnwla_liaison.user, to_committee()) for _nth in range(3)]
    for thread in threads[1:]:
        answered(cast.uno_sharsha.user, thread, text="Later.")
    gone = answered(cast.uno_sharsha.user, threads[2], minutes=2)
    actions.take_back(by=cast.uno_sharsha.user, post=gone, at=later(3))
    with CaptureQueriesContext(connection) as asked:
        rows = list(thread_lines(Viewer(cast.uno_sharsha.user, later(9)), threads))
    assert [row.last for row in rows] == ["Which list is current?", "Later.", "Later."]
    posts = [one["sql"] for one in asked if 'FROM "threads_post"' in one["sql"]]
    assert len(posts) == 1 and "LIMIT 1" in posts[0]
