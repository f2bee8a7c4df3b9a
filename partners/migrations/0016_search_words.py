"""What the directory is found by, and the triggers that keep it so."""

from django.db import migrations

from partners.migrations._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0015_search"),
        ("access", "0020_search_rows"),
    ]

    operations = SEARCH
