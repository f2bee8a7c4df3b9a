"""Which parties a person belongs to, derived from offices, seats, memberships and delegations.

Records are opened to parties; people come and go. Whatever changes a holder, a member or a
seat calls `refresh_people` in its transaction, and nothing else of the record's audience moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from psycopg2.extras import DateTimeTZRange

from access.models import Party, PartyMember, Role
from access.toolkit.locking import lock_people
from partners.belonging import Belonging, earlier, later, midnight, without, write_belongings
from partners.belonging_of_programs import programs_of, refresh_programs
from partners.models import (
    Committee,
    Delegation,
    Membership,
    Office,
    OfficeAssistant,
    OfficeHolder,
    Organisation,
    Person,
    Seat,
    Side,
)

NATIONAL_COMMITTEE = "NCC"
_SIDE_PARTY = {Side.GOVERNMENT.value: "government_party_id", Side.NGO.value: "ngo_party_id"}


def refresh_person(person: Person) -> None:
    """Write anew which parties this person belongs to."""
    refresh_people([person])


@transaction.atomic
def refresh_people(people: Iterable[Person]) -> None:
    """Write anew which parties these people belong to; people without a login belong to none.

    The programs they answer for follow them.
    """
    everybody = list(people)
    with_login = [(person, person.user_id) for person in everybody if person.user_id is not None]
    followed = programs_of(everybody).values_list("user_id", flat=True)
    lock_people([*(user_id for _person, user_id in with_login), *followed])
    for person, user_id in with_login:
        write_belongings(user_id, set(_belongings(person)))
    refresh_programs(programs_of(everybody))


def refresh_office(office: Office, *people: Person) -> None:
    """Write anew what everybody belongs to by this office, and what these people do.

    A predecessor loses what the successor gains. A head of office who comes or goes changes who speaks
    for the whole organisation.
    """
    headed = [office.organisation_id] if office.heads and office.organisation_id else []
    others = people_serving(offices=[office.pk], organisations=headed)
    refresh_people({one.pk: one for one in (*others, *people)}.values())


def people_of_seats(seats: Iterable[Seat]) -> list[Person]:
    """Whoever gains or loses something when these seats change: past holders too."""
    offices = {seat.office_id for seat in seats if seat.office_id}
    organisations = {seat.organisation_id for seat in seats if seat.organisation_id}
    return people_serving(offices=offices, organisations=organisations)


def people_serving(*, offices: Iterable[int] = (), organisations: Iterable[int] = ()) -> list[Person]:
    """Everybody who held one of these offices or served one of these organisations."""
    return list(
        Person.objects.filter(
            Q(offices_held__office__in=list(offices))
            | Q(offices_held__office__heads=True, offices_held__office__organisation__in=list(organisations))
            | Q(memberships__organisation__in=list(organisations))
            # Who types for a holder belongs to what the office belongs to, and loses it with it.
            | Q(assists__office__in=list(offices))
            | Q(assists__office__heads=True, assists__office__organisation__in=list(organisations))
            | Q(offices_held__office__assists__office__in=list(offices))
            | Q(
                offices_held__office__assists__office__heads=True,
                offices_held__office__assists__office__organisation__in=list(organisations),
            )
        ).distinct()
    )


def person_party(person: Person) -> Party:
    """Return the party of one person, for what is opened to that person alone."""
    party, _ = Party.objects.get_or_create(
        code=f"person:{person.ref}",
        defaults={
            "kind": Party.Kind.PERSON,
            "label_en": person.label_en,
            "label_bn": person.label_bn,
        },
    )
    if person.user_id is not None:
        PartyMember.objects.get_or_create(
            party=party,
            user_id=person.user_id,
            reason="person",
            defaults={"period": DateTimeTZRange(None, None)},
        )
    return party


def person_parties(people: Iterable[Person]) -> list[Party]:
    """Return the parties of several people, as `person_party` does of one: one query when all are there."""
    by_code = {f"person:{person.ref}": person for person in people}
    joined = PartyMember.objects.filter(party=OuterRef("pk"), reason="person")
    rows = Party.objects.filter(code__in=by_code).annotate(users=ArraySubquery(joined.values("user_id")))
    users = {party.code: party.users for party in rows}
    found: dict[str, Party] = {party.code: party for party in rows}
    new = [
        Party(kind=Party.Kind.PERSON, code=code, label_en=person.label_en, label_bn=person.label_bn)
        for code, person in by_code.items()
        if code not in found
    ]
    # Somebody else may make it at this moment: the same row is returned then.
    made = Party.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["code"], update_fields=["kind"]
    )
    found |= {party.code: party for party in made}
    missing = [
        PartyMember(party=found[code], user_id=person.user_id, reason="person", period=DateTimeTZRange())
        for code, person in by_code.items()
        if person.user_id is not None and person.user_id not in users.get(code, [])
    ]
    PartyMember.objects.bulk_create(missing, ignore_conflicts=True)
    return [found[code] for code in by_code]


def power_party(committee: Committee, power: Delegation.Power) -> Party:
    """Return the party of those minute-takers who may do this, made when it is first given."""
    column = Delegation.PARTY_OF[power]
    party: Party | None = getattr(committee, column)
    if party is None:
        party = Party.objects.create(
            kind=Party.Kind.COMMITTEE_MINUTE_TAKERS,
            code=f"{committee.minute_takers_party.code}:{power.replace('_', '-')}",
            label_en=committee.name_en,
            label_bn=committee.name_bn,
        )
        setattr(committee, column, party)
        committee.save(update_fields=[column])
    return party


def seat_party(seat: Seat) -> Party:
    """Return the party of a seat, made when it is first needed."""
    if seat.party is None:
        seat.party = Party.objects.get_or_create(
            code=f"seat:{seat.code}",
            defaults={"kind": Party.Kind.SEAT, "label_en": seat.title_en, "label_bn": seat.title_bn},
        )[0]
        seat.save(update_fields=["party"])
        refresh_people(people_of_seats([seat]))
    return seat.party


def seat_parties(seats: Iterable[Seat]) -> None:
    """Let each of these seats have its party: as many statements for thirteen as for one."""
    lacking = {seat.pk: seat for seat in seats if seat.party_id is None}
    if not lacking:
        return
    parties = [
        Party(kind=Party.Kind.SEAT, code=f"seat:{seat.code}", label_en=seat.title_en, label_bn=seat.title_bn)
        for seat in lacking.values()
    ]
    Party.objects.bulk_create(parties, ignore_conflicts=True)
    made = {party.code: party for party in Party.objects.filter(code__in=[one.code for one in parties])}
    for seat in lacking.values():
        seat.party = made[f"seat:{seat.code}"]
    Seat.objects.bulk_update(lacking.values(), ["party"])
    refresh_people(people_of_seats(lacking.values()))


def office_party(office: Office) -> Party:
    """Return the party of whoever holds an office, made when it is first needed."""
    if office.party is None:
        office.party = Party.objects.get_or_create(
            code=f"office:{office.code}",
            defaults={"kind": Party.Kind.OFFICE, "label_en": office.title_en, "label_bn": office.title_bn},
        )[0]
        office.save(update_fields=["party"])
        refresh_office(office)
    return office.party


def acting_party(organisation: Organisation, head: Office) -> Party:
    """Return the party of those who act for a body's head, made when the first is named.

    With it that of the head's office: its holder sees and undoes what is done for them, whoever is liaison.
    """
    if organisation.head_party_id is None:
        organisation.head_party = office_party(head)
        organisation.save(update_fields=["head_party"])
    if organisation.acting_party is None:
        organisation.acting_party = Party.objects.get_or_create(
            code=f"organisation:{organisation.code}:acting",
            defaults={
                "kind": Party.Kind.ORGANISATION_ACTING,
                "label_en": organisation.name_en,
                "label_bn": organisation.name_bn,
            },
        )[0]
        organisation.save(update_fields=["acting_party"])
    return organisation.acting_party


def _belongings(person: Person) -> Iterator[Belonging]:
    seen: set[tuple[int, str]] = set()
    for one in (*_of_offices(person), *_of_memberships(person), *_of_delegations(person)):
        if one.since is not None and one.until is not None and one.since >= one.until:
            continue
        if (one.party_id, f"{one.reason}@{one.since}") not in seen:
            seen.add((one.party_id, f"{one.reason}@{one.since}"))
            yield one


def _of_offices(person: Person) -> Iterator[Belonging]:
    terms = OfficeHolder.objects.filter(person=person).select_related("office__organisation")
    for term in cast("Iterable[OfficeHolder]", terms):
        yield from _of_office(term.office, f"holder:{term.pk}", term.period)
    desks = OfficeHolder.objects.filter(person=person).values("office")
    assisted = OfficeAssistant.objects.filter(Q(person=person) | Q(desk__in=desks))
    for row in cast("Iterable[OfficeAssistant]", assisted.select_related("office__organisation")):
        for span in _spans_of_assistant(row, person):
            yield from _of_office(row.office, f"assistant:{row.pk}", span, types_only=True)
            yield from _acting(row, span)


def _spans_of_assistant(row: OfficeAssistant, person: Person) -> Iterator[DateTimeTZRange]:
    """When this person is the assistant: of a desk, while they hold that."""
    if row.desk_id is None:
        yield row.period
        return
    yield from _within(row.period, OfficeHolder.objects.filter(office=row.desk_id, person=person))


def _acting(row: OfficeAssistant, span: DateTimeTZRange) -> Iterator[Belonging]:
    """Whoever acts for a head does so while that one holds the office and has an account.

    A successor names their own: what ends the term ends it, and it does not come back.
    """
    body = row.office.organisation
    if not (row.acts and row.office.heads) or body is None or not body.acting_party_id or body.has_left:
        return
    named_under = OfficeHolder.objects.filter(office=row.office, period__contains=row.period.lower)
    for held in _within(span, named_under.filter(person__user__isnull=False)):
        until = earlier(held.upper, midnight(body.until))
        yield Belonging(body.acting_party_id, f"assistant:{row.pk}", held.lower, until)


def _within(span: DateTimeTZRange, terms: QuerySet[OfficeHolder]) -> Iterator[DateTimeTZRange]:
    """The parts of some time that lie in one of these terms."""
    for term in terms.order_by("period"):
        since = later(span.lower, term.period.lower)
        until = earlier(span.upper, term.period.upper)
        if since is None or until is None or since < until:
            yield DateTimeTZRange(since, until)


def _of_office(
    office: Office, reason: str, period: DateTimeTZRange, *, types_only: bool = False
) -> Iterator[Belonging]:
    """What an office gives its holder: its seats, and a place among the staff of its organisation.

    Who heads the organisation by it speaks for the organisation. Its assistant reads as it does and drafts
    for a secretariat as its minute-takers do, but decides nothing for one, sits in no seat, approves
    nothing and speaks for no organisation.
    """
    span = (period.lower, period.upper)
    if office.party_id and not types_only:
        yield Belonging(office.party_id, reason, *span)
    for seat in _seats(Q(office=office.pk)):
        yield from _of_seat(seat, reason, span, types_only=types_only)
    if office.organisation is not None:
        speaks = office.heads and not types_only
        yield from _of_organisation(office.organisation, reason, span, heads=speaks, speaks=speaks)


def _of_memberships(person: Person) -> Iterator[Belonging]:
    rows = Membership.objects.filter(person=person).select_related("organisation")
    for row in cast("Iterable[Membership]", rows):
        span = (row.period.lower, row.period.upper)
        yield from _of_organisation(
            row.organisation,
            f"member:{row.pk}",
            span,
            heads=row.role == Membership.Role.HEAD,
            speaks=row.role != Membership.Role.STAFF,
        )


def _of_delegations(person: Person) -> Iterator[Belonging]:
    rows = Delegation.objects.filter(person=person).select_related("committee")
    for row in cast("Iterable[Delegation]", rows):
        until = earlier(row.period.upper, midnight(row.committee.ended_on))
        given = [row.committee.minute_takers_party_id]
        given += [
            getattr(row.committee, f"{party}_id")
            for power, party in Delegation.PARTY_OF.items()
            if getattr(row, power)
        ]
        for party_id in given:
            yield Belonging(party_id, f"delegation:{row.pk}", row.period.lower, until)


def _of_organisation(
    organisation: Organisation,
    reason: str,
    span: tuple[datetime | None, datetime | None],
    *,
    heads: bool,
    speaks: bool = True,
) -> Iterator[Belonging]:
    if organisation.has_left:
        return
    since, until = span[0], earlier(span[1], midnight(organisation.until))
    yield Belonging(organisation.all_party_id, reason, since, until)
    yield Belonging(Party.objects.everyone().pk, reason, since, until)
    if not speaks:
        return
    liaison = _free_of_liaison(organisation, since, until) if heads else [(since, until)]
    # A head who is the only liaison is not told of lateness by machine: the reason says so.
    speaking = f"{reason}:head-as-liaison" if heads else reason
    for start, end in liaison:
        yield Belonging(organisation.liaison_party_id, speaking, start, end)
    for seat in _seats(Q(organisation=organisation)):
        yield from _of_seat(seat, reason, (since, until))


def _of_seat(
    seat: Seat, reason: str, span: tuple[datetime | None, datetime | None], *, types_only: bool = False
) -> Iterator[Belonging]:
    committee = seat.committee
    until = earlier(earlier(span[1], midnight(seat.until)), midnight(committee.ended_on))
    reason = f"{reason}:seat:{seat.pk}"
    parties = [committee.members_party_id, Party.objects.everyone().pk]
    if seat.role in Seat.SECRETARIAT and types_only:
        parties.append(committee.minute_takers_party_id)
    elif seat.role in Seat.SECRETARIAT:
        parties.append(committee.secretariat_party_id)
        if committee.code == NATIONAL_COMMITTEE:
            parties.append(Party.objects.role(Role.NATIONAL_SECRETARIAT).pk)
    if seat.side in _SIDE_PARTY and seat.role != Seat.Role.OBSERVER:
        parties.append(getattr(committee, _SIDE_PARTY[seat.side]))
    if seat.party_id and not types_only:
        parties.append(seat.party_id)
    for party_id in parties:
        yield Belonging(party_id, reason, span[0], until)


def _free_of_liaison(
    organisation: Organisation, since: datetime | None, until: datetime | None
) -> list[tuple[datetime | None, datetime | None]]:
    """The head is liaison while no liaison officer is named: the term without theirs."""
    free = [(since, until)]
    # One who was invited and has not come relieves nobody.
    officers = Membership.objects.filter(
        organisation=organisation, role=Membership.Role.LIAISON, person__user__isnull=False
    )
    for officer in cast("Iterable[Membership]", officers):
        free = [
            piece
            for start, end in free
            for piece in without(start, end, officer.period.lower, officer.period.upper)
        ]
    return free


def _seats(which: Q) -> Iterable[Seat]:
    return Seat.objects.filter(which).select_related("committee").order_by("pk")


def committee_parties(code: str, name_en: str, name_bn: str) -> dict[str, Party]:
    """Make the five parties of a committee, unsaved; the loader saves thousands at once."""
    kinds = {
        "members_party": (Party.Kind.COMMITTEE_MEMBERS, "members"),
        "secretariat_party": (Party.Kind.COMMITTEE_SECRETARIAT, "secretariat"),
        "minute_takers_party": (Party.Kind.COMMITTEE_MINUTE_TAKERS, "minute-takers"),
        "government_party": (Party.Kind.COMMITTEE_GOVERNMENT, "government"),
        "ngo_party": (Party.Kind.COMMITTEE_NGO, "ngo"),
    }
    return {
        column: Party(kind=kind, code=f"committee:{code}:{word}", label_en=name_en, label_bn=name_bn)
        for column, (kind, word) in kinds.items()
    }
