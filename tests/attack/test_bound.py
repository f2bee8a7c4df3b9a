"""What partners agreed binds those who took part: nobody in their place, nobody grants it to themselves."""

import pytest

from access.rules.engine import RefusedError
from commitments import actions as promises
from commitments.models import ChangeRequest, Commitment
from meetings import actions
from meetings.actions import Plan
from partners.models import Person
from tests.cast import NOW, Cast
from tests.commitments.world import accept, refused_with
from tests.meetings.sittings import TODAY, body, point, write

pytestmark = pytest.mark.django_db
Kind = ChangeRequest.Kind


def promised(cast: Cast, owner: str) -> Commitment:
    """BNWLA's liaison officer calls a meeting of BNWLA and CWCS, approves and circulates what was agreed."""
    by = cast.bnwla_liaison.user
    meeting = actions.plan_meeting(
        by=by, plan=Plan(on_date=TODAY), at=NOW, organisation=body("BNWLA"), agenda=["Shelter places"]
    )
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    came = Person.objects.get(user=cast.far_liaison.user)
    actions.add_guest(by=by, minutes=minutes, organisation=body("CWCS"), person=came, at=NOW)
    write(by, minutes)
    point(by, minutes, owner)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    (commitment,) = actions.circulate(by=by, minutes=approved, at=NOW)
    return commitment


@pytest.mark.parametrize(("owner", "key"), [("BNWLA", "bnwla_liaison"), ("CWCS", "far_liaison")])
def test_what_partners_agreed_is_passed_to_no_other_body(cast: Cast, owner: str, key: str) -> None:
    commitment = promised(cast, owner)
    field = refused_with(
        "no-committee",
        promises.ask,
        by=cast[key].user,
        commitment=commitment,
        kind=Kind.OWNER,
        reason="It is theirs.",
        owner=body("MoHA"),
        at=NOW,
    )
    assert field == "owner"
    assert Commitment.objects.get(pk=commitment.pk).owner == body(owner)


def test_whoever_called_a_meeting_of_partners_grants_itself_nothing(cast: Cast) -> None:
    by, commitment = cast.bnwla_liaison.user, promised(cast, "BNWLA")
    request = promises.ask(by=by, commitment=commitment, kind=Kind.DROP, reason="Too much work.", at=NOW)
    with pytest.raises(RefusedError):
        promises.decide_change(by=by, request=request, grant=True, at=NOW)
    for action, typed in ((promises.drop, {}), (promises.move_due, {"due_on": None})):
        with pytest.raises(RefusedError):
            action(by=by, commitment=commitment, reason="Too much work.", at=NOW, **typed)
    accept(by=by, commitment=commitment, verifier=body("MoHA"), at=NOW)
    with pytest.raises(RefusedError):
        promises.drop(by=by, commitment=commitment, reason="Too much work.", at=NOW)
    # Another side than the owner's decides: its verifier.
    assert Commitment.objects.get(pk=commitment.pk).granting_party == body("MoHA").liaison_party


def test_whoever_called_it_still_grants_what_its_guests_ask_for(cast: Cast) -> None:
    commitment = promised(cast, "CWCS")
    by = cast.far_liaison.user
    request = promises.ask(by=by, commitment=commitment, kind=Kind.DROP, reason="The project ended.", at=NOW)
    promises.decide_change(by=cast.bnwla_liaison.user, request=request, grant=True, at=NOW)
    assert Commitment.objects.get(pk=commitment.pk).stage == "dropped"
