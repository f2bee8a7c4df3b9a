"""What stands beside a discussion: its count in the menu, the list, and whom one may mention."""

from collections.abc import Iterable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import User
from access.rules.viewer import Viewer
from coordination.shell import Shell
from tests.cast import Cast, browser
from tests.threads.world import body, own, started, to_body, to_committee
from threads import actions
from threads.models import Post, ThreadMark
from threads.queries import THREADS
from threads.queries.lists import UNREAD

pytestmark = pytest.mark.django_db
WORD = "zarquon"


def counted(user: User, rf: RequestFactory) -> tuple[int, int]:
    """What the menu counts for somebody, and with how many statements."""
    request = rf.get("/")
    request.user, request.viewer = user, Viewer(user, timezone.now())  # type: ignore[attr-defined]
    list(request.viewer.party_ids)  # type: ignore[attr-defined]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = dict(Shell(request).counts)
    return told.get("threads", 0), len(asked)


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def names(client: Client, address: str, texts: Iterable[str]) -> dict[str, str]:
    return {text: unescape(client.get(address, {"q": text}).content.decode()) for text in texts}


def test_the_menu_counts_what_somebody_has_not_read_as_the_list_does_in_the_statement_of_the_frame(
    cast: Cast, rf: RequestFactory
) -> None:
    reader, at = cast.uno_sharsha.user, timezone.now()
    counted(reader, rf)
    none, before = counted(reader, rf)
    threads = [started(cast.rj_liaison.user, to_committee(), at=at, title=WORD) for _each in range(7)]
    started(cast.rj_liaison.user, own("RJ"), at=at, title=WORD)
    number, after = counted(reader, rf)
    assert (none, number) == (0, 7) and before == after
    actions.mark_read(by=reader, thread=threads[0], at=at)
    actions.mute(by=reader, thread=threads[1], at=at)
    assert counted(reader, rf)[0] == THREADS.count(Viewer(reader, timezone.now()), UNREAD) == 5
    assert counted(cast.far_liaison.user, rf)[0] == 0
    page = browser(reader).get(reverse("desk")).content.decode()
    # In the menu at the side, in that of a phone, and beside the word that opens it there.
    assert page.count('<span class="count num">5') == 3


def test_the_list_stands_beside_an_open_one_at_a_cost_that_does_not_grow_with_it(cast: Cast) -> None:
    reader, at = cast.uno_sharsha.user, timezone.now()
    first = started(cast.rj_liaison.user, to_committee(), at=at, title="The first of all")
    started(cast.rj_liaison.user, own("RJ"), at=at, title=WORD)
    client, address = browser(reader), reverse("thread", args=[first.ref])
    few = statements(client, address)
    for number in range(12):
        started(
            cast.rj_liaison.user, to_committee(), at=at + timedelta(seconds=number), title=f"More {number}"
        )
    assert statements(client, address) == few
    page = client.get(address).content.decode()
    aside = page[page.index('class="panes-list') :]
    assert aside.count('class="thread-row') == 10 and WORD not in page
    # The one that is open is marked, once it stands among the latest.
    actions.post(by=reader, thread=first, text="Up again.", at=at + timedelta(minutes=1))
    assert client.get(address).content.decode().count('aria-current="page"') >= 2


def test_those_who_read_it_are_offered_behind_an_at_and_nobody_else_whatever_there_is(cast: Cast) -> None:
    thread = started(cast.rj_liaison.user, to_body("BNWLA"), at=timezone.now())
    address = reverse("thread_mentions", args=[thread.ref])
    client = browser(cast.bnwla_liaison.user)
    told = names(client, address, ("lawyers", "BNWLA", "CWCS", "zzz", "", "\x00", "x" * 500))
    assert body("BNWLA").name_en in told["lawyers"] and 'role="option"' in told["BNWLA"]
    # Who does not read it is offered no more than who does not exist, at the same cost.
    assert {told[one].strip() for one in ("CWCS", "zzz", "", "\x00", "x" * 500)} == {""}
    assert statements(client, f"{address}?q=CWCS") == statements(client, f"{address}?q=zzz")
    page = client.get(reverse("thread", args=[thread.ref])).content.decode()
    assert f'data-mentions="{address}"' in page
    outside = browser(cast.uno_sharsha.user)
    missing = outside.get(reverse("thread_mentions", args=["n0-such-record-anywher"]), {"q": "BNWLA"})
    hidden = outside.get(address, {"q": "BNWLA"})
    assert hidden.status_code == missing.status_code == 404
    words = told["BNWLA"].split('data-name="')[1].split('"')[0]
    actions.post(by=cast.bnwla_liaison.user, thread=thread, text=f"@{words}, can you?", at=timezone.now())
    assert f"@[{words}](organisation:{body('BNWLA').ref})" in Post.objects.latest("at").text
    assert ThreadMark.objects.filter(thread=thread).count() == 2
