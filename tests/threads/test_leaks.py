"""Whoever does not read a thread learns nothing of it, on whatever channel: hidden is as missing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from access.erasure.passages import PASSAGES, Column, copies_of, standing_in
from access.models import AccessLog, Cover, User
from access.rules.engine import can
from access.rules.viewer import Viewer
from coordination.calendar.feed import feed_of
from coordination.covers.actions import answer, cover
from coordination.search.queries import find
from notifications.models import Notice
from partners.models import Organisation
from tests.cast import NOW, READERS, Cast, browser, viewer
from tests.library.downloads import proven
from tests.programs import Program
from tests.threads.world import answered, body, chosen, later, own, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS, OF_MESSAGES
from threads.models import Post, PostSearch, PostVersion, Thread
from threads.queries.lists import KINDS
from threads.queries.requests import REQUESTS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
WORD = "zarquon"
PAGES = (
    "threads", "thread_new", "desk", "notices", "calendar", "commitments", "meetings", "committees",
    "partners", "covers", "erasures", "who_can_see_what", "requests", "request_new", "key_message_new",
)  # fmt: skip
SHEETS = ("threads", "requests")


def without_tokens(text: str) -> str:
    token = r'(csrfmiddlewaretoken" value=|once" value=|data-token=)"[\w-]+"|(after|before)=[\w%.-]+'
    return re.sub(token, "", text)


def pages(user: User) -> dict[str, str]:
    """All that this person's lists, counts, filters, sheets, menu, bell, feed and searches say."""
    client = proven(user)
    addresses = {name: reverse(name) for name in PAGES}
    addresses |= {
        f"threads {view}": f"{reverse('threads')}?view={view}" for view in ("unread", "to-acknowledge")
    }
    addresses |= {f"threads {kind.value}": f"{reverse('threads')}?kind={kind.value}" for kind in KINDS}
    addresses |= {
        f"requests {chip.name}": f"{reverse('requests')}?view={chip.name}" for chip in REQUESTS.chips
    }
    addresses |= {name: f"{reverse(name)}?q={WORD}" for name in ("search", "search_offered")}
    for name in SHEETS:
        addresses[f"sheet {name}"] = reverse("sheet", args=[name])
        addresses[f"file {name}"] = reverse("sheet_file", args=[name]) + "?form=csv"
    found = {
        name: without_tokens(client.get(address).content.decode()) for name, address in addresses.items()
    }
    found["feed"] = feed_of(Viewer(user, timezone.now())).decode().replace("\r\n ", "")
    program = Program(user)
    for path in ("threads/", "threads/?kind=request", "requests/", "changes/"):
        found[path] = without_tokens(program.get(path).content.decode())
    return found


# Where whoever reads them finds a discussion, a request and a key message: else the walk would see nothing.
FOUND_BY_READERS = {
    "threads", "threads request", "threads key-message", "requests", "file threads", "file requests",
    "threads/", "threads/?kind=request", "requests/", "notices",
}  # fmt: skip


def test_for_whoever_does_not_read_it_everything_is_as_if_there_were_none(cast: Cast) -> None:
    """A discussion of a committee, one of an organisation alone, a request, and a message of an office."""
    keys = ("far_liaison", "bnwla_liaison", "ncc_secretary", "moewoe_focal", "oversight")
    before = {key: pages(cast[key].user) for key in keys}
    by, office, at = cast.rj_liaison.user, cast.dc_jashore.user, timezone.now()
    typed: dict[str, Any] = {"title": WORD, "text": f"{WORD} text", "at": at}
    for to, asks in ((to_committee(), True), (own("RJ"), False)):
        thread = started(by, to, asks_acknowledgement=asks, **typed)
        actions.post(by=by, thread=thread, text=f"{WORD} again", at=at)
    [asked] = Organisation.objects.filter(offices__holders__person__user=office)
    soon = timezone.localdate() + timedelta(days=9)
    request = actions.ask(
        by=by,
        organisation=body("RJ"),
        asked=asked,
        kind="information",
        why=f"{WORD} why",
        due_on=soon,
        **typed,
    )
    actions.ask_more_time(
        by=office, request=request, due_on=soon + timedelta(days=9), reason=f"{WORD} time", at=at
    )
    actions.issue_message(
        by=office,
        organisation=asked,
        title_en=WORD,
        title_bn=f"লাইসেন্স নম্বর জেনে নিন, {WORD}",
        text_en=f"{WORD} message",
        text_bn=f"টাকা দেওয়ার আগে লাইসেন্স নম্বর জেনে নিন, {WORD}.",
        from_on=timezone.localdate(),
        until_on=soon,
        readers=chosen(office, to_body("RJ"), at=at, use=OF_MESSAGES),
        at=at,
    )
    for key in keys:
        after = pages(cast[key].user)
        assert [name for name in after if WORD in after[name] and "search" not in name] == [], key
        assert [name for name in after if before[key][name] != after[name]] == [], key
    mine = pages(by)
    assert {name for name in FOUND_BY_READERS if WORD not in mine[name]} == set()


