"""`python -m benchmarks.hidden`: writes a word into records hidden from each viewer; prints them as JSON.

Into the rows of the search alone: it is the search that is measured, on a copy that is thrown away.
"""

import json
import sys

import django

MANY = 20_000


def main() -> None:
    """Print each viewer's word, and in how many records of which they read none it stands."""
    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from access.rules.viewer import viewer_of
    from access.toolkit.rooms import search_sources
    from benchmarks.scene import VIEWERS
    from benchmarks.sittings import persona
    from language.search import key_of

    found = {}
    for number, (name, key) in enumerate(VIEWERS.items()):
        viewer, word, rows = viewer_of(persona(key), timezone.now()), f"zanzarul{number}", 0
        for source in search_sources():
            parties = source.readers_of(viewer)
            if parties is None:
                continue
            table = source.rows._meta.db_table
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute(
                    f"UPDATE {table} SET keys = keys || %s WHERE record_id IN"
                    f" (SELECT record_id FROM {table} WHERE NOT parties && %s::bigint[] LIMIT %s)",
                    [key_of(word), parties, MANY],
                )
                rows += cursor.rowcount
        found[name] = {"word": word, "rows": rows}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
