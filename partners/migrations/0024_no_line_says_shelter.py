"""Where people are sheltered stands in no line: those that said it are taken away."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partners", "0023_assistants_who_act")]

    operations = [
        migrations.RunSQL(
            "DELETE FROM partners_presence WHERE work = 'shelter';"
            "DELETE FROM partners_presenceevent WHERE work = 'shelter';",
            migrations.RunSQL.noop,
        )
    ]
