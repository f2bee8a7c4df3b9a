from django.db import migrations

from access.models.history import WrittenAt


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_draft_openings"),
    ]

    operations = [
        migrations.AlterField(model_name="draftopening", name="opened_at", field=WrittenAt()),
    ]
