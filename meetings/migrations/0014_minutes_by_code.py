"""Minutes are found by the code on a paper: how the hash of their text begins."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0013_ranks")]

    operations = [
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(
                fields=["sha256"],
                name="minutes_by_beginning_of_hash",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
    ]
