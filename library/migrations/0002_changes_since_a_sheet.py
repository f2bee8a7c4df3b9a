"""Since when records may have been taken from the owner of a sheet that waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0001_long_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="longsheet",
            name="changes_from",
            field=models.BigIntegerField(null=True),
        ),
    ]
