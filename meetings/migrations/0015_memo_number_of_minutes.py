"""Minutes go out under a memo number of their own; the meeting's is that of its notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_minutes_by_code")]

    operations = [
        migrations.AddField(
            model_name="minutes",
            name="memo_number",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
    ]
