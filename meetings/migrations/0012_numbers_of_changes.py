"""Number the changes of records that lists show, so that what changed can be read in order."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.records


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_numbers_of_changes"),
        ("meetings", "0011_guests_and_asking_are_noted"),
        ("partners", "0012_numbers_of_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="update_update",
        ),
        migrations.RenameIndex(
            model_name="delegatedstep",
            new_name="delegatedstep_at",
            old_name="delegated_step_at",
        ),
        migrations.RenameIndex(
            model_name="delegatedstep",
            new_name="delegatedstep_at_live",
            old_name="delegated_step_at_live",
        ),
        migrations.RenameIndex(
            model_name="jointrequest",
            new_name="jointrequest_at",
            old_name="joint_request_at",
        ),
        migrations.RenameIndex(
            model_name="jointrequest",
            new_name="jointrequest_at_live",
            old_name="joint_request_at_live",
        ),
        migrations.AddField(
            model_name="delegatedstep",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddField(
            model_name="jointrequest",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddField(
            model_name="meeting",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddField(
            model_name="minutes",
            name="change",
            field=access.models.records.ChangeNumber(),
        ),
        migrations.AddIndex(
            model_name="delegatedstep",
            index=models.Index(fields=["change", "id"], name="delegatedstep_change"),
        ),
        migrations.AddIndex(
            model_name="jointrequest",
            index=models.Index(fields=["change", "id"], name="jointrequest_change"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["change", "id"], name="meeting_change"),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["change", "id"], name="minutes_change"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegatedstep",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="e621d7f267fc352303a3a9262e3bb7921cec5b2d",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_cbd86",
                    table="meetings_delegatedstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegatedstep",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="6a947080f8bc60096905e7807d2e6b8f3da5f1bc",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_9473a",
                    table="meetings_delegatedstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegatedstepaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_delegatedstep AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="1fac5b4b681f473bcdaae32f628fbffbebe3310a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_a2e53",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="meetings_delegatedstepaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delegatedstepaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_delegatedstep AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="e167cb4576e78038e3badc9e4b2c49ee05f19c9a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_adb14",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="meetings_delegatedstepaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="8faef8198e212e22e2c26b3f7df50d1adbd1dedd",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_ac564",
                    table="meetings_jointrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="411ff98b8d1e8ee897029348c779204545eff6b8",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_6b922",
                    table="meetings_jointrequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointrequestaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_jointrequest AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="bfb9fa4f8ebfb4eb577970e7583a72ee444df5fb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_9876d",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="meetings_jointrequestaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jointrequestaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_jointrequest AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="3044a1126c50066b74c7957cfbc29fa349778b31",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_4f491",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="meetings_jointrequestaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="50069ea71ebcb1ec602147803f0e9647615a0b3b",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_c5d56",
                    table="meetings_meeting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="1cc63551288e5321f887261d0cfceb519d767763",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_160d6",
                    table="meetings_meeting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."called_at" IS DISTINCT FROM (NEW."called_at") OR OLD."called_by_id" IS DISTINCT FROM (NEW."called_by_id") OR OLD."chair_party_id" IS DISTINCT FROM (NEW."chair_party_id") OR OLD."cooperation" IS DISTINCT FROM (NEW."cooperation") OR OLD."discreet" IS DISTINCT FROM (NEW."discreet") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."entered_afterwards" IS DISTINCT FROM (NEW."entered_afterwards") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_illustrative" IS DISTINCT FROM (NEW."is_illustrative") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lead_committee_id" IS DISTINCT FROM (NEW."lead_committee_id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."live" IS DISTINCT FROM (NEW."live") OR OLD."memo_number" IS DISTINCT FROM (NEW."memo_number") OR OLD."minute_takers_party_id" IS DISTINCT FROM (NEW."minute_takers_party_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."notice_sent_at" IS DISTINCT FROM (NEW."notice_sent_at") OR OLD."on_date" IS DISTINCT FROM (NEW."on_date") OR OLD."place_text" IS DISTINCT FROM (NEW."place_text") OR OLD."precision" IS DISTINCT FROM (NEW."precision") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."secretariat_party_id" IS DISTINCT FROM (NEW."secretariat_party_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_code" IS DISTINCT FROM (NEW."source_code") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title_bn" IS DISTINCT FROM (NEW."title_bn") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."untold_change_at" IS DISTINCT FROM (NEW."untold_change_at") OR OLD."untold_change_by_id" IS DISTINCT FROM (NEW."untold_change_by_id"))',
                    func='INSERT INTO "meetings_meetingevent" ("at", "called_at", "called_by_id", "chair_party_id", "cooperation", "discreet", "ends_at", "entered_afterwards", "id", "is_illustrative", "kind", "lead_committee_id", "level", "link", "live", "memo_number", "minute_takers_party_id", "mode", "note", "notice_sent_at", "on_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_text", "precision", "ref", "secretariat_party_id", "source", "source_code", "starts_at", "state", "title_bn", "title_en", "untold_change_at", "untold_change_by_id") VALUES (NEW."at", NEW."called_at", NEW."called_by_id", NEW."chair_party_id", NEW."cooperation", NEW."discreet", NEW."ends_at", NEW."entered_afterwards", NEW."id", NEW."is_illustrative", NEW."kind", NEW."lead_committee_id", NEW."level", NEW."link", NEW."live", NEW."memo_number", NEW."minute_takers_party_id", NEW."mode", NEW."note", NEW."notice_sent_at", NEW."on_date", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_text", NEW."precision", NEW."ref", NEW."secretariat_party_id", NEW."source", NEW."source_code", NEW."starts_at", NEW."state", NEW."title_bn", NEW."title_en", NEW."untold_change_at", NEW."untold_change_by_id"); RETURN NULL;',
                    hash="5b7369ecc0cfc3ddeb217aef12fd7c80a2c9a560",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_495b8",
                    table="meetings_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_meeting AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="ae2c070ff85d0087723172308c5fc01c7d590872",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_ad9eb",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="meetings_meetingaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meetingaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_meeting AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="7bed1b81d6f03e1bea0ffb41eec70082a03335dd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_5c9fb",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="meetings_meetingaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_new",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="062d73e2a8210fe0a9b0ec882870858b3bb04b4a",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_new_cc705",
                    table="meetings_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                    hash="ab719914d9a63b20e642581ee7d561e917c5bf50",
                    operation="UPDATE",
                    pgid="pgtrigger_numbers_change_b5ade",
                    table="meetings_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_new_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_minutes AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="e941b5f9ecb827d57c310d95683b56b8e0534509",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_numbers_for_new_readers_94c9e",
                    referencing="REFERENCING NEW TABLE AS touched ",
                    table="meetings_minutesaudience",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="numbers_for_former_readers",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE meetings_minutes AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                    hash="0cb390d22b5abfc9b13d165e8b53091716a63a14",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_numbers_for_former_readers_b1145",
                    referencing="REFERENCING OLD TABLE AS touched ",
                    table="meetings_minutesaudience",
                    when="AFTER",
                ),
            ),
        ),
    ]
