"""What circulating writes for many promises at once is what each of them would have got by itself."""

import pytest

from access.models import User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import people_who_may
from access.rules.members import people_of
from commitments.access import audience_of
from commitments.models import ChangeRequest, Commitment, Event, StageChange
from meetings import actions
from meetings.models import ActionPoint, Decision, Minutes
from notifications.models import Delivery, Notice
from partners.models import Organisation
from tests.cast import NOW, Cast
from tests.commitments.world import granted_by
from tests.meetings.long_minutes import long_draft
from tests.meetings.sittings import body
from tests.meetings.test_cost import take_up, with_the_chair

pytestmark = pytest.mark.django_db


@pytest.fixture
def circulated(cast: Cast) -> Minutes:
    """Promises of bodies that sit there or do not, of bodies without an account, and of the secretariat."""
    minutes = long_draft(cast, points=12, delegates=2)
    staying = Organisation.objects.filter(has_left=False, until=None).order_by("pk")
    bodies = [body("RJ"), body("BNWLA"), *staying[:4], *staying.filter(offices__isnull=False).distinct()[:6]]
    for point, owner in zip(minutes.action_points.order_by("pk"), bodies, strict=True):
        ActionPoint.objects.filter(pk=point.pk).update(
            owner=owner, owner_en=owner.name_en, owner_bn=owner.name_bn
        )
    for number in range(6):
        take_up(cast, minutes, number)
    approved = actions.approve(by=cast.uno_sharsha.user, minutes=with_the_chair(cast, minutes), at=NOW)
    actions.circulate(by=cast.uno_sharsha.user, minutes=approved, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def promises(minutes: Minutes) -> list[Commitment]:
    return list(Commitment.objects.filter(source_id=minutes.meeting_id).order_by("pk"))


def test_each_point_is_one_commitment_in_the_order_of_the_agenda(circulated: Minutes) -> None:
    points = list(circulated.action_points.order_by("item__position", "position"))
    made = promises(circulated)
    assert [point.commitment_id for point in points] == [one.pk for one in made]
    for point, commitment in zip(points, made, strict=True):
        assert (commitment.what, commitment.owner_id) == (point.what, point.owner_id)
        assert commitment.source_text_en.endswith(f"item {point.item.position}")
        wished = commitment.due_on if commitment.stage == "agreed" else commitment.suggested_due_on
        assert wished == point.due_on
        assert commitment.granting_party == granted_by(commitment)
    assert {one.stage for one in made} == {"agreed", "recommended"}
    for decision in Decision.objects.filter(minutes=circulated).select_related("item"):
        assert decision.number == str(decision.item.position)


def test_each_is_read_by_those_its_own_facts_name(circulated: Minutes) -> None:
    for commitment in promises(circulated):
        assert dict(commitment.audience.values_list("party_id", "via")) == audience_of(commitment)
    assert [found for derivation in all_derivations() for found in differences(derivation)] == []


def test_each_has_its_first_line_by_the_office_that_circulated(cast: Cast, circulated: Minutes) -> None:
    for commitment in promises(circulated):
        line = commitment.history.get()
        event = Event.AGREED if commitment.stage == "agreed" else Event.RECOMMENDED
        assert (line.event, line.stage, line.by) == (event, commitment.stage, cast.uno_sharsha.user)
        assert line.by_label_en == cast.uno_sharsha.user.label_en
        assert line.due_after == (commitment.due_on if event == Event.AGREED else None)


def whom(commitment: Commitment, by: User) -> tuple[set[int], bool]:
    """Whoever may report on it; with nobody there the secretariat; never whoever did it."""
    own = set(people_who_may("report", commitment, NOW).values_list("pk", flat=True))
    if own:
        return own - {by.pk}, False
    readers = people_who_may("view", commitment, NOW)
    instead = readers.filter(pk__in=people_of([commitment.secretariat_party_id], NOW).values("pk"))
    return set(instead.values_list("pk", flat=True)) - {by.pk}, True


def test_each_tells_its_own_people_once_and_the_secretariat_where_there_is_nobody(
    cast: Cast, circulated: Minutes
) -> None:
    kinds = {"agreed": "commitments.assigned", "recommended": "commitments.proposed"}
    ways = set()
    for commitment in promises(circulated):
        people, instead = whom(commitment, cast.uno_sharsha.user)
        told = Notice.objects.filter(record_type="commitments.commitment", record_id=commitment.pk)
        occasion = f"line:{commitment.history.get().pk}"
        assert {(one.recipient_id, one.kind, one.occasion, one.instead) for one in told} == {
            (pk, kinds[commitment.stage], occasion, instead) for pk in people
        }
        ways.add((bool(people), instead))
    assert (True, False) in ways
    told = Notice.objects.filter(kind__in=kinds.values())
    mailed = Delivery.objects.filter(notice__in=told).count()
    assert mailed == told.filter(recipient__email_proved_at__isnull=False).count() > 0


def test_what_was_said_of_earlier_promises_is_a_line_each_and_a_drop_one_request(circulated: Minutes) -> None:
    heard = {"reported-done": 2, "carried-forward": 2, "drop-proposed": 2}
    for event, number in heard.items():
        lines = StageChange.objects.filter(
            commitment__in=circulated.matters.values("commitment"), event=event
        )
        assert lines.count() == number
        assert set(lines.values_list("note", flat=True)) == {"The body that promised it said so."}
    assert ChangeRequest.objects.filter(kind=ChangeRequest.Kind.DROP).count() == 2
