"""Number the changes of records that lists show, so that what changed can be read in order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_numbers_of_changes"),
        ("partners", "0011_network_figures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="officechange",
            new_name="officechange_at",
            old_name="office_change_at",
        ),
        migrations.RenameIndex(
            model_name="officechange",
            new_name="officechange_at_live",
            old_name="office_change_at_live",
        ),
        migrations.AddField(
            model_name="introduction",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddField(
            model_name="officechange",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(fields=["change", "id"], name="introduction_change"),
        ),
        migrations.AddIndex(
            model_name="officechange",
            index=models.Index(fields=["change", "id"], name="officechange_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="introduction",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="86fb2420ae10d267600e64090454a25aa10616ca",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_edc58",
                    table="partners_introduction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="introduction",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="8b0572991593395672ef035c1e5da595fd3d25cd",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_63a42",
                    table="partners_introduction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="introductionaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE partners_introduction AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="b13abf199a4786ff52c1c8c75e322973c3d14d68",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_004ae",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="partners_introductionaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="introductionaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE partners_introduction AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="0d082dccea7e970821127bd1a87cc58d27afba14",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_6a2d9",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="partners_introductionaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officechange",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="ca0b3980825d51af4bc645cd6cf8d95cd22f7e3e",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_8eac1",
                    table="partners_officechange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officechange",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="ae430c979a7ed97ff6e2a7873a0b47d46ce55780",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_991b9",
                    table="partners_officechange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officechangeaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE partners_officechange AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="661aa7e4523cf7ace070d99717027cf440b6b466",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_e1bcb",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="partners_officechangeaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="officechangeaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE partners_officechange AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="4fea43169cf2a5e6462784ced9da550d50d3aa7e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_e36d8",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="partners_officechangeaudience",
                    when="AFTER",
                ),
            ),
        ),
    ]
