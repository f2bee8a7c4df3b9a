"""A secretariat and the office of another body: what the tests of entries by order stand on."""

from datetime import datetime, timedelta
from typing import Any

from access.models import PartyMember, User
from notifications.models import Notice
from partners import actions
from partners.models import Committee, Office, OfficeChange, OfficeHolder, Person, Seat
from tests.cast import NOW
from tests.commitments.world import (
    committee,
    holder,
    liaison,
    office,
    organisation,
    person,
    seat,
    user_of,
)

TODAY = NOW.date()
ORDER: dict[str, Any] = {"order_number": "05.44.4100.001", "order_date": TODAY}
DAY = timedelta(days=1)
State = OfficeChange.Outcome


class World:
    """A committee below another one; a body whose office sits in it, with a holder and a liaison officer."""

    def __init__(self) -> None:
        self.above = committee("above")
        self.committee = committee("below", self.above)
        self.higher_office, self.secretary_office = office("Secretary above"), office("Secretary")
        seat(self.above, office=self.higher_office, role=Seat.Role.MEMBER_SECRETARY, side="government")
        seat(self.committee, office=self.secretary_office, role=Seat.Role.MEMBER_SECRETARY, side="government")
        self.higher = holder(person("secretary above"), self.higher_office)
        self.colleague = holder(person("chair above"), self._chair(self.above))
        self.secretary = holder(person("secretary"), self.secretary_office)
        self.parent = organisation("parent")
        self.body = organisation("body", parent=self.parent)
        self.office = office("Superintendent", self.body, heads=True)
        self.seat = seat(self.committee, office=self.office)
        self.outgoing = person("outgoing")
        holder(self.outgoing, self.office)
        self.body_liaison, self.parent_liaison = liaison(self.body), liaison(self.parent)

    def _chair(self, of: Committee) -> Office:
        made = office("Chair above")
        seat(of, office=made, role=Seat.Role.CHAIR, side="government")
        return made

    def entered(self, at: datetime = NOW, to: Person | None = None, by: User | None = None) -> OfficeChange:
        term = actions.hand_over(
            by=by or self.secretary, office=self.office, to=to or person("incoming"), on=at, at=at, **ORDER
        )
        return OfficeChange.objects.get(incoming_term=term)

    def objected(self, at: datetime = NOW, by: User | None = None) -> OfficeChange:
        change = self.entered(at)
        return objects(by or user_of(self.outgoing), change, at)

    def holds(self, at: datetime) -> Person | None:
        term = OfficeHolder.objects.filter(office=self.office, period__contains=at).first()
        return term.person if term is not None else None

    def reads(self, who: Person | User, at: datetime) -> bool:
        user = who if isinstance(who, User) else user_of(who)
        party = self.committee.members_party
        return PartyMember.objects.filter(user=user, party=party, period__contains=at).exists()


def objects(by: User, change: OfficeChange, at: datetime = NOW) -> OfficeChange:
    return actions.object_to_change(by=by, change=change, reason="There is no such order.", at=at)


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=f"partners.{kind}").values_list("recipient", flat=True))
