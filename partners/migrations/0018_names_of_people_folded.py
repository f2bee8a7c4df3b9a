"""People are found by their posts while somebody types."""

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations

import language.lookups


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0017_fill_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(language.lookups.Folded("label_en"), "gin_trgm_ops"),
                name="person_en_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(language.lookups.Folded("label_bn"), "gin_trgm_ops"),
                name="person_bn_folded",
            ),
        ),
    ]
