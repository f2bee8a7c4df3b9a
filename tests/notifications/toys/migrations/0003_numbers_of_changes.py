"""Number the changes of records that lists show, so that what changed can be read in order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_numbers_of_changes"),
        ("promises", "0002_note_changes"),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="promise",
            new_name="promise_at",
            old_name="toy_promise_at",
        ),
        migrations.RenameIndex(
            model_name="promise",
            new_name="promise_at_live",
            old_name="toy_promise_at_live",
        ),
        migrations.AddField(
            model_name="promise",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["change", "id"], name="promise_change"),
        ),
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
