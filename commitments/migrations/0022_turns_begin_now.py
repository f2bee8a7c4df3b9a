from django.db import migrations


class Migration(migrations.Migration):
    """Evidence that stands has waited for nobody's turn: it begins now, not five working days ago."""

    dependencies = [("commitments", "0021_groups")]

    operations = [
        migrations.RunSQL(
            "UPDATE commitments_commitment SET verifier_since = now()"
            " WHERE stage = 'evidence_in' AND verifier_since IS NULL",
            migrations.RunSQL.noop,
        ),
    ]
