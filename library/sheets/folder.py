"""Where sheets lie while they are written and wait: a folder that nobody else on the machine opens."""

from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """Return the folder, made where there is none yet."""
    place = Path(settings.SHEETS_DIR)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place
