"""Who holds an office, from when to when."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from partners.access import hold_office
from partners.actions.office_changes import Order, Outgoing, note_change
from partners.actions.people import end_invitations
from partners.models import Office, OfficeHolder, Person
from partners.parties import refresh_office


@transaction.atomic
def appoint(
    *,
    by: User | None,
    office: Office,
    person: Person,
    since: datetime,
    at: datetime,
    until: datetime | None = None,
    manner: str = OfficeHolder.Manner.SUBSTANTIVE,
    order_number: str = "",
    order_date: date | None = None,
) -> OfficeHolder:
    """A person takes an office. `by` is None only for papers that the operator loads."""
    held = hold_office(office, by=by, at=at)
    order = Order(order_number, order_date)
    order.must_be_given(held, at)
    term = _begin(held.office, person, since, until, manner, order)
    note_change(held, outgoing=None, incoming=term, order=order, by=by, at=at)
    return term


def _begin(
    office: Office, person: Person, since: datetime, until: datetime | None, manner: str, order: Order
) -> OfficeHolder:
    must_run(since, until)
    span = DateTimeTZRange(since, until)
    taken = OfficeHolder.objects.filter(office=office, period__overlap=span)
    if taken.exists():
        raise Mendable(
            _("Somebody holds this office at that time. End their term first, or hand the office over."),
            field="since",
            code="held",
        )
    term = OfficeHolder.objects.create(
        office=office,
        person=person,
        period=span,
        manner=manner,
        order_number=order.number,
        order_date=order.date,
    )
    refresh_office(office, person)
    return term


@transaction.atomic
def end_term(
    *,
    by: User | None,
    term: OfficeHolder,
    until: datetime,
    at: datetime,
    order_number: str = "",
    order_date: date | None = None,
) -> OfficeHolder:
    """A holder leaves the office; what the office may see stays with the office."""
    held = hold_office(term.office, by=by, at=at)
    order = Order(order_number, order_date)
    order.must_be_given(held, at)
    ended = lock_row(term)
    since, running_until = ended.period.lower, ended.period.upper
    if running_until is not None and running_until <= until:
        raise Mendable(_("This term has ended already."), field="until", code="ended")
    must_run(since, until, field="until")
    ended.period = DateTimeTZRange(since, until)
    ended.save(update_fields=["period"])
    end_invitations(office=ended.office, person=ended.person, at=at)
    refresh_office(ended.office, ended.person)
    note_change(held, outgoing=Outgoing(ended, running_until), incoming=None, order=order, by=by, at=at)
    return ended


@transaction.atomic
def hand_over(
    *,
    by: User | None,
    office: Office,
    to: Person,
    on: datetime,
    at: datetime,
    manner: str = OfficeHolder.Manner.SUBSTANTIVE,
    order_number: str = "",
    order_date: date | None = None,
) -> OfficeHolder:
    """The office passes from its holder to a successor, at once in every committee where it sits.

    Entered by a secretariat it needs the order; the outgoing holder and the body are told, and can object.
    """
    held = hold_office(office, by=by, at=at)
    order = Order(order_number, order_date)
    order.must_be_given(held, at)
    later = OfficeHolder.objects.filter(office=office, period__startswith__gte=on)
    if later.exists():
        raise Mendable(
            _("This office has been handed over on or after that day. Choose a later day."),
            field="on",
            code="later",
        )
    outgoing: Outgoing | None = None
    present = OfficeHolder.objects.filter(office=office, period__contains=on).select_related("person").first()
    if present is not None:
        if present.person_id == to.pk and present.manner == manner:
            raise Mendable(_("This person holds the office already."), field="person", code="same")
        outgoing = Outgoing(present, present.period.upper)
        present.period = DateTimeTZRange(present.period.lower, on)
        present.save(update_fields=["period"])
        end_invitations(office=office, person=present.person, at=at)
    term = _begin(held.office, to, on, None, manner, order)
    note_change(held, outgoing=outgoing, incoming=term, order=order, by=by, at=at)
    return term


def must_run(since: datetime | None, until: datetime | None, field: str = "since") -> None:
    """Refuse a term that ends before it begins."""
    if since is not None and until is not None and until <= since:
        raise Mendable(_("The term would end before it begins."), field=field, code="order")
