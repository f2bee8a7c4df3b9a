"""The room as its first migrations left it: discussions, requests, concerns, key messages and stories."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
from access.migrations._together import Together
from notifications.changes import ADDED_OR_GONE, note_rows
from threads.migrations._search import BOTH_TITLES, SEARCH

THREAD, CONCERN = "threads.thread", "threads.concern"
TABLES = [
    migrations.CreateModel(
        name="PostSearch",
        fields=[
            ("record_id", models.BigIntegerField(primary_key=True, serialize=False)),
            ("reader_id", models.BigIntegerField()),
            ("at", models.DateTimeField(null=True)),
            ("size", models.PositiveIntegerField()),
            ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ("names", models.TextField(blank=True)),
            (
                "parties",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    fastupdate=False, fields=["keys", "parties"], name="postsearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Thread",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            ("change", access.models.records.ChangeNumber()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("discussion", "Discussion"),
                        ("field-update", "Field update"),
                        ("request", "Request"),
                        ("alert", "Alert"),
                        ("key-message", "Key message"),
                        ("success-story", "Success story"),
                    ],
                    max_length=14,
                ),
            ),
            ("title", models.CharField(blank=True, max_length=200)),
            (
                "cooperation",
                models.CharField(
                    choices=[
                        ("partnership", "Partnership"),
                        ("consultation", "Consultation"),
                        ("notification", "Notification"),
                        ("participation", "Participation"),
                    ],
                    max_length=14,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("open", "Open"), ("closed", "Closed")], default="open", max_length=6
                ),
            ),
            ("is_internal", models.BooleanField(default=False)),
            ("asks_acknowledgement", models.BooleanField(default=False)),
            ("text_version", models.PositiveIntegerField(default=1)),
            ("started_at", models.DateTimeField()),
            ("office_en", models.CharField(blank=True, max_length=200)),
            ("office_bn", models.CharField(blank=True, max_length=200)),
            ("closed_at", models.DateTimeField(null=True)),
            ("removed_at", models.DateTimeField(null=True)),
            ("covered", models.JSONField(null=True)),
            ("title_in_full", models.CharField(blank=True, max_length=200)),
            ("is_illustrative", models.BooleanField(default=False)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "author_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "keeping_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "secretariat_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "voice_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "about",
                models.CharField(
                    blank=True,
                    choices=[("method", "method"), ("route", "route")],
                    db_default="",
                    default="",
                    max_length=6,
                ),
            ),
            ("asked_until", models.DateTimeField(null=True)),
            ("read_until", models.DateTimeField(null=True)),
            ("title_bn", models.CharField(blank=True, db_default="", default="", max_length=200)),
            ("title_bn_in_full", models.CharField(blank=True, db_default="", default="", max_length=200)),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="thread_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="thread_at_live"
                ),
                models.Index(fields=["change", "id"], name="thread_change"),
                models.Index(
                    condition=models.Q(("asks_acknowledgement", True), ("live", True)),
                    fields=["rank", "at", "id"],
                    name="thread_to_acknowledge",
                ),
                models.Index(
                    condition=models.Q(("is_internal", False)), fields=["at", "id"], name="thread_known"
                ),
                models.Index(
                    condition=models.Q(("read_until__isnull", False)),
                    fields=["read_until"],
                    name="thread_read_until",
                ),
                models.Index(
                    condition=models.Q(("kind", "discussion"), _negated=True),
                    fields=["kind", "rank", "at", "id"],
                    name="thread_of_kind",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("closed_at", None), ("live", True), ("state", "open")),
                        models.Q(("closed_at__isnull", False), ("live", False), ("state", "closed")),
                        _connector="OR",
                    ),
                    name="thread_live_while_open",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("is_internal", False), ("organisation__isnull", False), _connector="OR"
                    ),
                    name="thread_internal_has_organisation",
                ),
                models.CheckConstraint(
                    condition=models.Q(("about", ""), ("kind", "alert"), _connector="OR"),
                    name="thread_about_is_an_alert",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("removed_at", None),
                        models.Q(
                            ("title", ""), ("title_bn", ""), ("title_bn_in_full", ""), ("title_in_full", "")
                        ),
                        _connector="OR",
                    ),
                    name="thread_removed_has_no_title",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("title_bn", ""), ("kind__in", ["key-message", "field-update"]), _connector="OR"
                    ),
                    name="thread_called_in_both_languages",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Post",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("is_first", models.BooleanField(default=False)),
            ("text", models.TextField(blank=True)),
            ("text_in_full", models.TextField(blank=True)),
            ("at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[("stands", "Stands"), ("taken-back", "Taken back"), ("deleted", "Deleted")],
                    default="stands",
                    max_length=10,
                ),
            ),
            ("removed_at", models.DateTimeField(null=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("changed_at", models.DateTimeField(null=True)),
            ("office_en", models.CharField(blank=True, max_length=200)),
            ("office_bn", models.CharField(blank=True, max_length=200)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "author_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "quoted",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="threads.post",
                ),
            ),
            (
                "voice_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "thread",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="posts",
                    to="threads.thread",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["thread", "at", "id"], name="posts_of_thread")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("is_first", True)),
                    fields=("thread",),
                    name="thread_has_one_first_post",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("removed_at", None), ("state", "stands")),
                        models.Q(
                            models.Q(("state", "stands"), _negated=True),
                            ("removed_at__isnull", False),
                            ("text", ""),
                            ("text_in_full", ""),
                        ),
                        _connector="OR",
                    ),
                    name="post_removed_has_no_text",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Acknowledgement",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("text_version", models.PositiveIntegerField()),
            ("at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
            (
                "thread",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="acknowledgements",
                    to="threads.thread",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("thread", "organisation", "text_version"), name="thread_acknowledged_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ThreadAudience",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "via",
                models.CharField(
                    choices=[
                        ("owner", "it is responsible"),
                        ("support", "it supports"),
                        ("committee", "it belongs to the committee"),
                        ("upline", "it is the secretariat above"),
                        ("level", "it is open to the network"),
                        ("shared", "it was shared"),
                    ],
                    max_length=10,
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="audience",
                    to="threads.thread",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="threadaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="threadaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="threadaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="ThreadMark",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("read_at", models.DateTimeField(null=True)),
            (
                "wish",
                models.CharField(
                    blank=True,
                    choices=[("", "Nothing said"), ("follow", "Following"), ("mute", "Muted")],
                    default="",
                    max_length=6,
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "thread",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="marks",
                    to="threads.thread",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("wish", "follow")), fields=["thread"], name="thread_followed"
                ),
                models.Index(
                    condition=models.Q(("wish", "follow")), fields=["party"], name="thread_follower"
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("user", "thread"), name="thread_mark_once")],
        },
    ),
    migrations.CreateModel(
        name="ThreadOpening",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("purpose", models.CharField(max_length=500)),
            ("opened_at", access.models.history.WrittenAt()),
            ("ends_at", models.DateTimeField()),
            (
                "party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "reader",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "role_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "thread",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="threads.thread"
                ),
            ),
        ],
        options={
            "ordering": ["opened_at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="ThreadReader",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("since", models.DateTimeField()),
            ("until", models.DateTimeField(null=True)),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "thread",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="readers",
                    to="threads.thread",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["thread", "since", "id"], name="thread_readers")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("until", None)), fields=("thread", "party"), name="thread_reader_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="PostVersion",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("number", models.PositiveIntegerField()),
            ("text", models.TextField(blank=True)),
            ("text_in_full", models.TextField(blank=True)),
            ("title", models.CharField(blank=True, max_length=200)),
            ("title_in_full", models.CharField(blank=True, max_length=200)),
            ("replaced_at", models.DateTimeField()),
            (
                "post",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="versions",
                    to="threads.post",
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("post", "number"), name="post_version_once")],
        },
    ),
    migrations.CreateModel(
        name="Request",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("information", "Information"),
                        ("data", "Data"),
                        ("permission", "Permission or no objection"),
                        ("meeting", "A meeting"),
                    ],
                    max_length=11,
                ),
            ),
            ("asked_at", models.DateTimeField()),
            ("due_on", models.DateField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "Waits for an answer"),
                        ("answered", "Answered"),
                        ("declined", "Declined"),
                        ("refused", "Refused: it asks for persons"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="open",
                    max_length=9,
                ),
            ),
            ("held_since", models.DateTimeField()),
            ("ended_at", models.DateTimeField(null=True)),
            ("took", models.PositiveSmallIntegerField(null=True)),
            (
                "asked",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
            (
                "asking",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
            (
                "holder_office",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.office",
                ),
            ),
            (
                "holder_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "thread",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE, related_name="request", to="threads.thread"
                ),
            ),
            (
                "why",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="threads.post"
                ),
            ),
            (
                "about",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="requests_about",
                    to="threads.thread",
                ),
            ),
            ("due_moved_at", models.DateTimeField(null=True)),
            ("due_seq", models.PositiveSmallIntegerField(default=0)),
            ("first_due_on", models.DateField(null=True)),
            ("more_until", models.DateField(null=True)),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "open")), fields=["due_on"], name="request_open_due"
                ),
                models.Index(
                    condition=models.Q(("state__in", ["answered", "declined"])),
                    fields=["ended_at"],
                    include=("asked", "took"),
                    name="request_replied",
                ),
                models.Index(
                    condition=models.Q(("state", "refused")),
                    fields=["ended_at"],
                    include=("asking",),
                    name="request_refused",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_at", None), ("state", "open")),
                        models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="request_ended_when_not_open",
                ),
                models.CheckConstraint(
                    condition=models.Q(("asking", models.F("asked")), _negated=True),
                    name="request_is_of_another",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("more_until", None),
                        models.Q(("more_until__gt", models.F("due_on")), ("state", "open")),
                        _connector="OR",
                    ),
                    name="request_more_time_while_open",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RequestStep",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("asked", "Asked"),
                        ("passed", "Passed on"),
                        ("more-time", "More time asked"),
                        ("granted", "More time granted"),
                        ("kept", "More time not granted"),
                        ("answered", "Answered"),
                        ("declined", "Declined"),
                        ("refused", "Refused: it asks for persons"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    max_length=9,
                ),
            ),
            ("at", access.models.history.WrittenAt()),
            ("office_en", models.CharField(blank=True, max_length=200)),
            ("office_bn", models.CharField(blank=True, max_length=200)),
            ("holder_en", models.CharField(blank=True, max_length=200)),
            ("holder_bn", models.CharField(blank=True, max_length=200)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "holder",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
            (
                "post",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="threads.post",
                ),
            ),
            (
                "request",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="threads.request"
                ),
            ),
            ("due_on", models.DateField(null=True)),
        ],
        options={
            "ordering": ["at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="Concern",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            ("change", access.models.records.ChangeNumber()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("pressure", "Pressure"),
                        ("refused-seat", "A refused seat"),
                        ("altered-minutes", "Altered minutes"),
                        ("retaliation", "Retaliation"),
                        ("other", "Something else"),
                    ],
                    max_length=16,
                ),
            ),
            ("waits_since", models.DateTimeField(null=True)),
            ("due_on", models.DateField(null=True)),
            ("turn", models.PositiveIntegerField(default=1)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "author_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "oversight_party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="concern_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="concern_at_live"
                ),
                models.Index(fields=["change", "id"], name="concern_change"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["due_on"], name="concerns_that_wait"
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("due_on", None), ("live", False), ("waits_since", None)),
                        models.Q(("due_on__isnull", False), ("live", True), ("waits_since__isnull", False)),
                        _connector="OR",
                    ),
                    name="concern_waits_by_a_day",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ConcernAudience",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "via",
                models.CharField(
                    choices=[
                        ("owner", "it is responsible"),
                        ("support", "it supports"),
                        ("committee", "it belongs to the committee"),
                        ("upline", "it is the secretariat above"),
                        ("level", "it is open to the network"),
                        ("shared", "it was shared"),
                    ],
                    max_length=10,
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="audience", to="threads.concern"
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="concernaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="concernaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="concernaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="ConcernWord",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("by_oversight", models.BooleanField(default=False)),
            ("text", models.TextField()),
            ("at", access.models.history.WrittenAt()),
            (
                "concern",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="words", to="threads.concern"
                ),
            ),
        ],
        options={
            "ordering": ["at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="PostFile",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("at", models.DateTimeField()),
            ("words", models.CharField(blank=True, max_length=200)),
            ("is_covered", models.BooleanField(default=False)),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="library.storedfile"
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="threads.post"
                ),
            ),
        ],
        options={
            "ordering": ["at", "pk"],
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="KeyMessage",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("from_on", models.DateField()),
            ("until_on", models.DateField()),
            (
                "bangla",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="bangla_of", to="threads.post"
                ),
            ),
            (
                "thread",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="key_message",
                    to="threads.thread",
                ),
            ),
            ("places", models.ManyToManyField(related_name="+", to="partners.place")),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("until_on__gte", models.F("from_on"))),
                    name="key_message_ends_after_it_begins",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="StoryConsent",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            ("change", access.models.records.ChangeNumber()),
            (
                "purpose",
                models.CharField(
                    choices=[
                        ("learning", "Learning among organisations"),
                        ("training", "Training of officials and staff"),
                        ("awareness", "Raising awareness"),
                    ],
                    max_length=9,
                ),
            ),
            (
                "reach",
                models.CharField(
                    choices=[
                        ("organisation", "The organisation alone"),
                        ("chosen", "Committees and organisations that are named"),
                        ("everyone", "Everyone in the network"),
                    ],
                    max_length=12,
                ),
            ),
            ("given_on", models.DateField()),
            ("until_on", models.DateField()),
            (
                "end",
                models.CharField(
                    blank=True,
                    choices=[
                        ("withdrawn", "The consent was withdrawn"),
                        ("lapsed", "The consent has run out"),
                    ],
                    default="",
                    max_length=9,
                ),
            ),
            ("ended_at", models.DateTimeField(null=True)),
            (
                "ended_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "keeper",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
            (
                "thread",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE, related_name="consent", to="threads.thread"
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="storyconsent_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="storyconsent_at_live",
                ),
                models.Index(fields=["change", "id"], name="storyconsent_change"),
                models.Index(
                    condition=models.Q(("ended_at", None)), fields=["until_on"], name="consent_runs"
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("until_on__gte", models.F("given_on"))),
                    name="consent_ends_after_it_was_given",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("end", ""), ("ended_at", None)),
                        models.Q(models.Q(("end", ""), _negated=True), ("ended_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="consent_ended_in_a_way",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="StoryConsentAudience",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "via",
                models.CharField(
                    choices=[
                        ("owner", "it is responsible"),
                        ("support", "it supports"),
                        ("committee", "it belongs to the committee"),
                        ("upline", "it is the secretariat above"),
                        ("level", "it is open to the network"),
                        ("shared", "it was shared"),
                    ],
                    max_length=10,
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="audience",
                    to="threads.storyconsent",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="storyconsentaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="storyconsentaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="storyconsentaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="FieldUpdate",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("key", models.UUIDField()),
            (
                "type",
                models.CharField(
                    choices=[
                        ("awareness", "Awareness session"),
                        ("training", "Training"),
                        ("interception", "Interception"),
                        ("rescue", "Rescue"),
                        ("repatriation", "Repatriation"),
                        ("reintegration", "Reintegration"),
                        ("legal-aid", "Legal aid"),
                        ("online-abuse", "Online recruitment or abuse"),
                        ("trend", "Trend"),
                        ("other", "Something else"),
                    ],
                    max_length=13,
                ),
            ),
            ("happened_on", models.DateField()),
            (
                "precision",
                models.CharField(
                    choices=[("day", "day"), ("month", "month"), ("year", "year")],
                    default="day",
                    max_length=5,
                ),
            ),
            ("month", models.DateField(null=True)),
            ("women", models.PositiveIntegerField(null=True)),
            ("men", models.PositiveIntegerField(null=True)),
            ("girls", models.PositiveIntegerField(null=True)),
            ("boys", models.PositiveIntegerField(null=True)),
            ("asked", models.PositiveIntegerField(null=True)),
            ("improved", models.PositiveIntegerField(null=True)),
            ("referred", models.PositiveIntegerField(null=True)),
            ("reported_missing", models.PositiveIntegerField(null=True)),
            ("removed_at", models.DateTimeField(null=True)),
            ("is_counted", models.BooleanField(default=True)),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "author",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "message",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="passed_on_by",
                    to="threads.thread",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            ("partners", models.ManyToManyField(related_name="+", to="partners.organisation")),
            (
                "place",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.place"
                ),
            ),
            (
                "thread",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="field_update",
                    to="threads.thread",
                ),
            ),
            ("digest", models.CharField(blank=True, db_default="", default="", max_length=64)),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("is_counted", True)),
                    fields=["type", "place", "month", "organisation"],
                    include=(
                        "women",
                        "men",
                        "girls",
                        "boys",
                        "asked",
                        "improved",
                        "referred",
                        "reported_missing",
                    ),
                    name="field_updates_summed",
                ),
                models.Index(
                    condition=models.Q(("is_counted", True)),
                    fields=["month", "type"],
                    name="field_updates_of_month",
                ),
                models.Index(
                    condition=models.Q(("is_counted", True)),
                    fields=["organisation", "month"],
                    name="field_updates_of_organisation",
                ),
                models.Index(
                    condition=models.Q(("is_counted", True), ("message__isnull", False)),
                    fields=["message", "place"],
                    include=("women", "men", "girls", "boys"),
                    name="field_updates_of_message",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("author", "key"), name="field_update_sent_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("month__day", 1), ("month__lte", models.F("happened_on"))),
                        models.Q(("month", None), ("precision", "year")),
                        _connector="OR",
                    ),
                    name="field_update_month_is_a_first",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("is_counted", False),
                        models.Q(("month__isnull", False), ("removed_at", None)),
                        _connector="OR",
                    ),
                    name="field_update_counted_has_a_month",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("removed_at", None),
                        models.Q(
                            ("asked", None),
                            ("boys", None),
                            ("girls", None),
                            ("improved", None),
                            ("men", None),
                            ("message", None),
                            ("referred", None),
                            ("reported_missing", None),
                            ("women", None),
                        ),
                        _connector="OR",
                    ),
                    name="field_update_removed_has_no_figure",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("type__in", ["awareness", "training"]),
                        models.Q(("asked", None), ("improved", None), ("message", None)),
                        _connector="OR",
                    ),
                    name="field_update_asks_at_sessions",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("type", "interception"),
                        models.Q(("referred", None), ("reported_missing", None)),
                        _connector="OR",
                    ),
                    name="field_update_refers_intercepted",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("type__in", ["online-abuse", "trend"]), _negated=True),
                        models.Q(("boys", None), ("girls", None), ("men", None), ("women", None)),
                        _connector="OR",
                    ),
                    name="field_update_seen_counts_nobody",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OnlineAbuse",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            ("change", access.models.records.ChangeNumber()),
            ("link", models.CharField(blank=True, max_length=1000)),
            (
                "platform",
                models.CharField(
                    choices=[
                        ("facebook", "Facebook"),
                        ("messenger", "Messenger, WhatsApp, imo or Telegram"),
                        ("tiktok", "TikTok or Likee"),
                        ("youtube", "YouTube"),
                        ("website", "A website or an app"),
                        ("other", "Another"),
                    ],
                    max_length=9,
                ),
            ),
            (
                "offered",
                models.CharField(
                    choices=[
                        ("job-abroad", "Work abroad"),
                        ("job-here", "Work in the country"),
                        ("visa", "A visa or a journey"),
                        ("marriage", "Marriage"),
                        ("loan", "Money or a loan"),
                        ("abuse", "Threats or sexual abuse"),
                        ("other", "Something else"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "answer",
                models.CharField(
                    blank=True,
                    choices=[
                        ("taken-down", "Taken down"),
                        ("case-opened", "Case opened"),
                        ("passed-on", "Passed on"),
                        ("no-action", "No action"),
                    ],
                    default="",
                    max_length=11,
                ),
            ),
            ("answered_at", models.DateTimeField(null=True)),
            (
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "author_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "cell_party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "update",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="online_abuse",
                    to="threads.fieldupdate",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="onlineabuse_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="onlineabuse_at_live",
                ),
                models.Index(fields=["change", "id"], name="onlineabuse_change"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                        models.Q(
                            models.Q(("answer", ""), _negated=True),
                            ("answered_at__isnull", False),
                            ("live", False),
                        ),
                        _connector="OR",
                    ),
                    name="online_abuse_answered_in_a_way",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="OnlineAbuseAudience",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "via",
                models.CharField(
                    choices=[
                        ("owner", "it is responsible"),
                        ("support", "it supports"),
                        ("committee", "it belongs to the committee"),
                        ("upline", "it is the secretariat above"),
                        ("level", "it is open to the network"),
                        ("shared", "it was shared"),
                    ],
                    max_length=10,
                ),
            ),
            ("rank", access.models.records.RankField()),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="audience",
                    to="threads.onlineabuse",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="onlineabuseaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="onlineabuseaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="onlineabuseaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Trend",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("recruiter", "Recruiting agent or broker"),
                        ("online", "Social media or messages"),
                        ("known", "Somebody known: relative, neighbour, friend"),
                        ("marriage", "Marriage or a promise of it"),
                        ("other", "Another"),
                    ],
                    max_length=9,
                ),
            ),
            (
                "route",
                models.CharField(
                    blank=True,
                    choices=[
                        ("land", "Over the land border"),
                        ("river", "By river"),
                        ("sea", "By sea"),
                        ("air", "By air"),
                        ("within", "Within the country"),
                        ("other", "Another"),
                    ],
                    default="",
                    max_length=6,
                ),
            ),
            (
                "destination",
                models.CharField(
                    blank=True,
                    choices=[
                        ("bangladesh", "Bangladesh"),
                        ("india", "India"),
                        ("south-asia", "Another country of South Asia"),
                        ("south-east-asia", "South-East Asia"),
                        ("middle-east", "The Gulf and the Middle East"),
                        ("africa", "Africa"),
                        ("europe", "Europe"),
                        ("other", "Another"),
                    ],
                    default="",
                    max_length=15,
                ),
            ),
            (
                "exploitation",
                models.CharField(
                    blank=True,
                    choices=[
                        ("sexual", "Sexual exploitation"),
                        ("labour", "Forced labour or debt bondage"),
                        ("domestic", "Domestic servitude"),
                        ("marriage", "Forced marriage"),
                        ("begging", "Begging"),
                        ("crime", "Forced crime, scam centres too"),
                        ("organs", "Removal of organs"),
                        ("other", "Another"),
                    ],
                    default="",
                    max_length=8,
                ),
            ),
            (
                "driver",
                models.CharField(
                    blank=True,
                    choices=[
                        ("flood", "Flood"),
                        ("cyclone", "Cyclone"),
                        ("debt", "Debt"),
                        ("other", "Another"),
                    ],
                    default="",
                    max_length=7,
                ),
            ),
            (
                "withheld",
                models.CharField(
                    blank=True,
                    choices=[("passport", "Passport"), ("phone", "Phone"), ("both", "Passport and phone")],
                    default="",
                    max_length=8,
                ),
            ),
            (
                "update",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="trend",
                    to="threads.fieldupdate",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="UpdateCorrection",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("number", models.PositiveIntegerField()),
            ("happened_on", models.DateField()),
            (
                "figures",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.PositiveIntegerField(null=True), size=8
                ),
            ),
            ("replaced_at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.place",
                ),
            ),
            (
                "update",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="corrections",
                    to="threads.fieldupdate",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("update", "number"), name="update_corrected_once")
            ],
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="thread",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="be30e13cf159441588680d9c835e7d981055645c",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_c3b27",
                table="threads_thread",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="thread",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="84e7addf895c6632d427b4ca268fd0063543fdc0",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_7bd24",
                table="threads_thread",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="threadaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_thread AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="a7dbdbbffa7eafd092610a8bf4973d88f7189109",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_036c5",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="threads_threadaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="threadaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_thread AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="194d6f91ed00170741b76925496d146dc48aef4b",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_f6588",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="threads_threadaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="concern",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="bf614426045db39c93444eeed93cb4ea8aa2131c",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_06d49",
                table="threads_concern",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="concern",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="db64f553c29586d7e881d2b0578ca23ee9c68ab7",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_f9b97",
                table="threads_concern",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="concernaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_concern AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="d6ec17fa5954a94a6e566ba48f34c82e31179c6a",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_0d3d7",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="threads_concernaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="concernaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_concern AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="cef499465c9127bfa745903bb663502f37157c7b",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_734d5",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="threads_concernaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="storyconsent",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="027467a15af515549d3aca5bb1dd2710899383bb",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_27b65",
                table="threads_storyconsent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="storyconsent",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="ce22d3c4bc2b2108e4728965831dbf674a7203ef",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_e0e29",
                table="threads_storyconsent",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="storyconsentaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_storyconsent AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="b6c03ce724134a1795128bc9bd4b6f0332dc752a",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_1d8fa",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="threads_storyconsentaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="storyconsentaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_storyconsent AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="f65c23d6da0dc2b4bbeb7688623c8edbff60896e",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_32665",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="threads_storyconsentaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="onlineabuse",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="3ae0fd4e11d35b8f87b7d9e2489f1d0a6eec9ad1",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_c109b",
                table="threads_onlineabuse",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="onlineabuse",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="e08f3761ae4935649b559301e82e41cc29723de1",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_aaa8a",
                table="threads_onlineabuse",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="onlineabuseaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_onlineabuse AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="e7467805def82f1199ee29b4bc8d57a6100cc9e7",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_ee100",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="threads_onlineabuseaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="onlineabuseaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE threads_onlineabuse AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="76ea7fb0c76027bb9ee541d5f016438f2eb03b50",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_32c2b",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="threads_onlineabuseaudience",
                when="AFTER",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True
    # As it was called while it stood for fewer: databases and backups note it by that name.
    formerly = ("0001_threads_squashed_0009",)

    replaces = [
        ("threads", "0001_threads"),
        ("threads", "0002_search_and_changes"),
        ("threads", "0003_requests"),
        ("threads", "0004_request_changes"),
        ("threads", "0005_concerns"),
        ("threads", "0006_files_of_posts"),
        ("threads", "0007_requests_about_discussions"),
        ("threads", "0008_more_time_for_requests"),
        ("threads", "0009_messages_and_stories"),
        ("threads", "0010_key_messages_in_both_languages"),
        ("threads", "0011_field_updates"),
        ("threads", "0012_what_was_sent_under_a_key"),
    ]

    dependencies = [
        ("library", "0006_refused_files"),
        ("notifications", "0006_note_covers"),
        ("access", "0027_official_addresses"),
        ("partners", "0027_places_of_more_kinds"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
        *SEARCH,
        *BOTH_TITLES,
        note_rows("threads_thread", (THREAD, "id")),
        note_rows("threads_threadmark", (THREAD, "thread_id")),
        note_rows("threads_threadaudience", (THREAD, "record_id"), when=ADDED_OR_GONE),
        note_rows("threads_request", (THREAD, "thread_id")),
        note_rows("threads_concern", (CONCERN, "id")),
        note_rows("threads_concernaudience", (CONCERN, "record_id"), when=ADDED_OR_GONE),
    ]
