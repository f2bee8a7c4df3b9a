"""Programs read and write threads by the actions of the pages, and are refused as people are."""

import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, browser
from tests.programs import Program
from tests.threads.world import body, own, started, to_body, to_committee
from threads import actions
from threads.models import Post, Thread

pytestmark = pytest.mark.django_db


def told(answer: Any) -> Any:
    return json.loads(answer.content)


def test_a_program_starts_answers_and_reads(cast: Cast) -> None:
    program = Program(cast.bnwla_liaison.user)
    sent = {"readers": [to_body("RJ")], "title": "Licences", "text": "Which list?", "kind": "alert"}
    refused = told(program.post("threads/", sent))
    assert [one["pointer"] for one in refused["errors"]] == ["/about"], refused
    sent["about"] = "route"
    made = program.post("threads/", sent, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    ref = told(made)["ref"]
    assert told(made)["readers"] == [to_body("RJ")] and "Nobody outside" not in told(made)["read_by"]
    answered = Program(cast.rj_staff.user).post(f"threads/{ref}/answer/", {"text": "That of Sunday."})
    assert answered.status_code == 200, answered.content
    posts = told(program.get(f"threads/{ref}/posts/"))["results"]
    assert [one["text"] for one in posts] == ["That of Sunday.", "Which list?"]
    assert [one["ref"] for one in told(program.get("threads/"))["results"]] == [ref]


def test_readers_nobody_can_choose_are_refused_at_their_field(cast: Cast) -> None:
    program = Program(cast.bnwla_liaison.user)
    for readers in (["organisation:no-such"], [own("RJ")], ["party:1"], []):
        sent = {"readers": readers, "title": "Licences", "text": "Which list?"}
        assert program.post("threads/", sent).status_code == 422, readers
    assert not Thread.objects.exists()


def test_a_change_needs_the_version_that_was_read(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_committee(), at=timezone.now())
    program, address = Program(author), f"threads/{thread.ref}/"
    tag = program.get(address).headers["ETag"]
    sent = {"title": "T", "text": "Otherwise."}
    assert program.post(f"{address}edit/", sent).status_code == 428
    actions.edit(by=author, thread=thread, title="Meanwhile", text="Meanwhile.", at=timezone.now())
    stale = program.post(f"{address}edit/", sent, If_Match=tag)
    assert stale.status_code == 412 and "Meanwhile." in stale.content.decode()


def test_who_is_named_as_a_person_is_told_to_the_author_alone(cast: Cast) -> None:
    person = f"person:{cast.far_liaison.person.ref}"
    author = cast.bnwla_liaison.user
    thread = started(author, to_body("RJ"), person, at=timezone.now())
    address = f"threads/{thread.ref}/"
    assert set(told(Program(author).get(address))["readers"]) == {to_body("RJ"), person}
    for reader in (cast.rj_staff.user, cast.far_liaison.user):
        assert told(Program(reader).get(address))["readers"] == [to_body("RJ")]
    narrowed = Program(author).post(f"{address}fewer-readers/", {"reader": person})
    assert told(narrowed)["readers"] == [to_body("RJ")]


@pytest.mark.parametrize("step", ["follow", "unfollow", "mute"])
def test_a_wish_may_name_the_version_that_was_read(cast: Cast, step: str) -> None:
    thread = started(cast.bnwla_liaison.user, to_committee(), at=timezone.now())
    program, address = Program(cast.uno_sharsha.user), f"threads/{thread.ref}/"
    tag = program.get(address).headers["ETag"]
    assert program.post(f"{address}{step}/", If_Match=tag).status_code == 200
    actions.edit(by=cast.bnwla_liaison.user, thread=thread, title="T", text="Other.", at=timezone.now())
    assert program.post(f"{address}{step}/", If_Match=tag).status_code == 412


def test_a_program_takes_back_widens_and_narrows(cast: Cast) -> None:
    author = cast.bnwla_liaison.user
    thread = started(author, to_body("RJ"), at=timezone.now())
    program, address = Program(author), f"threads/{thread.ref}/"
    assert program.post(f"{address}more-readers/", {"readers": [to_committee()]}).status_code == 200
    narrowed = program.post(f"{address}fewer-readers/", {"reader": to_body("RJ")})
    assert narrowed.status_code == 200 and told(narrowed)["readers"] == [to_committee()]
    assert Program(cast.rj_staff.user).get(address).status_code == 404
    post = Post.objects.get()
    assert program.post(f"posts/{post.ref}/take-back/").status_code == 200
    assert told(program.get(f"{address}posts/"))["results"][0]["text"] == ""
    assert body("RJ").all_party.pk not in thread.audience.values_list("party_id", flat=True)


def test_posts_of_a_long_discussion_are_read_to_its_beginning_page_by_page(cast: Cast) -> None:
    """By programs the latest first, and by oversight from the beginning; each post once."""
    author, now = cast.bnwla_liaison.user, timezone.now()
    thread = started(author, to_body("RJ"), at=now, text="Post 0.")
    written = [f"Post {one}." for one in range(1, 30)]
    for text in written:
        actions.post(by=author, thread=thread, text=text, at=now)
    program, found, address = Program(author), [], f"threads/{thread.ref}/posts/?size=12"
    while address:
        page = told(program.get(address))
        found += [one["text"] for one in page["results"]]
        address = (page["next"] or "").removeprefix("/api/v1/")
    assert found == [*reversed(written), "Post 0."]
    assert program.get(f"threads/{thread.ref}/posts/?after=elsewhere").status_code == 400
    assert Program(cast.far_liaison.user).get(f"threads/{thread.ref}/posts/").status_code == 404
    opening = actions.open_thread(
        by=cast.oversight.user, thread=thread, purpose="A concern was raised about this", at=timezone.now()
    )
    client, read, url = browser(cast.oversight.user), [], reverse("thread_opened", args=[opening.ref])
    while url:
        asked = client.get(url).context["asked"]
        read += [one.text for one in asked.records]
        url = asked.next_url
    assert read == ["Post 0.", *written]
    assert browser(author).get(reverse("thread_opened", args=[opening.ref])).status_code == 404
