"""What the worker does for sheets and files. It may run twice, or not at all: a later run makes up."""

from celery import shared_task
from django.utils import timezone

from library import actions
from library.documents.actions.taking_up import take_up
from library.files import actions as files


@shared_task
def write_sheets() -> None:
    """Write the sheets that wait, one after the other."""
    while actions.write_next(clock=timezone.now) is not None:
        pass


@shared_task
def sweep_sheets() -> None:
    """Take away what nobody fetched."""
    actions.sweep_sheets(at=timezone.now())


@shared_task
def check_files() -> None:
    """Open and scan the files that wait, one after the other; those of documents come to their readers."""
    while files.check_next(clock=timezone.now) is not None:
        pass
    take_up(clock=timezone.now)


@shared_task
def sweep_files() -> None:
    """Take away files that stand on nothing."""
    files.sweep_files(at=timezone.now())
