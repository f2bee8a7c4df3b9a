"""What people type stays text: no markup, no script, no address that runs."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from access.toolkit.errors import Mendable
from meetings import actions
from partners.actions import rename_organisation
from tests.cast import NOW, Cast, browser
from tests.commitments.world import Pair
from tests.meetings.sittings import announced, body, circulated, draft, item_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
RUNS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<b>x</b>",
    "vbscript:x",
    " javascript:x",
)


def harmless(answer: Any) -> str:
    shown: str = answer.content.decode()
    assert "<script>alert" not in shown and "<img src=x" not in shown
    assert not re.search(
        r"""(href|src|action|hx-\w+)\s*=\s*["']?\s*(javascript|data:text|vbscript)""", shown, re.I
    )
    return shown


def test_script_in_minutes_and_agenda_is_shown_as_it_was_typed(cast: Cast) -> None:
    user = cast.facilitator.user
    minutes = draft(user)
    item = actions.add_item(by=user, meeting=minutes.meeting, title=SCRIPT, at=NOW)
    actions.save_item(by=user, item=item, discussion=SCRIPT, decision=SCRIPT, version=1, at=NOW)
    actions.add_action_point(
        by=user, item=item, what=SCRIPT, owner=body("RJ"), due_on=timezone.localdate(), at=NOW
    )
    actions.add_guest(by=user, minutes=minutes, label=SCRIPT, at=NOW)
    client = browser(user)
    ref = minutes.meeting.ref
    for address in (
        reverse("meeting", args=[ref]),
        reverse("meeting_item", args=[ref, item.ref]),
        reverse("meeting_print", args=[ref]),
        reverse("meeting_attendance", args=[ref]),
    ):
        harmless(client.get(address))
    assert "&lt;script&gt;" in harmless(client.get(reverse("meeting_print", args=[ref])))
    assert item_of(minutes).pk != item.pk


def test_script_in_a_promise_is_shown_as_it_was_typed_wherever_it_goes(cast: Cast) -> None:
    made = Pair(what=SCRIPT)
    made.accepted()
    client = browser(made.owner)
    sent = client.post(
        reverse("commitment_report", args=[made.commitment.ref]), {"text": SCRIPT, "link": ""}, follow=True
    )
    harmless(sent)
    for user in (made.owner, made.verifier, made.secretary):
        reader = browser(user)
        for name in ("desk", "commitments", "notices"):
            harmless(reader.get(reverse(name)))
    harmless(browser(made.secretary).get(reverse("commitment_letter", args=[made.commitment.ref])))
    assert cast


def test_script_in_a_name_is_shown_as_it_was_typed(cast: Cast) -> None:
    rights_jessore = body("RJ")
    rename_organisation(
        by=cast.rj_liaison.user,
        organisation=rights_jessore,
        name_en=SCRIPT,
        name_bn=SCRIPT,
        on=timezone.localdate(),
        at=NOW,
    )
    circulated(cast)
    client = browser(cast.uno_sharsha.user)
    for address in (
        reverse("organisation", args=[rights_jessore.ref]),
        reverse("commitments"),
        reverse("desk"),
        f"{reverse('partners')}?q={SCRIPT}",
    ):
        harmless(client.get(address))


@pytest.mark.parametrize("link", RUNS)
def test_an_address_that_runs_is_never_a_link_of_evidence(link: str) -> None:
    made = Pair()
    made.accepted()
    address = reverse("commitment_report", args=[made.commitment.ref])
    answer = browser(made.owner).post(address, {"text": "Done", "link": link})
    assert answer.status_code == 422
    harmless(answer)
    assert not made.commitment.evidence.exists()


@pytest.mark.parametrize("link", RUNS)
def test_an_address_that_runs_is_never_a_link_of_a_meeting(cast: Cast, link: str) -> None:
    with pytest.raises(Mendable) as refusal:
        announced(cast.uno_sharsha.user, link=f'{link} http://a.example/"onclick=alert(1)')
    assert refusal.value.field == "link"
    meeting = announced(cast.uno_sharsha.user, link='http://a.example/"onclick=alert(1)')
    harmless(browser(cast.rj_liaison.user).get(reverse("meeting", args=[meeting.ref])))


def test_what_stands_in_an_address_is_never_markup(cast: Cast) -> None:
    client = browser(cast.far_liaison.user)
    for name, field in (
        ("commitments", "organisation"),
        ("commitments", "view"),
        ("commitments", "committee"),
        ("commitments", "after"),
        ("meetings", "view"),
        ("meetings", "after"),
        ("partners", "q"),
        ("partners", "side"),
        ("partners", "after"),
        ("committees", "q"),
        ("notices", "after"),
    ):
        for typed in (SCRIPT, '"><script>alert(1)</script>', "javascript:alert(1)"):
            assert client.get(reverse(name), {field: typed}).status_code in {200, 422}
            harmless(client.get(reverse(name), {field: typed}))


@pytest.mark.parametrize("typed", ["\x00", "²", "১²", "9" * 400, "-1", "1e400_1", "nan_1", "1_" + "9" * 99])
def test_nonsense_in_an_address_is_answered_and_never_an_error(cast: Cast, typed: str) -> None:
    reader, keeper = browser(cast.far_liaison.user), browser(cast.administrator.user)
    for name in ("commitments", "meetings", "partners", "committees", "notices", "desk"):
        for field in ("after", "before", "q", "side", "view", "organisation", "committee"):
            assert reader.get(reverse(name), {field: typed}).status_code in {200, 422}, (name, field)
    for name in ("accounts", "days", "deliveries"):
        for field in ("after", "q", "year"):
            assert keeper.get(reverse(name), {field: typed}).status_code in {200, 422}, (name, field)
