"""Independent oversight opens for an hour what it does not read otherwise, and says what for."""

from datetime import timedelta
from typing import TypeVar

from django.db.models import Model
from psycopg2.extras import DateTimeTZRange

from access.models import AccessLog, Party, PartyMember, Role, User
from access.models.openings import PURPOSE_LENGTH, Opening
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.reasons import guard_reason

O = TypeVar("O", bound=Opening)  # noqa: E741 (an opening)
LASTS = timedelta(hours=1)


def open_for_an_hour(
    opening: O, record: Model, *, by: User, viewer: Viewer, purpose: str, code: str, label: tuple[str, str]
) -> O:
    """Store the opening of a record that is held, with its party, which ends with the hour.

    The line of the access log is written in the same transaction: no reading without it.
    """
    opening.purpose = guard_reason(field="purpose", text=purpose, longest=PURPOSE_LENGTH)
    opening.reader, opening.opened_at, opening.ends_at = by, viewer.at, viewer.at + LASTS
    opening.role_party = Party.objects.role(Role.OVERSIGHT)
    opening.party = Party.objects.create(
        kind=Party.Kind.PERSON, code=f"{code}:{opening.ref}", label_en=label[0], label_bn=label[1]
    )
    PartyMember.objects.create(
        party=opening.party, user=by, reason="opening", period=DateTimeTZRange(viewer.at, opening.ends_at)
    )
    opening.save()
    log_access(viewer, AccessLog.Kind.READ, record, opening.purpose)
    return opening
