"""What commitments are found by, and the triggers that keep it so."""

from django.db import migrations

from access.migrations._following import Kept, dropped

COMMITMENTS = Kept(
    "commitments_commitmentsearch", "search_told_of_commitments", "search_readers_of_commitments"
)
# The body is found by as it was called when the commitment was last written.
TOLD = """
CREATE FUNCTION search_told_of_commitments(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT c.id, c.id, c.at, to_char(c.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        c.what,
        concat_ws(' ', c.source_text_en, c.source_text_bn, k.short_en, k.short_bn,
            o.name_en, o.name_bn, o.short_en, o.short_bn),
        '{}'::text[], '{}'::text[], 3
    FROM commitments_commitment c
    JOIN partners_organisation o ON o.id = c.owner_id
    LEFT JOIN partners_committee k ON k.id = c.committee_id
    WHERE c.id = ANY($1)
$$;
CREATE FUNCTION search_readers_of_commitments(ids bigint[]) RETURNS TABLE (record_id bigint, parties bigint[])
LANGUAGE sql STABLE AS $$
    SELECT c.id, ARRAY(
        SELECT a.party_id FROM commitments_commitmentaudience a WHERE a.record_id = c.id ORDER BY a.party_id)
    FROM commitments_commitment c WHERE c.id = ANY($1)
$$;
"""
UNTOLD = """
DROP FUNCTION search_readers_of_commitments(bigint[]);
DROP FUNCTION search_told_of_commitments(bigint[]);
"""
_TEXT = ("what", "source_text_en", "source_text_bn")
FOLLOWED = COMMITMENTS.follows(
    "commitments_commitment", *_TEXT, "at", "owner_id", "committee_id"
) + COMMITMENTS.follows_readers("commitments_commitmentaudience")
SEARCH = [
    migrations.RunSQL(TOLD, UNTOLD),
    migrations.RunSQL(
        FOLLOWED,
        dropped(COMMITMENTS.table, "commitments_commitment", "commitments_commitmentaudience"),
    ),
]
