"""Action points: what is to be done, by whom, by when; by a body, a seat of the committee, or a group."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max, prefetch_related_objects
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.texts import guarded
from commitments.models import Commitment, CommitmentGroup
from language.text import fold
from language.words import local_day
from meetings.actions.minutes import must_be_bound_here, must_follow_meeting
from meetings.actions.writing import ACTION_POINT, LINE, draft_to_write, saved
from meetings.models import ActionPoint, AgendaItem, Minutes
from partners.active import must_be_active
from partners.implementers import (
    GroupMembers,
    Implementer,
    body_of_seat,
    group_names,
    groups_of,
    names_of,
)
from partners.models import Committee, GroupKind, Organisation, Seat

# The item, the words, the body, its seat.
Same = tuple[int, str, int, int | None]


@dataclass(frozen=True)
class _Who:
    """Who does it: a body, by a seat or not; or a group, of seats that were chosen or not."""

    owner: Organisation | None
    seat: Seat | None
    group: str
    names: tuple[str, str]


@transaction.atomic
def add_action_point(
    *,
    by: User,
    item: AgendaItem,
    what: str,
    due_on: date | None,
    at: datetime,
    owner: Organisation | None = None,
    seat: Seat | None = None,
    group: str = "",
    seats: Sequence[Seat] = (),
    others: str = "",
) -> ActionPoint:
    """Somebody is to do something by a day. It becomes a commitment when the minutes are circulated.

    A seat speaks for its body; a group becomes one promise per body. `others` are told in words alone.
    """
    minutes = draft_to_write(by=by, minutes=Minutes.objects.get(meeting_id=item.meeting_id), at=at)
    what = _with_others(guarded(what, field="what", longest=ACTION_POINT, phones=True, required=True), others)
    who = _group(minutes, group, seats, at) if group else _body(minutes, owner, seat, at)
    if due_on is None:
        raise Mendable(_("Enter the day by which it is done."), "due_on", "required")
    must_follow_meeting(due_on, minutes.meeting)
    last = ActionPoint.objects.filter(item=item).aggregate(last=Max("position"))["last"]
    point = ActionPoint.objects.create(
        minutes=minutes,
        item=item,
        position=(last or 0) + 1,
        what=what,
        owner=who.owner,
        speaks_for=who.seat,
        group=who.group,
        owner_en=who.names[0][:300],
        owner_bn=who.names[1][:300],
        due_on=due_on,
    )
    if who.group == GroupKind.DEPARTMENTS:
        point.chosen.set(seats)
    saved(minutes, at)
    return point


@transaction.atomic
def remove_action_point(*, by: User, point: ActionPoint, at: datetime) -> None:
    """The action point is taken out of the draft; the others close the gap."""
    minutes = draft_to_write(by=by, minutes=point.minutes, at=at)
    ActionPoint.objects.filter(pk=point.pk).delete()
    for later in ActionPoint.objects.filter(item=point.item, position__gt=point.position).order_by(
        "position"
    ):
        ActionPoint.objects.filter(pk=later.pk).update(position=F("position") - 1)
    saved(minutes, at)


@dataclass
class Promised:
    """One promise that an action point becomes. `who` is nobody for a group without members."""

    point: ActionPoint
    who: Implementer | None
    group: CommitmentGroup | None = None

    def lead_to(self, made: Commitment) -> None:
        """Let the line of the minutes lead to what was made of it."""
        if self.point.group:
            self.point.commitments = self.group
        else:
            self.point.commitment = made


def parts_of(points: Iterable[ActionPoint], committee: Committee | None, *, on: date) -> list[Promised]:
    """Return what these action points become on a day: of a group one promise per body.

    What one item gives a body by its name and again in a group, in the same words, it promises once: its
    promise then stands among the parts of the group.
    """
    points = list(points)
    singly = {
        _same(point, Implementer(point.owner, point.speaks_for)): Promised(
            point, Implementer(point.owner, point.speaks_for)
        )
        for point in points
        if point.owner is not None
    }
    members_of = _asking(committee, on)
    parts: list[Promised] = []
    taken: set[Same] = set()
    for point in points:
        if point.owner is not None:
            parts.append(_of_body(point, singly))
            continue
        group = CommitmentGroup(kind=point.group, name_en=point.owner_en, name_bn=point.owner_bn)
        members = members_of(point)
        parts += [] if members else [Promised(point, None)]
        for who in members:
            same, alone = _same(point, who), _named_alone(singly, point, who)
            if alone is not None:
                alone.group = alone.group or group
            elif same not in taken:
                taken.add(same)
                parts.append(Promised(point, who, group))
    return parts


def points_to_promise(minutes: Minutes) -> list[ActionPoint]:
    """The action points with what it takes to say what they become, in their order."""
    rows = minutes.action_points.select_related("owner__successor", "item", "speaks_for__office", "verifier")
    points = list(rows.order_by("item__position", "position"))
    prefetch_related_objects([point for point in points if point.group], "chosen")
    return points


def promised_by(minutes: Minutes, at: datetime) -> list[Organisation]:
    """The body of each promise that these minutes become when they are circulated."""
    parts = parts_of(points_to_promise(minutes), minutes.meeting.lead_committee, on=local_day(at))
    return [one.who.body for one in parts if one.who is not None]


class Ahead(NamedTuple):
    """What the action points of a draft become: so many promises; of each group, who does it."""

    promises: int
    members: dict[int, list[Implementer]]


def ahead_of(minutes: Minutes, at: datetime) -> Ahead:
    """Return what a draft becomes when it is circulated, as of today; members by action point."""
    points, committee, on = points_to_promise(minutes), minutes.meeting.lead_committee, local_day(at)
    parts, members_of = parts_of(points, committee, on=on), _asking(committee, on)
    members = {point.pk: members_of(point) for point in points if point.group}
    return Ahead(sum(one.who is not None for one in parts), members)


def _asking(committee: Committee | None, on: date) -> Callable[[ActionPoint], list[Implementer]]:
    """Return what says who a group is, however many groups are asked for."""
    if committee is None:
        return lambda _point: []
    groups = GroupMembers(committee, on)

    def members(point: ActionPoint) -> list[Implementer]:
        return groups.of(GroupKind(point.group), {seat.pk for seat in point.chosen.all()})

    return members


def _of_body(point: ActionPoint, singly: Mapping[Same, Promised]) -> Promised:
    assert point.owner is not None
    who = Implementer(point.owner, point.speaks_for)
    one = singly[_same(point, who)]
    return one if one.point is point else Promised(point, who)


def _named_alone(singly: Mapping[Same, Promised], point: ActionPoint, who: Implementer) -> Promised | None:
    """What the same item gives this member by its own name; the head of a body is the body itself."""
    if who.seat is None:
        wanted = _same(point, who)[:3]
        return next((one for same, one in singly.items() if same[:3] == wanted), None)
    by_seat = singly.get(_same(point, who))
    is_head = who.seat.office is None or who.seat.office.heads
    return by_seat or (singly.get(_same(point, Implementer(who.body))) if is_head else None)


def _same(point: ActionPoint, who: Implementer) -> Same:
    return point.item_id, fold(point.what), who.body.pk, who.seat.pk if who.seat else None


def must_have_members(point_or_group: str, members: Collection[Implementer]) -> None:
    """Refuse a group that nobody is of."""
    if members:
        return
    if point_or_group == GroupKind.DEPARTMENTS:
        raise Mendable(_("Tick the departments concerned."), "seats", "empty-group")
    raise Mendable(
        _("There is nobody in this group today. Name the body that will do it."), "owner", "empty-group"
    )


def _group(minutes: Minutes, group: str, seats: Sequence[Seat], at: datetime) -> _Who:
    committee = minutes.meeting.lead_committee
    kind = next((one for one in groups_of(committee) if one == group), None)
    if kind is None or committee is None:
        raise Mendable(
            _("A meeting of this body cannot name this group. Name the body that will do it."),
            "owner",
            "no-group",
        )
    sits = {one.pk for one in seats if one.committee_id == committee.pk}
    must_have_members(group, GroupMembers(committee, local_day(at)).of(kind, sits))
    return _Who(None, None, kind.value, group_names(kind, committee))


def _body(minutes: Minutes, owner: Organisation | None, seat: Seat | None, at: datetime) -> _Who:
    if seat is not None:
        owner = _body_of(minutes, seat, at)
    if owner is None:
        raise Mendable(_("Choose the organisation that will do it."), "owner", "required")
    must_be_active(owner, on=local_day(at), field="owner")
    must_be_bound_here(owner, minutes, field="owner")
    return _Who(owner, seat, "", names_of(Implementer(owner, seat)))


def _body_of(minutes: Minutes, seat: Seat, at: datetime) -> Organisation:
    sits_here = minutes.meeting.sittings.filter(committee=seat.committee_id).exists()
    if not sits_here or (seat.until is not None and seat.until <= local_day(at)):
        raise Mendable(_("This seat is not of the committee that meets."), "owner", "no-seat")
    body = body_of_seat(seat)
    if body is None:
        raise Mendable(
            _("No body holds this seat yet. Name the body that will do it."), "owner", "empty-seat"
        )
    return body


def _with_others(what: str, others: str) -> str:
    """What is done, and with whom beside the body that answers for it: told in words, bound by nothing."""
    words = guarded(others, field="others", longest=LINE, phones=True)
    if not words:
        return what
    whole = _("%(what)s (together with: %(others)s)") % {"what": what, "others": words}
    return guarded(whole, field="what", longest=ACTION_POINT, phones=True)
