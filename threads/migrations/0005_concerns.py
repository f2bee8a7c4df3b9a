"""Concerns told to oversight, which the scan of the next minute looks at again."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
from notifications.changes import ADDED_OR_GONE, note_rows

CONCERN = "threads.concern"


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_note_changes"),
        ("access", "0022_tokens_and_keys"),
        ("threads", "0004_request_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audience",
                        to="threads.concern",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="threads.concern",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["rank", "at", "id"], name="concern_at"),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="concern_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["change", "id"], name="concern_change"),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["due_on"], name="concerns_that_wait"
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_on", None), ("live", False), ("waits_since", None)),
                    models.Q(("due_on__isnull", False), ("live", True), ("waits_since__isnull", False)),
                    _connector="OR",
                ),
                name="concern_waits_by_a_day",
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
        migrations.AddIndex(
            model_name="concernaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="concernaudience_all"),
        ),
        migrations.AddIndex(
            model_name="concernaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="concernaudience_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="concernaudience",
            constraint=models.UniqueConstraint(fields=("record", "party"), name="concernaudience_once"),
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
        note_rows("threads_concern", (CONCERN, "id")),
        note_rows("threads_concernaudience", (CONCERN, "record_id"), when=ADDED_OR_GONE),
    ]
