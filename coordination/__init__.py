"""The portal itself: settings, addresses, and the pages that join rooms."""

# Every process that rings for the worker must know which broker it listens at.
from coordination.celery import app as celery_app

__all__ = ["celery_app"]
