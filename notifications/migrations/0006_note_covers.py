from django.db import migrations

from notifications.changes import ADDED_OR_GONE, note_rows

COVER = "access.cover"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0019_covers"),
        ("notifications", "0005_note_changes"),
    ]
    operations = [
        note_rows("access_cover", (COVER, "id")),
        note_rows("access_coveraudience", (COVER, "record_id"), when=ADDED_OR_GONE),
    ]
