"""Counts of attempts at every door, and the devices that are known there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0011_where_submissions_led"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttemptCount",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("attempts", models.PositiveIntegerField()),
                ("most", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.DeleteModel(
            name="SignInAttempts",
        ),
        migrations.AddField(
            model_name="user",
            name="device_generation",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="attemptcount",
            index=models.Index(fields=["until"], name="attempts_until"),
        ),
    ]
