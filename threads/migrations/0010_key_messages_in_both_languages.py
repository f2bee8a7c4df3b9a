"""A key message is called in both languages, and found by either title."""

from django.db import migrations, models

from access.migrations._following import dropped
from threads.migrations._search import POSTS

OF_THREAD = "SELECT p.id FROM threads_post p JOIN {changed} ON p.thread_id = changed.id"
TOLD = """
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


class Migration(migrations.Migration):
    dependencies = [
        ("threads", "0009_messages_and_stories"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="thread",
            name="thread_removed_has_no_title",
        ),
        migrations.AddField(
            model_name="thread",
            name="title_bn",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="thread",
            name="title_bn_in_full",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_at", None),
                    models.Q(
                        ("title", ""), ("title_bn", ""), ("title_bn_in_full", ""), ("title_in_full", "")
                    ),
                    _connector="OR",
                ),
                name="thread_removed_has_no_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("title_bn", ""), ("kind", "key-message"), _connector="OR"),
                name="thread_in_both_languages_is_a_message",
            ),
        ),
        migrations.RunSQL(
            TOLD.format(
                titles="t.title, t.title_bn", own="array_remove(ARRAY[t.title, t.title_bn]::text[], '')"
            )
            + dropped(POSTS.table, "threads_thread")
            + POSTS.follows("threads_thread", "title", "title_bn", ids=OF_THREAD),
            dropped(POSTS.table, "threads_thread")
            + POSTS.follows("threads_thread", "title", ids=OF_THREAD)
            + TOLD.format(titles="t.title", own="ARRAY[t.title]"),
        ),
    ]
