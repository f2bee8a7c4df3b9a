"""Order lists by a rank before the instant, so that what has no date needs no invented one."""

from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_numbers_of_changes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="accountchange",
            name="accountchange_at",
        ),
        migrations.RemoveIndex(
            model_name="accountchange",
            name="accountchange_at_live",
        ),
        migrations.RemoveIndex(
            model_name="accountchangeaudience",
            name="accountchangeaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="accountchangeaudience",
            name="accountchangeaudience_live",
        ),
        migrations.AddField(
            model_name="accountchange",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="accountchangeaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(fields=["rank", "at", "id"], name="accountchange_at"),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="accountchange_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="accountchangeaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="accountchangeaudience_all"),
        ),
        migrations.AddIndex(
            model_name="accountchangeaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="accountchangeaudience_live",
            ),
        ),
    ]
