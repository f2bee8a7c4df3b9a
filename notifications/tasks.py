"""What the worker does each minute. Both may run twice, or not at all: the next minute makes up for it."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from notifications import actions
from notifications.models import LastScan

# The table of days always reaches this far ahead of the scan.
_DAYS_AHEAD = timedelta(days=2 * 365)


@shared_task
def scan_for_notices() -> None:
    """Write what is due now."""
    at = timezone.now()
    actions.extend_days(until=(at + _DAYS_AHEAD).date())
    actions.scan_changes(at=at)
    LastScan.objects.update_or_create(pk=1, defaults={"at": at})


@shared_task
def deliver_notices() -> None:
    """Send what waits now."""
    actions.deliver(at=timezone.now())
