"""The bell: tells the worker that something waits. What waits is in the database, never in the bell.

Each ring is one short try over a line of its own: a broker that is gone, or that takes the line and says
nothing, keeps no page waiting. Whoever rings has a sweep that finds the same work without it.
"""

import logging
from typing import Any

from celery import Task
from django.conf import settings
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

# A broker near by answers in a thousandth of a second; a page waits no longer than twice this.
LONGEST_SECONDS = 0.1
# One try: Celery's own `retry=False` is about sending and still lets the line be opened again and again.
ONE_TRY = {
    "socket_connect_timeout": LONGEST_SECONDS,
    "socket_timeout": LONGEST_SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
    "interval_start": 0,
}

log = logging.getLogger(__name__)


def ring(task: Task[Any, Any], *args: int) -> bool:
    """Wake the worker for this task; False when nobody heard, which the sweep makes up for."""
    try:
        with task.app.connection_for_write(settings.CELERY_BROKER_URL, transport_options=ONE_TRY) as line:
            task.app.send_task(task.name, args, connection=line, retry=False, ignore_result=True)
    except (KombuError, OperationalError, RedisError, OSError) as error:
        log.warning("the bell for %s did not ring: %s", task.name, type(error).__name__)
        return False
    return True
