"""What the worker keeps true about the directory."""

import logging

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from partners import succession
from partners.actions.committees import refresh_readers, subtree
from partners.actions.minute_taking import end_expired_delegations
from partners.models import Committee

log = logging.getLogger(__name__)


@shared_task
def keep_terms() -> None:
    """Follow what has run out by itself: delegations, and bodies whose successor takes over today."""
    now = timezone.now()
    end_expired_delegations(at=now)
    succession.pass_on(at=now)


@shared_task
def refresh_subtree(committee_id: int) -> None:
    """Write anew who reads the records of a committee that moved and of all below it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A district has a hundred committees and years of records: a page's limit is too short.
            cursor.execute("SET LOCAL statement_timeout = '10min'")
        refresh_readers(subtree(Committee.objects.get(pk=committee_id)))


def ring_for_subtree(committee_id: int) -> None:
    """Have the worker do it. When the bell is broken it is done here and now: nobody must read on."""
    try:
        refresh_subtree.apply_async((committee_id,), retry=False)
    except OperationalError:
        log.warning("the bell for a moved committee did not ring; its readers are written at once")
        refresh_subtree(committee_id)
