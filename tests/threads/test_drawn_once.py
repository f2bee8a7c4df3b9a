"""What a page draws and builds is drawn and built once: no counting of statements shows the difference."""

import pytest
from django.urls import reverse
from django.utils import timezone

from access.markdown.drawing import as_html
from tests.calls import calls
from tests.cast import Cast, browser
from tests.threads.world import started, to_body, to_committee
from threads import actions
from threads.asked import asks_of

pytestmark = pytest.mark.django_db


def test_posts_are_drawn_once_and_a_kept_condition_is_not_built_for_each_page(cast: Cast) -> None:
    author, reader = cast.uno_sharsha.user, browser(cast.dc_jashore.user)
    thread = started(author, to_committee(), at=timezone.now(), asks_acknowledgement=True)
    for text in "One.", "Two.":
        first = actions.post(by=author, thread=thread, text=f"**{text}**", at=timezone.now())
    page = reverse("thread", args=[thread.ref])
    assert calls(lambda: reader.get(page), as_html)[0] > 0
    assert calls(lambda: reader.get(page), as_html) == [0]
    # What a post says otherwise is another post, and what is gone is not taken from what was drawn.
    actions.edit_post(by=author, post=first, text="**Three.**", at=timezone.now())
    assert "Three." in reader.get(page).content.decode()
    actions.take_back(by=author, post=first, at=timezone.now())
    assert "Three." not in reader.get(page).content.decode()
    # The list of what waits is counted on the chip by a statement that is kept, and so is its first page.
    liaison, threads = browser(cast.rj_liaison.user), reverse("threads")
    started(author, to_body("RJ"), at=timezone.now(), asks_acknowledgement=True)
    liaison.get(threads)
    assert calls(lambda: liaison.get(threads), asks_of) == [0]
    waiting = {"view": "to-acknowledge"}
    liaison.get(threads, waiting)
    assert calls(lambda: liaison.get(threads, waiting), asks_of) == [0]
    assert calls(lambda: liaison.get(threads, waiting | {"kind": "alert"}), asks_of) != [0]
