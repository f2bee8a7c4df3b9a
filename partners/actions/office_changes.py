"""A secretariat's entry of an order is kept, told, objected to, and decided by the secretariat above."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from access.accounts.changes import party_of_account
from access.accounts.invitations import withdraw_one
from access.models import Party, User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from access.toolkit.locking import lock_actor, lock_row, lock_rows
from language.text import clean
from language.words import day, local_day
from notifications.actions import tell
from notifications.working_days import add_working_days
from partners.access import HeldOffice, is_party_to, secretariat_above
from partners.models import Introduction, OfficeChange, OfficeHolder, Person
from partners.models.office_changes import DAYS_TO_OBJECT, REASON_LENGTH
from partners.notices import DECIDED, OFFICE_CHANGED, OFFICE_DECIDED, OFFICE_OBJECTED
from partners.parties import refresh_office
from partners.queries import has_moved_on

Outcome = OfficeChange.Outcome


class Order:
    """The order by which the holder of an office changes."""

    def __init__(self, number: str, on: date | None) -> None:
        self.number = clean(number)
        self.date = on

    def must_be_given(self, held: HeldOffice, at: datetime) -> None:
        """Refuse a secretariat's entry that names no order: it says nothing of its own."""
        if held.entered_for is None:
            return
        if not self.number:
            raise Mendable(
                _("Enter the number of the order. A secretariat enters who holds an office by order only."),
                "order_number",
                "order",
            )
        if self.date is None:
            raise Mendable(_("Enter the date of the order."), "order_date", "order")
        if self.date > _day(at):
            raise Mendable(_("This day is still to come."), "order_date", "future")


@dataclass(frozen=True)
class Outgoing:
    """The term that an entry ends, and when it would have ended without it."""

    term: OfficeHolder
    until: datetime | None


def note_change(
    held: HeldOffice,
    *,
    outgoing: Outgoing | None,
    incoming: OfficeHolder | None,
    order: Order,
    by: User | None,
    at: datetime,
) -> OfficeChange | None:
    """Keep a secretariat's entry and tell those it concerns; what is done by right needs none."""
    if held.entered_for is None or by is None:
        return None
    assert order.date is not None
    change = OfficeChange.objects.create(
        office=held.office,
        entered_for=held.entered_for,
        deciding_party=secretariat_above(held.entered_for),
        outgoing_term=outgoing.term if outgoing is not None else None,
        incoming_term=incoming,
        outgoing_until=outgoing.until if outgoing is not None else None,
        outgoing_party=_account_of(outgoing.term if outgoing is not None else None),
        incoming_party=_account_of(incoming),
        order_number=order.number,
        order_date=order.date,
        entered_by=by,
        at=at,
        objection_until=add_working_days(_day(at), DAYS_TO_OBJECT),
    )
    refresh(change)
    tell(kind=OFFICE_CHANGED, record=change, occasion=f"entered:{change.pk}", at=at, by=by)
    return change


@transaction.atomic
def object_to_change(*, by: User, change: OfficeChange, reason: str, at: datetime) -> OfficeChange:
    """The outgoing holder or the body reports a wrong entry to the secretariat above.

    It suspends no order: whoever holds the office by the entry holds it until the secretariat above says
    that the entry was wrong.
    """
    lock_row(change.office)
    viewer = lock_actor(by, at)
    held = lock_row(change)
    require(viewer, "object", held)
    if held.objected_at is not None:
        raise Mendable(_("Somebody has objected to this entry already."), code="objected")
    if not held.takes_objection(_day(at)):
        raise Mendable(
            _(
                "An objection was possible until %(day)s. If the entry is wrong, the body of the office or "
                "the secretariat hands the office over by its order."
            )
            % {"day": day(held.objection_until)},
            code="late",
        )
    held.objection = _reason(reason)
    held.objected_by, held.objected_at, held.live = by, at, True
    held.save(update_fields=["objection", "objected_by", "objected_at", "live"])
    refresh(held)
    tell(kind=OFFICE_OBJECTED, record=held, occasion=f"objected:{held.pk}", at=at, by=by)
    return held