def test_a_post_is_found_by_those_who_read_its_thread_alone(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_committee())
    answered(cast.uno_sharsha.user, thread, text=f"The {WORD} list.")
    finds = {key for key in READERS if find(viewer(cast[key].user, later(9)), WORD).groups}
    assert finds == {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"}


def test_what_was_replaced_deleted_or_covered_is_found_by_nobody(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_committee(), text=f"The {WORD} list.")
    actions.edit(by=cast.rj_liaison.user, thread=thread, title="Licences", text="A list.", at=later())
    assert not find(viewer(cast.uno_sharsha.user, later(9)), WORD).groups
    post = answered(cast.uno_sharsha.user, thread, minutes=2, text=f"The {WORD} list.")
    assert find(viewer(cast.dc_jashore.user, later(9)), WORD).groups
    cover(by=cast.dc_jashore.user, record=thread, passage=WORD, at=later(3))
    assert not find(viewer(cast.dc_jashore.user, later(9)), WORD).groups
    post.refresh_from_db()
    assert WORD not in post.text
    actions.delete_post(by=cast.uno_sharsha.user, post=post, at=later(60))
    assert not PostSearch.objects.filter(pk=post.pk).exists()


def stored_anywhere(word: str) -> list[str]:
    """Every column of the database in which the word stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb')"
        )
        found = []
        for table, column in cursor.fetchall():
            with transaction.atomic():
                cursor.execute(
                    f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1', [f"%{word}%"]
                )
                if cursor.fetchone():
                    found.append(f"{table}.{column}")
    return found


def test_nothing_of_a_deleted_post_is_left_anywhere_in_the_database(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_committee())
    post = answered(cast.uno_sharsha.user, thread, text=f"The {WORD} list.")
    actions.edit_post(by=cast.uno_sharsha.user, post=post, text=f"{WORD} and others.", at=later(2))
    actions.post(by=cast.dc_jashore.user, thread=thread, text="Which?", at=later(3), quoted=post)
    cover(by=cast.dc_jashore.user, record=thread, passage=WORD, at=later(4))
    assert "threads_post.text_in_full" in stored_anywhere(WORD)
    actions.delete_post(by=cast.uno_sharsha.user, post=post, at=later(5))
    assert stored_anywhere(WORD) == []


def test_a_covered_passage_is_left_out_of_title_posts_and_versions_until_it_is_shown_again(
    cast: Cast,
) -> None:
    thread = started(cast.rj_liaison.user, to_committee(), title=f"The {WORD} list", text=f"Of {WORD}.")
    actions.edit(
        by=cast.rj_liaison.user, thread=thread, title=f"The {WORD} lists", text=f"By {WORD}.", at=later()
    )
    made = cover(by=cast.dc_jashore.user, record=thread, passage=WORD, at=later(2))
    reader = browser(cast.uno_sharsha.user)
    for address in (reverse("thread", args=[thread.ref]), reverse("threads")):
        assert WORD not in reader.get(address).content.decode()
    version = PostVersion.objects.get()
    assert WORD not in version.text + version.title and WORD in version.text_in_full
    # Whoever writes the same words again writes them covered.
    again = answered(cast.dc_jashore.user, thread, minutes=3, text=f"Who is {WORD}?")
    assert WORD not in again.text and WORD in again.text_in_full
    answer(by=cast.dc_jashore.user, cover=made, says=Cover.Answer.SHOW, at=later(4))
    answer(by=cast.oversight.user, cover=made, says=Cover.Answer.SHOW, at=later(5))
    shown = browser(cast.uno_sharsha.user).get(reverse("thread", args=[thread.ref])).content.decode()
    assert f"By {WORD}." in shown and f"The {WORD} lists" in shown


def test_an_internal_thread_is_covered_by_nobody_so_that_oversight_learns_nothing(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, own("RJ"))
    for user in (cast.rj_liaison.user, cast.rj_staff.user):
        assert browser(user).get(reverse("cover_ask", args=["threads.thread", thread.ref])).status_code == 404


def test_the_answer_is_the_same_for_hidden_and_missing_also_when_somebody_writes(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, own("RJ"), at=timezone.now())
    client = browser(cast.far_liaison.user)
    for name in ("thread_post", "thread_follow", "thread_acknowledge", "thread_read", "thread_narrow"):
        told = [
            client.post(reverse(name, args=[ref]), {"text": "Hello."})
            for ref in (thread.ref, "n0-such-record-anywher")
        ]
        assert {one.status_code for one in told} == {404}, name
        assert without_tokens(told[0].content.decode()) == without_tokens(told[1].content.decode()), name
    quoting = started(cast.far_liaison.user, "everyone", at=timezone.now())
    with pytest.raises(Exception, match="not there any more"):
        actions.post(
            by=cast.far_liaison.user, thread=quoting, text="?", at=timezone.now(), quoted=thread.posts.get()
        )


def test_whoever_is_narrowed_away_has_no_notice_and_no_mark_that_says_anything(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_body("RJ"), at=NOW, title=WORD, asks_acknowledgement=True)
    assert Notice.objects.filter(recipient=cast.rj_liaison.user, kind="threads.acknowledge").exists()
    actions.narrow(by=author, thread=thread, reader=thread.readers.get().party, at=later())
    assert not can(viewer(cast.rj_liaison.user, later(2)), "view", thread)
    shown = pages(cast.rj_liaison.user)
    assert [name for name, text in shown.items() if WORD in text and "search" not in name] == []
    more = chosen(author, to_committee(), use=MORE_READERS)
    actions.widen(by=author, thread=thread, readers=more, at=later(3))
    assert not Notice.objects.filter(recipient=cast.rj_staff.user, kind="threads.widened").exists()
    assert Thread.objects.get().readers.filter(until=None).count() == 1
    assert Post.objects.count() == 1 and timedelta(0) < later(3) - NOW


@pytest.mark.parametrize("is_internal", [True, False])
def test_no_line_of_the_access_log_says_that_an_organisation_writes_to_itself(
    cast: Cast, is_internal: bool
) -> None:
    """Whether its program takes it, or one of its people is refused something there."""
    author, colleague = cast.rj_liaison.user, cast.rj_staff.user
    to = own("RJ") if is_internal else to_body("RJ")
    thread = started(author, to, at=timezone.now())
    [post] = Post.objects.filter(thread=thread)
    lines = AccessLog.objects.filter(kind__in=("read", "export", "denied"))
    program, client = Program(colleague), browser(colleague)
    for path in (f"threads/{thread.ref}/", f"threads/{thread.ref}/posts/", f"posts/{post.ref}/"):
        assert program.get(path).status_code == 200, path
    assert client.get(reverse("thread_edit", args=[thread.ref])).status_code == 403
    assert client.get(reverse("post_edit", args=[post.ref])).status_code == 403
    assert program.post(f"threads/{thread.ref}/close/").status_code == 403
    told = {f"{line.kind} {line.record_type}" for line in lines}
    both = {"export threads.thread", "denied threads.thread", "denied threads.post"}
    assert told == (set() if is_internal else both)


def test_what_oversight_opened_it_for_can_be_erased_with_its_line_of_the_log(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_committee())
    purpose = f"{WORD} is what it is needed for today"
    actions.open_thread(by=cast.oversight.user, thread=thread, purpose=purpose, at=later())
    one = next(one for one in standing_in(thread) if WORD in one.words)
    found = PASSAGES[one.passage.name].find(one.place)
    stands = set(stored_anywhere(WORD))
    columns = [copy for copy in copies_of(one.passage.name, found) if isinstance(copy, Column)]
    assert {f"{copy.rows.model._meta.db_table}.{copy.name}" for copy in columns} == stands
    assert [list(copy.rows.values_list(copy.name, flat=True)) for copy in columns] == [[purpose]] * len(
        stands
    )
