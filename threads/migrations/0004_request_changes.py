"""A request whose day, holder or state changes is looked at by the scan of the next minute."""

from django.db import migrations

from notifications.changes import note_rows


class Migration(migrations.Migration):
    dependencies = [
        ("threads", "0003_requests"),
        ("notifications", "0005_note_changes"),
    ]

    operations = [note_rows("threads_request", ("threads.thread", "thread_id"))]
