"""Who leads a committee is said from above: no secretariat makes itself the chair, or judges its own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from access.models import User
from access.rules.engine import RefusedError, can
from commitments import actions as promises
from commitments.models import Commitment
from partners import actions
from partners.models import OfficeHolder, Seat
from tests.attack.scene import text
from tests.cast import NOW, Cast, browser
from tests.commitments.world import Pair, committee, liaison, organisation, person, promise, seat, viewer
from tests.meetings.sittings import jashore, sharsha

pytestmark = pytest.mark.django_db


def leading(role: Seat.Role) -> Seat:
    return Seat.objects.select_related("office").get(committee=jashore(), role=role)


def test_a_member_secretary_does_not_hand_the_chairs_office_to_anybody(cast: Cast) -> None:
    """Whoever could would hold it a minute later, approve the minutes, and speak for the district."""
    chair, by = leading(Seat.Role.CHAIR), cast.dd_women_jashore.user
    assert chair.office is not None
    for to in (cast.dd_women_jashore.person, person("accomplice")):
        with pytest.raises(PermissionDenied):
            actions.hand_over(by=by, office=chair.office, to=to, on=NOW, at=NOW)
    for action in (actions.appoint, actions.assist):
        with pytest.raises(PermissionDenied):
            action(by=by, office=chair.office, person=person("accomplice"), since=NOW, at=NOW)
    client, address = browser(by), reverse("committee_seat", args=[jashore().ref, chair.ref])
    assert 'name="hand-on"' not in text(client.get(address))
    typed = {"hand-on": f"{timezone.localdate():%d/%m/%Y}", "hand-manner": "substantive", "hand-mobile": ""}
    answer = client.post(address, typed | {"form": "hand-over", "hand-email": "accomplice@example.invalid"})
    assert answer.status_code == 403
    assert not User.objects.filter(email="accomplice@example.invalid").exists()
    holder = OfficeHolder.objects.get(office=chair.office)
    assert (holder.person, holder.period.upper) == (cast.dc_jashore.person, None)


def test_a_chair_does_not_name_the_member_secretary(cast: Cast) -> None:
    secretary = leading(Seat.Role.MEMBER_SECRETARY)
    assert secretary.office is not None
    with pytest.raises(PermissionDenied):
        actions.hand_over(
            by=cast.dc_jashore.user, office=secretary.office, to=person("accomplice"), on=NOW, at=NOW
        )


def test_the_secretariat_above_and_the_own_body_hand_a_leading_office_over(cast: Cast) -> None:
    chair = Seat.objects.select_related("office").get(committee=sharsha(), role=Seat.Role.CHAIR)
    assert chair.office is not None
    for by in (cast.dd_women_jashore.user, cast.ncc_secretary.user):
        actions.hand_over(by=by, office=chair.office, to=person("next"), on=timezone.now(), at=timezone.now())
    own = leading(Seat.Role.CHAIR).office
    assert own is not None
    actions.hand_over(by=cast.dc_jashore.user, office=own, to=person("next"), on=NOW, at=NOW)


def test_a_body_that_comes_into_the_secretariat_grants_its_own_promises_no_longer() -> None:
    above, made = committee("above"), Pair()
    made.committee.parent = above
    made.committee.save()
    newcomer = organisation("newcomer")
    own = promise(newcomer, made.committee)
    assert can(viewer(made.secretary), "decide", own)
    chair = seat(made.committee, side=newcomer.side, role=Seat.Role.CHAIR)
    officer = liaison(newcomer)
    actions.fill_seat(by=None, seat=chair, organisation=newcomer, at=NOW)
    assert Commitment.objects.get(pk=own.pk).granting_party == above.secretariat_party
    with pytest.raises(RefusedError):
        promises.drop(by=officer, commitment=own, reason="Too much work.", at=NOW)


def test_a_body_that_comes_to_lead_above_grants_its_promises_below_no_longer() -> None:
    top, middle, made = committee("top"), committee("middle"), Pair()
    middle.parent, made.committee.parent = top, middle
    middle.save()
    made.committee.save()
    # The body keeps the committee below: the one above it grants, until the body leads that as well.
    own = promise(made.other, made.committee)
    assert own.granting_party == middle.secretariat_party
    sits = seat(middle, made.other)
    actions.give_role(by=None, seat=sits, role=Seat.Role.CHAIR, at=NOW)
    assert Commitment.objects.get(pk=own.pk).granting_party == top.secretariat_party
    with pytest.raises(RefusedError):
        promises.drop(by=liaison(made.other), commitment=own, reason="Too much work.", at=NOW)
