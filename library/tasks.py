"""What the worker does for sheets. Both may run twice, or not at all: the next minute makes up for it."""

from celery import shared_task
from django.utils import timezone

from library import actions


@shared_task
def write_sheets() -> None:
    """Write the sheets that wait, one after the other."""
    while actions.write_next(clock=timezone.now) is not None:
        pass


@shared_task
def sweep_sheets() -> None:
    """Take away what nobody fetched."""
    actions.sweep_sheets(at=timezone.now())
