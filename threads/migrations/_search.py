"""What posts are found by, and the triggers that keep it so."""

from django.db import migrations

from access.migrations._following import Kept, dropped

POSTS = Kept("threads_postsearch", "search_told_of_posts", "search_readers_of_posts")
# What was taken back or deleted has no words, nor has a title that is gone. How a post read before it was
# changed, and a passage that is covered, stand in neither column.
TOLD = """
CREATE FUNCTION search_told_of_posts(ids bigint[]) RETURNS SETOF search_told LANGUAGE sql STABLE AS $$
    SELECT p.id, t.id, p.at, to_char(p.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        p.text,
        concat_ws(' ', t.title, o.name_en, o.name_bn, o.short_en, o.short_bn),
        CASE WHEN p.is_first THEN ARRAY[t.title] ELSE '{}'::text[] END, '{}'::text[], 3
    FROM threads_post p
    JOIN threads_thread t ON t.id = p.thread_id
    LEFT JOIN partners_organisation o ON o.id = p.organisation_id
    WHERE p.id = ANY($1) AND p.state = 'stands'
$$;
CREATE FUNCTION search_readers_of_posts(ids bigint[]) RETURNS TABLE (record_id bigint, parties bigint[])
LANGUAGE sql STABLE AS $$
    SELECT p.id, ARRAY(
        SELECT a.party_id FROM threads_threadaudience a WHERE a.record_id = p.thread_id ORDER BY a.party_id)
    FROM threads_post p WHERE p.id = ANY($1)
$$;
"""
UNTOLD = """
DROP FUNCTION search_readers_of_posts(bigint[]);
DROP FUNCTION search_told_of_posts(bigint[]);
"""
_OF_THREAD = "SELECT p.id FROM threads_post p JOIN {{changed}} ON p.thread_id = changed.{column}"
FOLLOWED = (
    POSTS.follows("threads_post", "text", "state", "at", "organisation_id")
    + POSTS.follows("threads_thread", "title", ids=_OF_THREAD.format(column="id"))
    + POSTS.follows_readers("threads_threadaudience", _OF_THREAD.format(column="record_id"))
)
SEARCH = [
    migrations.RunSQL(TOLD, UNTOLD),
    migrations.RunSQL(
        FOLLOWED, dropped(POSTS.table, "threads_post", "threads_thread", "threads_threadaudience")
    ),
]
# A key message is found by either of its titles.
_OF_ITS_THREAD = "SELECT p.id FROM threads_post p JOIN {changed} ON p.thread_id = changed.id"
TOLD_BY_TITLES = """
CREATE OR REPLACE FUNCTION search_told_of_posts(ids bigint[]) RETURNS SETOF search_told
LANGUAGE sql STABLE AS $$
    SELECT p.id, t.id, p.at, to_char(p.at AT TIME ZONE 'UTC', 'YYYY.MM'), 0,
        p.text,
        concat_ws(' ', {titles}, o.name_en, o.name_bn, o.short_en, o.short_bn),
        CASE WHEN p.is_first THEN {own} ELSE '{{}}'::text[] END, '{{}}'::text[], 3
    FROM threads_post p
    JOIN threads_thread t ON t.id = p.thread_id
    LEFT JOIN partners_organisation o ON o.id = p.organisation_id
    WHERE p.id = ANY($1) AND p.state = 'stands'
$$;
"""
BOTH_TITLES = [
    migrations.RunSQL(
        TOLD_BY_TITLES.format(
            titles="t.title, t.title_bn", own="array_remove(ARRAY[t.title, t.title_bn]::text[], '')"
        )
        + dropped(POSTS.table, "threads_thread")
        + POSTS.follows("threads_thread", "title", "title_bn", ids=_OF_ITS_THREAD),
        dropped(POSTS.table, "threads_thread")
        + POSTS.follows("threads_thread", "title", ids=_OF_ITS_THREAD)
        + TOLD_BY_TITLES.format(titles="t.title", own="ARRAY[t.title]"),
    )
]
