"""The illustrative set of the demonstration, loaded once: marked, and alive on the first day."""

from datetime import timedelta

import pytest
from django.utils import translation

from access.rules.viewer import Viewer
from commitments.models import Commitment, Stage
from coordination.demo.illustrative import load_illustrative
from coordination.desk.queries import Desk, desk_of
from meetings.models import Meeting
from notifications.actions import scan
from notifications.models import Notice
from tests.cast import NOW, READERS, Cast

pytestmark = pytest.mark.django_db
State = Meeting.State


@pytest.fixture(scope="module")
def loaded(file_cast: Cast) -> Cast:
    load_illustrative(file_cast.users, NOW)
    return file_cast


def test_the_set_is_marked_and_has_something_at_each_state_a_visitor_can_move_on_from(loaded: Cast) -> None:
    meetings = Meeting.objects.filter(is_illustrative=True)
    states = sorted(meetings.values_list("state", flat=True))
    twice = [State.CIRCULATED, State.NOTICE_SENT]
    assert states == sorted([*twice, *twice, State.CONFIRMED, State.DRAFTED, State.IN_SESSION])
    assert Meeting.objects.count() == 7
    promises = Commitment.objects.filter(is_illustrative=True)
    assert Commitment.objects.count() == promises.count() == 8
    stages = set(promises.values_list("stage", flat=True))
    assert stages == {Stage.AGREED, Stage.ACCEPTED, Stage.EVIDENCE_IN, Stage.VERIFIED}
    sides = promises.filter(verifier__isnull=False).values_list("owner__side", "verifier__side")
    assert all(owner != verifier for owner, verifier in sides)
    # Nothing was done after the first start.
    assert not Notice.objects.filter(created_at__gt=NOW).exists()
    assert not promises.filter(stage_since__gt=NOW).exists()


def test_on_the_first_day_the_desks_ask_for_what_the_set_left_open(loaded: Cast) -> None:
    desks = _desks(loaded)
    titles = {key: [thing.title for thing in desk.things] for key, desk in desks.items()}
    assert titles["bnwla_liaison"][0].startswith("Send every district committee the contact list")
    assert titles["ncc_chair"][0].startswith("Approve the minutes: NCC")
    assert titles["facilitator"][0].startswith("Finish the minutes")
    assert any(title.startswith("Verify: Send district committees") for title in titles["bnwla_liaison"])
    assert any(title.startswith("Verify: ") for title in titles["rj_liaison"])
    assert any(title.startswith("Accept: ") for title in titles["uno_sharsha"])
    assert titles["far_liaison"] == titles["oversight"] == []
    # Field staff read the promises of their organisation and are asked to do nothing about them.
    assert [len(sheet.rows) for sheet in desks["rj_staff"].sheets] == [1]
    assert titles["rj_staff"] == []


def test_reminders_of_before_the_first_start_are_noted_and_later_ones_are_sent(loaded: Cast) -> None:
    report = scan(at=NOW, as_skipped=True)
    assert report.told == 0
    assert report.skipped > 0
    assert scan(at=NOW).told == 0
    assert scan(at=NOW + timedelta(days=10)).told > 0


def _desks(cast: Cast) -> dict[str, Desk]:
    with translation.override("en"):
        return {key: desk_of(Viewer(cast[key].user, NOW)) for key in READERS}
