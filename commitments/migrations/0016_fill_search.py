"""What was promised is found from now on."""

from django.db import migrations

from access.migrations._following import Kept

FILLED = Kept(
    "commitments_commitmentsearch", "search_told_of_commitments", "search_readers_of_commitments"
).filled("commitments_commitment")


class Migration(migrations.Migration):
    dependencies = [("commitments", "0015_search_words")]

    operations = [migrations.RunSQL(FILLED, migrations.RunSQL.noop)]
