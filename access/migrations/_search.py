"""How rows of a search follow their records: each room says what a record is told by, the rest is here."""

from django.db import migrations

# `told` is a function of numbers of records: what is told of each. Numbers of which nothing is told are gone.
# `readers` is one too, or empty where everybody reads: the parties of each, as one array.
# Triggers name the table, both functions, and a query that selects numbers from `changed`.
FUNCTIONS = """
CREATE TYPE search_told AS (
    record_id bigint,
    reader_id bigint,
    at timestamptz,
    shelf text,
    size integer,
    title text,
    body text,
    exact text[],
    names text[],
    shortest integer
);

CREATE FUNCTION search_keep(kept text, told text, readers text, ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF ids IS NULL OR cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    EXECUTE format(
        $sql$
        WITH told AS MATERIALIZED (
            SELECT told.*, %s AS parties
            FROM %I($1) AS told
        ), gone AS (
            DELETE FROM %I AS kept WHERE kept.record_id = ANY($1)
                AND NOT EXISTS (SELECT FROM told WHERE told.record_id = kept.record_id)
        )
        INSERT INTO %I AS kept (record_id, reader_id, at, size, keys, names, parties)
        SELECT told.record_id, told.reader_id, told.at, told.size,
            search_found_by(told.title, told.body, told.exact, told.shelf, told.shortest),
            coalesce((SELECT '|' || string_agg(DISTINCT search_line(name), '|') || '|'
                      FROM unnest(told.names) AS name WHERE name <> ''), ''),
            told.parties
        FROM told
        ON CONFLICT (record_id) DO UPDATE SET
            reader_id = excluded.reader_id, at = excluded.at, size = excluded.size, keys = excluded.keys,
            names = excluded.names, parties = excluded.parties
        WHERE (kept.*) IS DISTINCT FROM (excluded.*)
        $sql$,
        CASE WHEN readers = '' THEN '''{}''::bigint[]'
             ELSE format('coalesce((SELECT found.parties FROM %I(ARRAY[told.record_id]) AS found), ''{}'')', readers)
        END,
        told, kept, kept
    ) USING ids;
END $$;

CREATE FUNCTION search_follow() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT found.id) FROM (%s) AS found(id)', TG_ARGV[3]) INTO ids;
    PERFORM search_keep(TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], ids);
    RETURN NULL;
END $$;

CREATE FUNCTION search_follow_readers() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT found.id) FROM (%s) AS found(id)', TG_ARGV[2]) INTO ids;
    IF ids IS NOT NULL THEN
        EXECUTE format(
            'UPDATE %I AS kept SET parties = found.parties FROM %I($1) AS found'
            ' WHERE found.record_id = kept.record_id AND kept.parties IS DISTINCT FROM found.parties',
            TG_ARGV[0], TG_ARGV[1]
        ) USING ids;
    END IF;
    RETURN NULL;
END $$;
"""
GONE = """
DROP FUNCTION search_follow_readers();
DROP FUNCTION search_follow();
DROP FUNCTION search_keep(text, text, text, bigint[]);
DROP TYPE search_told;
"""
SEARCH = [migrations.RunSQL(FUNCTIONS, GONE)]
