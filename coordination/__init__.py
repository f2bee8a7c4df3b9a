"""The portal itself: settings, addresses, and the pages that join rooms."""

import gc

# Every process that rings for the worker must know which broker it listens at.
from coordination.celery import app as celery_app

__all__ = ["celery_app"]

# Models, addresses and texts come in by the hundred thousand and stay. Collected as often as Python does it
# by itself, a sixth of each start and a tenth of each page goes into walking through them.
gc.set_threshold(50_000, 10, 10)
