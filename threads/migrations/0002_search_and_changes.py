"""What posts are found by, and what the scan of the next minute looks at again."""

from django.db import migrations

from notifications.changes import ADDED_OR_GONE, note_rows
from threads.migrations._search import SEARCH

THREAD = "threads.thread"


class Migration(migrations.Migration):
    dependencies = [
        ("threads", "0001_threads"),
        ("partners", "0016_search_words"),
        ("notifications", "0005_note_changes"),
    ]

    operations = [
        *SEARCH,
        note_rows("threads_thread", (THREAD, "id")),
        note_rows("threads_threadmark", (THREAD, "thread_id")),
        note_rows("threads_threadaudience", (THREAD, "record_id"), when=ADDED_OR_GONE),
    ]
