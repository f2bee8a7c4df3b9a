"""Order lists by a rank before the instant, so that what has no date needs no invented one."""

from django.conf import settings
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_ranks"),
        ("meetings", "0012_numbers_of_changes"),
        ("partners", "0014_ranks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="delegatedstep",
            name="delegatedstep_at",
        ),
        migrations.RemoveIndex(
            model_name="delegatedstep",
            name="delegatedstep_at_live",
        ),
        migrations.RemoveIndex(
            model_name="delegatedstepaudience",
            name="delegatedstepaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="delegatedstepaudience",
            name="delegatedstepaudience_live",
        ),
        migrations.RemoveIndex(
            model_name="jointrequest",
            name="jointrequest_at",
        ),
        migrations.RemoveIndex(
            model_name="jointrequest",
            name="jointrequest_at_live",
        ),
        migrations.RemoveIndex(
            model_name="jointrequestaudience",
            name="jointrequestaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="jointrequestaudience",
            name="jointrequestaudience_live",
        ),
        migrations.RemoveIndex(
            model_name="meeting",
            name="meeting_at",
        ),
        migrations.RemoveIndex(
            model_name="meeting",
            name="meeting_at_live",
        ),
        migrations.RemoveIndex(
            model_name="meeting",
            name="meeting_at_confirmed",
        ),
        migrations.RemoveIndex(
            model_name="meetingaudience",
            name="meetingaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="meetingaudience",
            name="meetingaudience_live",
        ),
        migrations.RemoveIndex(
            model_name="minutes",
            name="minutes_at",
        ),
        migrations.RemoveIndex(
            model_name="minutes",
            name="minutes_at_live",
        ),
        migrations.RemoveIndex(
            model_name="minutes",
            name="minutes_at_confirmed",
        ),
        migrations.RemoveIndex(
            model_name="minutesaudience",
            name="minutesaudience_all",
        ),
        migrations.RemoveIndex(
            model_name="minutesaudience",
            name="minutesaudience_live",
        ),
        migrations.AddField(
            model_name="delegatedstep",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="delegatedstepaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="jointrequest",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="jointrequestaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="meeting",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="meetingaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="minutes",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="minutesaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddIndex(
            model_name="delegatedstep",
            index=models.Index(fields=["rank", "at", "id"], name="delegatedstep_at"),
        ),
        migrations.AddIndex(
            model_name="delegatedstep",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="delegatedstep_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="delegatedstepaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="delegatedstepaudience_all"),
        ),
        migrations.AddIndex(
            model_name="delegatedstepaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="delegatedstepaudience_live",
            ),
        ),
        migrations.AddIndex(
            model_name="jointrequest",
            index=models.Index(fields=["rank", "at", "id"], name="jointrequest_at"),
        ),
        migrations.AddIndex(
            model_name="jointrequest",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="jointrequest_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="jointrequestaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="jointrequestaudience_all"),
        ),
        migrations.AddIndex(
            model_name="jointrequestaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="jointrequestaudience_live",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["rank", "at", "id"], name="meeting_at"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="meeting_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("state", "confirmed")),
                fields=["rank", "at", "id"],
                name="meeting_at_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="meetingaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="meetingaudience_all"),
        ),
        migrations.AddIndex(
            model_name="meetingaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="meetingaudience_live",
            ),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["rank", "at", "id"], name="minutes_at"),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="minutes_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(
                condition=models.Q(("is_confirmed", True)),
                fields=["rank", "at", "id"],
                name="minutes_at_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="minutesaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="minutesaudience_all"),
        ),
        migrations.AddIndex(
            model_name="minutesaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="minutesaudience_live",
            ),
        ),
    ]