@transaction.atomic
def decide_change(*, by: User, change: OfficeChange, is_wrong: bool, at: datetime) -> OfficeChange:
    """The secretariat above says whether the entry stands. A wrong one is undone at once.

    Where the office has changed hands since, nothing is undone: the later order stands until its own
    objection, or the next handover, says otherwise.
    """
    lock_row(change.office)
    viewer = lock_actor(by, at, moves_people=True)
    held = lock_row(change)
    require(viewer, "decide", held)
    if not held.live:
        raise Mendable(_("Nobody objects to this entry, or it is decided already."), code="state")
    if is_party_to(viewer, held):
        raise Mendable(
            _(
                "Whoever entered it, objects to it, or gains or loses the office by it does not decide. "
                "Somebody else of the secretariat does."
            ),
            code="own",
        )
    held.outcome = Outcome.WRONG if is_wrong else Outcome.STANDS
    held.is_undone = is_wrong and _undo(held, at)
    held.decided_by, held.decided_at, held.live = by, at, False
    held.save(update_fields=["outcome", "is_undone", "decided_by", "decided_at", "live"])
    refresh(held)
    tell(kind=OFFICE_DECIDED, record=held, occasion=f"decided:{held.pk}", at=at, by=by)
    return held


def follow_account(person: Person) -> None:
    """Open entries of this person's terms to the account they have come with."""
    terms = OfficeHolder.objects.filter(person=person)
    for column in ("outgoing", "incoming"):
        for change in OfficeChange.objects.filter(**{f"{column}_term__in": terms}):
            setattr(change, f"{column}_party", _party_of(person))
            change.save(update_fields=[f"{column}_party"])
            refresh(change)


def _undo(change: OfficeChange, at: datetime) -> bool:
    """Give the office back to whom it was taken from, from now on; False where it has moved on since."""
    terms = lock_rows(OfficeHolder, OfficeHolder.objects.filter(office=change.office_id).values("pk"))
    if has_moved_on(change, at):
        return False
    incoming, outgoing = (
        terms.get(pk) if pk is not None else None for pk in (change.incoming_term_id, change.outgoing_term_id)
    )
    gone = []
    if incoming is not None:
        gone.append(incoming.person)
        _end_now(incoming, at)
    if outgoing is not None:
        gone.append(outgoing.person)
        _give_back(outgoing, change.outgoing_until, at)
    for person in gone:
        _refuse_invitations(person, change, at)
    refresh_office(change.office, *gone)
    return True


def _end_now(term: OfficeHolder, at: datetime) -> None:
    if term.period.lower >= at:
        # It never began.
        term.delete()
        return
    term.period = DateTimeTZRange(term.period.lower, at)
    term.save(update_fields=["period"])


def _give_back(term: OfficeHolder, until: datetime | None, at: datetime) -> None:
    """The term goes on where it has not ended yet, else a new one of the same kind begins."""
    if term.period.upper >= at:
        term.period = DateTimeTZRange(term.period.lower, until)
        term.save(update_fields=["period"])
    elif until is None or until > at:
        OfficeHolder.objects.create(
            office_id=term.office_id,
            person_id=term.person_id,
            period=DateTimeTZRange(at, until),
            manner=term.manner,
            order_number=term.order_number,
            order_date=term.order_date,
        )


def _refuse_invitations(person: Person, change: OfficeChange, at: datetime) -> None:
    """Whoever was invited into the office by a wrong entry takes it no more."""
    if OfficeHolder.objects.not_over(at).filter(person=person, office=change.office_id).exists():
        return
    for entry in Introduction.objects.filter(person=person, office=change.office_id, live=True):
        withdraw_one(entry.invitation, at=at)
        entry.state, entry.live = Introduction.State.REFUSED, False
        entry.decided_at = at
        entry.save(update_fields=["state", "live", "decided_at"])
        refresh(entry)
        tell(kind=DECIDED, record=entry, occasion=f"decided:{entry.invitation_id}", at=at)


def _reason(text: str) -> str:
    kept = guard_text(field="reason", text=text, phones=True)
    if not kept:
        raise Mendable(_("Write what is wrong with the entry."), "reason", "required")
    if len(kept) > REASON_LENGTH:
        raise Mendable(_("This is too long. Say it in fewer words."), "reason", "too_long")
    return kept


def _account_of(term: OfficeHolder | None) -> Party | None:
    return _party_of(term.person) if term is not None else None


def _party_of(person: Person) -> Party | None:
    return party_of_account(person.user) if person.user is not None else None


def _day(at: datetime) -> date:
    return local_day(at)
