"""What the desk and the next meeting read of commitments."""

import pytest

from access.models import User
from access.toolkit.gathering import Within
from commitments import actions
from commitments.models import ChangeRequest, Commitment
from commitments.queries import (
    OPEN,
    TO_VERIFY,
    decided_by,
    listed,
    matters_arising,
    owned_by,
    shares_of,
)
from tests.commitments.world import (
    AGREED,
    DUE,
    NOW,
    TODAY,
    Pair,
    committee,
    days,
    liaison,
    organisation,
    promise,
    recommendation,
    staff,
    viewer,
)

pytestmark = pytest.mark.django_db


def test_the_next_meeting_takes_up_what_is_open_and_hears_what_was_closed_since_the_last() -> None:
    pair = Pair()
    verified = pair.verified(at=NOW - days(3))
    long_ago = promise(pair.ngo, pair.committee, what="Dropped long ago")
    actions.drop(
        by=pair.secretary, commitment=long_ago, reason="Overtaken by the new law.", at=NOW - days(40)
    )
    dropped = promise(pair.ngo, pair.committee, what="Dropped lately")
    actions.drop(by=pair.secretary, commitment=dropped, reason="Overtaken by the new law.", at=NOW - days(1))
    late = promise(pair.ngo, pair.committee, what="Late", due_on=AGREED + days(1))
    soon = promise(pair.government, pair.committee, what="Later", due_on=DUE)
    promise(pair.ngo, committee("another"), what="Of another committee")
    promise(pair.ngo, pair.committee, what="Agreed in this very meeting", agreed_on=TODAY, due_on=DUE)
    assert matters_arising(pair.committee, NOW) == [late, soon]
    heard = matters_arising(pair.committee, NOW, since=NOW - days(30))
    assert set(heard) == {late, soon, verified, dropped}


def test_recommendations_are_no_matters_arising() -> None:
    pair = Pair()
    recommendation(pair.ngo, pair.committee, what="Visa checks")
    assert matters_arising(pair.committee, NOW) == [pair.commitment]


def test_the_bar_of_the_desk_counts_late_soon_and_later_once_each() -> None:
    pair = Pair()
    for due_on in (TODAY - days(9), TODAY - days(5), TODAY, TODAY + days(5), None):
        promise(pair.ngo, pair.committee, due_on=due_on, agreed_on=TODAY - days(20))
    shares = shares_of(viewer(pair.owner), Within(owned_by, owner=pair.ngo.pk))
    assert (shares.late, shares.soon, shares.later, shares.total) == (2, 2, 2, 6)
    assert (
        shares_of(viewer(liaison(organisation("stranger"))), Within(owned_by, owner=pair.ngo.pk)).total == 0
    )


def test_what_waits_to_be_verified_waits_for_those_who_may_and_no_others() -> None:
    pair = Pair()
    commitment = pair.reported()
    assert listed(viewer(pair.verifier), TO_VERIFY).records == [commitment]
    for user in (pair.owner, pair.secretary, staff(pair.government)):
        assert listed(viewer(user), TO_VERIFY).records == []


def test_what_is_asked_waits_for_those_who_grant_until_it_is_decided() -> None:
    def to_decide(user: User) -> list[Commitment]:
        return listed(viewer(user), OPEN, within=decided_by(viewer(user))).records

    pair = Pair()
    assert to_decide(pair.secretary) == []
    asked = actions.ask(
        by=pair.owner,
        commitment=pair.commitment,
        kind=ChangeRequest.Kind.MORE_TIME,
        reason="Floods closed the roads to it.",
        due_on=DUE + days(9),
        at=NOW,
    )
    assert to_decide(pair.secretary) == [pair.commitment]
    assert to_decide(pair.owner) == []
    actions.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)
    assert to_decide(pair.secretary) == []


def test_open_commitments_of_an_organisation_come_soonest_first_with_evidence_in_last() -> None:
    pair = Pair()
    first = promise(pair.ngo, pair.committee, what="First", due_on=TODAY)
    undated = promise(pair.ngo, pair.committee, what="Without a date", due_on=None)
    waiting = pair.reported()
    promise(pair.government, pair.committee, what="Of another")
    of_the_ngo = owned_by(viewer(pair.owner), pair.ngo.pk)
    assert listed(viewer(pair.owner), OPEN, within=of_the_ngo).records == [first, waiting, undated]
