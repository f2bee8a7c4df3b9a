"""Numbers that stay inside: in tests those of each table begin far apart, so that one on a page is known."""

import re

from django.db import connection

from language.digits import to_ascii

FIRST = 71_000_000
STEP = 100_000
# For the owner, before anything is loaded. What migrations wrote has small numbers; it is on no page.
SPREAD = f"""
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,
                  {FIRST} + {STEP} * row_number() OVER (ORDER BY sequencename))
    FROM pg_sequences WHERE schemaname = 'public'
"""
_NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")


def tables() -> list[tuple[str, int]]:
    """The sequence of each table, and the last number it gave."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return [(name, last) for name, last in cursor.fetchall() if last]


def inner_numbers(text: str, given: list[tuple[str, int]]) -> list[str]:
    """Every number of a table in this text, in either script, with what stands around it."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", to_ascii(text))
    found = []
    for hit in _NUMBER.finditer(plain):
        number = int(hit.group())
        for name, last in given:
            if last - last % STEP < number <= last:
                found.append(f"{name}: …{plain[max(0, hit.start() - 60) : hit.end() + 20]}…")
    return found
