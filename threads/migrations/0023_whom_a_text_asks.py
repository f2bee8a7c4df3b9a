from django.db import migrations, models

_ASKS = """
UPDATE threads_threadreader r SET asks = true
FROM threads_thread t WHERE t.id = r.thread_id AND t.asks_acknowledgement
"""


class Migration(migrations.Migration):
    dependencies = [
        ("threads", "0022_sheets_that_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="threadreader",
            name="asks",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="threadreader",
            index=models.Index(
                condition=models.Q(("asks", True), ("until", None)),
                fields=["party", "thread"],
                name="thread_readers_asked",
            ),
        ),
        migrations.RunSQL(_ASKS, migrations.RunSQL.noop),
    ]
