"""Discussions as people see them: nothing for axe to find, on a desk and a phone, in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE
from tests.cast import Cast
from tests.threads.world import started, to_committee
from threads import actions
from threads.models import Post, Thread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
TEXT = """Before you pay anyone for a job abroad, ask for **two things**:

- the licence number
- the office that gave it

See https://www.bmet.gov.bd for the list."""


def scene(cast: Cast) -> Thread:
    """A discussion with answers, one of them taken back, and an alert that asks to be acknowledged."""
    now, author, other = timezone.now(), cast.bnwla_liaison.user, cast.uno_sharsha.user
    thread = started(
        author,
        to_committee(),
        at=now - timedelta(hours=9),
        title="Check the licence",
        text=TEXT,
        asks_acknowledgement=True,
    )
    first = actions.post(
        by=other, thread=thread, text="Which office answers on a Saturday?", at=now - timedelta(hours=8)
    )
    gone = actions.post(by=other, thread=thread, text="A slip.", at=now - timedelta(hours=7))
    actions.take_back(by=other, post=gone, at=now - timedelta(hours=7))
    actions.mark_read(by=cast.rj_liaison.user, thread=thread, at=now - timedelta(hours=6))
    actions.post(
        by=cast.dc_jashore.user,
        thread=thread,
        text="None on Saturdays, @RJ.",
        at=now - timedelta(hours=2),
        quoted=first,
    )
    actions.edit_post(
        by=other, post=first, text="Which office answers on **Saturdays**?", at=now - timedelta(hours=1)
    )
    actions.post(by=cast.rj_liaison.user, thread=thread, text="Two groups read it out.", at=now)
    started(
        author,
        "everyone",
        at=now - timedelta(hours=1),
        title="Free visa by messaging app",
        text="A method.",
        kind="alert",
    )
    return thread


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_pages_of_discussions_are_for_everybody(language: str, send: Send, cast: Cast) -> None:
    thread = scene(cast)
    visits = {
        "rj_liaison": [reverse("threads"), reverse("thread", args=[thread.ref]), reverse("thread_new")],
        "bnwla_liaison": [
            reverse(name, args=[thread.ref])
            for name in ("thread", "thread_readers", "thread_widen", "thread_edit")
        ],
        "oversight": [reverse("threads_known"), reverse("thread_known", args=[thread.ref])],
    }
    found: dict[str, list[str]] = {}
    for key, addresses in visits.items():
        visitor = send(key, language)
        for number, address in enumerate(addresses):
            assert visitor.go(address) == 200
            for viewport in (DESKTOP, PHONE):
                visitor.turn_to(viewport)
                if faults := visitor.findings():
                    found[f"{key} {address} {viewport['width']}"] = faults
                visitor.picture(f"threads-{key}-{number}")
    assert not found


def test_a_reader_answers_on_a_phone(send: Send, cast: Cast) -> None:
    thread = scene(cast)
    visitor = send("rj_liaison", "en", PHONE)
    visitor.go(reverse("thread", args=[thread.ref]))
    visitor.fill(text="We print it.")
    visitor.page.locator("#answer button[type=submit]").click()
    visitor.page.wait_for_load_state()
    assert visitor.reads("We print it.") and Post.objects.filter(text="We print it.").exists()
