"""The worker that scans for what is due and delivers notices."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings.local")

app = Celery("shomonnoy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
