"""The room as its first migrations left it: commitments, what happened to them, and their evidence."""

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
from commitments.migrations._search import SEARCH
from notifications.changes import ADDED_OR_GONE, note_columns, note_rows

COMMITMENT = "commitments.commitment"
TABLES = [
    migrations.CreateModel(
        name="Commitment",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("what", models.TextField(verbose_name="what is to be done")),
            ("verifier_from_above", models.BooleanField(default=False)),
            ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
            ("original_due_on", models.DateField(blank=True, null=True)),
            ("due_seq", models.PositiveIntegerField(default=0)),
            ("due_moved_at", models.DateTimeField(blank=True, null=True)),
            ("waiting_until", models.DateField(blank=True, null=True)),
            ("for_network", models.BooleanField(default=False)),
            ("source_type", models.CharField(blank=True, max_length=60)),
            ("source_id", models.BigIntegerField(blank=True, null=True)),
            ("source_text_en", models.CharField(blank=True, max_length=300)),
            ("source_text_bn", models.CharField(blank=True, max_length=300)),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("recommended", "Recommended"),
                        ("agreed", "Agreed"),
                        ("accepted", "Accepted"),
                        ("evidence_in", "Evidence in"),
                        ("verified", "Verified"),
                        ("dropped", "Dropped"),
                    ],
                    max_length=12,
                ),
            ),
            ("stage_since", models.DateTimeField()),
            ("agreed_on", models.DateField()),
            ("more_information", models.BooleanField(default=False)),
            ("more_information_reason", models.TextField(blank=True)),
            ("is_illustrative", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField()),
            (
                "committee",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="partners.committee",
                ),
            ),
            (
                "granting_party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="partners.organisation",
                    verbose_name="implementing body",
                ),
            ),
            (
                "secretariat_party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "speaks_for",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.seat",
                ),
            ),
            (
                "verifier",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments_to_verify",
                    to="partners.organisation",
                    verbose_name="verified by",
                ),
            ),
            ("suggested_due_on", models.DateField(blank=True, null=True)),
            ("declined_at", models.DateTimeField(blank=True, null=True)),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
            ("covered", models.JSONField(null=True)),
            ("covered_in_source", models.JSONField(null=True)),
            ("what_in_full", models.TextField(blank=True, db_default="")),
            ("source_text_en_in_full", models.TextField(blank=True, db_default="")),
            ("source_text_bn_in_full", models.TextField(blank=True, db_default="")),
            (
                "supporting",
                models.ManyToManyField(
                    blank=True, related_name="supported_commitments", to="partners.organisation"
                ),
            ),
            ("verifier_since", models.DateTimeField(blank=True, null=True)),
            (
                "group",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="parts",
                    to="commitments.commitmentgroup",
                ),
            ),
            ("verifier_by_presence", models.BooleanField(db_default=False, default=False)),
        ],
        options={
            "indexes": [
                models.Index(fields=["source_type", "source_id"], name="commitment_source"),
                models.Index(fields=["change", "id"], name="commitment_change"),
                models.Index(fields=["rank", "at", "id"], name="commitment_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="commitment_at_live"
                ),
                models.Index(
                    condition=models.Q(("live", False)),
                    fields=["rank", "at", "id"],
                    name="commitment_closed_at",
                ),
                models.Index(fields=["owner", "rank", "at", "id"], name="commitment_owner"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["owner", "rank", "at", "id"],
                    name="commitment_owner_live",
                ),
                models.Index(fields=["committee", "rank", "at", "id"], name="commitment_committee"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["committee", "rank", "at", "id"],
                    name="commitment_committee_live",
                ),
                models.Index(
                    condition=models.Q(("stage", "evidence_in")),
                    fields=["verifier", "rank", "at", "id"],
                    name="commitment_to_verify",
                ),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["id"],
                    include=("granting_party", "rank", "at"),
                    name="commitment_live_granting",
                ),
                models.Index(
                    condition=models.Q(("stage", "accepted"), ("verifier", None)),
                    fields=["granting_party", "rank", "at", "id"],
                    name="commitment_to_name",
                ),
                models.Index(
                    condition=models.Q(("group__isnull", False)), fields=["group"], name="commitment_of_group"
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "stage__in",
                            ["recommended", "agreed", "accepted", "evidence_in", "verified", "dropped"],
                        )
                    ),
                    name="commitment_stage_is_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("live", True), ("stage__in", ("agreed", "accepted", "evidence_in"))),
                        models.Q(
                            ("live", False),
                            models.Q(("stage__in", ("agreed", "accepted", "evidence_in")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="commitment_live_while_open",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("stage", "recommended"), _negated=True),
                        models.Q(("due_on", None), ("verifier", None)),
                        _connector="OR",
                    ),
                    name="commitment_recommended_has_no_date",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("stage__in", ["evidence_in", "verified"]), _negated=True),
                        ("verifier__isnull", False),
                        _connector="OR",
                    ),
                    name="commitment_evidence_has_verifier",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("verifier", None),
                        models.Q(("verifier", models.F("owner")), _negated=True),
                        _connector="OR",
                    ),
                    name="commitment_owner_never_verifies",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("due_on", None), ("due_on__gte", models.F("agreed_on")), _connector="OR"
                    ),
                    name="commitment_due_after_agreed",
                ),
                models.CheckConstraint(
                    condition=models.Q(("declined_at", None), ("stage", "recommended"), _connector="OR"),
                    name="commitment_declined_was_recommended",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("stage__in", ("agreed", "accepted")),
                            models.Q(
                                models.Q(("due_on", None), ("rank", 2)),
                                models.Q(("due_on__isnull", False), ("rank", 0)),
                                _connector="OR",
                            ),
                        ),
                        models.Q(("rank", 1), ("stage", "evidence_in")),
                        models.Q(("rank", 0), ("stage", "verified")),
                        models.Q(("rank", 3), ("stage", "dropped")),
                        models.Q(("rank", 4), ("stage", "recommended")),
                        _connector="OR",
                    ),
                    name="commitment_ranked_by_stage",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("group__isnull", False), ("live", True)),
                    fields=("group", "owner", "speaks_for"),
                    name="commitment_once_in_a_group",
                    nulls_distinct=False,
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ChangeRequest",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("reason", models.TextField()),
            ("asked_at", access.models.history.WrittenAt()),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("open", "Not yet decided"),
                        ("granted", "Granted"),
                        ("refused", "Refused"),
                        ("undone", "Taken back"),
                    ],
                    default="open",
                    max_length=8,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            ("decision_note", models.TextField(blank=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("more-time", "More time"),
                        ("wording", "Other wording"),
                        ("owner", "Another implementing body"),
                        ("drop", "Drop it"),
                    ],
                    max_length=10,
                ),
            ),
            ("due_on", models.DateField(null=True)),
            ("what", models.TextField(blank=True)),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "asked_organisation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "commitment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="requests",
                    to="commitments.commitment",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("answer", "open")),
                    fields=("commitment",),
                    name="change_request_one_open",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="CommitmentAudience",
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
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="audience",
                    to="commitments.commitment",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="commitmentaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="commitmentaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="commitmentaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="CommitmentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            ("what", models.TextField(verbose_name="what is to be done")),
            ("verifier_from_above", models.BooleanField(default=False)),
            ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
            ("original_due_on", models.DateField(blank=True, null=True)),
            ("due_seq", models.PositiveIntegerField(default=0)),
            ("due_moved_at", models.DateTimeField(blank=True, null=True)),
            ("waiting_until", models.DateField(blank=True, null=True)),
            ("for_network", models.BooleanField(default=False)),
            ("source_type", models.CharField(blank=True, max_length=60)),
            ("source_id", models.BigIntegerField(blank=True, null=True)),
            ("source_text_en", models.CharField(blank=True, max_length=300)),
            ("source_text_bn", models.CharField(blank=True, max_length=300)),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("recommended", "Recommended"),
                        ("agreed", "Agreed"),
                        ("accepted", "Accepted"),
                        ("evidence_in", "Evidence in"),
                        ("verified", "Verified"),
                        ("dropped", "Dropped"),
                    ],
                    max_length=12,
                ),
            ),
            ("stage_since", models.DateTimeField()),
            ("agreed_on", models.DateField()),
            ("more_information", models.BooleanField(default=False)),
            ("more_information_reason", models.TextField(blank=True)),
            ("is_illustrative", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField()),
            (
                "committee",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.committee",
                ),
            ),
            (
                "granting_party",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="access.party",
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
                    verbose_name="implementing body",
                ),
            ),
            (
                "pgh_context",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="pghistory.context",
                ),
            ),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="commitments.commitment",
                ),
            ),
            (
                "secretariat_party",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="access.party",
                ),
            ),
            (
                "speaks_for",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.seat",
                ),
            ),
            (
                "verifier",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
                    verbose_name="verified by",
                ),
            ),
            ("suggested_due_on", models.DateField(blank=True, null=True)),
            ("declined_at", models.DateTimeField(blank=True, null=True)),
            ("verifier_since", models.DateTimeField(blank=True, null=True)),
            (
                "group",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="commitments.commitmentgroup",
                ),
            ),
            ("verifier_by_presence", models.BooleanField(db_default=False, default=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Evidence",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("text", models.TextField()),
            ("link", models.URLField(blank=True, max_length=500)),
            ("at", access.models.history.WrittenAt()),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "commitment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="evidence",
                    to="commitments.commitment",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
        ],
        options={
            "verbose_name": "evidence",
            "indexes": [models.Index(fields=["commitment", "at", "id"], name="commitment_evidence")],
        },
    ),
    migrations.CreateModel(
        name="StageChange",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "event",
                models.CharField(
                    choices=[
                        ("recommended", "Recommended"),
                        ("declined", "Declined: the body does not promise it"),
                        ("agreed", "Agreed"),
                        ("accepted", "Accepted"),
                        ("evidence", "Evidence sent"),
                        ("verified", "Verified"),
                        ("verifier-named", "Named to verify it"),
                        ("named-by-turn", "Named by turn to verify it"),
                        ("passed-on", "Verification passed on"),
                        ("nobody-left", "Nobody else is left to verify it"),
                        ("more-information", "More information requested"),
                        ("asked", "Change asked for"),
                        ("refused", "Request refused"),
                        ("due-moved", "Due date moved"),
                        ("reworded", "Wording changed"),
                        ("owner-changed", "Passed to another organisation"),
                        ("waiting", "Waiting for others granted"),
                        ("reported-done", "Reported done in a meeting"),
                        ("carried-forward", "Carried forward"),
                        ("reminded", "Reminded by hand"),
                        ("taken-back", "Taken back by the head of the body"),
                        ("drop-proposed", "Proposed to drop"),
                        ("dropped", "Dropped"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("recommended", "Recommended"),
                        ("agreed", "Agreed"),
                        ("accepted", "Accepted"),
                        ("evidence_in", "Evidence in"),
                        ("verified", "Verified"),
                        ("dropped", "Dropped"),
                    ],
                    max_length=12,
                ),
            ),
            ("at", access.models.history.WrittenAt()),
            ("by_label_en", models.CharField(blank=True, max_length=200)),
            ("by_label_bn", models.CharField(blank=True, max_length=200)),
            ("note", models.TextField(blank=True)),
            ("due_before", models.DateField(null=True)),
            ("due_after", models.DateField(null=True)),
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
                "commitment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="history",
                    to="commitments.commitment",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["commitment", "at", "id"], name="commitment_history")],
        },
    ),
    migrations.CreateModel(
        name="Waiting",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("reason", models.TextField()),
            ("asked_at", access.models.history.WrittenAt()),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("open", "Not yet decided"),
                        ("granted", "Granted"),
                        ("refused", "Refused"),
                        ("undone", "Taken back"),
                    ],
                    default="open",
                    max_length=8,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            ("decision_note", models.TextField(blank=True)),
            ("from_on", models.DateField()),
            ("until_on", models.DateField()),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "asked_organisation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "commitment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="waiting",
                    to="commitments.commitment",
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "waits_for",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("answer", "open")), fields=("commitment",), name="waiting_one_open"
                ),
                models.CheckConstraint(
                    condition=models.Q(("until_on__gte", models.F("from_on"))),
                    name="waiting_ends_after_it_begins",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CommitmentSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="commitmentsearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="EvidenceFile",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("at", models.DateTimeField()),
            ("words", models.CharField(blank=True, max_length=200)),
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="commitments.evidence"
                ),
            ),
        ],
        options={
            "ordering": ["at", "pk"],
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="StepForHead",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("by_label_en", models.CharField(max_length=200)),
            ("by_label_bn", models.CharField(blank=True, max_length=200)),
            ("for_label_en", models.CharField(max_length=200)),
            ("for_label_bn", models.CharField(blank=True, max_length=200)),
            ("before", models.JSONField()),
            ("undo_until", models.DateField()),
            (
                "assistant",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.officeassistant",
                ),
            ),
            (
                "evidence",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="for_head",
                    to="commitments.evidence",
                ),
            ),
            (
                "line",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="for_head",
                    to="commitments.stagechange",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
            (
                "request",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="for_head",
                    to="commitments.changerequest",
                ),
            ),
            (
                "taken_back",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="takes_back",
                    to="commitments.stagechange",
                ),
            ),
            (
                "waiting",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="for_head",
                    to="commitments.waiting",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="PassedOn",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "why",
                models.CharField(
                    choices=[
                        ("declined", "Declined"),
                        ("away", "Five working days went by"),
                        ("left", "The body has left"),
                        ("related", "It came into one house with the implementing body"),
                    ],
                    max_length=8,
                ),
            ),
            ("at", models.DateTimeField()),
            (
                "commitment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="passed_on",
                    to="commitments.commitment",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("commitment", "organisation"), name="passed_on_once"),
                models.CheckConstraint(
                    condition=models.Q(("why__in", ("declined", "away", "left", "related"))),
                    name="passed_on_why_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CommitmentGroup",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("unions", "All union parishads"),
                        ("departments", "All departments concerned"),
                        ("parishad", "All members of the union parishad"),
                        ("members", "All members of the committee"),
                    ],
                    max_length=12,
                ),
            ),
            ("name_en", models.CharField(max_length=300)),
            ("name_bn", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "abstract": False,
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="commitment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "commitments_commitmentevent" ("agreed_on", "at", "committee_id", "declined_at", "due_moved_at", "due_on", "due_seq", "for_network", "granting_party_id", "group_id", "id", "is_illustrative", "live", "more_information", "more_information_reason", "original_due_on", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "secretariat_party_id", "source_id", "source_text_bn", "source_text_en", "source_type", "speaks_for_id", "stage", "stage_since", "suggested_due_on", "verifier_by_presence", "verifier_from_above", "verifier_id", "verifier_since", "waiting_until", "what") VALUES (NEW."agreed_on", NEW."at", NEW."committee_id", NEW."declined_at", NEW."due_moved_at", NEW."due_on", NEW."due_seq", NEW."for_network", NEW."granting_party_id", NEW."group_id", NEW."id", NEW."is_illustrative", NEW."live", NEW."more_information", NEW."more_information_reason", NEW."original_due_on", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."secretariat_party_id", NEW."source_id", NEW."source_text_bn", NEW."source_text_en", NEW."source_type", NEW."speaks_for_id", NEW."stage", NEW."stage_since", NEW."suggested_due_on", NEW."verifier_by_presence", NEW."verifier_from_above", NEW."verifier_id", NEW."verifier_since", NEW."waiting_until", NEW."what"); RETURN NULL;',
                hash="b2a55c6569f60142b37f9f762908c740426adf70",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_67480",
                table="commitments_commitment",
                when="AFTER",
            ),
        ),
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
                condition='WHEN (OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."due_moved_at" IS DISTINCT FROM (NEW."due_moved_at") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."due_seq" IS DISTINCT FROM (NEW."due_seq") OR OLD."for_network" IS DISTINCT FROM (NEW."for_network") OR OLD."granting_party_id" IS DISTINCT FROM (NEW."granting_party_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_illustrative" IS DISTINCT FROM (NEW."is_illustrative") OR OLD."live" IS DISTINCT FROM (NEW."live") OR OLD."more_information" IS DISTINCT FROM (NEW."more_information") OR OLD."more_information_reason" IS DISTINCT FROM (NEW."more_information_reason") OR OLD."original_due_on" IS DISTINCT FROM (NEW."original_due_on") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."secretariat_party_id" IS DISTINCT FROM (NEW."secretariat_party_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."source_text_bn" IS DISTINCT FROM (NEW."source_text_bn") OR OLD."source_text_en" IS DISTINCT FROM (NEW."source_text_en") OR OLD."source_type" IS DISTINCT FROM (NEW."source_type") OR OLD."speaks_for_id" IS DISTINCT FROM (NEW."speaks_for_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."stage_since" IS DISTINCT FROM (NEW."stage_since") OR OLD."suggested_due_on" IS DISTINCT FROM (NEW."suggested_due_on") OR OLD."verifier_id" IS DISTINCT FROM (NEW."verifier_id") OR OLD."verifier_by_presence" IS DISTINCT FROM (NEW."verifier_by_presence") OR OLD."verifier_from_above" IS DISTINCT FROM (NEW."verifier_from_above") OR OLD."verifier_since" IS DISTINCT FROM (NEW."verifier_since") OR OLD."waiting_until" IS DISTINCT FROM (NEW."waiting_until") OR OLD."what" IS DISTINCT FROM (NEW."what"))',
                func='INSERT INTO "commitments_commitmentevent" ("agreed_on", "at", "committee_id", "declined_at", "due_moved_at", "due_on", "due_seq", "for_network", "granting_party_id", "group_id", "id", "is_illustrative", "live", "more_information", "more_information_reason", "original_due_on", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "secretariat_party_id", "source_id", "source_text_bn", "source_text_en", "source_type", "speaks_for_id", "stage", "stage_since", "suggested_due_on", "verifier_by_presence", "verifier_from_above", "verifier_id", "verifier_since", "waiting_until", "what") VALUES (NEW."agreed_on", NEW."at", NEW."committee_id", NEW."declined_at", NEW."due_moved_at", NEW."due_on", NEW."due_seq", NEW."for_network", NEW."granting_party_id", NEW."group_id", NEW."id", NEW."is_illustrative", NEW."live", NEW."more_information", NEW."more_information_reason", NEW."original_due_on", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."secretariat_party_id", NEW."source_id", NEW."source_text_bn", NEW."source_text_en", NEW."source_type", NEW."speaks_for_id", NEW."stage", NEW."stage_since", NEW."suggested_due_on", NEW."verifier_by_presence", NEW."verifier_from_above", NEW."verifier_id", NEW."verifier_since", NEW."waiting_until", NEW."what"); RETURN NULL;',
                hash="22d762ad90176ad2bb42e09e77827d66216711d6",
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


