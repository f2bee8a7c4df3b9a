"""The toys as their first migrations left them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import access.models.records
import access.toolkit.refs
from access.migrations._together import Together

TABLES = [
    migrations.CreateModel(
        name="Club",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("name", models.CharField(max_length=100)),
            (
                "keeper_party",
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
        name="Letter",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("is_confirmed", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["change", "id"], name="letter_change"),
                models.Index(fields=["rank", "at", "id"], name="letter_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="letter_at_live"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Paper",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("title", models.CharField(max_length=100)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "author_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "club",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="papers",
                    to="toys.club",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["change", "id"], name="paper_change"),
                models.Index(fields=["rank", "at", "id"], name="paper_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="paper_at_live"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Note",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("ref", models.CharField(max_length=22, unique=True)),
            (
                "paper",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="toys.paper"
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="PaperAudience",
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="audience", to="toys.paper"
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="paperaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="paperaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="paperaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="LetterAudience",
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="audience", to="toys.letter"
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="letteraudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="letteraudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="letteraudience_once")],
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="letter",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="4f4165461e7cce50e6ebe85d41f31022566e0a76",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_58252",
                table="toys_letter",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="letter",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="481b43061e9e59f8224df8dae108825aaadc8201",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_a6d2f",
                table="toys_letter",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="paper",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="d337612745b1f7e98240b88b3f5b78fdc571e1ba",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_56367",
                table="toys_paper",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="paper",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="e6e5a55e89038428bc05f81b356b3300e412cccd",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_7a35f",
                table="toys_paper",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="paperaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE toys_paper AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="bbfd6d1e791dd77319bc8919a6f2e6271b64866c",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_fe483",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="toys_paperaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="paperaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE toys_paper AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="40a1da0b54d0914b8df2d875d24ccc6919e3ac6f",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_1fd89",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="toys_paperaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="letteraudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE toys_letter AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="c0524a107304a566eef1dfc0e4a90b2c382c0a01",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_e05e8",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="toys_letteraudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="letteraudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE toys_letter AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="293e51a570e25e861decd0d72887a72a1c9911e4",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_6dd41",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="toys_letteraudience",
                when="AFTER",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("toys", "0001_toys"),
        ("toys", "0002_numbers_of_changes"),
        ("toys", "0003_ranks"),
    ]

    dependencies = [
        ("access", "0025_references_of_what_was_made"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
    ]
