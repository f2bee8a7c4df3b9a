"""What stands in meetings and minutes is found from now on."""

from django.db import migrations

from access.migrations._following import Kept

FILLED = (
    Kept("meetings_meetingsearch", "search_told_of_meetings", "search_readers_of_meetings").filled(
        "meetings_meeting"
    )
    + Kept("meetings_minutessearch", "search_told_of_minutes", "search_readers_of_minutes").filled(
        "meetings_minutes"
    )
    + Kept("meetings_decisionsearch", "search_told_of_decisions", "search_readers_of_decisions").filled(
        "meetings_decision"
    )
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0021_search_words")]

    operations = [migrations.RunSQL(FILLED, migrations.RunSQL.noop)]
