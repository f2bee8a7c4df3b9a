"""Seats are filled and given their role; committees move under another one, and end."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.audiences import refresh_above
from access.errors import Mendable
from access.models import User
from access.rules import require
from access.viewer import viewer_of
from language.words import DHAKA, named
from partners.models import Committee, Organisation, Person, Seat, Side
from partners.parties import people_of_seats, refresh_people, seat_party

# A committee with more below it is moved by the worker, which has the time for it.
MOVED_AT_ONCE = 40


@transaction.atomic
def fill_seat(*, by: User | None, seat: Seat, organisation: Organisation | None, at: datetime) -> Seat:
    """An organisation takes a seat that no office holds; with None the seat is empty again."""
    filled = Seat.objects.select_for_update(no_key=True, of=("self",)).get(pk=seat.pk)
    if by is not None:
        _require_seat(by, filled, [filled.role], at)
    if filled.office_id is not None:
        raise Mendable(
            _("This seat is an office's. Hand the office over instead."), field="seat", code="office"
        )
    if organisation is not None:
        if not organisation.is_active(at.astimezone(DHAKA).date()):
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
        _follow_secretariat(filled.committee_id, at)
    return filled


@transaction.atomic
def give_role(*, by: User | None, seat: Seat, role: str, at: datetime) -> Seat:
    """A seat becomes chair or member secretary in one step; whoever was it is a member again."""
    seats = list(
        Seat.objects.select_for_update(no_key=True, of=("self",)).filter(committee=seat.committee_id)
    )
    changed = [one for one in seats if one.pk == seat.pk]
    if by is not None:
        # It may have become a leading seat since the page was shown.
        _require_seat(by, changed[0], [changed[0].role, role], at)
    if changed[0].role == role:
        raise Mendable(_("This seat has that role already."), field="role", code="same")
    if role in Seat.SECRETARIAT:
        for one in seats:
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
    _follow_secretariat(seat.committee_id, at)
    return changed[0]


@transaction.atomic
def move_committee(*, by: User | None, committee: Committee, parent: Committee, at: datetime) -> Committee:
    """A committee reports to another one: the secretariats above its subtree change at once."""
    if by is not None:
        require(viewer_of(by, at), "move", committee)
        require(viewer_of(by, at), "move" if parent.parent_id else "manage", parent)
    locked = Committee.objects.select_for_update(no_key=True).filter(pk__in=[committee.pk, parent.pk])
    both = {one.pk: one for one in locked.order_by("pk")}
    moving, above = both[committee.pk], both[parent.pk]
    below = subtree(moving)
    if above in below:
        raise Mendable(_("A committee cannot report to one below it."), field="parent", code="circle")
    if not above.is_live(at.astimezone(DHAKA).date()):
        raise Mendable(_("That committee has ended."), field="parent", code="ended")
    moving.parent = above
    moving.save(update_fields=["parent"])
    _follow(moving, below, at)
    return moving


@transaction.atomic
def end_committee(*, by: User | None, committee: Committee, on: date, at: datetime) -> Committee:
    """A decision ends a committee: from that day its seats give nothing; its papers stay."""
    if by is not None:
        require(viewer_of(by, at), "move", committee)
    ended = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
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


def _follow_secretariat(committee_id: int, at: datetime) -> None:
    """Whose secretariat it is decides who grants what its own organisations ask for, here and below."""
    refresh_above([committee_id])
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee_id)
    _follow(committee, subtree(committee), at)


def _require_seat(by: User, seat: Seat, roles: list[str], at: datetime) -> None:
    """Let a seat be changed by whoever keeps the committee; one that leads it, from above only."""
    leads = any(role in Seat.LEADING for role in roles)
    require(viewer_of(by, at), "name_leaders" if leads else "manage", seat.committee)
