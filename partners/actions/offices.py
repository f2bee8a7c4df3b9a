"""Who holds an office, from when to when, and who types for the holder."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from access.errors import Mendable
from access.locking import lock_row
from access.models import User
from language.text import clean
from partners.access import hold_office
from partners.models import Office, OfficeAssistant, OfficeHolder, Person
from partners.parties import people_of, refresh_people


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
    office = hold_office(office, by=by, at=at)
    _must_run(since, until)
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
        order_number=clean(order_number),
        order_date=order_date,
    )
    _refresh(office, person)
    return term


@transaction.atomic
def end_term(*, by: User | None, term: OfficeHolder, until: datetime, at: datetime) -> OfficeHolder:
    """A holder leaves the office; what the office may see stays with the office."""
    hold_office(term.office, by=by, at=at)
    ended = lock_row(term)
    since, running_until = ended.period.lower, ended.period.upper
    if running_until is not None and running_until <= until:
        raise Mendable(_("This term has ended already."), field="until", code="ended")
    _must_run(since, until, field="until")
    ended.period = DateTimeTZRange(since, until)
    ended.save(update_fields=["period"])
    _refresh(ended.office, ended.person)
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
    """The office passes from its holder to a successor, at once in every committee where it sits."""
    office = hold_office(office, by=by, at=at)
    later = OfficeHolder.objects.filter(office=office, period__startswith__gte=on)
    if later.exists():
        raise Mendable(
            _("This office has been handed over on or after that day. Choose a later day."),
            field="on",
            code="later",
        )
    present = OfficeHolder.objects.filter(office=office, period__contains=on).first()
    if present is not None:
        if present.person_id == to.pk and present.manner == manner:
            raise Mendable(_("This person holds the office already."), field="person", code="same")
        present.period = DateTimeTZRange(present.period.lower, on)
        present.save(update_fields=["period"])
    return appoint(
        by=by,
        office=office,
        person=to,
        since=on,
        at=at,
        manner=manner,
        order_number=order_number,
        order_date=order_date,
    )


@transaction.atomic
def assist(
    *,
    by: User | None,
    office: Office,
    person: Person,
    since: datetime,
    at: datetime,
    until: datetime | None = None,
) -> OfficeAssistant:
    """Somebody types for the holder of an office. They read what it reads and speak for nobody."""
    office = hold_office(office, by=by, at=at)
    _must_run(since, until)
    span = DateTimeTZRange(since, until)
    if OfficeAssistant.objects.filter(office=office, person=person, period__overlap=span).exists():
        raise Mendable(_("This person assists this office already."), field="person", code="same")
    row = OfficeAssistant.objects.create(office=office, person=person, period=span)
    refresh_people([person])
    return row


@transaction.atomic
def end_assistance(
    *, by: User | None, assistant: OfficeAssistant, until: datetime, at: datetime
) -> OfficeAssistant:
    """Somebody stops typing for the holder of an office."""
    hold_office(assistant.office, by=by, at=at)
    assistant = lock_row(assistant)
    _must_run(assistant.period.lower, until, field="until")
    assistant.period = DateTimeTZRange(assistant.period.lower, until)
    assistant.save(update_fields=["period"])
    refresh_people([assistant.person])
    return assistant


def _must_run(since: datetime | None, until: datetime | None, field: str = "since") -> None:
    if since is not None and until is not None and until <= since:
        raise Mendable(_("The term would end before it begins."), field=field, code="order")


def _refresh(office: Office, person: Person) -> None:
    # A predecessor loses what the successor gains. A head of office who comes or goes changes who
    # speaks for the whole organisation.
    headed = [office.organisation_id] if office.heads and office.organisation_id else []
    others = people_of(offices=[office.pk], organisations=headed)
    everybody = {one.pk: one for one in (*others, *Person.objects.filter(Q(pk=person.pk)))}
    refresh_people(everybody.values())
