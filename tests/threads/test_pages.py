"""The pages: what they show, to whom, and how they answer what people type."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from tests.cast import Cast, browser
from tests.threads.world import body, chosen, committee, own, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS
from threads.models import Post, Thread, ThreadMark
from threads.queries import THREADS, TO_ACKNOWLEDGE, UNREAD

pytestmark = pytest.mark.django_db


def page(user: User, name: str, *args: object, language: str = "en", **query: str) -> str:
    answer = browser(user, language).get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def version(text: str) -> str:
    found = re.search(r'name="version" value="([\w.]*)"', text)
    assert found is not None
    return found.group(1)


def send(user: User, name: str, ref: str, **typed: Any) -> Any:
    return browser(user).post(reverse(name, args=[ref]), typed)


def choice(*values: str) -> dict[str, Any]:
    """What the form of a choice sends."""
    if values in {("everyone",)} or values[0].startswith("own:"):
        return {"readers-who": values[0]}
    return {"readers-who": "chosen", "readers": list(values)}


def test_a_discussion_is_started_only_after_its_author_has_read_who_reads_it(cast: Cast) -> None:
    client, address = browser(cast.bnwla_liaison.user), reverse("thread_new")
    typed = choice(to_committee()) | {
        "kind": "discussion", "title": "Suspended licences", "text": "Which list is current?",
    }  # fmt: skip
    first = client.post(address, typed)
    shown = first.content.decode()
    assert first.status_code == 422 and not Thread.objects.exists()
    # Everything typed stays, and who reads it stands there.
    assert "Suspended licences" in shown and "Which list is current?" in shown
    assert "people read this" in shown and "Oversight knows that it exists" in shown
    seen = re.search(r'name="readers-seen" value="(\w+)"', shown)
    assert seen is not None
    second = client.post(address, typed | {"readers-seen": seen.group(1)})
    thread = Thread.objects.get()
    assert (second.status_code, second.headers["Location"]) == (302, reverse("thread", args=[thread.ref]))


def test_a_thread_shows_who_reads_it_what_was_written_and_by_which_office(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    shown = page(cast.uno_sharsha.user, "thread", thread.ref)
    for words in ("Suspended licences", "Which list is current?", "people read this", "Take it away"):
        assert (words in shown) == (words != "Take it away")
    assert "Take back" not in shown
    assert "Take back, 15 minutes left" in page(cast.bnwla_liaison.user, "thread", thread.ref)


def test_an_answer_is_sent_and_stands_at_its_place(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    user = cast.uno_sharsha.user
    shown = page(user, "thread", thread.ref)
    answer = send(user, "thread_post", thread.ref, text="The list of Sunday.", version=version(shown))
    post = Post.objects.get(is_first=False)
    assert answer.headers["Location"] == f"{reverse('thread', args=[thread.ref])}#post-{post.ref}"


@pytest.mark.parametrize("text", ["x" * 100_000, "Her number is 01711 222 333", ""])
def test_what_may_not_be_sent_stays_in_the_form_with_a_message_at_its_field(cast: Cast, text: str) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    user = cast.uno_sharsha.user
    answer = send(
        user, "thread_post", thread.ref, text=text, version=version(page(user, "thread", thread.ref))
    )
    shown = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_text_error"' in shown
    assert text in shown and Post.objects.count() == 1


def test_a_text_for_a_thread_that_was_closed_meanwhile_stays_and_it_is_said(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    user = cast.uno_sharsha.user
    read = version(page(user, "thread", thread.ref))
    actions.close(by=cast.bnwla_liaison.user, thread=thread, at=timezone.now())
    answer = send(user, "thread_post", thread.ref, text="Written for long.", version=read)
    shown = answer.content.decode()
    assert answer.status_code == 422 and Post.objects.count() == 1
    assert "Written for long." in shown and "This discussion is closed." in shown
    assert "Post to" not in shown and "Post to" not in page(user, "thread", thread.ref)


def test_a_text_that_answers_what_was_taken_back_meanwhile_can_be_sent_again(cast: Cast) -> None:
    author, user = cast.bnwla_liaison.user, cast.uno_sharsha.user
    thread = started(author, to_committee(), at=timezone.now())
    post = actions.post(by=author, thread=thread, text="Answer this.", at=timezone.now())
    read = version(page(user, "thread", thread.ref, answer=post.ref))
    actions.take_back(by=author, post=post, at=timezone.now())
    answer = send(user, "thread_post", thread.ref, text="So it is.", version=read, quoted=post.ref)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "So it is." in shown and post.ref not in form_of(shown)
    assert post.ref not in form_of(page(user, "thread", thread.ref, answer=post.ref))
    again = send(user, "thread_post", thread.ref, text="So it is.", version=version(shown), quoted="")
    assert again.status_code == 302


def form_of(shown: str) -> str:
    return shown[shown.index('id="answer"') :].split("</form>")[0]


def test_its_author_reads_what_oversight_opened_it_for_and_others_do_not(cast: Cast) -> None:
    purpose = "A concern was raised about this"
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    actions.open_thread(by=cast.oversight.user, thread=thread, purpose=purpose, at=timezone.now())
    assert purpose in page(cast.bnwla_liaison.user, "thread", thread.ref)
    assert purpose not in page(cast.uno_sharsha.user, "thread", thread.ref)


def test_an_audience_that_changed_while_somebody_wrote_is_said_and_the_text_stays(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    user = cast.uno_sharsha.user
    read = version(page(user, "thread", thread.ref))
    more = chosen(cast.bnwla_liaison.user, "everyone", use=MORE_READERS)
    actions.widen(by=cast.bnwla_liaison.user, thread=thread, readers=more, at=timezone.now())
    answer = send(user, "thread_post", thread.ref, text="Only for the committee.", version=read)
    shown = answer.content.decode()
    assert answer.status_code == 422 and Post.objects.count() == 1
    assert "Only for the committee." in shown and "Everyone in the network is meant." in shown
    again = send(user, "thread_post", thread.ref, text="For all, then.", version=version(shown))
    assert again.status_code == 302


def test_two_who_change_one_post_see_both_texts(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_committee(), at=timezone.now())
    read = version(page(author, "thread_edit", thread.ref))
    actions.edit(by=author, thread=thread, title="Licences", text="Theirs.", at=timezone.now())
    answer = send(author, "thread_edit", thread.ref, title="Licences", text="Mine.", version=read)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Mine." in shown and "Theirs." in shown


def test_what_is_acknowledged_is_the_text_that_was_read(cast: Cast) -> None:
    author, reader = cast.bnwla_liaison.user, cast.rj_liaison.user
    thread = started(author, to_body("RJ"), at=timezone.now(), asks_acknowledgement=True)
    shown = page(reader, "thread", thread.ref)
    assert "Acknowledged by 0 of 1 organisations" in shown
    read = version(shown[shown.index("acknowledge/") :])
    actions.edit(by=author, thread=thread, title="Licences", text="Otherwise.", at=timezone.now())
    address = reverse("thread_acknowledge", args=[thread.ref])
    refused = browser(reader).post(address, {"version": read}, follow=True)
    assert not thread.acknowledgements.exists() and "Read it again" in refused.content.decode()
    shown = page(reader, "thread", thread.ref)
    send(reader, "thread_acknowledge", thread.ref, version=version(shown[shown.index("acknowledge/") :]))
    assert "Acknowledged by 1 of 1 organisations" in page(reader, "thread", thread.ref)


def test_the_versions_before_a_share_are_for_those_who_read_them_then(cast: Cast) -> None:
    author, now = cast.bnwla_liaison.user, timezone.now()
    thread = started(author, to_committee(), at=now - timedelta(minutes=9), text="The zebra list.")
    actions.edit(by=author, thread=thread, title="T", text="Another list.", at=now - timedelta(minutes=8))
    more = chosen(author, to_body("RJ"), use=MORE_READERS)
    actions.widen(by=author, thread=thread, readers=more, at=now - timedelta(minutes=7))
    actions.edit(by=author, thread=thread, title="T", text="A third list.", at=now - timedelta(minutes=6))
    assert "zebra" in page(cast.uno_sharsha.user, "thread", thread.ref)
    late = page(cast.rj_staff.user, "thread", thread.ref)
    assert "zebra" not in late and "Another list." in late and "A third list." in late


def test_a_long_thread_shows_its_end_and_goes_back_page_by_page(cast: Cast) -> None:
    now = timezone.now()
    thread = started(cast.bnwla_liaison.user, to_committee(), at=now - timedelta(hours=3))
    for number in range(60):
        actions.post(
            by=cast.uno_sharsha.user, thread=thread, text=f"post number {number}.",
            at=now - timedelta(minutes=120 - number),
        )  # fmt: skip
    client = browser(cast.bnwla_liaison.user)
    shown = client.get(reverse("thread", args=[thread.ref])).content.decode()
    assert "post number 59." in shown and "post number 34." not in shown and "Which list" in shown
    seen, address = 0, reverse("thread", args=[thread.ref])
    while address:
        text = client.get(address).content.decode()
        seen += len(re.findall(r"<p>post number \d+\.", text))
        found = re.search(r'rel="next"\s+href="([^"]+)"', text)
        address = found.group(1).replace("&amp;", "&") if found else ""
    assert seen == 60
    found_post = Post.objects.get(text="post number 12.")
    at = client.get(reverse("post", args=[found_post.ref]), follow=True).content.decode()
    assert f'id="post-{found_post.ref}"' in at


def test_what_is_new_since_somebody_was_there_begins_at_a_line(cast: Cast) -> None:
    now, reader = timezone.now(), cast.dc_jashore.user
    thread = started(cast.bnwla_liaison.user, to_committee(), at=now - timedelta(hours=3))
    actions.mark_read(by=reader, thread=thread, at=now - timedelta(hours=2))
    for number in range(3):
        actions.post(
            by=cast.uno_sharsha.user, thread=thread, text=f"post number {number}.",
            at=now - timedelta(minutes=60 - number),
        )  # fmt: skip
    shown = page(reader, "thread", thread.ref)
    assert shown.count("New since you were here") == 1
    assert shown.index("New since you were here") < shown.index("post number 0.")
    newest = Post.objects.order_by("-at").first()
    assert newest is not None
    send(reader, "thread_read", thread.ref, until=newest.ref)
    assert "New since you were here" not in page(reader, "thread", thread.ref)


def test_the_chips_count_what_is_unread_and_what_waits_to_be_acknowledged(cast: Cast) -> None:
    now = timezone.now()
    author, reader = cast.bnwla_liaison.user, cast.rj_liaison.user
    read = started(author, to_body("RJ"), at=now - timedelta(hours=2), title="Read")
    muted = started(author, to_body("RJ"), at=now - timedelta(hours=2), title="Muted")
    started(author, to_body("RJ"), at=now - timedelta(days=40), title="Old")
    asking = started(
        author, to_body("RJ"), at=now - timedelta(hours=1), title="Asks", asks_acknowledgement=True
    )
    actions.mark_read(by=reader, thread=read, at=now)
    actions.mute(by=reader, thread=muted, at=now)
    viewer = Viewer(reader, now)
    assert THREADS.page(viewer, UNREAD).records == [asking]
    assert THREADS.page(viewer, TO_ACKNOWLEDGE).records == [asking]
    assert (THREADS.count(viewer, UNREAD), THREADS.count(viewer, TO_ACKNOWLEDGE)) == (1, 1)
    staff = Viewer(cast.rj_staff.user, now)
    assert (
        THREADS.count(staff, TO_ACKNOWLEDGE) == 0 and THREADS.count(Viewer(author, now), TO_ACKNOWLEDGE) == 0
    )
    actions.acknowledge(by=reader, thread=asking, at=now)
    assert THREADS.count(viewer, TO_ACKNOWLEDGE) == THREADS.count(viewer, UNREAD) == 0
    for view in ("all", "unread", "to-acknowledge"):
        assert page(reader, "threads", view=view)


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_list_says_kind_readers_and_the_last_post(cast: Cast, language: str) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    shown = page(cast.uno_sharsha.user, "threads", language=language)
    assert thread.title in shown and "Which list is current?" in shown
    name = committee().name_bn if language == "bn" else committee().name_en
    assert name in shown


def queries(client: Client, address: str, **query: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address, query).status_code == 200
    return len(asked)


@pytest.mark.parametrize("view", ["all", "unread", "to-acknowledge"])
def test_a_list_costs_as_many_queries_with_seven_rows_as_with_one(cast: Cast, view: str) -> None:
    client, address = browser(cast.rj_liaison.user), reverse("threads")
    more: dict[str, Any] = {"asks_acknowledgement": True, "at": timezone.now()}
    started(cast.bnwla_liaison.user, to_body("RJ"), **more)
    client.get(address, {"view": view})
    one = queries(client, address, view=view)
    for _nth in range(6):
        started(cast.bnwla_liaison.user, to_body("RJ"), to_committee(), **more)
    assert queries(client, address, view=view) == one


def test_a_thread_costs_as_many_queries_with_seven_posts_as_with_one(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now(), asks_acknowledgement=True)
    first = actions.post(by=cast.uno_sharsha.user, thread=thread, text="One.", at=timezone.now())
    actions.edit_post(by=cast.uno_sharsha.user, post=first, text="Changed.", at=timezone.now())
    client, address = browser(cast.dc_jashore.user), reverse("thread", args=[thread.ref])
    client.get(address)
    one = queries(client, address)
    for _nth in range(6):
        made = actions.post(
            by=cast.uno_sharsha.user, thread=thread, text="More.", at=timezone.now(), quoted=first
        )
        actions.edit_post(by=cast.uno_sharsha.user, post=made, text="Otherwise.", at=timezone.now())
    assert queries(client, address) <= one + 1  # what is quoted, once there is something


def test_an_author_lets_more_people_read_and_takes_it_away_again(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_committee(), at=timezone.now())
    client, address = browser(author), reverse("thread_widen", args=[thread.ref])
    shown = client.post(address, choice(to_body("RJ"))).content.decode()
    seen = re.search(r'name="readers-seen" value="(\w+)"', shown)
    assert seen is not None and "They read the whole discussion" in shown
    assert client.post(address, choice(to_body("RJ")) | {"readers-seen": seen.group(1)}).status_code == 302
    assert "Suspended" in page(cast.rj_staff.user, "thread", thread.ref)
    send(author, "thread_narrow", thread.ref, reader=body("RJ").all_party.ref)
    gone = browser(cast.rj_staff.user).get(reverse("thread", args=[thread.ref]))
    assert gone.status_code == 404


def test_the_author_sees_which_person_is_taken_away_and_others_how_many_there_are(cast: Cast) -> None:
    person = cast.far_liaison.person
    author = cast.bnwla_liaison.user
    thread = started(author, to_body("RJ"), f"person:{person.ref}", at=timezone.now())
    assert person.label_en in page(author, "thread_readers", thread.ref)
    shown = page(cast.rj_staff.user, "thread_readers", thread.ref)
    assert person.label_en not in shown and "One person, by name" in shown


def test_oversight_sees_that_a_thread_exists_and_reads_it_for_an_hour_with_a_purpose(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    within = started(cast.rj_staff.user, own("RJ"), at=timezone.now(), title="Within")
    shown = page(cast.oversight.user, "threads_known")
    assert thread.ref in shown and within.ref not in shown
    assert "Suspended" not in shown and "Within" not in shown
    client = browser(cast.oversight.user)
    assert client.get(reverse("thread_known", args=[within.ref])).status_code == 404
    answer = client.post(
        reverse("thread_known", args=[thread.ref]), {"purpose": "A concern was raised about this"}
    )
    opened = client.get(answer.headers["Location"]).content.decode()
    assert "Which list is current?" in opened and "A concern was raised about this" in opened
    assert "Suspended" not in page(cast.oversight.user, "threads")


def test_reading_is_noted_only_for_whoever_reads(cast: Cast) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    assert send(cast.far_liaison.user, "thread_read", thread.ref).status_code == 404
    assert not ThreadMark.objects.filter(user=cast.far_liaison.user).exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://example.org/x.png)",
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;",
    ],
)
def test_what_somebody_writes_is_drawn_and_never_run(cast: Cast, text: str) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now(), text=f"**Bold** {text}")
    shown = page(cast.uno_sharsha.user, "thread", thread.ref)
    drawn = shown[shown.index('<div class="prose">') :].split("</div>")[0]
    assert "<strong>Bold</strong>" in drawn and "<script" not in drawn and "<img" not in drawn


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html;base64,PHNjcmlwdD4="])
def test_a_link_that_runs_something_leads_nowhere(cast: Cast, link: str) -> None:
    try:
        thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now(), text=f"[here]({link})")
    except Mendable:
        return
    shown = page(cast.uno_sharsha.user, "thread", thread.ref)
    assert f'href="{link[:9]}' not in shown


def test_each_post_is_covered_from_where_it_stands_and_offers_its_own_words_alone(cast: Cast) -> None:
    author, reader = cast.bnwla_liaison.user, cast.uno_sharsha.user
    thread = started(author, to_committee(), at=timezone.now())
    post = actions.post(by=reader, thread=thread, text="Ask the girl at the tea stall.", at=timezone.now())
    hidden = started(author, to_body("BNWLA"), at=timezone.now(), text="Only we read this.")
    address = reverse("cover_ask", args=["threads.thread", thread.ref])
    assert f"{address}?part={post.ref}" in page(reader, "thread", thread.ref)
    shown = browser(reader).get(address, {"part": post.ref}).content.decode()
    assert "Ask the girl at the tea stall." in shown and "Which list is current?" not in shown
    # A name that is no post's of this discussion offers all that stands in it, and nothing of another one.
    for part in (hidden.posts.get().ref, "\x00", "nothing"):
        shown = browser(reader).get(address, {"part": part}).content.decode()
        assert "Which list is current?" in shown and "Only we read this." not in shown
    actions.edit_post(by=reader, post=post, text="Ask at the tea stall.", at=timezone.now())
    more = chosen(author, to_body("RJ"), use=MORE_READERS)
    actions.widen(by=author, thread=thread, readers=more, at=timezone.now())
    late = browser(cast.rj_staff.user).get(address, {"part": post.ref})
    assert "the girl" not in late.content.decode()
    within = started(cast.bnwla_liaison.user, own("BNWLA"), at=timezone.now())
    assert "cover" not in page(author, "thread", within.ref)
    assert browser(author).get(reverse("cover_ask", args=["threads.thread", within.ref])).status_code == 404
