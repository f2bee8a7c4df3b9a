"""The agenda: items are added, changed, moved and taken away until the minutes go to the chair."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from meetings.actions.delegated import note_delegated
from meetings.actions.planning import LONGEST_AGENDA, too_many_items
from meetings.actions.writing import LINE, draft_to_write, permitted_meeting, saved
from meetings.models import AgendaItem, DelegatedStep, ItemMinutes, Meeting, Minutes


@transaction.atomic
def add_item(
    *,
    by: User,
    meeting: Meeting,
    title: str,
    at: datetime,
    note: str = "",
    kind: AgendaItem.Kind = AgendaItem.Kind.BUSINESS,
) -> AgendaItem:
    """One more item, before any other business."""
    minutes = hold_agenda(by=by, meeting=meeting, at=at)
    items = list(meeting.agenda.all())
    if len(items) >= LONGEST_AGENDA:
        raise too_many_items("title")
    place = len(items) + 1
    if items and items[-1].kind == AgendaItem.Kind.ANY_OTHER:
        place = items[-1].position
        AgendaItem.objects.filter(pk=items[-1].pk).update(position=place + 1)
    elif items:
        place = items[-1].position + 1
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=place,
        kind=kind,
        title=guarded(title, field="title", longest=LINE, required=kind == AgendaItem.Kind.BUSINESS),
        note=guarded(note, field="note", longest=LINE),
        is_on_notice=minutes is None,
    )
    if minutes is not None:
        ItemMinutes.objects.create(minutes=minutes, item=item)
        saved(minutes, at)
    return item


@transaction.atomic
def change_item(*, by: User, item: AgendaItem, title: str, at: datetime, note: str = "") -> AgendaItem:
    """Other words for an item. Matters arising keep their name in both languages."""
    hold_agenda(by=by, meeting=item.meeting, at=at)
    if item.kind == AgendaItem.Kind.BUSINESS:
        item.title = guarded(title, field="title", longest=LINE, required=True)
    item.note = guarded(note, field="note", longest=LINE)
    item.save(update_fields=["title", "note"])
    return item


@transaction.atomic
def move_item(*, by: User, item: AgendaItem, up: bool, at: datetime) -> None:
    """The item changes places with its neighbour."""
    hold_agenda(by=by, meeting=item.meeting, at=at)
    items = list(item.meeting.agenda.all())
    place = next(index for index, other in enumerate(items) if other.pk == item.pk)
    beside = place - 1 if up else place + 1
    if not 0 <= beside < len(items):
        return
    items[place], items[beside] = items[beside], items[place]
    _number(items)


@transaction.atomic
def remove_item(*, by: User, item: AgendaItem, at: datetime) -> None:
    """The item is taken off the agenda. One that holds minutes stays until they are taken out."""
    hold_agenda(by=by, meeting=item.meeting, at=at)
    written = ItemMinutes.objects.filter(item=item).exclude(discussion="").exists()
    if written or item.action_points.exists() or hasattr(item, "decision"):
        raise Mendable(_("This item holds minutes. Take them out first."), code="written")
    ItemMinutes.objects.filter(item=item).delete()
    drop_item(item)


def drop_item(item: AgendaItem) -> None:
    """Take it off, and number those that follow; whoever calls this holds the meeting."""
    item.delete()
    _number(list(item.meeting.agenda.all()))


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


def hold_agenda(*, by: User, meeting: Meeting, at: datetime) -> Minutes | None:
    """Hold the meeting; from the start of its minutes on, the agenda is part of them."""
    lock_actor(by, at)
    held = lock_row(meeting)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is not None:
        minutes = draft_to_write(by=by, minutes=minutes, at=at)
        compare(held)
        return minutes
    permitted_meeting(by=by, action=drafting_agenda(held), meeting=held, at=at)
    if not held.is_open_to_change:
        raise Mendable(_("This meeting was called off."), code="state")
    if held.is_announced:
        note_delegated(by=by, meeting=held, step=DelegatedStep.Step.AGENDA, at=at)
    return None


def drafting_agenda(meeting: Meeting) -> str:
    """Return what one must be allowed to do: draft; or, once the notice is out, change what it says."""
    return "notice" if meeting.is_announced else "edit"
