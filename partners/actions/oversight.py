"""Independent oversight is named by a written order; nobody on screen can give it."""

from datetime import datetime

from django.db import transaction
from psycopg2.extras import DateTimeTZRange

from access.models import Party, PartyMember, Role, User


@transaction.atomic
def name_oversight(*, user: User, since: datetime, until: datetime | None = None) -> PartyMember:
    """Let a person read as independent oversight. The operator does this on a written order."""
    row, _new = PartyMember.objects.get_or_create(
        party=Party.objects.role(Role.OVERSIGHT),
        user=user,
        reason="role:oversight",
        defaults={"period": DateTimeTZRange(since, until)},
    )
    return row
