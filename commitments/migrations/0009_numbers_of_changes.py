"""Number the changes of records that lists show, so that what changed can be read in order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_numbers_of_changes"),
        ("commitments", "0008_note_changes"),
        ("partners", "0012_numbers_of_changes"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="commitment",
            name="update_update",
        ),
        migrations.RenameIndex(
            model_name="commitment",
            new_name="commitment_at_live",
            old_name="commitment_live_at",
        ),
        migrations.AddField(
            model_name="commitment",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["change", "id"], name="commitment_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="3cc05abde7d7a8f46ec59ffdf48b3b6fc04b950a",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_5acc9",
                    table="commitments_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="4b75d2b811242ae29f0dbd362d1d996358ec356c",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_8d34a",
                    table="commitments_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."due_moved_at" IS DISTINCT FROM (NEW."due_moved_at") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."due_seq" IS DISTINCT FROM (NEW."due_seq") OR OLD."for_network" IS DISTINCT FROM (NEW."for_network") OR OLD."granting_party_id" IS DISTINCT FROM (NEW."granting_party_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_illustrative" IS DISTINCT FROM (NEW."is_illustrative") OR OLD."live" IS DISTINCT FROM (NEW."live") OR OLD."more_information" IS DISTINCT FROM (NEW."more_information") OR OLD."more_information_reason" IS DISTINCT FROM (NEW."more_information_reason") OR OLD."original_due_on" IS DISTINCT FROM (NEW."original_due_on") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."secretariat_party_id" IS DISTINCT FROM (NEW."secretariat_party_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_text_bn" IS DISTINCT FROM (NEW."source_text_bn") OR OLD."source_text_en" IS DISTINCT FROM (NEW."source_text_en") OR OLD."source_type" IS DISTINCT FROM (NEW."source_type") OR OLD."speaks_for_id" IS DISTINCT FROM (NEW."speaks_for_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."stage_since" IS DISTINCT FROM (NEW."stage_since") OR OLD."suggested_due_on" IS DISTINCT FROM (NEW."suggested_due_on") OR OLD."verifier_id" IS DISTINCT FROM (NEW."verifier_id") OR OLD."verifier_from_above" IS DISTINCT FROM (NEW."verifier_from_above") OR OLD."waiting_until" IS DISTINCT FROM (NEW."waiting_until") OR OLD."what" IS DISTINCT FROM (NEW."what"))',
                    func='INSERT INTO "commitments_commitmentevent" ("agreed_on", "at", "committee_id", "declined_at", "due_moved_at", "due_on", "due_seq", "for_network", "granting_party_id", "id", "is_illustrative", "live", "more_information", "more_information_reason", "original_due_on", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "secretariat_party_id", "source_id", "source_text_bn", "source_text_en", "source_type", "speaks_for_id", "stage", "stage_since", "suggested_due_on", "verifier_from_above", "verifier_id", "waiting_until", "what") VALUES (NEW."agreed_on", NEW."at", NEW."committee_id", NEW."declined_at", NEW."due_moved_at", NEW."due_on", NEW."due_seq", NEW."for_network", NEW."granting_party_id", NEW."id", NEW."is_illustrative", NEW."live", NEW."more_information", NEW."more_information_reason", NEW."original_due_on", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."secretariat_party_id", NEW."source_id", NEW."source_text_bn", NEW."source_text_en", NEW."source_type", NEW."speaks_for_id", NEW."stage", NEW."stage_since", NEW."suggested_due_on", NEW."verifier_from_above", NEW."verifier_id", NEW."waiting_until", NEW."what"); RETURN NULL;',
                    hash="4c94c7af8f5ed17eb3bfcb8efaea1b4d77c579d5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56e76",
                    table="commitments_commitment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitmentaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE commitments_commitment AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="72a3e4a4211b67578cb360c963f98381f4ab684b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_0c771",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="commitments_commitmentaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitmentaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE commitments_commitment AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="67eab3b582d345af62dca1e1858d08968b8c6635",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_c3c15",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="commitments_commitmentaudience",
                    when="AFTER",
                ),
            ),
        ),
    ]
