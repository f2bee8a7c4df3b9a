"""What commitments are found by, and the triggers that keep it so."""

from django.db import migrations

from commitments.migrations._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0014_search"),
        ("partners", "0016_search_words"),
    ]

    operations = SEARCH
