"""Two people at once, and organisations that pass to others while something is still to be done."""

import pytest

from access.rules.engine import can
from commitments import actions
from commitments.models import Commitment, Event, Stage
from partners.models import Side
from tests.commitments.world import NOW, TODAY, Pair, accept, liaison, organisation, promise, seat, viewer
from tests.races import at_once


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_given_at_once_one_counts_and_the_other_is_told_so() -> None:
    pair = Pair()
    commitment = pair.reported()
    ended = at_once(
        lambda: actions.verify(by=pair.verifier, commitment=commitment, at=NOW),
        lambda: actions.request_information(
            by=pair.verifier, commitment=commitment, reason="What of Khulna?", at=NOW
        ),
    )
    assert ended == ["done", "stage"]
    assert commitment.history.filter(event__in=[Event.VERIFIED, Event.MORE_INFORMATION]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_step_sent_twice_at_once_is_taken_once() -> None:
    pair = Pair()
    once = lambda: accept(  # noqa: E731
        by=pair.owner, commitment=pair.commitment, verifier=pair.government, at=NOW
    )
    assert at_once(once, once) == ["done", "stage"]
    assert pair.commitment.history.filter(event=Event.ACCEPTED).count() == 1


@pytest.mark.django_db
def test_open_commitments_pass_to_the_successor_and_old_ones_keep_the_old_name() -> None:
    pair = Pair()
    kept = pair.verified()
    still_open = promise(pair.ngo, pair.committee, what="Still to be done")
    heir = organisation("heir")
    speaker = liaison(heir)
    pair.ngo.until = TODAY
    pair.ngo.successor = heir
    pair.ngo.save()
    assert actions.pass_to_successors(at=NOW) == 1
    assert actions.pass_to_successors(at=NOW) == 0
    still_open.refresh_from_db()
    kept.refresh_from_db()
    assert (still_open.owner, kept.owner) == (heir, pair.ngo)
    assert can(viewer(speaker), "accept", still_open)
    assert not can(viewer(speaker), "accept", kept)
    assert still_open.history.filter(event=Event.OWNER_CHANGED, organisation=heir).exists()


@pytest.mark.django_db
def test_a_successor_of_the_verifiers_house_is_given_another_verifier() -> None:
    pair = Pair()
    pair.accepted()
    heir = organisation("heir", Side.GOVERNMENT, parent=pair.government)
    other = organisation("other ngo")
    seat(pair.committee, other)
    pair.ngo.until, pair.ngo.successor = TODAY, heir
    pair.ngo.save()
    assert actions.pass_to_successors(at=NOW) == 1
    passed = Commitment.objects.get(pk=pair.commitment.pk)
    assert (passed.owner, passed.stage, passed.verifier) == (heir, Stage.ACCEPTED, other)


@pytest.mark.django_db
def test_evidence_waiting_when_the_verifier_itself_takes_over_is_never_verified_by_it() -> None:
    pair = Pair()
    pair.reported()
    pair.ngo.until, pair.ngo.successor = TODAY, pair.government
    pair.ngo.save()
    assert actions.pass_to_successors(at=NOW) == 1
    passed = Commitment.objects.get(pk=pair.commitment.pk)
    assert (passed.owner, passed.stage, passed.verifier) == (pair.government, Stage.AGREED, None)
    assert passed.evidence.count() == 1


@pytest.mark.django_db
def test_what_a_verifier_that_leaves_was_to_verify_passes_to_its_successor() -> None:
    pair = Pair()
    pair.reported()
    heir = organisation("heir", Side.GOVERNMENT)
    speaker = liaison(heir)
    seat(pair.committee, heir)
    pair.government.until, pair.government.successor = TODAY, heir
    pair.government.save()
    assert actions.pass_to_successors(at=NOW) == 1
    passed = Commitment.objects.get(pk=pair.commitment.pk)
    assert (passed.owner, passed.stage, passed.verifier) == (pair.ngo, Stage.EVIDENCE_IN, heir)
    assert can(viewer(speaker), "verify", passed)
