"""What the worker does for meetings each minute."""

from celery import shared_task
from django.utils import timezone

from meetings import actions


@shared_task
def tell_changed_meetings() -> None:
    """Tell the changes that have stood for a quarter of an hour."""
    actions.tell_changed_meetings(at=timezone.now())
