"""Find the parties of a person, and the terms that began or ended in an hour, by an index of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0013_wishes_for_a_password")]
    operations = [
        migrations.AlterField(
            model_name="partymember",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="party_memberships",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="partymember",
            index=models.Index(fields=["user", "party"], include=["period"], name="party_member_of_person"),
        ),
        migrations.AddIndex(
            model_name="partymember",
            index=models.Index(models.F("period__startswith"), name="party_member_begins"),
        ),
        migrations.AddIndex(
            model_name="partymember",
            index=models.Index(models.F("period__endswith"), name="party_member_ends"),
        ),
    ]
