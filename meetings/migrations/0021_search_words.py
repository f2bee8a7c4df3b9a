"""What meetings, minutes and decisions are found by, and the triggers that keep it so."""

from django.db import migrations

from meetings.migrations._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0020_search"),
        ("partners", "0016_search_words"),
    ]

    operations = SEARCH
