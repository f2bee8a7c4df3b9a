from django.db import migrations

from access.models.history import WrittenAt


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0003_open_of_an_owner_and_a_committee"),
    ]

    operations = [
        migrations.AlterField(model_name="stagechange", name="at", field=WrittenAt()),
        migrations.AlterField(model_name="evidence", name="at", field=WrittenAt()),
        migrations.AlterField(model_name="changerequest", name="asked_at", field=WrittenAt()),
        migrations.AlterField(model_name="waiting", name="asked_at", field=WrittenAt()),
    ]
