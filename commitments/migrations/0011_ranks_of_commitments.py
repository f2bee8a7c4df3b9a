"""Say the rank of each commitment, and an instant that was, in place of the one that was made up for it.

What has evidence in, has no date, was dropped or recommended stands by when it came to its stage. Triggers
are off meanwhile: for those who read the commitments none of them changes, so that no feed brings them
again, no history tells of it and the scan of the next minute has nothing to look at. Lines of the history
stay as they were written.
"""

from django.db import migrations

TABLES = ("commitments_commitment", "commitments_commitmentaudience")
WITHOUT_A_DATE = (
    "stage IN ('evidence_in', 'dropped', 'recommended') OR due_on IS NULL AND stage <> 'verified'"
)
RANK = f"""
    UPDATE commitments_commitment
    SET at = stage_since,
        rank = CASE stage WHEN 'evidence_in' THEN 1 WHEN 'dropped' THEN 3 WHEN 'recommended' THEN 4 ELSE 2 END
    WHERE {WITHOUT_A_DATE}
"""
# As the instants were made up before: years later than any date, and behind those the end of all.
NO_RANK = f"""
    UPDATE commitments_commitment
    SET rank = 0,
        at = CASE stage
            WHEN 'evidence_in' THEN stage_since + interval '7200 years'
            WHEN 'dropped' THEN timestamptz '9999-12-31 01:00:00Z'
            WHEN 'recommended' THEN timestamptz '9999-12-31 02:00:00Z'
            ELSE timestamptz '9999-12-31 00:00:00Z' END
    WHERE {WITHOUT_A_DATE}
"""
FOLLOW = """
    UPDATE commitments_commitmentaudience audience
    SET rank = record.rank, at = record.at
    FROM commitments_commitment record
    WHERE record.id = audience.record_id AND (audience.rank, audience.at) <> (record.rank, record.at)
"""


def rank(apps, schema_editor):
    _write(schema_editor, RANK)


def rank_no_more(apps, schema_editor):
    _write(schema_editor, NO_RANK)


def _write(schema_editor, statement):
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(FOLLOW)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("commitments", "0010_ranks")]

    operations = [migrations.RunPython(rank, rank_no_more)]
