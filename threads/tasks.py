"""What the worker keeps true about threads."""

from celery import shared_task
from django.utils import timezone

from threads.actions import end_lapsed


@shared_task
def end_stories() -> None:
    """Take out what is left of stories whose consent has run out."""
    end_lapsed(at=timezone.now())
