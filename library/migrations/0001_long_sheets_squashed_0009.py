"""The room as its first migrations left it: files, documents, sheets, and what documents are found by."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
from access.migrations._together import Together
from library.migrations._search import SEARCH

TABLES = [
    migrations.CreateModel(
        name="LongSheet",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("list_name", models.CharField(max_length=60)),
            ("query", models.JSONField(default=dict)),
            ("of", models.CharField(blank=True, max_length=40)),
            ("title", models.CharField(max_length=200)),
            ("form", models.CharField(choices=[("xlsx", "xlsx"), ("csv", "csv")], max_length=4)),
            ("tagged", models.BooleanField(default=False)),
            ("language", models.CharField(max_length=2)),
            (
                "parties",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Waits to be written"),
                        ("writing", "Is being written"),
                        ("ready", "Ready to fetch"),
                        ("fetched", "Fetched"),
                        ("over", "Not fetched in time"),
                        ("stopped", "Stopped: what you may read has changed"),
                        ("failed", "Could not be written"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("rows", models.PositiveIntegerField(default=0)),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("asked_at", models.DateTimeField()),
            ("alive_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            (
                "owner",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("changes_from", models.BigIntegerField(null=True)),
        ],
        options={
            "indexes": [
                models.Index(fields=["owner", "asked_at"], name="long_sheet_of_owner"),
                models.Index(
                    condition=models.Q(("state__in", ["waiting", "writing"])),
                    fields=["asked_at"],
                    name="long_sheet_under_way",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="StoredFile",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("name", models.CharField(max_length=130)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("received", "Is being checked"),
                        ("checked", "Checked"),
                        ("clean", "Checked and scanned"),
                        ("refused", "Refused"),
                    ],
                    default="received",
                    max_length=8,
                ),
            ),
            (
                "kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("jpeg", "jpeg"),
                        ("png", "png"),
                        ("pdf", "pdf"),
                        ("docx", "docx"),
                        ("xlsx", "xlsx"),
                    ],
                    max_length=5,
                ),
            ),
            ("why", models.CharField(blank=True, max_length=20)),
            ("remarks", models.JSONField(default=list)),
            ("found", models.JSONField(default=list)),
            ("office_said_at", models.DateTimeField(null=True)),
            ("sent_key", models.CharField(blank=True, max_length=60)),
            ("sent_size", models.PositiveIntegerField()),
            ("sent_sha256", models.CharField(max_length=64)),
            ("key", models.CharField(blank=True, max_length=60)),
            ("size", models.PositiveIntegerField(default=0)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("at", models.DateTimeField()),
            ("attached_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("alive_at", models.DateTimeField(null=True)),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            (
                "owner",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ["received", "checked"])),
                    fields=["at"],
                    name="stored_file_waiting",
                ),
                models.Index(
                    condition=models.Q(("attached_at__isnull", True)), fields=["at"], name="stored_file_loose"
                ),
                models.Index(fields=["owner", "at"], name="stored_file_of_owner"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Document",
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
            ("title_en", models.CharField(blank=True, max_length=200)),
            ("title_bn", models.CharField(blank=True, max_length=200)),
            ("description", models.CharField(blank=True, max_length=1000)),
            (
                "category",
                models.CharField(
                    choices=[
                        ("plan", "Plan"),
                        ("law", "Law"),
                        ("rule", "Rule or policy"),
                        ("sop", "Standard operating procedure"),
                        ("study", "Study"),
                        ("report", "Report"),
                        ("form", "Form"),
                        ("training", "Training material"),
                        ("other", "Other"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "languages",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[("bn", "Bangla"), ("en", "English"), ("other", "Another language")],
                        max_length=5,
                    ),
                    size=None,
                ),
            ),
            ("dated_on", models.DateField(null=True)),
            ("valid_from", models.DateField(null=True)),
            ("valid_until", models.DateField(null=True)),
            ("link", models.URLField(blank=True, max_length=500)),
            ("office_en", models.CharField(blank=True, max_length=200)),
            ("office_bn", models.CharField(blank=True, max_length=200)),
            ("is_internal", models.BooleanField(default=False)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("checking", "Its file is being checked"),
                        ("published", "Published"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="checking",
                    max_length=9,
                ),
            ),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("covered", models.JSONField(null=True)),
            ("title_en_in_full", models.CharField(blank=True, max_length=200)),
            ("title_bn_in_full", models.CharField(blank=True, max_length=200)),
            ("description_in_full", models.CharField(blank=True, max_length=1000)),
            ("is_illustrative", models.BooleanField(default=False)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "author_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "keeping_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "publisher",
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
                "current",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="library.documentversion",
                ),
            ),
            ("said_of_oversight", models.BooleanField(default=True, editable=False)),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="document_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="document_at_live"
                ),
                models.Index(fields=["change", "id"], name="document_change"),
                models.Index(
                    condition=models.Q(("is_internal", False), ("live", True)),
                    fields=["at", "id"],
                    name="document_known",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("current__isnull", False), ("live", True), ("state", "published")),
                        models.Q(("live", False), ("state__in", ["checking", "withdrawn"])),
                        _connector="OR",
                    ),
                    name="document_live_while_published",
                ),
                models.CheckConstraint(
                    condition=models.Q(("title_bn", ""), ("title_en", ""), _negated=True),
                    name="document_has_a_title",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DocumentReader",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("since", models.DateTimeField()),
            ("until", models.DateTimeField(null=True)),
            (
                "document",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="readers",
                    to="library.document",
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["document", "since"], name="document_readers")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("until", None)),
                    fields=("document", "party"),
                    name="document_reader_once",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="DocumentSearch",
        fields=[
            ("record_id", models.BigIntegerField(primary_key=True, serialize=False)),
            ("reader_id", models.BigIntegerField()),
            ("at", models.DateTimeField(null=True)),
            ("size", models.PositiveIntegerField()),
            ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ("names", models.TextField(blank=True)),
            (
                "parties",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    fastupdate=False, fields=["keys", "parties"], name="documentsearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="DocumentVersion",
        fields=[
            ("at", models.DateTimeField()),
            ("words", models.CharField(blank=True, max_length=200)),
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("number", models.PositiveIntegerField()),
            ("opened_at", models.DateTimeField(null=True)),
            ("replaced_at", models.DateTimeField(null=True)),
            ("is_closed", models.BooleanField(default=False)),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="library.storedfile"
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="library.document",
                ),
            ),
        ],
        options={
            "ordering": ["at", "pk"],
            "abstract": False,
            "indexes": [
                models.Index(
                    condition=models.Q(("opened_at", None)), fields=["at"], name="document_version_waiting"
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "number"), name="document_version_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="DocumentText",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("text", models.TextField(blank=True)),
            (
                "version",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="read",
                    to="library.documentversion",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="ReceiptAsked",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("since", models.DateTimeField()),
            (
                "answering_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "document",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="receipts_asked",
                    to="library.document",
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("document", "party"), name="document_receipt_asked_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Receipt",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("office_en", models.CharField(blank=True, max_length=200)),
            ("office_bn", models.CharField(blank=True, max_length=200)),
            ("at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="receipts",
                    to="library.documentversion",
                ),
            ),
            (
                "asked",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="receipts",
                    to="library.receiptasked",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("asked", "version"), name="document_received_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="StandingPlace",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("code", models.CharField(max_length=40, unique=True)),
            ("name_en", models.CharField(max_length=300)),
            ("name_bn", models.CharField(max_length=300)),
            ("belongs_en", models.CharField(max_length=300)),
            ("belongs_bn", models.CharField(max_length=300)),
            (
                "category",
                models.CharField(
                    choices=[
                        ("plan", "Plan"),
                        ("law", "Law"),
                        ("rule", "Rule or policy"),
                        ("sop", "Standard operating procedure"),
                        ("study", "Study"),
                        ("report", "Report"),
                        ("form", "Form"),
                        ("training", "Training material"),
                        ("other", "Other"),
                    ],
                    max_length=8,
                ),
            ),
            ("valid_from", models.DateField(null=True)),
            ("valid_until", models.DateField(null=True)),
            ("source_en", models.CharField(blank=True, max_length=300)),
            ("source_bn", models.CharField(blank=True, max_length=300)),
            ("order", models.PositiveSmallIntegerField(default=0)),
            ("filled_at", models.DateTimeField(null=True)),
            (
                "document",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="places",
                    to="library.document",
                ),
            ),
            (
                "keeping_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="DocumentAudience",
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
                    to="library.document",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="documentaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="documentaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="documentaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="FileRefusal",
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
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="refusal",
                    to="library.storedfile",
                ),
            ),
            (
                "owner_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="filerefusal_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="filerefusal_at_live",
                ),
                models.Index(fields=["change", "id"], name="filerefusal_change"),
            ],
        },
    ),
    migrations.CreateModel(
        name="FileRefusalAudience",
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
                    to="library.filerefusal",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="filerefusalaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="filerefusalaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="filerefusalaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="LeftBytes",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("key", models.CharField(max_length=60, unique=True)),
        ],
    ),
    migrations.CreateModel(
        name="DocumentOpening",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("purpose", models.CharField(max_length=500)),
            ("opened_at", access.models.history.WrittenAt()),
            ("ends_at", models.DateTimeField()),
            (
                "document",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="openings",
                    to="library.document",
                ),
            ),
            (
                "party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "reader",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "role_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
        ],
        options={
            "ordering": ["opened_at", "pk"],
            "abstract": False,
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="document",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="a80c20e8bfc99504d9e1676d6bc8cd561a4861b2",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_74073",
                table="library_document",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="document",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="8fca7313ec56da95fc966b673fde6956af635804",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_69fe6",
                table="library_document",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="documentaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE library_document AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="1309741a88b9209598abbb3f94ced048a51cebf1",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_f1e69",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="library_documentaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="documentaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE library_document AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="9ce385e713249257d63a95b2e05da386cf164ba9",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_f297c",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="library_documentaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="filerefusal",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="6832c953d75112d98dc297daeade5652c9562dcb",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_565d5",
                table="library_filerefusal",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="filerefusal",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="ad079485004db436e36416d385db760e23503fee",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_a95a5",
                table="library_filerefusal",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="filerefusalaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE library_filerefusal AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="ee4cb7131cf3e8ea33ac820084f2dad965644e8f",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_a89c6",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="library_filerefusalaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="filerefusalaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE library_filerefusal AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="2201dd2e05384dd66a44141955dd48c866f101ee",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_24829",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="library_filerefusalaudience",
                when="AFTER",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True
    # As it was called while it stood for fewer: databases and backups note it by that name.
    formerly = ("0001_long_sheets_squashed_0006",)

    replaces = [
        ("library", "0001_long_sheets"),
        ("library", "0002_changes_since_a_sheet"),
        ("library", "0003_stored_files"),
        ("library", "0004_documents"),
        ("library", "0005_search_of_documents"),
        ("library", "0006_refused_files"),
        ("library", "0007_bytes_to_take_away"),
        ("library", "0008_document_openings"),
        ("library", "0009_what_publishers_were_told_of_oversight"),
    ]

    dependencies = [
        ("access", "0025_references_of_what_was_made"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
        *SEARCH,
    ]
