"""From which office a paper goes out, in whose name, and under which day: as the offices here write it."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from language.digits import is_bangla, localise
from language.words import bangla_date, day, named
from library.paper import Dated, Head, Signature
from partners.models import Committee, Seat
from partners.queries import seats_by_committee

_VOWEL_SIGNS = "\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc"


def leading_seat(committee: Committee, at: datetime, *roles: Seat.Role) -> Seat | None:
    """Return the first seat of the committee with one of these roles, the earlier role first."""
    seats = seats_by_committee([committee.pk], at)[committee.pk]
    return next((seat for role in roles for seat in seats if seat.role == role), None)


def head_of_seat(seat: Seat | None, otherwise: str) -> Head:
    """Return the head of a paper that the holder of this seat signs: the body of the seat's office."""
    above = _("Government of the People's Republic of Bangladesh")
    office = seat.office if seat is not None else None
    body = office.organisation if office is not None else None
    return Head(office=named(body) or otherwise, above=above)


def title_of_seat(seat: Seat | None) -> str:
    """Return what the holder of a seat signs as: the title of the office, else the organisation."""
    if seat is None:
        return ""
    return named(seat.office, "title") or named(seat, "title") or named(seat.organisation)


def signed_by(seat: Seat | None, body: str) -> Signature:
    """Return room for the signature of a seat's holder: office, role, committee."""
    if seat is None:
        return Signature((body,))
    role = str(seat.get_role_display())
    return Signature((title_of_seat(seat), f"{pgettext('paper', 'and')} {role}", body))


def numbered(place: int) -> str:
    """Return the number of a row as a paper has it: ১।"""
    return f"{localise(str(place))}{pgettext('after a number', '.')}"


def dated(on: date | None) -> Dated:
    """Return the day of a paper, in Bangla by both calendars; without one it is written by hand."""
    if on is None:
        return Dated()
    return Dated(day(on), bangla_date(on) if is_bangla() else "")


def of_body(name: str) -> str:
    """Return a name as it stands before what is its own: কমিটির, ব্র্যাক-এর."""
    if not is_bangla():
        return name
    return f"{name}র" if name[-1:] in _VOWEL_SIGNS else f"{name}-এর"
