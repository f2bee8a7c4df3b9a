"""Have the database note the commitments that change, and their readers, for the scan of the next minute."""

from django.db import migrations

from notifications.changes import ADDED_OR_GONE, note_columns, note_rows

COMMITMENT = "commitments.commitment"


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0007_reminded_by_hand"),
        ("notifications", "0005_note_changes"),
    ]
    operations = [
        note_rows("commitments_commitment", (COMMITMENT, "id")),
        note_rows("commitments_commitmentaudience", (COMMITMENT, "record_id"), when=ADDED_OR_GONE),
        # Whom its commitments remind.
        note_columns("partners_organisation", ["liaison_party_id"], "party", "liaison_party_id"),
    ]
