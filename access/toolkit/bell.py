"""The bell: tells the worker that something waits. What waits is in the database, never in the bell.

Each ring is one short try over a line of its own: a broker that is gone, or that takes the line and says
nothing, keeps no page waiting. Whoever rings has a sweep that finds the same work without it.
"""

from typing import Any

from celery import Task

from access.toolkit.broker import LONGEST_SECONDS, Deaf, one_try

# Celery's own `retry=False` is about sending; without these the line is opened again and again.
ONE_TRY = {
    "socket_connect_timeout": LONGEST_SECONDS,
    "socket_timeout": LONGEST_SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
    "interval_start": 0,
}


def ring(task: Task[Any, Any], *args: int) -> bool:
    """Wake the worker for this task; False when nobody heard, which the sweep makes up for."""
    app = task.app
    try:
        with (
            one_try("wake the worker, which wakes each minute by itself") as url,
            app.connection_for_write(url, transport_options=ONE_TRY) as line,
        ):
            app.send_task(task.name, args, connection=line, retry=False, ignore_result=True)
    except Deaf:
        return False
    return True
