"""Whether what is told reaches anybody: said before a step that tells, and after it, in the same words.

Somebody learns of it who is let in and has come in once. Where nobody of those meant has, no page says that
they are told: they are telephoned, or get it on paper.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from access.models import User
from access.rules.members import HAS_WAY_IN, people_of
from notifications.kinds import Kind


def reaches(kind: Kind, record: Any, *, at: datetime, by: User) -> bool:
    """Whether anybody else learns of this event: somebody whom the kind is for, and who has a way in."""
    return kind.recipients(record, at).filter(HAS_WAY_IN).exclude(pk=by.pk).exists()


def reaches_parties(party_ids: Iterable[int | None], *, at: datetime, by: User) -> bool:
    """Whether anybody else of these parties learns of what they are told."""
    return people_of(party_ids, at).filter(HAS_WAY_IN).exclude(pk=by.pk).exists()


def told_or_not(told: str, kind: Kind, record: Any, *, at: datetime, by: User) -> str:
    """Say that somebody is told of this event, where anybody of them is."""
    return told if reaches(kind, record, at=at, by=by) else nobody_signs_in()


def nobody_signs_in() -> str:
    """Return what is said where nobody learns of it in the portal."""
    return _("Nobody of those who are to learn of it signs in: telephone, or hand it over on paper.")
