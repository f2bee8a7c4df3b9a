"""The room as its first migrations left it: notices, letters, days, and what the scan looks at again."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from access.migrations._together import Together
from notifications.changes import ADDED_OR_GONE, ANY, FUNCTIONS, NO_FUNCTIONS, note_columns, note_rows
from notifications.migrations._first_days import FIRST_DAYS

TABLES = [
    migrations.CreateModel(
        name="LastScan",
        fields=[
            ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("id", 1)), name="last_scan_is_one_row")
            ],
        },
    ),
    migrations.CreateModel(
        name="Notice",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("kind", models.CharField(max_length=60)),
            ("record_type", models.CharField(max_length=100)),
            ("record_id", models.BigIntegerField()),
            ("occasion", models.CharField(max_length=120)),
            ("seq", models.CharField(blank=True, max_length=60)),
            ("stage", models.CharField(blank=True, max_length=20)),
            ("instead", models.BooleanField(default=False)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("told", "Told"),
                        ("skipped", "Skipped"),
                        ("held", "Held"),
                        ("dropped", "Dropped"),
                    ],
                    max_length=10,
                ),
            ),
            ("created_at", models.DateTimeField()),
            ("read_at", models.DateTimeField(null=True)),
            (
                "recipient",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="notices",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "told")),
                    fields=["recipient", "created_at", "id"],
                    name="notice_of_person",
                ),
                models.Index(
                    condition=models.Q(("read_at__isnull", True), ("state", "told")),
                    fields=["recipient"],
                    name="notice_unread",
                ),
                models.Index(
                    condition=models.Q(("state", "held")), fields=["created_at", "kind"], name="notice_held"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("record_type", "record_id", "recipient", "kind", "occasion"), name="notice_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Delivery",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("channel", models.CharField(choices=[("mail", "E-mail")], max_length=10)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Waiting"),
                        ("held", "Held"),
                        ("sent", "Sent"),
                        ("not-needed", "Not needed any more"),
                        ("dead", "Given up"),
                        ("closed", "Closed by an administrator"),
                    ],
                    max_length=12,
                ),
            ),
            ("next_try_at", models.DateTimeField()),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("claim_token", models.UUIDField(null=True)),
            ("lease_until", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("error", models.CharField(blank=True, max_length=300)),
            ("closed_reason", models.CharField(blank=True, max_length=500)),
            (
                "closed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "notice",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="deliveries",
                    to="notifications.notice",
                ),
            ),
            ("letter", models.UUIDField(null=True)),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["next_try_at", "id"],
                    name="delivery_waiting",
                ),
                models.Index(
                    condition=models.Q(("state", "dead")), fields=["ended_at", "id"], name="delivery_dead"
                ),
                models.Index(
                    condition=models.Q(("letter__isnull", False), ("state", "waiting")),
                    fields=["letter", "id"],
                    name="delivery_of_letter",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("notice", "channel"), name="delivery_once")],
        },
    ),
    migrations.CreateModel(
        name="Day",
        fields=[
            ("date", models.DateField(primary_key=True, serialize=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("weekday", "Working day"),
                        ("weekend", "Weekend"),
                        ("holiday", "Public holiday"),
                        ("added", "Holiday added by an administrator"),
                        ("struck", "Made a working day by an administrator"),
                    ],
                    max_length=10,
                ),
            ),
            ("name_en", models.CharField(blank=True, max_length=200)),
            ("name_bn", models.CharField(blank=True, max_length=200)),
            ("is_working", models.BooleanField()),
            ("number", models.IntegerField()),
            ("changed_at", models.DateTimeField(null=True)),
            (
                "changed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(condition=models.Q(("is_working", True)), fields=["number"], name="day_worked"),
                models.Index(
                    condition=models.Q(("kind__in", ["holiday", "added", "struck"])),
                    fields=["date"],
                    name="day_unusual",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Changed",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("what", models.CharField(max_length=100)),
            ("number", models.BigIntegerField()),
        ],
    ),
    migrations.CreateModel(
        name="ScannedUntil",
        fields=[
            ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            ("whole_at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("id", 1)), name="scanned_until_is_one_row")
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("notifications", "0001_notices_and_days"),
        ("notifications", "0002_first_days"),
        ("notifications", "0003_letters"),
        ("notifications", "0004_what_changed"),
        ("notifications", "0005_note_changes"),
        ("notifications", "0006_note_covers"),
    ]

    dependencies = [
        ("access", "0025_references_of_what_was_made"),
    ]

    operations = [
        Together(TABLES),
        *FIRST_DAYS,
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        note_rows("access_partymember", ("party", "party_id"), ("person", "user_id"), when=ANY),
        note_columns("access_user", ["is_active", "is_administrator"], "person", "id"),
        note_rows("notifications_day", ("days", "number"), when=(*ADDED_OR_GONE, "updated")),
        note_rows("access_cover", ("access.cover", "id")),
        note_rows("access_coveraudience", ("access.cover", "record_id"), when=ADDED_OR_GONE),
    ]
