"""Organisations, committees, seats and people made for one test, and promises between them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from access.models import Party, User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.actions.writing import save_and_refresh
from commitments.models import ChangeRequest, Commitment, Event
from language.words import DHAKA
from partners.models import (
    Committee,
    Membership,
    Office,
    OfficeHolder,
    Organisation,
    Person,
    Seat,
    Side,
    Tier,
)
from partners.parties import refresh_person

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
LONG_AGO = datetime(2020, 1, 1, tzinfo=DHAKA)
TODAY = date(2026, 11, 22)
AGREED = date(2026, 11, 1)
DUE = date(2026, 12, 10)
_numbers = count(1)

KINDS = {
    Side.GOVERNMENT: Organisation.Kind.DEPARTMENT,
    Side.NGO: Organisation.Kind.NGO,
    Side.INTERNATIONAL: Organisation.Kind.UN,
    Side.COMMUNITY: Organisation.Kind.MEDIA,
}


def days(number: int) -> timedelta:
    return timedelta(days=number)


def party(kind: Party.Kind, code: str) -> Party:
    return Party.objects.create(kind=kind, code=code, label_en=code)


def organisation(name: str, side: Side = Side.NGO, **fields: Any) -> Organisation:
    code = f"test-{name}-{next(_numbers)}"
    return Organisation.objects.create(
        **(
            {
                "code": code,
                "kind": KINDS[side],
                "side": side,
                "name_en": name,
                "name_bn": name,
                "all_party": party(Party.Kind.ORGANISATION_ALL, f"{code}:all"),
                "liaison_party": party(Party.Kind.ORGANISATION_LIAISON, f"{code}:liaison"),
            }
            | fields
        )
    )


def committee(name: str, parent: Committee | None = None, **fields: Any) -> Committee:
    code = f"test-{name}-{next(_numbers)}"
    return Committee.objects.create(
        **(
            {
                "code": code,
                "tier": Tier.UPAZILA,
                "parent": parent,
                "name_en": name,
                "name_bn": name,
                "members_party": party(Party.Kind.COMMITTEE_MEMBERS, f"{code}:members"),
                "secretariat_party": party(Party.Kind.COMMITTEE_SECRETARIAT, f"{code}:secretariat"),
                "minute_takers_party": party(Party.Kind.COMMITTEE_MINUTE_TAKERS, f"{code}:minute-takers"),
                "government_party": party(Party.Kind.COMMITTEE_GOVERNMENT, f"{code}:government"),
                "ngo_party": party(Party.Kind.COMMITTEE_NGO, f"{code}:ngo"),
            }
            | fields
        )
    )


def seat(
    at: Committee,
    organisation: Organisation | None = None,
    office: Office | None = None,
    role: Seat.Role = Seat.Role.MEMBER,
    **fields: Any,
) -> Seat:
    holder = organisation or (office.organisation if office else None)
    side = holder.side if holder else Side.GOVERNMENT
    return Seat.objects.create(
        **(
            {
                "code": f"test-seat-{next(_numbers)}",
                "committee": at,
                "organisation": organisation,
                "office": office,
                "role": role,
                "side": side,
            }
            | fields
        )
    )


def office(title: str, organisation: Organisation | None = None, *, heads: bool = False) -> Office:
    return Office.objects.create(
        code=f"test-office-{next(_numbers)}", title_en=title, organisation=organisation, heads=heads
    )


def person(name: str) -> Person:
    user = User.objects.create_user(
        email=f"{name}-{next(_numbers)}@commitments.invalid", email_proved_at=NOW, label_en=name
    )
    return Person.objects.create(user=user, label_en=name)


def user_of(one: Person) -> User:
    assert one.user is not None
    return one.user


def member(
    who: Person,
    of: Organisation,
    role: Membership.Role = Membership.Role.LIAISON,
    since: datetime = LONG_AGO,
    until: datetime | None = None,
) -> User:
    Membership.objects.create(person=who, organisation=of, role=role, period=DateTimeTZRange(since, until))
    refresh_person(who)
    return user_of(who)


def holder(who: Person, of: Office, since: datetime = LONG_AGO, until: datetime | None = None) -> User:
    OfficeHolder.objects.create(person=who, office=of, period=DateTimeTZRange(since, until))
    refresh_person(who)
    return user_of(who)


def liaison(of: Organisation) -> User:
    return member(person(f"liaison of {of.name_en}"), of)


def staff(of: Organisation) -> User:
    return member(person(f"staff of {of.name_en}"), of, Membership.Role.STAFF)


def viewer(user: User, at: datetime = NOW) -> Viewer:
    return Viewer(user, at)


def promise(
    owner: Organisation,
    committee: Committee | None = None,
    *,
    what: str = "Send the list of panel lawyers",
    due_on: date | None = DUE,
    agreed_on: date = AGREED,
    at: datetime = NOW,
    by: User | None = None,
    supporting: Iterable[Organisation] = (),
    **fields: Any,
) -> Commitment:
    return actions.agree(
        by=by,
        what=what,
        owner=owner,
        due_on=due_on,
        committee=committee,
        agreed_on=agreed_on,
        source_type="meetings.meeting",
        source_id=None,
        source_text_en="40th meeting, item 40.2",
        source_text_bn="৪০তম সভা, বিষয় ৪০.২",
        at=at,
        supporting=supporting,
        **fields,
    )


def recommendation(
    owner: Organisation,
    committee: Committee | None = None,
    *,
    what: str = "Compulsory visa checks",
    agreed_on: date = AGREED,
    at: datetime = NOW,
    for_network: bool = False,
) -> Commitment:
    return actions.recommend(
        by=None,
        what=what,
        owner=owner,
        committee=committee,
        agreed_on=agreed_on,
        source_type="",
        source_id=None,
        source_text_en="Webinar",
        source_text_bn="ওয়েবিনার",
        for_network=for_network,
        at=at,
    )


def proposal(owner: Organisation, committee: Committee, *, by: User | None = None) -> Commitment:
    """What a meeting that does not bind a body asks it for."""
    return actions.propose(
        by=by,
        what="Report free places",
        owner=owner,
        due_on=DUE,
        committee=committee,
        agreed_on=AGREED,
        source_type="",
        source_id=None,
        source_text_en="40th meeting, item 40.2",
        source_text_bn="৪০তম সভা",
        secretariat_party=committee.secretariat_party,
        at=NOW,
    )


def say(event: Event, commitment: Commitment, *, by: User, note: str = "") -> None:
    """What a meeting says of one promise comes on its record."""
    actions.say(by=by, heard=[actions.Heard(commitment, event, note)], at=NOW)


def granted_by(commitment: Commitment) -> Party | None:
    """Who grants dates and drops on a promise, found by walking up from its committee."""
    above = commitment.committee
    if above is None and commitment.secretariat_party != commitment.owner.liaison_party:
        return commitment.secretariat_party
    while above is not None:
        keepers = Seat.objects.filter(committee=above, role__in=Seat.SECRETARIAT, until=None)
        own = Q(organisation=commitment.owner) | Q(office__organisation=commitment.owner)
        if not keepers.filter(own).exists():
            return above.secretariat_party
        above = above.parent
    return commitment.verifier.liaison_party if commitment.verifier is not None else None


def events(commitment: Commitment) -> list[str]:
    return list(commitment.history.order_by("pk").values_list("event", flat=True))


def accept(
    *, by: User, commitment: Commitment, verifier: Organisation, at: datetime, due_on: date | None = None
) -> Commitment:
    """The owner accepts, and this body verifies it as if whoever grants had named it."""
    accepted = actions.accept(by=by, commitment=commitment, at=at, due_on=due_on)
    if accepted.verifier != verifier:
        accepted.verifier, accepted.verifier_since, accepted.verifier_from_above = verifier, at, False
        save_and_refresh(accepted)
    return accepted


def refused_with(code: str, action: Callable[..., Any], **arguments: Any) -> str | None:
    """The field at which the action refuses, for this reason."""
    with pytest.raises(Mendable) as refusal, transaction.atomic():
        action(**arguments)
    assert refusal.value.code == code
    return refusal.value.field


class Pair:
    """A committee with one NGO and one government office in it, and a promise of the NGO."""

    def __init__(self, **promised: Any) -> None:
        self.committee = committee("pair")
        self.ngo = organisation("ngo")
        self.government = organisation("government", Side.GOVERNMENT)
        self.other = organisation("secretary's office", Side.GOVERNMENT)
        seat(self.committee, self.ngo)
        seat(self.committee, self.government)
        self.secretary_office = office("Member secretary", self.other, heads=True)
        seat(self.committee, office=self.secretary_office, role=Seat.Role.MEMBER_SECRETARY, precedence=1)
        self.owner = liaison(self.ngo)
        self.verifier = liaison(self.government)
        self.secretary = holder(person("member secretary"), self.secretary_office)
        self.commitment = promise(self.ngo, self.committee, **promised)

    def asks(self, kind: ChangeRequest.Kind, **wanted: Any) -> ChangeRequest:
        wanted.setdefault("reason", "Floods.")
        wanted.setdefault("at", NOW)
        return actions.ask(by=self.owner, commitment=self.commitment, kind=kind, **wanted)

    def accepted(self, at: datetime = NOW) -> Commitment:
        return accept(by=self.owner, commitment=self.commitment, verifier=self.government, at=at)

    def reported(self, at: datetime = NOW) -> Commitment:
        self.accepted(at)
        actions.report(by=self.owner, commitment=self.commitment, text="The list was sent.", at=at)
        self.commitment.refresh_from_db()
        return self.commitment

    def verified(self, at: datetime = NOW) -> Commitment:
        self.reported(at)
        return actions.verify(by=self.verifier, commitment=self.commitment, at=at)
