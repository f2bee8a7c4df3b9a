"""Keeps the figures that pages say and do not count."""

from datetime import datetime

from django.db import connection, transaction

from access.models.parties import EVERYONE
from access.rules.membership_sql import LET_IN
from partners.models import NetworkFigure, Side
from partners.readership import BY_SIDE

_NETWORK = f"""
    WITH reader(nth, id) AS (
        SELECT DISTINCT 0, person.id
        FROM access_party JOIN access_partymember m
          ON m.party_id = access_party.id AND m.period @> %(at)s::timestamptz
        JOIN access_user person ON person.id = m.user_id AND {LET_IN}
        WHERE access_party.code = %(everyone)s
    ) {BY_SIDE}
"""  # noqa: S608 (our own tables)


@transaction.atomic
def count_network(*, at: datetime) -> None:
    """Count the people of the network by side, for the pages until it is counted again."""
    with connection.cursor() as cursor:
        cursor.execute(_NETWORK, {"at": at, "everyone": EVERYONE})
        people = {side: number for _nth, side, number in cursor.fetchall()}
    NetworkFigure.objects.bulk_create(
        [
            NetworkFigure(side=side, people=people.get(side, 0), counted_at=at)
            for side in (*Side.values, NetworkFigure.NO_SIDE)
        ],
        update_conflicts=True,
        unique_fields=["side"],
        update_fields=["people", "counted_at"],
    )
