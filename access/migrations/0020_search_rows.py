"""How rows of a search follow their records: each room says what a record is told by, the rest is here."""

from django.db import migrations

from access.migrations._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0019_covers"),
        ("language", "0002_search_words"),
    ]

    operations = SEARCH
