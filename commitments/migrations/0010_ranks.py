"""Give commitments a rank beside the instant by which lists order them; what it is follows."""

from django.db import migrations

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_ranks"),
        ("commitments", "0009_numbers_of_changes"),
        ("partners", "0014_ranks"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="rank",
            field=access.models.records.RankField(),
        ),
        migrations.AddField(
            model_name="commitmentaudience",
            name="rank",
            field=access.models.records.RankField(),
        ),
    ]
