from django.db import migrations

from access.models.history import WrittenAt


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_proof_of_used_invitations"),
    ]

    operations = [
        migrations.AlterField(model_name="accesslog", name="at", field=WrittenAt()),
        migrations.AlterField(model_name="accountchange", name="at", field=WrittenAt()),
    ]
