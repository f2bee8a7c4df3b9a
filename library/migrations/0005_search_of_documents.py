"""What documents are found by: what they are called and described, and the text of the file that stands."""

from django.db import migrations

from library.migrations._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_documents"),
        ("access", "0020_search_rows"),
    ]

    operations = SEARCH
