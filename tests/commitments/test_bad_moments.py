"""Steps that meet: two at once, a page that was open too long, a body that is no longer there."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from commitments import actions
from commitments.models import Commitment, Event, Stage, StepForHead
from tests.cast import browser
from tests.commitments.test_acting import LATER, Parishad
from tests.commitments.world import NOW, Pair, events
from tests.races import at_once


@pytest.mark.django_db(transaction=True)
def test_what_head_assistant_and_another_side_do_at_once_is_done_once_and_nothing_half() -> None:
    world = Parishad()
    world.lets()
    made = world.commitment
    accepts = [
        lambda user=user: actions.accept(by=user, commitment=made, at=NOW)
        for user in (world.chairman, world.officer)
    ]
    assert at_once(*accepts) == ["done", "stage"]
    assert events(made).count(Event.ACCEPTED) == 1
    actions.report(by=world.officer, commitment=made, text="Held.", at=NOW)
    ended = at_once(
        lambda: actions.undo(by=world.chairman, commitment=made, at=LATER),
        lambda: actions.verify(by=world.partner, commitment=made, at=LATER),
    )
    made.refresh_from_db()
    # Whichever came first stands whole: a verdict on evidence that is there, or neither of both.
    is_undone = StepForHead.objects.filter(line__event=Event.EVIDENCE, taken_back__isnull=False).exists()
    assert ended in (["built-on", "done"], ["done", "stage"])
    assert (made.stage, is_undone) == (
        (Stage.VERIFIED, False) if ended[0] == "built-on" else (Stage.ACCEPTED, True)
    )


@pytest.mark.django_db
def test_a_verifier_whose_turn_has_passed_is_told_who_has_it_wherever_the_page_was_open() -> None:
    pair = Pair()
    made = pair.reported()
    address, page = reverse("commitment_verify", args=[made.ref]), browser(pair.verifier)
    version = re.findall(r'name="version"\s+value="([^"]*)"', page.get(address).content.decode())
    actions.decline_to_verify(by=pair.verifier, commitment=made, at=NOW)
    for headers, name in (({}, "Location"), ({"HX-Request": "true"}, "HX-Redirect")):
        late = page.post(address, {"version": version[0]} if version else {}, headers=headers)
        assert late[name] == reverse("commitments")
        assert "secretary&#x27;s office verifies it now. Nothing was changed." in (
            page.get(late[name]).content.decode()
        )
    assert Commitment.objects.get(pk=made.pk).stage == Stage.EVIDENCE_IN
    assert events(made).count(Event.VERIFIED) == 0


@pytest.mark.django_db
def test_of_an_owner_that_left_without_an_heir_the_page_says_so_and_the_secretariat_drops_it() -> None:
    pair = Pair()
    record = reverse("commitment", args=[pair.commitment.ref])
    said = "has left, and no other body took over its work"
    assert said not in browser(pair.secretary).get(record).content.decode()
    pair.ngo.has_left, pair.ngo.until = True, timezone.localdate()
    pair.ngo.save()
    assert actions.pass_to_successors(at=timezone.now()) == 0
    for reader in (pair.secretary, pair.verifier):
        assert said in browser(reader).get(record).content.decode()
    actions.drop(
        by=pair.secretary, commitment=pair.commitment, reason="The body has left the work.", at=timezone.now()
    )
    assert Commitment.objects.get(pk=pair.commitment.pk).stage == Stage.DROPPED
