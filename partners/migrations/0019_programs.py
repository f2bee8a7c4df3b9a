"""Programs of organisations, and who reads of them."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.records
import access.toolkit.refs


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0023_programs_of_organisations"),
        ("partners", "0018_names_of_people_folded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Program",
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
                ("name", models.CharField(max_length=60)),
                ("answerable_since", models.DateTimeField()),
                ("speaks", models.BooleanField(default=False)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "answerable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programs",
                        to="partners.person",
                    ),
                ),
                (
                    "answerable_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programs",
                        to="partners.organisation",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="program",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgramAudience",
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
                        to="partners.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="program",
            index=models.Index(fields=["rank", "at", "id"], name="program_at"),
        ),
        migrations.AddIndex(
            model_name="program",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="program_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="program",
            index=models.Index(fields=["change", "id"], name="program_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="3790c1f769ad985ef839c15cd194d139485360c9",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_ef694",
                    table="partners_program",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="d03b44d790e71f345613ab17bf89d7c592d981e5",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_c8f0e",
                    table="partners_program",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="programaudience",
            index=models.Index(fields=["party", "rank", "at", "record"], name="programaudience_all"),
        ),
        migrations.AddIndex(
            model_name="programaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "rank", "at", "record"],
                name="programaudience_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="programaudience",
            constraint=models.UniqueConstraint(fields=("record", "party"), name="programaudience_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE partners_program AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="cf882b993291eeb77ae63c281ee413eda1a4f701",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_a0c02",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="partners_programaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE partners_program AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="0dbaba48260014db9f807d60c27a769ad6bd2209",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_b76f0",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="partners_programaudience",
                    when="AFTER",
                ),
            ),
        ),
    ]
