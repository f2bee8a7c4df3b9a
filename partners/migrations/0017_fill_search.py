"""What stands in the directory is found from now on."""

from django.db import migrations

from access.migrations._following import Kept

FILLED = (
    Kept("partners_placesearch", "search_told_of_places").filled("partners_place")
    + Kept("partners_organisationsearch", "search_told_of_organisations").filled("partners_organisation")
    + Kept("partners_officesearch", "search_told_of_offices").filled("partners_office")
    + Kept("partners_committeesearch", "search_told_of_committees").filled("partners_committee")
)


class Migration(migrations.Migration):
    dependencies = [("partners", "0016_search_words")]

    operations = [migrations.RunSQL(FILLED, migrations.RunSQL.noop)]