class Migration(migrations.Migration):
    initial = True
    # As it was called while it stood for fewer: databases and backups note it by that name.
    formerly = ("0001_commitments_squashed_0018",)

    replaces = [
        ("commitments", "0001_commitments"),
        ("commitments", "0002_closed_lists"),
        ("commitments", "0003_open_of_an_owner_and_a_committee"),
        ("commitments", "0004_the_database_dates_the_history"),
        ("commitments", "0005_suggested_dates"),
        ("commitments", "0006_declined_proposals"),
        ("commitments", "0007_reminded_by_hand"),
        ("commitments", "0008_note_changes"),
        ("commitments", "0009_numbers_of_changes"),
        ("commitments", "0010_ranks"),
        ("commitments", "0011_ranks_of_commitments"),
        ("commitments", "0012_lists_by_rank"),
        ("commitments", "0013_covered_passages"),
        ("commitments", "0014_search"),
        ("commitments", "0015_search_words"),
        ("commitments", "0016_fill_search"),
        ("commitments", "0017_what_is_asked_by_who_grants"),
        ("commitments", "0018_files_of_evidence"),
        ("commitments", "0019_steps_for_a_head"),
        ("commitments", "0020_who_verifies"),
        ("commitments", "0021_groups"),
        ("commitments", "0022_turns_begin_now"),
        ("commitments", "0023_verifiers_by_presence_and_of_one_house"),
    ]

    dependencies = [
        ("library", "0006_refused_files"),
        ("notifications", "0006_note_covers"),
        ("partners", "0028_kinds_of_local_offices"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
        note_rows("commitments_commitment", (COMMITMENT, "id")),
        note_rows("commitments_commitmentaudience", (COMMITMENT, "record_id"), when=ADDED_OR_GONE),
        # Whom its commitments remind.
        note_columns("partners_organisation", ["liaison_party_id"], "party", "liaison_party_id"),
        *SEARCH,
    ]
