"""Have the database note the terms, accounts and days that change, for the scan of the next minute."""

from django.db import migrations

from notifications.changes import ADDED_OR_GONE, ANY, FUNCTIONS, NO_FUNCTIONS, note_columns, note_rows


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0014_terms_of_a_person_and_when_they_change"),
        ("notifications", "0004_what_changed"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        note_rows("access_partymember", ("party", "party_id"), ("person", "user_id"), when=ANY),
        note_columns("access_user", ["is_active", "is_administrator"], "person", "id"),
        note_rows("notifications_day", ("days", "number"), when=(*ADDED_OR_GONE, "updated")),
    ]
