"""Somebody comes into a body or an office, and is invited: one step, by whichever way it is taken."""

from datetime import date, datetime

from django.db import transaction

from access.accounts.invitations import Issued
from access.models import User
from access.rules.viewer import Viewer
from partners.actions.members import add_member
from partners.actions.offices import hand_over
from partners.actions.official_addresses import pass_official_address
from partners.actions.people import introduce, invite_entered, invite_person
from partners.models import Office, OfficeChange, OfficeHolder, Organisation


@transaction.atomic
def enter_member(
    *,
    by: User,
    organisation: Organisation,
    label: str,
    role: str,
    since: datetime,
    at: datetime,
    email: str = "",
    mobile: str = "",
) -> Issued:
    """Somebody, said by the post, serves the organisation once they have accepted."""
    person = introduce(label_en=label, label_bn=label)
    add_member(by=by, organisation=organisation, person=person, role=role, since=since, at=at)
    return invite_person(by=by, person=person, organisation=organisation, email=email, mobile=mobile, at=at)


@transaction.atomic
def pass_office(
    *,
    by: User,
    office: Office,
    on: datetime,
    at: datetime,
    manner: str = OfficeHolder.Manner.SUBSTANTIVE,
    order_number: str = "",
    order_date: date | None = None,
    email: str = "",
    mobile: str = "",
) -> tuple[OfficeHolder, Issued]:
    """An office passes to whoever comes: they hold it once they have accepted.

    Invited at the official address of the office, they get that, and nobody before them signs in by it. By an
    order that a secretariat enters nobody loses a way in.
    """
    viewer = Viewer(by, at)
    # Read before the office passes: it may be their own.
    _ = viewer.party_ids
    successor = introduce(label_en=office.title_en, label_bn=office.title_bn)
    term = hand_over(
        by=by,
        office=office,
        to=successor,
        on=on,
        at=at,
        manner=manner,
        order_number=order_number,
        order_date=order_date,
    )
    entry = OfficeChange.objects.filter(incoming_term=term)
    pass_official_address(
        by=by, office=office, on=on, at=at, email=email, mobile=mobile, is_entry=entry.exists()
    )
    issued = invite_entered(
        by=by, viewer=viewer, person=successor, office=office, email=email, mobile=mobile, at=at
    )
    return term, issued
