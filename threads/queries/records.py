"""Threads with what a list shows of them."""

from django.db.models import QuerySet

from threads.models import Thread


def thread_records() -> QuerySet[Thread]:
    """Bring along in whose name each was written."""
    return Thread.objects.select_related("organisation")
