"""Passages to be erased: who asked, who signed, and what became of the hash of a text."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0020_search_rows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accesslog",
            name="kind",
            field=models.CharField(
                choices=[
                    ("read", "Opened a restricted record"),
                    ("export", "Exported"),
                    ("denied", "Was refused"),
                    ("account", "Changed an account"),
                    ("erasure", "Had a passage erased, or asked for it"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Erasure",
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
                ("passage", models.CharField(max_length=60)),
                ("record_type", models.CharField(max_length=100)),
                ("record_ref", models.CharField(max_length=40)),
                ("place", models.CharField(max_length=100)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("asked_at", access.models.history.WrittenAt()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "oversight_party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.party",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ErasedText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sha256_before", models.CharField(max_length=64)),
                ("sha256_after", models.CharField(db_index=True, max_length=64)),
                ("at", access.models.history.WrittenAt()),
                (
                    "erasure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="access.erasure"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ErasureAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("secretariat", "The secretariat"), ("oversight", "Independent oversight")],
                        max_length=12,
                    ),
                ),
                ("consents", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("at", access.models.history.WrittenAt()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "erasure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="access.erasure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ErasureAudience",
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
                        to="access.erasure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["rank", "at", "id"], name="erasure_at"),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="erasure_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["change", "id"], name="erasure_change"),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["record_type", "record_ref"], name="erasure_record"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="e26431405dcf1d1573375dead9618e859dedf4db",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_c0654",
                    table="access_erasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasure",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="4dd094a598dc6a9a3c3974140580858b0ebc9ee1",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_bc9db",
                    table="access_erasure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="erasureanswer",
            constraint=models.UniqueConstraint(
                fields=("erasure", "side"), name="erasure_answered_once_by_a_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasureanswer",
            constraint=models.UniqueConstraint(
                fields=("erasure", "by"), name="erasure_answered_once_by_a_person"
            ),
        ),
        migrations.AddIndex(
            model_name="erasureaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="erasureaudience_all"),
        ),
        migrations.AddIndex(
            model_name="erasureaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="erasureaudience_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasureaudience",
            constraint=models.UniqueConstraint(fields=("record", "party"), name="erasureaudience_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasureaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE access_erasure AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="39221a5c76cb55f5a61523c984f8e631d17b978f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_5ba1e",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="access_erasureaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasureaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE access_erasure AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="517b339e6f5be28c354eb252cad708b3f0ff047f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_09794",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="access_erasureaudience",
                    when="AFTER",
                ),
            ),
        ),
    ]
