"""Discussions as people see them: nothing for axe to find, on a desk and a phone, in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import expect

from coordination.bridges.actions import propose_from_thread
from language.words import local_day
from partners.queries import find_place
from tests.browser.conftest import Send
from tests.browser.portal import DESKTOP, PHONE
from tests.cast import Cast
from tests.meetings.sittings import sharsha
from tests.threads.messages import issued
from tests.threads.test_stories import told
from tests.threads.world import body, started, to_committee
from threads import actions
from threads.models import Post, Request, Thread

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
        about="method",
    )
    return thread


def taken_further(cast: Cast, thread: Thread) -> Request:
    """The same discussion proposed for an agenda, and asked about by an organisation that needs more time."""
    now, reader = timezone.now(), cast.rj_liaison.user
    propose_from_thread(
        by=reader, thread=thread, committee=sharsha(), title="Hours of the desk", why="People ask.", at=now
    )
    request = actions.ask(
        by=reader,
        organisation=body("RJ"),
        asked=body("BNWLA"),
        kind="information",
        title="Copies in large print",
        text="How many can you print?",
        why="Two groups asked for them.",
        due_on=localdate() + timedelta(days=20),
        at=now,
        about=thread,
    )
    return actions.ask_more_time(
        by=cast.bnwla_liaison.user,
        request=request,
        due_on=localdate() + timedelta(days=40),
        reason="The printer is moving.",
        at=now,
    )


def message_and_story(cast: Cast) -> tuple[Thread, Thread]:
    """A key message that another office reads, and a success story whose consent the reader keeps."""
    today = timezone.now()
    jashore, sharsha = find_place(("Jashore", "Khulna")), find_place(("Sharsha", "Jashore"))
    places = [one for one in (jashore, sharsha) if one is not None]
    day = local_day(today)
    message = issued(cast, at=today, from_on=day, until_on=day, places=places)
    actions.acknowledge(by=cast.uno_sharsha.user, thread=message, at=today)
    return message, told(cast, at=today, title="A courtyard session became a clinic", text="Seven families.")


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_pages_of_discussions_are_for_everybody(language: str, send: Send, cast: Cast) -> None:
    thread = scene(cast)
    request = taken_further(cast, thread)
    message, story = message_and_story(cast)
    visits = {
        "rj_liaison": [
            reverse("threads"),
            reverse("thread", args=[thread.ref]),
            reverse("thread_new"),
            reverse("thread_propose", args=[thread.ref]),
            f"{reverse('request_new')}?about={thread.ref}&to={body('BNWLA').ref}",
            reverse("thread_not_acknowledged", args=[message.ref]),
            reverse("thread", args=[request.thread.ref]),
            reverse("requests"),
            reverse("thread", args=[message.ref]),
            reverse("thread", args=[story.ref]),
            reverse("story_new"),
            reverse("story_withdraw", args=[story.consent.ref]),
        ],
        "dc_jashore": [reverse("key_message_new")],
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


def test_somebody_is_mentioned_by_the_keyboard_alone(send: Send, cast: Cast) -> None:
    thread = scene(cast)
    visitor = send("rj_liaison", "en")
    visitor.go(reverse("thread", args=[thread.ref]))
    text = visitor.page.locator("#answer [name=text]")
    text.press_sequentially("Ask @lawyers")
    option = visitor.page.get_by_role("option")
    expect(option).to_contain_text("Lawyers")
    assert not visitor.findings()
    visitor.picture("threads-mention")
    text.press("Enter")
    expect(text).to_have_value(f"Ask @{body('BNWLA').name_en} ")
    text.press_sequentially("or @CWCS")
    expect(visitor.page.get_by_role("option")).to_have_count(0)
    text.press_sequentially(" and @lawyers")
    expect(option).to_be_visible()
    text.press("Escape")
    expect(option).to_have_count(0)
    text.press_sequentially(".")
    visitor.page.locator("#answer button[type=submit]").click()
    visitor.page.wait_for_load_state()
    assert f"@[{body('BNWLA').name_en}](organisation:" in Post.objects.latest("at").text
