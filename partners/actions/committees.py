"""Seats are filled and given their role; committees move under another one, and end."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh_above
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_container, lock_row, lock_rows
from access.toolkit.versions import compare
from language.words import local_day, named
from partners.models import Committee, Organisation, Person, Seat, Side
from partners.parties import people_of_seats, refresh_people, seat_party

# A committee with more below it is moved by the worker, which has the time for it.
MOVED_AT_ONCE = 40


@transaction.atomic
def fill_seat(*, by: User | None, seat: Seat, organisation: Organisation | None, at: datetime) -> Seat:
    """An organisation takes a seat that no office holds; with None the seat is empty again."""
    committee = _hold_with_below(seat.committee)[seat.committee_id]
    filled = lock_row(seat)
    if by is not None:
        _require_seat(by, committee, [filled.role], at)
    compare(filled)
    if filled.office_id is not None:
        raise Mendable(
            _("This seat is an office's. Hand the office over instead."), field="seat", code="office"
        )
    if organisation is not None:
        if not organisation.is_active(local_day(at)):
            raise Mendable(
                _("%(name)s has left; it takes no seat.") % {"name": named(organisation)},
                field="organisation",
                code="left",
            )
        if organisation.side != filled.side:
            raise Mendable(
                _("This seat is for the side: %(side)s.") % {"side": Side(filled.side).label},
                field="organisation",
                code="side",
            )
        elsewhere = Seat.objects.filter(committee=filled.committee_id, organisation=organisation, until=None)
        if elsewhere.exclude(pk=filled.pk).exists():
            raise Mendable(
                _("%(name)s holds a seat in this committee already.") % {"name": named(organisation)},
                field="organisation",
                code="same",
            )
    before = people_of_seats([filled])
    filled.organisation = organisation
    filled.save(update_fields=["organisation"])
    refresh_people({one.pk: one for one in (*before, *people_of_seats([filled]))}.values())
    if filled.role in Seat.SECRETARIAT:
        _follow_secretariat(committee, at)
    return filled


@transaction.atomic
def give_role(*, by: User | None, seat: Seat, role: str, at: datetime) -> Seat:
    """A seat becomes chair or member secretary in one step; whoever was it is a member again."""
    committee = _hold_with_below(seat.committee)[seat.committee_id]
    seats = lock_rows(Seat, Seat.objects.filter(committee=committee).values("pk"))
    changed = [seats[seat.pk]]
    if by is not None:
        # It may have become a leading seat since the page was shown.
        _require_seat(by, committee, [changed[0].role, role], at)
    compare(changed[0])
    if changed[0].role == role:
        raise Mendable(_("This seat has that role already."), field="role", code="same")
    if role in Seat.SECRETARIAT:
        for one in seats.values():
            if one.role == role and one.until is None:
                one.role = Seat.Role.MEMBER
                one.precedence = 10
                one.save(update_fields=["role", "precedence"])
                changed.append(one)
    changed[0].role = role
    if role in Seat.SECRETARIAT:
        changed[0].precedence = 1 if role == Seat.Role.CHAIR else 2
    changed[0].save(update_fields=["role", "precedence"])
    if role == Seat.Role.CHAIR:
        seat_party(changed[0])
    refresh_people(people_of_seats(changed))
    _follow_secretariat(committee, at)
    return changed[0]


@transaction.atomic
def move_committee(*, by: User | None, committee: Committee, parent: Committee, at: datetime) -> Committee:
    """A committee reports to another one: the secretariats above its subtree change at once."""
    moving, above = _hold_with_below(committee)[committee.pk], lock_row(parent)
    if by is not None:
        viewer = lock_actor(by, at)
        require(viewer, "move", moving)
        require(viewer, "move" if above.parent_id else "manage", above)
    below = subtree(moving)
    if above in below:
        raise Mendable(_("A committee cannot report to one below it."), field="parent", code="circle")
    if not above.is_live(local_day(at)):
        raise Mendable(_("That committee has ended."), field="parent", code="ended")
    moving.parent = above
    moving.save(update_fields=["parent"])
    _follow(moving, below, at)
    return moving


@transaction.atomic
def end_committee(*, by: User | None, committee: Committee, on: date, at: datetime) -> Committee:
    """A decision ends a committee: from that day its seats give nothing; its papers stay."""
    ended = lock_container(committee, by=by, action="move", at=at)
    ended.ended_on = on
    ended.save(update_fields=["ended_on"])
    minute_takers = Person.objects.filter(delegations__committee=ended).distinct()
    refresh_people([*people_of_seats(Seat.objects.filter(committee=ended)), *minute_takers])
    return ended


def subtree(committee: Committee) -> list[Committee]:
    """The committee and all below it, tier by tier."""
    found, level = [committee], [committee]
    while level:
        level = list(Committee.objects.filter(parent__in=level).exclude(pk__in=[one.pk for one in found]))
        found += level
    return found


def _follow(committee: Committee, below: list[Committee], at: datetime) -> None:
    """Write who reads and who grants in a whole subtree: now, or by the worker where it is large."""
    is_large = len(below) > MOVED_AT_ONCE
    committee.readers_behind_since = at if is_large else None
    committee.save(update_fields=["readers_behind_since"])
    if is_large:
        from partners.tasks import ring_for_subtree

        pk = committee.pk
        transaction.on_commit(lambda: ring_for_subtree(pk))
    else:
        refresh_above([one.pk for one in below])


def _follow_secretariat(committee: Committee, at: datetime) -> None:
    """Whose secretariat it is decides who grants what its own organisations ask for, here and below."""
    refresh_above([committee.pk])
    _follow(committee, subtree(committee), at)


def _hold_with_below(committee: Committee) -> dict[int, Committee]:
    """Hold a committee and all below it: a record written meanwhile would get its readers of yesterday."""
    held: dict[int, Committee] = {}
    while missing := [one.pk for one in subtree(committee) if one.pk not in held]:
        held |= lock_rows(Committee, missing)
    return held


def _require_seat(by: User, committee: Committee, roles: list[str], at: datetime) -> None:
    """Let a seat be changed by whoever keeps the committee; one that leads it, from above only."""
    leads = any(role in Seat.LEADING for role in roles)
    viewer = lock_actor(by, at, moves_people=True)
    require(viewer, "name_leaders" if leads else "manage", committee)
