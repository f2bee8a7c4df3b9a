"""Order lists by a rank before the instant, so that what has no date needs no invented one."""

from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_ranks"),
        ("toys", "0002_numbers_of_changes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="letter",
            name="letter_at",
        ),
        migrations.RemoveIndex(
            model_name="letter",
            name="letter_at_live",
        ),
        migrations.RemoveIndex(
            model_name="letteraudience",
            name="letteraudience_all",
        ),
        migrations.RemoveIndex(
            model_name="letteraudience",
            name="letteraudience_live",
        ),
        migrations.RemoveIndex(
            model_name="paper",
            name="paper_at",
        ),
        migrations.RemoveIndex(
            model_name="paper",
            name="paper_at_live",
        ),
        migrations.RemoveIndex(
            model_name="paperaudience",
            name="paperaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="paperaudience",
            name="paperaudience_live",
        ),
        migrations.AddField(
            model_name="letter",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="letteraudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="paper",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="paperaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AlterField(
            model_name="letter",
            name="at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="paper",
            name="at",
            field=models.DateTimeField(),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["rank", "at", "id"], name="letter_at"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="letter_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="letteraudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="letteraudience_all"),
        ),
        migrations.AddIndex(
            model_name="letteraudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="letteraudience_live",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["rank", "at", "id"], name="paper_at"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="paper_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="paperaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="paperaudience_all"),
        ),
        migrations.AddIndex(
            model_name="paperaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="paperaudience_live",
            ),
        ),
    ]
