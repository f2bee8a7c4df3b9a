"""The worker that scans for what is due and delivers notices."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings.local")

app = Celery("shomonnoy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Celery keeps the current app for each thread: without this, those that answer requests would not know it.
app.set_default()


@celeryd_init.connect
def refuse(**_kwargs: Any) -> None:
    """The worker writes as the portal does, so it asks the same of its database before it begins."""
    from coordination.checks import refuse_unfit_database

    try:
        refuse_unfit_database()
    except ImproperlyConfigured as fault:
        # Celery goes on after any other exception of a receiver.
        raise SystemExit(str(fault)) from fault
