import django.contrib.postgres.indexes
from django.db import migrations

import language.lookups


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0014_terms_of_a_person_and_when_they_change"),
        ("partners", "0012_numbers_of_changes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(language.lookups.Folded("short_en"), "gin_trgm_ops"),
                name="organisation_short_en_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(language.lookups.Folded("short_bn"), "gin_trgm_ops"),
                name="organisation_short_bn_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(language.lookups.Folded("code"), "gin_trgm_ops"),
                name="organisation_code_folded",
            ),
        ),
    ]
