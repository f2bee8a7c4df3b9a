"""Number the changes of records that lists show, so that what changed can be read in order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0014_terms_of_a_person_and_when_they_change"),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="accountchange",
            new_name="accountchange_at",
            old_name="account_change_at",
        ),
        migrations.RenameIndex(
            model_name="accountchange",
            new_name="accountchange_at_live",
            old_name="account_change_at_live",
        ),
        migrations.AddField(
            model_name="accountchange",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(fields=["change", "id"], name="accountchange_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountchange",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="f5f95ead229fd6f088d2d52fa7f98d368199d3d3",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_c64c4",
                    table="access_accountchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountchange",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="fc001e92c7f81658c98b158f816eccb10923347f",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_2ce98",
                    table="access_accountchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountchangeaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE access_accountchange AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="1eec102c7a0129b9f99d64a82d385118caefd386",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_28d34",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="access_accountchangeaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountchangeaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE access_accountchange AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="3044739a2c32ec60996d479fb0f08046182024ea",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_6e667",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="access_accountchangeaudience",
                    when="AFTER",
                ),
            ),
        ),
    ]
