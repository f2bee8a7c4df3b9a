"""Who is told what about a thread: that there is something, once, and never what."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from access.models import User
from language.words import DHAKA
from notifications.actions import scan
from notifications.models import Notice
from tests.cast import Cast
from tests.threads.world import chosen, started, to_body, to_committee
from threads import actions, notices
from threads.access import MORE_READERS
from threads.models import Thread

pytestmark = pytest.mark.django_db
# A Tuesday; Friday and Saturday are no working days.
TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=DHAKA)
MORNING = datetime(2026, 11, 25, 9, 1, tzinfo=DHAKA)


def told(kind: str, thread: Thread) -> set[User]:
    rows = Notice.objects.filter(kind=f"threads.{kind}", record_id=thread.pk, state="told")
    return {row.recipient for row in rows.select_related("recipient")}


def new_posts(at: datetime) -> list[User]:
    before = set(Notice.objects.values_list("pk", flat=True))
    scan(at=at)
    rows = Notice.objects.filter(kind="threads.new-posts", state="told").exclude(pk__in=before)
    return [row.recipient for row in rows.select_related("recipient").order_by("pk")]


def test_who_follows_is_told_in_the_morning_once_for_all_posts_of_a_day(cast: Cast) -> None:
    author, other = cast.bnwla_liaison.user, cast.uno_sharsha.user
    thread = started(author, to_committee(), at=TUESDAY)
    for minutes in range(1, 6):
        actions.post(by=other, thread=thread, text="More.", at=TUESDAY + timedelta(minutes=minutes))
    assert new_posts(TUESDAY + timedelta(hours=2)) == []
    assert new_posts(MORNING) == [author]
    assert new_posts(MORNING + timedelta(hours=3)) == []
    actions.post(by=other, thread=thread, text="More.", at=MORNING + timedelta(hours=4))
    assert new_posts(MORNING + timedelta(days=1)) == [author]


def test_what_was_written_before_weekend_is_told_on_sunday(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thursday = datetime(2026, 11, 26, 16, 0, tzinfo=DHAKA)
    thread = started(author, to_committee(), at=thursday - timedelta(hours=1))
    actions.post(by=cast.uno_sharsha.user, thread=thread, text="More.", at=thursday)
    assert new_posts(thursday + timedelta(days=1)) == new_posts(thursday + timedelta(days=2)) == []
    assert new_posts(datetime(2026, 11, 29, 9, 1, tzinfo=DHAKA)) == [author]


@pytest.mark.parametrize("does", ["read", "mute", "unfollow", "taken back", "narrowed"])
def test_nothing_is_told_where_there_is_no_reason_any_more(cast: Cast, does: str) -> None:
    author, other, later = cast.bnwla_liaison.user, cast.rj_staff.user, TUESDAY + timedelta(minutes=9)
    thread = started(author, to_body("RJ"), at=TUESDAY)
    actions.follow(by=other, thread=thread, at=TUESDAY)
    actions.mark_read(by=other, thread=thread, at=TUESDAY)
    post = actions.post(by=author, thread=thread, text="More.", at=TUESDAY + timedelta(minutes=1))
    if does == "taken back":
        actions.take_back(by=author, post=post, at=later)
    elif does == "narrowed":
        actions.narrow(by=author, thread=thread, reader=thread.readers.get().party, at=later)
    elif does == "read":
        actions.mark_read(by=other, thread=thread, until=post, at=later)
    else:
        getattr(actions, does)(by=other, thread=thread, at=later)
    assert new_posts(MORNING) == []


def test_those_present_are_told_that_more_people_read_it(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_body("RJ"), at=TUESDAY)
    more = chosen(author, to_committee(), use=MORE_READERS)
    actions.widen(by=author, thread=thread, readers=more, at=TUESDAY + timedelta(minutes=1))
    assert told("widened", thread) == {cast.rj_liaison.user, cast.rj_staff.user}


def test_those_who_answer_for_an_organisation_are_asked_to_acknowledge_and_again_after_a_change(
    cast: Cast,
) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_body("RJ"), at=TUESDAY, asks_acknowledgement=True)
    rows = Notice.objects.filter(kind="threads.acknowledge", record_id=thread.pk)
    assert told("acknowledge", thread) == {cast.rj_liaison.user} and rows.count() == 1
    actions.edit(by=author, thread=thread, title="T", text="Otherwise.", at=TUESDAY + timedelta(minutes=1))
    assert rows.count() == 2


def test_the_network_is_not_asked_by_name(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, "everyone", at=TUESDAY, asks_acknowledgement=True)
    assert told("acknowledge", thread) == set()


def test_its_author_is_told_that_oversight_opened_it(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=TUESDAY)
    actions.open_thread(
        by=cast.oversight.user, thread=thread, purpose="A concern was raised about this", at=TUESDAY
    )
    assert told("opened", thread) == {cast.bnwla_liaison.user}


@pytest.mark.parametrize("language", ["en", "bn"])
def test_no_subject_says_what_is_written(cast: Cast, language: str) -> None:
    kinds = (notices.WIDENED, notices.TO_ACKNOWLEDGE, notices.OPENED, notices.NEW_POSTS)
    with translation.override(language):
        assert all(str(kind.subject) and "%" not in str(kind.subject) for kind in kinds)


def test_those_who_are_mentioned_and_read_it_are_told_at_once_and_nobody_else(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_body("RJ"), at=TUESDAY)
    post = actions.post(
        by=cast.bnwla_liaison.user, thread=thread, text="@RJ and @MoEWOE, can you answer?", at=TUESDAY
    )
    rows = Notice.objects.filter(kind="threads.mentioned", record_id=post.pk)
    assert [row.recipient for row in rows] == [cast.rj_liaison.user]
    # Of a body that does not read it nothing is said, not even that there is one.
    assert "@MoEWOE, can" in post.text and "organisation:" in post.text
