"""Order lists by a rank before the instant, so that what has no date needs no invented one."""

from django.conf import settings
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_ranks"),
        ("partners", "0013_short_names_and_codes_folded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="introduction",
            name="introduction_at",
        ),
        migrations.RemoveIndex(
            model_name="introduction",
            name="introduction_at_live",
        ),
        migrations.RemoveIndex(
            model_name="introductionaudience",
            name="introductionaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="introductionaudience",
            name="introductionaudience_live",
        ),
        migrations.RemoveIndex(
            model_name="officechange",
            name="officechange_at",
        ),
        migrations.RemoveIndex(
            model_name="officechange",
            name="officechange_at_live",
        ),
        migrations.RemoveIndex(
            model_name="officechangeaudience",
            name="officechangeaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="officechangeaudience",
            name="officechangeaudience_live",
        ),
        migrations.AddField(
            model_name="introduction",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="introductionaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="officechange",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="officechangeaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(fields=["rank", "at", "id"], name="introduction_at"),
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="introduction_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="introductionaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="introductionaudience_all"),
        ),
        migrations.AddIndex(
            model_name="introductionaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="introductionaudience_live",
            ),
        ),
        migrations.AddIndex(
            model_name="officechange",
            index=models.Index(fields=["rank", "at", "id"], name="officechange_at"),
        ),
        migrations.AddIndex(
            model_name="officechange",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="officechange_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="officechangeaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="officechangeaudience_all"),
        ),
        migrations.AddIndex(
            model_name="officechangeaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="officechangeaudience_live",
            ),
        ),
    ]
