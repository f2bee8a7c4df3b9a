"""Tell people of an event, in the transaction of the change that is the event."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from access.models import User
from access.rules.engine import VIEW, people_who_may
from access.rules.members import members_at
from notifications.channels import ways_to_person
from notifications.kinds import Kind, find

# One statement: a notice and its deliveries are written together or not at all.
_WRITE = """
    WITH written AS (
        INSERT INTO notifications_notice
            (ref, kind, record_type, record_id, occasion,
             seq, stage, recipient_id, instead, state, created_at)
        SELECT gen_random_uuid(), %(kind)s, %(record_type)s, %(record_id)s, %(occasion)s, '', '',
               person.id, %(instead)s, 'told', %(at)s
        FROM access_user person
        WHERE person.id = ANY(%(people)s)
        ORDER BY person.id
        ON CONFLICT DO NOTHING
        RETURNING id, recipient_id
    ), sent_out AS (
        INSERT INTO notifications_delivery
            (notice_id, channel, state, next_try_at, tries, error, closed_reason)
        SELECT written.id, way.channel, 'waiting', %(at)s, 0, '', ''
        FROM written JOIN access_user person ON person.id = written.recipient_id
        CROSS JOIN LATERAL ({ways}) way
    )
    SELECT count(*) FROM written
"""


@transaction.atomic
def tell(*, kind: Kind, record: Model, occasion: str, at: datetime, by: User | None = None) -> int:
    """Tell the people of a kind about an event, once; call it in the transaction of the change.

    `occasion` is the id of the event ("circulated:12"), never "today". Told are the kind's own
    people among those who may view the record; nobody of them: the kind's fallback, marked as told
    instead. Whoever did it (`by`) knows already. Returns how many were told now.
    """
    if find(kind.name) != kind:
        # It would be written, and neither shown nor sent.
        raise ValueError(f"the kind {kind.name} is not registered")
    readers = people_who_may(VIEW, record, at)
    people = set(readers.filter(pk__in=kind.recipients(record, at).values("pk")).values_list("pk", flat=True))
    instead = False
    if not people and (party := kind.fallback(record)) is not None:
        people = set(readers.filter(members_at(at, party=party)).values_list("pk", flat=True))
        instead = True
    if by is not None:
        people.discard(by.pk)
    if not people:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(ways=ways_to_person(kind.channels)),
            {
                "kind": kind.name,
                "record_type": kind.record_type,
                "record_id": record.pk,
                "occasion": occasion,
                "instead": instead,
                "people": sorted(people),
                "at": at,
            },
        )
        return int(cursor.fetchone()[0])
