"""Tables of the words by which records of this room are found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0019_covered_passages"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionSearch",
            fields=[
                ("record_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("reader_id", models.BigIntegerField()),
                ("at", models.DateTimeField(null=True)),
                ("size", models.PositiveIntegerField()),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("names", models.TextField(blank=True)),
                (
                    "parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys", "parties"], name="decisionsearch_found"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingSearch",
            fields=[
                ("record_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("reader_id", models.BigIntegerField()),
                ("at", models.DateTimeField(null=True)),
                ("size", models.PositiveIntegerField()),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("names", models.TextField(blank=True)),
                (
                    "parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys", "parties"], name="meetingsearch_found"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSearch",
            fields=[
                ("record_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("reader_id", models.BigIntegerField()),
                ("at", models.DateTimeField(null=True)),
                ("size", models.PositiveIntegerField()),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("names", models.TextField(blank=True)),
                (
                    "parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys", "parties"], name="minutessearch_found"
                    )
                ],
            },
        ),
    ]
