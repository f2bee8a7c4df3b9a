"""Before a delivery: may the person still view the record, and is there still a reason?

One query for each kind. For a due date the reason is the room's own SELECT, asked again: the record
is still due, on the same date (`seq`), and the person still belongs to the party it names.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from access.rules.engine import VIEW, pairs_who_may
from access.rules.membership_sql import LET_IN, inlined, is_member
from notifications.kinds import Due, Kind, names_in

_NEEDED = """
    SELECT notice.id
    FROM notifications_notice notice
    JOIN access_user person ON person.id = notice.recipient_id AND {let_in}
    {reason}
    WHERE notice.id = ANY(%(notices)s) AND notice.state = 'told' AND {may_view}
"""
# A mail server that was away for days brings the latest stage, not all that waited.
_DUE = """
    JOIN ({source}) source
      ON source.record_id = notice.record_id AND source.seq::text = notice.seq
     AND CASE WHEN notice.instead THEN {in_fallback} ELSE {in_party} END
     AND NOT EXISTS (
         SELECT 1 FROM notifications_notice later
         WHERE later.record_type = notice.record_type AND later.record_id = notice.record_id
           AND later.recipient_id = notice.recipient_id AND later.kind = notice.kind
           AND later.seq = notice.seq AND later.state = 'told' AND later.id > notice.id
     )
"""
_EVENT = "JOIN ({records}) record ON record.id = notice.record_id"
_IN_TIME = " AND ({until} IS NULL OR {until} > %(at)s)"
_SUCCEEDED = """
     AND NOT EXISTS (
         SELECT 1 FROM notifications_notice later
         WHERE later.record_type = notice.record_type AND later.record_id = notice.record_id
           AND later.recipient_id = notice.recipient_id AND later.kind = ANY(%(succession)s)
           AND later.state = 'told' AND later.id > notice.id
     )
"""


def still_needed(kind: Kind, notices: Sequence[int], at: datetime) -> set[int]:
    """Return the notices among these that are to be delivered."""
    statement = _NEEDED.format(
        let_in=LET_IN,
        reason=_event(kind) if kind.due is None else _due(kind.due),
        may_view=pairs_who_may(VIEW, kind.record_model, "notice.record_id", "notice.recipient_id"),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"notices": list(notices), "at": at, "succession": names_in(kind.succession)}
        )
        return {row[0] for row in cursor.fetchall()}


def _due(due: Due) -> str:
    return _DUE.format(
        source=due.sql,
        in_party=is_member("source.party_id", "notice.recipient_id"),
        in_fallback=is_member("source.fallback_party_id", "notice.recipient_id"),
    )


def _event(kind: Kind) -> str:
    records = kind.still_needed(kind.record_model._base_manager.all())
    columns = ("id", kind.asked_until) if kind.asked_until else ("id",)
    joined = _EVENT.format(records=inlined(records.order_by().values(*columns)))
    if kind.asked_until:
        joined += _IN_TIME.format(until=f"record.{kind.asked_until}")
    return joined + _SUCCEEDED if kind.succession else joined
