"""Whoever has a request asks for more time; those who asked grant it or not, and nothing granted is late."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from language.words import DHAKA
from notifications.actions import scan
from notifications.models import Notice
from tests.cast import NOW, Cast, browser
from tests.programs import Program
from tests.threads.test_requests import DUE, asked, who_may
from tests.threads.world import later
from threads import actions
from threads.models import Request, RequestStep, ThreadMark
from threads.queries.requests import RequestShown
from threads.queries.rows import thread_lines

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 20)
WHY = "The returns of two districts are missing."


@pytest.fixture
def request_(cast: Cast) -> Request:
    """BNWLA asks Rights Jessore."""
    return asked(cast.bnwla_liaison.user, "BNWLA", "RJ")


def more(cast: Cast, request: Request, until: date = UNTIL, minutes: int = 1) -> Request:
    return actions.ask_more_time(
        by=cast.rj_liaison.user, request=request, due_on=until, reason=WHY, at=later(minutes)
    )


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=f"threads.request-{kind}").values_list("recipient", flat=True))


def test_it_is_asked_by_whoever_has_it_decided_by_those_who_asked_and_both_see_one_clock(
    cast: Cast, request_: Request
) -> None:
    assert who_may(cast, request_)["view"] == {"bnwla_liaison", "rj_liaison"}
    with pytest.raises(RefusedError):
        actions.ask_more_time(by=cast.bnwla_liaison.user, request=request_, due_on=UNTIL, reason=WHY, at=NOW)
    for until, reason in ((DUE, WHY), (NOW.date(), WHY), (DUE + timedelta(days=500), WHY), (UNTIL, " ")):
        with pytest.raises(Mendable):
            actions.ask_more_time(
                by=cast.rj_liaison.user, request=request_, due_on=until, reason=reason, at=NOW
            )
    more(cast, request_)
    with pytest.raises(Mendable) as twice:
        more(cast, request_, UNTIL + timedelta(days=1), 2)
    assert twice.value.code == "asked"
    with pytest.raises(RefusedError):
        actions.grant_time(by=cast.rj_liaison.user, request=request_, at=later(2))
    address = reverse("thread", args=[request_.thread.ref])
    both = {key: browser(cast[key].user) for key in ("rj_liaison", "bnwla_liaison")}
    seen = {key: client.get(address).content.decode() for key, client in both.items()}
    assert all("More time is asked, until 20 Dec 2026" in one and WHY in one for one in seen.values())
    assert "Give time until" in seen["bnwla_liaison"] and "Give time until" not in seen["rj_liaison"]
    held = Request.objects.get()
    assert held.due_on == DUE
    actions.grant_time(by=cast.bnwla_liaison.user, request=request_, at=later(3))
    held.refresh_from_db()
    assert (held.due_on, held.first_due_on, held.more_until) == (UNTIL, DUE, None)
    for client in both.values():
        shown = client.get(address).content.decode()
        assert "More time was granted; first it was 10 Dec 2026" in shown and "Give time until" not in shown
    kinds = [step.kind for step in RequestStep.objects.filter(request=held)]
    assert kinds == ["asked", "more-time", "granted"]
    # What is granted leaves it in the same hands: the days there go on.
    assert [one.is_now for one in RequestShown(cast.rj_liaison.viewer, held.thread).hands] == [True]
    assert told("more-time") == {cast.bnwla_liaison.user.pk}
    assert told("time-decided") == {cast.rj_liaison.user.pk}


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told_and_a_day_not_read_is_not_granted(
    cast: Cast, request_: Request
) -> None:
    asker, page = browser(cast.bnwla_liaison.user), reverse("request_grant_time", args=[request_.ref])
    more(cast, request_)
    version = RequestShown(cast.bnwla_liaison.viewer, request_.thread).time_version
    actions.refuse_time(by=cast.bnwla_liaison.user, request=request_, at=later(2))
    with pytest.raises(Mendable) as gone:
        actions.grant_time(by=cast.bnwla_liaison.user, request=request_, at=later(3))
    assert gone.value.code == "decided"
    more(cast, request_, UNTIL + timedelta(days=30), 4)
    asker.post(page, {"version": version})
    held = Request.objects.get()
    assert held.due_on == DUE and held.more_until == UNTIL + timedelta(days=30)
    actions.decline(by=cast.rj_liaison.user, request=request_, reason="We have none.", at=later(5))
    held.refresh_from_db()
    assert held.more_until is None and not held.is_open


def test_what_was_granted_is_not_late_and_the_answer_still_took_as_long_as_it_took(
    cast: Cast, request_: Request
) -> None:
    def reminded(month: int, day: int) -> int:
        scan(at=datetime(2026, month, day, 9, 5, tzinfo=DHAKA))
        return Notice.objects.filter(kind="threads.request-due", state="told").count()

    assert reminded(12, 8) == 1
    more(cast, request_)
    actions.grant_time(
        by=cast.bnwla_liaison.user, request=request_, at=datetime(2026, 12, 8, 12, tzinfo=DHAKA)
    )
    assert reminded(12, 13) == 1
    assert reminded(12, 17) == 2
    answered = datetime(2026, 12, 20, 12, tzinfo=DHAKA)
    actions.answer(by=cast.rj_liaison.user, request=request_, text="31 places.", at=answered)
    held = Request.objects.get()
    assert held.took is not None and held.took > 15
    over = asked(cast.bnwla_liaison.user, "BNWLA", "RJ", at=NOW)
    more(cast, over)
    with pytest.raises(Mendable) as late:
        actions.grant_time(by=cast.bnwla_liaison.user, request=over, at=answered + timedelta(days=2))
    assert late.value.code == "over"


def test_what_happens_without_a_word_is_read_with_the_last_post(cast: Cast, request_: Request) -> None:
    more(cast, request_)
    post = RequestStep.objects.get(kind="more-time").post
    actions.refuse_time(by=cast.bnwla_liaison.user, request=request_, at=later(2))
    thread = request_.thread
    thread.refresh_from_db()
    actions.mark_read(by=cast.rj_liaison.user, thread=thread, until=post, at=later(3))
    [row] = thread_lines(cast.rj_liaison.viewer, [thread])
    assert not row.is_unread
    first = thread.posts.get(is_first=True)
    ThreadMark.objects.all().delete()
    actions.mark_read(by=cast.rj_liaison.user, thread=thread, until=first, at=later(3))
    [row] = thread_lines(cast.rj_liaison.viewer, [thread])
    assert row.is_unread


def test_pages_and_programs_ask_and_decide(cast: Cast, request_: Request) -> None:
    rj, page = browser(cast.rj_liaison.user), reverse("request_more_time", args=[request_.ref])
    refused = rj.post(page, {"due_on": "1/12/2026", "reason": WHY})
    assert refused.status_code == 422 and WHY in refused.content.decode()
    program, asker = Program(cast.rj_liaison.user), Program(cast.bnwla_liaison.user)
    path = f"requests/{request_.ref}/"
    assert "grant-time" not in json.loads(asker.get(path).content)["may"]
    made = program.post(f"{path}more-time/", {"due_on": "2027-01-20", "reason": WHY})
    assert made.status_code == 200, made.content
    assert "more-time" not in json.loads(program.get(path).content)["may"]
    assert {"grant-time", "refuse-time"} < set(json.loads(asker.get(path).content)["may"])
    assert program.post(f"{path}grant-time/").status_code == 403
    assert asker.post(f"{path}grant-time/").status_code == 428
    read = asker.get(path).headers["ETag"]
    granted = json.loads(asker.post(f"{path}grant-time/", If_Match=read).content)
    assert (granted["due_on"], granted["first_due_on"]) == ("2027-01-20", "2026-12-10")
