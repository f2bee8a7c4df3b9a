"""A key message is called in both languages, and found by either title."""

from django.db import migrations, models

from threads.migrations._search import BOTH_TITLES


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
        *BOTH_TITLES,
    ]
