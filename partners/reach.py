"""Whom of those invited the portal can tell anything: seat by seat, and the bodies named beside them.

A seat can be told when somebody who signs in holds it, or types for whoever does; by e-mail when an address
of theirs is known. The rest learn of it on paper or by telephone, and nobody says they were told: nor does
anybody of an account that was opened and that nobody has come into yet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.rules.membership_sql import HAS_WAY_IN, LET_IN
from language.words import local_day, number
from notifications.channels import MAIL
from partners.models import Seat

_REACHED = f"{LET_IN} AND {HAS_WAY_IN}"
# As many rows as there are seats, however many people read the meeting.
_SEATS = f"""
    WITH seat AS (
        SELECT s.*, c.members_party_id FROM partners_seat s
        JOIN partners_committee c ON c.id = s.committee_id
        WHERE s.committee_id = ANY(%(committees)s) AND (s.until IS NULL OR s.until > %(today)s)
            AND s.role = ANY(%(roles)s)
    ), reached AS (
        SELECT substring(m.reason FROM ':seat:([0-9]+)$')::bigint AS seat_id,
            bool_or({MAIL.reaches}) AS mailed
        FROM access_partymember m JOIN access_user person ON person.id = m.user_id AND {_REACHED}
        WHERE m.party_id IN (SELECT members_party_id FROM seat) AND m.period @> %(at)s::timestamptz
        GROUP BY 1
    )
    SELECT TRUE AS is_seat, seat.role, COALESCE(o.name_en, f.title_en, seat.title_en),
        COALESCE(o.name_bn, f.title_bn, seat.title_bn), COALESCE(f.phone, ''),
        reached.seat_id IS NOT NULL, COALESCE(reached.mailed, FALSE),
        seat.organisation_id IS NULL AND NOT EXISTS (
            SELECT FROM partners_officeholder h
            WHERE h.office_id = seat.office_id AND h.period @> %(at)s::timestamptz
        ), seat.committee_id
    FROM seat LEFT JOIN reached ON reached.seat_id = seat.id
    LEFT JOIN partners_office f ON f.id = seat.office_id
    LEFT JOIN partners_organisation o ON o.id = seat.organisation_id
    ORDER BY seat.committee_id, seat.precedence, seat.id
"""  # noqa: S608 (our own tables)
_BODIES = f"""
    SELECT FALSE AS is_seat, '', o.name_en, o.name_bn, '', count(person.id) > 0,
        COALESCE(bool_or({MAIL.reaches}), FALSE), FALSE, NULL
    FROM partners_organisation o
    LEFT JOIN access_partymember m ON m.party_id = o.liaison_party_id AND m.period @> %(at)s::timestamptz
    LEFT JOIN access_user person ON person.id = m.user_id AND {_REACHED}
    WHERE o.id = ANY(%(bodies)s)
    GROUP BY o.id ORDER BY o.name_en, o.id
"""  # noqa: S608 (our own tables)


class Invited(NamedTuple):
    """A seat, or a body named beside the seats: whether anything reaches it."""

    is_seat: bool
    role: str
    name_en: str
    name_bn: str
    phone: str
    is_told: bool
    is_mailed: bool
    is_empty: bool
    committee: int | None


class Reached(NamedTuple):
    """How many seats there are, how many of them are told, and how many by e-mail."""

    seats: int
    told: int
    mailed: int

    @property
    def can(self) -> str:
        """Who can be told, before it is sent."""
        return self._with_mail(self._can())

    @property
    def can_words(self) -> str:
        """The same, without how."""
        return self._can() % {"told": number(self.told), "seats": number(self.seats)}

    @property
    def was(self) -> str:
        """Who was told, afterwards."""
        if not self.told:
            words = ngettext("Nobody of %(seats)s seat.", "Nobody of %(seats)s seats.", self.seats)
            return words % {"seats": number(self.seats)}
        words = ngettext(
            "Told: %(told)s of %(seats)s seat.", "Told: %(told)s of %(seats)s seats.", self.seats
        )
        return self._with_mail(words)

    def _can(self) -> str:
        return ngettext(
            "%(told)s of %(seats)s seat can be told.", "%(told)s of %(seats)s seats can be told.", self.seats
        )

    def _with_mail(self, words: str) -> str:
        said = words % {"told": number(self.told), "seats": number(self.seats)}
        inside = self.told - self.mailed
        if not inside:
            return said
        more = ngettext(
            "%(number)s of them in the portal; no e-mail known.",
            "%(number)s of them in the portal; no e-mail known.",
            inside,
        )
        return f"{said} {more % {'number': number(inside)}}"


@dataclass(frozen=True)
class Reach:
    """Everybody invited, in the order of the seats."""

    invited: list[Invited]

    @cached_property
    def seats(self) -> Reached:
        """The seats in figures."""
        seats = [one for one in self.invited if one.is_seat]
        return Reached(len(seats), sum(one.is_told for one in seats), sum(one.is_mailed for one in seats))

    @property
    def not_told(self) -> list[Invited]:
        """Those whom nothing reaches."""
        return [one for one in self.invited if not one.is_told]

    @property
    def in_portal_alone(self) -> int:
        """How many seats are told here, and by no mail."""
        return self.seats.told - self.seats.mailed

    @property
    def empty_seats(self) -> list[Invited]:
        """Seats that nobody holds."""
        return [one for one in self.not_told if one.is_seat and one.is_empty]

    @property
    def held_seats(self) -> list[Invited]:
        """Seats that somebody holds whom nothing reaches: they get a slip, a call or paper."""
        return [one for one in self.not_told if one.is_seat and not one.is_empty]

    @property
    def text(self) -> str:
        """Who can be told, in words with numbers."""
        bodies = [one for one in self.invited if not one.is_seat]
        said = [self.seats.can] if self.seats.seats else []
        if bodies:
            told = sum(one.is_told for one in bodies)
            words = ngettext(
                "%(told)s of %(bodies)s body named beside them.",
                "%(told)s of %(bodies)s bodies named beside them.",
                len(bodies),
            )
            said.append(words % {"told": number(told), "bodies": number(len(bodies))})
        return " ".join(said)


def reach_of(
    *,
    committees: Collection[int],
    bodies: Collection[int] = (),
    at: datetime,
    roles: Collection[Seat.Role] = tuple(Seat.Role),
) -> Reach:
    """Return whom of these committees' seats, and of these bodies, the portal can tell: two statements."""
    values: dict[str, Any] = {
        "committees": list(committees),
        "roles": [role.value for role in roles],
        "bodies": list(bodies),
        "today": local_day(at),
        "at": at,
    }
    found: list[Invited] = []
    with connection.cursor() as cursor:
        for statement, asked in ((_SEATS, committees), (_BODIES, bodies)):
            if asked:
                cursor.execute(statement, values)
                found += [Invited(*row) for row in cursor.fetchall()]
    return Reach(found)


def committees_reached(committees: Collection[int], at: datetime) -> set[int]:
    """Return which of these committees can be told: their chair or member secretary can. One statement."""
    leading = reach_of(committees=committees, at=at, roles=Seat.SECRETARIAT).invited
    return {one.committee for one in leading if one.is_told and one.committee is not None}


def nobody_told() -> str:
    """Return what is said where nothing that was sent reached anybody."""
    return _("Nobody invited could be told in the portal: print it, or telephone.")
