"""Order lists by a rank before the instant, so that what has no date needs no invented one."""

from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_ranks"),
        ("promises", "0003_numbers_of_changes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="promise",
            name="promise_at",
        ),
        migrations.RemoveIndex(
            model_name="promise",
            name="promise_at_live",
        ),
        migrations.RemoveIndex(
            model_name="promiseaudience",
            name="promiseaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="promiseaudience",
            name="promiseaudience_live",
        ),
        migrations.AddField(
            model_name="promise",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="promiseaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AlterField(
            model_name="promise",
            name="at",
            field=models.DateTimeField(),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["rank", "at", "id"], name="promise_at"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="promise_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="promiseaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="promiseaudience_all"),
        ),
        migrations.AddIndex(
            model_name="promiseaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="promiseaudience_live",
            ),
        ),
    ]
