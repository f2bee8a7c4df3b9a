from django.db import migrations, models


class Migration(migrations.Migration):
    """A reference for addresses beside the number that stays inside; filled by the next one."""

    dependencies = [("partners", "0003_committee_readers_behind")]

    operations = [
        migrations.AddField(name, "ref", models.CharField(editable=False, max_length=22, null=True))
        for name in ("membership", "delegation")
    ]
