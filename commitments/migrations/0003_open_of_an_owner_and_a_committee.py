from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0002_closed_lists")]

    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["committee", "at", "id"],
                name="commitment_committee_live",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["owner", "at", "id"], name="commitment_owner_live"
            ),
        ),
    ]
