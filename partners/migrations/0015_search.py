"""Tables of the words by which the directory is found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0014_ranks"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitteeSearch",
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
                        fastupdate=False, fields=["keys", "parties"], name="committeesearch_found"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["names"], name="committeesearch_names", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeSearch",
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
                        fastupdate=False, fields=["keys", "parties"], name="officesearch_found"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationSearch",
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
                        fastupdate=False, fields=["keys", "parties"], name="organisationsearch_found"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["names"], name="organisationsearch_names", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceSearch",
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
                        fastupdate=False, fields=["keys", "parties"], name="placesearch_found"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["names"], name="placesearch_names", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
    ]
