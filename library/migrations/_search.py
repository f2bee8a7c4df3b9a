"""What documents are found by: what they are called and described, and the text of the file that stands."""

from django.db import migrations

from access.migrations._following import Kept, dropped

DOCUMENTS = Kept("library_documentsearch", "search_told_of_documents", "search_readers_of_documents")
# What was withdrawn, or is not checked yet, has no words; nor has a file that is closed, or was replaced. A
# passage that is covered stands in none of these columns.
TOLD = """
CREATE FUNCTION search_told_of_documents(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT d.id, d.id, d.at, to_char(d.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        concat_ws(' ', d.title_en, d.title_bn),
        concat_ws(' ', d.description, p.label_en, p.label_bn, t.text),
        array_remove(ARRAY[d.title_en::text, d.title_bn::text], ''), '{}'::text[], 3
    FROM library_document d
    JOIN access_party p ON p.id = d.publisher_id
    LEFT JOIN library_documentversion v ON v.id = d.current_id AND NOT v.is_closed
    LEFT JOIN library_documenttext t ON t.version_id = v.id
    WHERE d.id = ANY($1) AND d.live
$$;
CREATE FUNCTION search_readers_of_documents(ids bigint[]) RETURNS TABLE (record_id bigint, parties bigint[])
LANGUAGE sql STABLE AS $$
    SELECT d.id, ARRAY(
        SELECT a.party_id FROM library_documentaudience a WHERE a.record_id = d.id ORDER BY a.party_id)
    FROM library_document d WHERE d.id = ANY($1)
$$;
"""
UNTOLD = """
DROP FUNCTION search_readers_of_documents(bigint[]);
DROP FUNCTION search_told_of_documents(bigint[]);
"""
_OF_TEXT = "SELECT v.record_id FROM library_documentversion v JOIN {changed} ON v.id = changed.version_id"
FOLLOWED = (
    DOCUMENTS.follows(
        "library_document", "title_en", "title_bn", "description", "publisher_id", "current_id", "live", "at"
    )
    + DOCUMENTS.follows("library_documentversion", "is_closed", ids="SELECT record_id FROM {changed}")
    + DOCUMENTS.follows("library_documenttext", "text", ids=_OF_TEXT)
    + DOCUMENTS.follows_readers("library_documentaudience")
)
SEARCH = [
    migrations.RunSQL(TOLD, UNTOLD),
    migrations.RunSQL(
        FOLLOWED,
        dropped(
            DOCUMENTS.table,
            "library_document",
            "library_documentversion",
            "library_documenttext",
            "library_documentaudience",
        ),
    ),
]
