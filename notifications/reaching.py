"""Whether what is told reaches anybody: said before a step that tells, and after it, in the same words.

Somebody learns of it who is let in and has come in once. Where nobody of those meant has, no page says that
they are told: they are telephoned, or get it on paper.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import people_who_may
from access.rules.members import HAS_WAY_IN, people_of
from notifications.kinds import Kind


def reaches(kind: Kind, record: Any, *, at: datetime, by: User | None) -> bool:
    """Whether anybody else learns of this event: somebody whom the kind is for, and who has a way in."""
    meant = people_who_may(kind.may, record, at) if kind.may else kind.recipients(record, at)
    return _anybody(meant, by)


def reaches_parties(party_ids: Iterable[int | None], *, at: datetime, by: User | None) -> bool:
    """Whether anybody else of these parties learns of what they are told."""
    return _anybody(people_of(party_ids, at), by)


def told_or_not(
    told: str, kind: Kind, record: Any, *, at: datetime, by: User | None, instead: str = ""
) -> str:
    """Say that somebody is told of this event, where anybody of them is.

    `instead` says that those are told whom the kind has in their place, where it has any.
    """
    if reaches(kind, record, at=at, by=by):
        return told
    in_place = kind.fallback(record) if instead else None
    if in_place is not None and reaches_parties([in_place.pk], at=at, by=by):
        return instead
    return nobody_signs_in()


def nobody_signs_in() -> str:
    """Return what is said where nobody learns of it in the portal."""
    return _("Nobody of those who are to learn of it signs in: telephone, or hand it over on paper.")


def _anybody(people: QuerySet[User], by: User | None) -> bool:
    others = people.filter(HAS_WAY_IN)
    return (others if by is None else others.exclude(pk=by.pk)).exists()
