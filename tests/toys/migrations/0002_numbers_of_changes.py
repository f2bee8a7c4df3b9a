"""Number the changes of records that lists show, so that what changed can be read in order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_numbers_of_changes"),
        ("toys", "0001_toys"),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="letter",
            new_name="letter_at",
            old_name="toy_letter_at",
        ),
        migrations.RenameIndex(
            model_name="letter",
            new_name="letter_at_live",
            old_name="toy_letter_at_live",
        ),
        migrations.RenameIndex(
            model_name="paper",
            new_name="paper_at",
            old_name="toy_paper_at",
        ),
        migrations.RenameIndex(
            model_name="paper",
            new_name="paper_at_live",
            old_name="toy_paper_at_live",
        ),
        migrations.AddField(
            model_name="letter",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddField(
            model_name="paper",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["change", "id"], name="letter_change"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["change", "id"], name="paper_change"),
        ),
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
    ]
