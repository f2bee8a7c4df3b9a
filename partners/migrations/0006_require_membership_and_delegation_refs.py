from django.db import migrations, models

import access.toolkit.refs


class Migration(migrations.Migration):
    dependencies = [("partners", "0005_fill_membership_and_delegation_refs")]

    operations = [
        migrations.AlterField(
            name,
            "ref",
            models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True),
        )
        for name in ("membership", "delegation")
    ]
