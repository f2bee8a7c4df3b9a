"""Two people at one promise: whoever sends a step late sees what a colleague did meanwhile."""

from typing import Any

import pytest

from commitments import actions
from commitments.models import Commitment
from tests.commitments.pages import page, pair, send, stage_of
from tests.commitments.world import NOW, days

pytestmark = pytest.mark.django_db


def read(user: Any, name: str, commitment: Commitment) -> str:
    """The version that the form of a step carries."""
    return str(page(user, name, commitment).context["form"]["version"].value())


def test_a_verifier_sees_the_evidence_that_came_meanwhile_and_keeps_the_note() -> None:
    made = pair()
    made.reported()
    version = read(made.verifier, "commitment_verify", made.commitment)
    actions.report(by=made.owner, commitment=made.commitment, text="Two were withdrawn again.", at=NOW)
    typed = {"note": "Seen at the office.", "version": version}
    late = send(made.verifier, "commitment_verify", made.commitment, typed)
    said = late.content.decode()
    assert late.status_code == 422 and stage_of(made.commitment) == "evidence_in"
    assert "A colleague changed this meanwhile" in said
    assert "Two were withdrawn again." in said and "Seen at the office." in said
    again = typed | {"version": late.context["form"]["version"].value()}
    assert send(made.verifier, "commitment_verify", made.commitment, again).status_code == 302
    assert stage_of(made.commitment) == "verified"


def test_two_of_the_secretariat_move_no_date_over_each_other() -> None:
    made = pair()
    made.accepted()
    version = read(made.secretary, "commitment_due", made.commitment)
    due, why = made.commitment.due_on, "The roads are under water."
    assert due is not None
    later = due + days(10)
    actions.move_due(by=made.secretary, commitment=made.commitment, due_on=later, reason=why, at=NOW)
    typed = {
        "due_on": f"{due + days(20):%d/%m/%Y}",
        "reason": "The budget came two months late.",
        "version": version,
    }
    late = send(made.secretary, "commitment_due", made.commitment, typed)
    assert late.status_code == 422 and "What stands now:" in late.content.decode()
    assert Commitment.objects.get(pk=made.commitment.pk).due_on == later


def test_every_step_carries_its_version() -> None:
    made = pair()
    assert read(made.owner, "commitment_accept", made.commitment)
    made.accepted()
    for name in ("commitment_report", "commitment_more_time", "commitment_change", "commitment_wait"):
        assert read(made.owner, name, made.commitment), name
    for name in ("commitment_due", "commitment_drop"):
        assert read(made.secretary, name, made.commitment), name
        assert 'name="version"' in page(made.secretary, name, made.commitment).content.decode()
