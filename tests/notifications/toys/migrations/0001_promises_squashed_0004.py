"""The promises as their first migrations left them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import access.models.records
import access.toolkit.refs
from access.migrations._together import Together
from notifications.changes import ADDED_OR_GONE, note_rows

PROMISE = "promises.promise"
TABLES = [
    migrations.CreateModel(
        name="Promise",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("what", models.CharField(max_length=200)),
            (
                "stage",
                models.CharField(
                    choices=[("open", "Open"), ("evidence-in", "Evidence In"), ("kept", "Kept")],
                    default="open",
                    max_length=20,
                ),
            ),
            ("due_on", models.DateField(null=True)),
            ("due_seq", models.IntegerField(default=0)),
            ("moved_at", models.DateTimeField(null=True)),
            ("evidence_on", models.DateField(null=True)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "body_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
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
                "verifier_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["change", "id"], name="promise_change"),
                models.Index(fields=["rank", "at", "id"], name="promise_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="promise_at_live"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PromiseAudience",
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
                    to="promises.promise",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="promiseaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="promiseaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="promiseaudience_once")],
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="promise",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="d836ffbf9f68d9bc865190fb14ce9be21f2b4f23",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_9fa55",
                table="promises_promise",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="promise",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="74eea6e2acc4e23fbc52306b09cb2e7ce4176571",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_db23e",
                table="promises_promise",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="promiseaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE promises_promise AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="75e79f1c515036b4164807424912af3318b29ddf",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_057f1",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="promises_promiseaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="promiseaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE promises_promise AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="72348b3f53169e49dbe0d793fd4ec183954d20bc",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_c0b31",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="promises_promiseaudience",
                when="AFTER",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("promises", "0001_promises"),
        ("promises", "0002_note_changes"),
        ("promises", "0003_numbers_of_changes"),
        ("promises", "0004_ranks"),
    ]

    dependencies = [
        ("access", "0025_references_of_what_was_made"),
        ("notifications", "0006_note_covers"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
        note_rows("promises_promise", (PROMISE, "id")),
        note_rows("promises_promiseaudience", (PROMISE, "record_id"), when=ADDED_OR_GONE),
    ]
