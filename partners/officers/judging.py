"""What becomes of each row: found out the same way before the list is carried out and when a row is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.core.exceptions import ValidationError
from django.db.models import Q

from access.accounts.joining import Contact
from access.models import User
from access.rules.engine import can
from access.rules.viewer import Viewer
from language.fields import AddressField
from language.reading import read_day
from language.text import clean
from language.words import local_day
from library.sheets.incoming.mobiles import mobile_in
from library.sheets.incoming.sheet import Cell
from partners.access import Appointing, appointing
from partners.models import (
    Introduction,
    Membership,
    Office,
    OfficeAssistant,
    OfficeChange,
    OfficeHolder,
    OfficerList,
    OfficerRow,
)
from partners.models.officer_lists import ORDER_LENGTH
from partners.officers.columns import DATED, EMAIL, MOBILE, ORDER, Written
from partners.officers.meant import office_meant, posts_below
from partners.official import official_contacts
from partners.places_typed import places_meant

State = OfficerRow.State


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row, why, and of which office."""

    state: OfficerRow.State
    why: str = ""
    office: Office | None = None


@dataclass(frozen=True)
class Order:
    """The order that a row, or else the whole list, names."""

    number: str = ""
    on: date | None = None


def verdicts(viewer: Viewer, officers: OfficerList, rows: list[Written]) -> list[Verdict]:
    """Say what becomes of each row, in their order: a second row for an office finds it held by the first."""
    meaning = cache(places_meant)
    posts = posts_below(officers.committee, [row.typed for row in rows], meaning)
    meant = [office_meant(row.typed, posts, meaning) if not row.why else None for row in rows]
    offices = Office.objects.select_related("organisation__parent").in_bulk(
        {one.office for one in meant if one is not None and one.office is not None}
    )
    taken: dict[int, Contact] = {}
    found = []
    for row, one in zip(rows, meant, strict=True):
        if one is None or one.office is None:
            is_refused = row.why == "identifier"
            found.append(
                Verdict(State.REFUSED if is_refused else State.ASKED, row.why or (one.why if one else ""))
            )
            continue
        office = offices[one.office]
        verdict = verdict_on(viewer, officers, office, row.typed)
        if verdict.state == State.WILL and office.pk in taken:
            is_same = taken[office.pk] == contact_of(row.typed)
            verdict = Verdict(State.THERE if is_same else State.HELD, "twice", office)
        elif verdict.state == State.WILL:
            taken[office.pk] = contact_of(row.typed)
        found.append(verdict)
    return found


def verdict_on(viewer: Viewer, officers: OfficerList, office: Office, typed: Mapping[str, str]) -> Verdict:
    """Say what becomes of a row whose office is known, as everything stands now."""
    if why := _contact_is_asked(typed):
        return Verdict(State.ASKED, why, office)
    by_what = appointing(viewer, office)
    if by_what is None:
        return Verdict(State.REFUSED, "not-yours", office)
    contact = contact_of(typed)
    if OfficeHolder.objects.not_over(viewer.at).filter(office=office).exists():
        is_ours = _was_entered_so(viewer, office, contact)
        return Verdict(State.THERE if is_ours else State.HELD, "", office)
    if why := _order_is_asked(by_what, order_of(officers, typed), typed, viewer.at):
        return Verdict(State.ASKED, why, office)
    if contact in official_contacts(office) and _may_be_in_use(office, by_what):
        # Somebody may sign in by the official address still; the page of the office says what to do.
        return Verdict(State.REFUSED, "by-hand", office)
    return Verdict(State.WILL, "", office)


def contact_of(typed: Mapping[str, str]) -> Contact:
    """The address or number of a row that was not asked: of both the address, by which a link goes."""
    return Contact.typed(email=typed.get(EMAIL, ""), mobile=mobile_in(Cell(typed.get(MOBILE, ""))).number)


def order_of(officers: OfficerList, typed: Mapping[str, str]) -> Order:
    """The order of a row, or of its list where the row names none."""
    if not typed.get(ORDER) and not typed.get(DATED):
        return Order(officers.order_number, officers.order_date)
    return Order(clean(typed.get(ORDER, "")), read_day(typed.get(DATED, "")))


def _contact_is_asked(typed: Mapping[str, str]) -> str:
    mobile = mobile_in(Cell(typed.get(MOBILE, "")))
    email = typed.get(EMAIL, "")
    if mobile.doubt is not None:
        return f"mobile-{mobile.doubt}"
    if not mobile.number and not email:
        return "contact"
    try:
        AddressField(required=False, max_length=254).clean(email)
    except ValidationError:
        return "email"
    return ""


def _order_is_asked(by_what: Appointing, order: Order, typed: Mapping[str, str], at: datetime) -> str:
    if len(order.number) > ORDER_LENGTH:
        return "order-long"
    if typed.get(DATED) and order.on is None:
        return "order-date"
    if not by_what.is_entry:
        return ""
    if not order.number or order.on is None:
        return "order"
    return "order-future" if order.on > local_day(at) else ""


def _was_entered_so(viewer: Viewer, office: Office, contact: Contact) -> bool:
    """Whether this very entry stands: made by a side the viewer decides for, to this address or number.

    Of anybody else's entry, and of whoever came another way, nothing is said but that the office is held.
    """
    holding = OfficeHolder.objects.not_over(viewer.at).filter(office=office)
    entries = Introduction.objects.filter(office=office, person__in=holding.values("person"))
    return any(
        Contact.of(one.invitation) == contact and can(viewer, "decide", one)
        for one in entries.select_related("invitation")
    )


def _may_be_in_use(office: Office, by_what: Appointing) -> bool:
    """Whether the official address may not pass by a list: by what the directory says, and by no account."""
    if not by_what.is_entry:
        return OfficeChange.objects.filter(office=office).exists()
    near = Q(office=office)
    if office.organisation_id is not None:
        near |= Q(office__organisation=office.organisation_id)
        if Membership.objects.filter(organisation=office.organisation_id).exists():
            return True
    held = OfficeHolder.objects.filter(near).exists()
    return held or OfficeAssistant.objects.filter(office=office).exists()


def viewer_of_list(officers: OfficerList, at: datetime) -> Viewer | None:
    """Whoever sent the list, as they are now; None for who enters no officers of its committee any more."""
    user = User.objects.filter(pk=officers.entered_by_id, is_active=True).first()
    if user is None:
        return None
    viewer = Viewer(user, at)
    return viewer if viewer.is_let_in and can(viewer, "list_officers", officers.committee) else None
