"""Who is told what about a thread: that there is something, once, and never what."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from access.models import User
from language.words import DHAKA
from notifications.actions import scan
from notifications.kinds import all_kinds, without_number
from notifications.models import Notice
from partners.actions import add_member
from partners.models import Office
from tests.cast import Cast
from tests.library.made_files import checked_file
from tests.notifications.mail_server import written_in
from tests.threads.test_requests import DUE, appoint, asked
from tests.threads.test_stories import told as told_story
from tests.threads.updates import posted
from tests.threads.world import body, chosen, started, to_body, to_committee
from threads import actions, notices
from threads.access import MORE_READERS
from threads.models import StoryConsent, Thread
from threads.updates import actions as update_actions

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


TITLE, TEXT, FILE = "zarquon list", "wibblefish is the name", "quuxling sheet"


def requests_of_every_end(cast: Cast) -> None:
    """One is passed on and answered, one gets more time, one is withdrawn, one waits until it is late."""
    asking, holder, at = cast.bnwla_liaison.user, cast.uno_sharsha.user, TUESDAY
    office = Office.objects.select_related("organisation").get(holders__person__user=holder)
    assert office.organisation is not None
    clerk = Office.objects.create(code="uno-clerk", title_en="Planning", organisation=office.organisation)
    appoint(cast.far_liaison.person, clerk)
    typed: dict[str, Any] = {"title": TITLE, "text": TEXT, "why": TEXT, "at": at}
    passed, longer, withdrawn, late = (
        asked(asking, "BNWLA", office.organisation.code, files=[checked_file(asking, FILE).ref], **typed)
        for _each in range(4)
    )
    actions.pass_on(by=holder, request=passed, office=clerk, note=TEXT, at=at)
    actions.answer(by=cast.far_liaison.user, request=passed, text=TEXT, at=at)
    until = DUE + timedelta(days=10)
    actions.ask_more_time(by=holder, request=longer, due_on=until, reason=TEXT, at=at)
    actions.grant_time(by=asking, request=longer, at=at)
    actions.withdraw(by=asking, request=withdrawn, at=at)
    assert late.is_open


def everything_told(cast: Cast) -> None:
    """Whatever threads tell anybody of, with words of their own in title, text and the name of a file."""
    author, reader = cast.bnwla_liaison.user, cast.rj_staff.user
    more_words = {"title": TITLE, "text": f"{TEXT}, @RJ", "asks_acknowledgement": True}
    thread = started(author, to_body("RJ"), at=TUESDAY, files=[checked_file(author, FILE).ref], **more_words)
    actions.post(by=author, thread=thread, text=f"@RJ, {TEXT}", at=TUESDAY)
    actions.follow(by=reader, thread=thread, at=TUESDAY)
    more = chosen(author, to_committee(), use=MORE_READERS)
    actions.widen(by=author, thread=thread, readers=more, at=TUESDAY + timedelta(minutes=1))
    actions.open_thread(by=cast.oversight.user, thread=thread, purpose=f"{TEXT} needed", at=TUESDAY)
    requests_of_every_end(cast)
    told_story(cast, title=TITLE, text=TEXT, at=TUESDAY)
    actions.withdraw_story(by=author, consent=StoryConsent.objects.get(), at=TUESDAY)
    concern = actions.tell_concern(by=reader, kind="altered-minutes", text=TEXT, at=TUESDAY)
    actions.answer_concern(by=cast.oversight.user, concern=concern, text=TEXT, at=TUESDAY)
    actions.tell_concern(by=author, kind="altered-minutes", text=TEXT, at=TUESDAY)
    of_cell = cast.moewoe_focal
    add_member(
        by=None, organisation=body("CID"), person=of_cell.person, role="staff", since=TUESDAY, at=TUESDAY
    )
    reported = posted(cast.rj_staff.user, to_committee(), of="online-abuse", text=TEXT, at=TUESDAY)
    abuse = reported.field_update.online_abuse
    update_actions.answer_abuse(by=of_cell.user, abuse=abuse, answer="taken-down", at=TUESDAY)
    for days in (-15, -2, 0, 3, 10, 20):
        scan(at=datetime.combine(DUE + timedelta(days=days), MORNING.timetz()))


def test_no_mail_of_any_kind_says_what_is_written_or_attached(
    cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    everything_told(cast)
    # What returns and tools tell has no words of anybody, and is looked at in their own tests.
    elsewhere = ("threads.return-", "threads.kept-", "threads.import-")
    names = (kind for kind in all_kinds() if kind.name.startswith("threads."))
    ours = {kind.name: kind for kind in names if not kind.name.startswith(elsewhere)}
    assert set(Notice.objects.filter(state="told").values_list("kind", flat=True)) >= set(ours)
    stages = Notice.objects.filter(kind="threads.request-due", state="told").values_list("stage", flat=True)
    assert {without_number(one) for one in stages} == set(notices.REQUEST_DUE.stage_subjects)
    for language in ("en", "bn"):
        mails = written_in(language)
        assert {name for name in mails if name in ours} == {n for n in ours if ours[n].channels}
        for name, whole in mails.items():
            assert [one for one in (TITLE, TEXT, FILE) if one.split()[0] in whole] == [], (name, language)


def test_those_who_are_mentioned_and_read_it_are_told_at_once_and_nobody_else(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_body("RJ"), at=TUESDAY)
    post = actions.post(
        by=cast.bnwla_liaison.user, thread=thread, text="@RJ and @MoEWOE, can you answer?", at=TUESDAY
    )
    rows = Notice.objects.filter(kind="threads.mentioned", record_id=post.pk)
    assert [row.recipient for row in rows] == [cast.rj_liaison.user]
    # Of a body that does not read it nothing is said, not even that there is one.
    assert "@MoEWOE, can" in post.text and "organisation:" in post.text
