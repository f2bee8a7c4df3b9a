from django.db import migrations

from notifications.changes import ADDED_OR_GONE, note_rows


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_promises"), ("notifications", "0005_note_changes")]
    operations = [
        note_rows("promises_promise", ("promises.promise", "id")),
        note_rows("promises_promiseaudience", ("promises.promise", "record_id"), when=ADDED_OR_GONE),
    ]
