"""What the worker does each minute. Both may run twice, or not at all: the next minute makes up for it."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from notifications import actions
from notifications.models import LastScan

# The table of days always reaches this far ahead of the scan.
_DAYS_AHEAD = timedelta(days=2 * 365)

logger = logging.getLogger(__name__)


@shared_task
def scan_for_notices() -> None:
    """Write what is due now."""
    at = timezone.now()
    actions.extend_days(until=(at + _DAYS_AHEAD).date())
    report = actions.scan_changes(at=at)
    if report.is_held:
        logger.warning(
            "More notices fell due at once than the ceiling lets through: %d went out, %d are held and reach "
            "nobody. A technical administrator releases or drops them on the page of deliveries; see "
            '"Held notices" in docs/operators/reminders.md.',
            report.told - report.held,
            report.held,
        )
    LastScan.objects.update_or_create(pk=1, defaults={"at": at})


@shared_task
def deliver_notices() -> None:
    """Send what waits now."""
    report = actions.deliver(at=timezone.now())
    if report.failed:
        logger.warning(
            "The mail server did not take %d e-mails. %d of them are given up and wait on the page of "
            "deliveries for a technical administrator; the others are tried again from five minutes on. See "
            "whether the server at EMAIL_HOST answers and takes mails of this portal.",
            report.failed,
            report.dead,
        )
