import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.records
import access.toolkit.refs
from access.migrations._together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0027_official_addresses"),
        ("partners", "0027_places_of_more_kinds"),
        ("threads", "0010_key_messages_in_both_languages"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="thread",
            name="thread_in_both_languages_is_a_message",
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("title_bn", ""), ("kind__in", ["key-message", "field-update"]), _connector="OR"
                ),
                name="thread_called_in_both_languages",
            ),
        ),
        Together(
            operations=[
                migrations.CreateModel(
                    name="FieldUpdate",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("key", models.UUIDField()),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("awareness", "Awareness session"),
                                    ("training", "Training"),
                                    ("interception", "Interception"),
                                    ("rescue", "Rescue"),
                                    ("repatriation", "Repatriation"),
                                    ("reintegration", "Reintegration"),
                                    ("legal-aid", "Legal aid"),
                                    ("online-abuse", "Online recruitment or abuse"),
                                    ("trend", "Trend"),
                                    ("other", "Something else"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("happened_on", models.DateField()),
                        (
                            "precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=5,
                            ),
                        ),
                        ("month", models.DateField(null=True)),
                        ("women", models.PositiveIntegerField(null=True)),
                        ("men", models.PositiveIntegerField(null=True)),
                        ("girls", models.PositiveIntegerField(null=True)),
                        ("boys", models.PositiveIntegerField(null=True)),
                        ("asked", models.PositiveIntegerField(null=True)),
                        ("improved", models.PositiveIntegerField(null=True)),
                        ("referred", models.PositiveIntegerField(null=True)),
                        ("reported_missing", models.PositiveIntegerField(null=True)),
                        ("removed_at", models.DateTimeField(null=True)),
                        ("is_counted", models.BooleanField(default=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passed_on_by",
                                to="threads.thread",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.organisation",
                            ),
                        ),
                        ("partners", models.ManyToManyField(related_name="+", to="partners.organisation")),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.place",
                            ),
                        ),
                        (
                            "thread",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="field_update",
                                to="threads.thread",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_counted", True)),
                                fields=["type", "place", "month", "organisation"],
                                include=(
                                    "women",
                                    "men",
                                    "girls",
                                    "boys",
                                    "asked",
                                    "improved",
                                    "referred",
                                    "reported_missing",
                                ),
                                name="field_updates_summed",
                            ),
                            models.Index(
                                condition=models.Q(("is_counted", True)),
                                fields=["month", "type"],
                                name="field_updates_of_month",
                            ),
                            models.Index(
                                condition=models.Q(("is_counted", True)),
                                fields=["organisation", "month"],
                                name="field_updates_of_organisation",
                            ),
                            models.Index(
                                condition=models.Q(("is_counted", True), ("message__isnull", False)),
                                fields=["message", "place"],
                                include=("women", "men", "girls", "boys"),
                                name="field_updates_of_message",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("author", "key"), name="field_update_sent_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("month__day", 1), ("month__lte", models.F("happened_on"))),
                                    models.Q(("month", None), ("precision", "year")),
                                    _connector="OR",
                                ),
                                name="field_update_month_is_a_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_counted", False),
                                    models.Q(("month__isnull", False), ("removed_at", None)),
                                    _connector="OR",
                                ),
                                name="field_update_counted_has_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("removed_at", None),
                                    models.Q(
                                        ("asked", None),
                                        ("boys", None),
                                        ("girls", None),
                                        ("improved", None),
                                        ("men", None),
                                        ("message", None),
                                        ("referred", None),
                                        ("reported_missing", None),
                                        ("women", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="field_update_removed_has_no_figure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("type__in", ["awareness", "training"]),
                                    models.Q(("asked", None), ("improved", None), ("message", None)),
                                    _connector="OR",
                                ),
                                name="field_update_asks_at_sessions",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("type", "interception"),
                                    models.Q(("referred", None), ("reported_missing", None)),
                                    _connector="OR",
                                ),
                                name="field_update_refers_intercepted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("type__in", ["online-abuse", "trend"]), _negated=True),
                                    models.Q(("boys", None), ("girls", None), ("men", None), ("women", None)),
                                    _connector="OR",
                                ),
                                name="field_update_seen_counts_nobody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnlineAbuse",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "ref",
                            models.CharField(
                                default=access.toolkit.refs.new_ref,
                                editable=False,
                                max_length=22,
                                unique=True,
                            ),
                        ),
                        ("rank", access.models.records.RankField()),
                        ("at", models.DateTimeField()),
                        ("live", models.BooleanField(default=True)),
                        ("change", access.models.records.ChangeNumber()),
                        ("link", models.CharField(blank=True, max_length=1000)),
                        (
                            "platform",
                            models.CharField(
                                choices=[
                                    ("facebook", "Facebook"),
                                    ("messenger", "Messenger, WhatsApp, imo or Telegram"),
                                    ("tiktok", "TikTok or Likee"),
                                    ("youtube", "YouTube"),
                                    ("website", "A website or an app"),
                                    ("other", "Another"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "offered",
                            models.CharField(
                                choices=[
                                    ("job-abroad", "Work abroad"),
                                    ("job-here", "Work in the country"),
                                    ("visa", "A visa or a journey"),
                                    ("marriage", "Marriage"),
                                    ("loan", "Money or a loan"),
                                    ("abuse", "Threats or sexual abuse"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("taken-down", "Taken down"),
                                    ("case-opened", "Case opened"),
                                    ("passed-on", "Passed on"),
                                    ("no-action", "No action"),
                                ],
                                default="",
                                max_length=11,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "author_party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="access.party",
                            ),
                        ),
                        (
                            "cell_party",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="access.party",
                            ),
                        ),
                        (
                            "update",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="online_abuse",
                                to="threads.fieldupdate",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["rank", "at", "id"], name="onlineabuse_at"),
                            models.Index(
                                condition=models.Q(("live", True)),
                                fields=["rank", "at", "id"],
                                name="onlineabuse_at_live",
                            ),
                            models.Index(fields=["change", "id"], name="onlineabuse_change"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("live", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="online_abuse_answered_in_a_way",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnlineAbuseAudience",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="audience",
                                to="threads.onlineabuse",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["party", "rank", "at", "record"], name="onlineabuseaudience_all"
                            ),
                            models.Index(
                                condition=models.Q(("live", True)),
                                fields=["party", "rank", "at", "record"],
                                name="onlineabuseaudience_live",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("record", "party"), name="onlineabuseaudience_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trend",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("recruiter", "Recruiting agent or broker"),
                                    ("online", "Social media or messages"),
                                    ("known", "Somebody known: relative, neighbour, friend"),
                                    ("marriage", "Marriage or a promise of it"),
                                    ("other", "Another"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("land", "Over the land border"),
                                    ("river", "By river"),
                                    ("sea", "By sea"),
                                    ("air", "By air"),
                                    ("within", "Within the country"),
                                    ("other", "Another"),
                                ],
                                default="",
                                max_length=6,
                            ),
                        ),
                        (
                            "destination",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("bangladesh", "Bangladesh"),
                                    ("india", "India"),
                                    ("south-asia", "Another country of South Asia"),
                                    ("south-east-asia", "South-East Asia"),
                                    ("middle-east", "The Gulf and the Middle East"),
                                    ("africa", "Africa"),
                                    ("europe", "Europe"),
                                    ("other", "Another"),
                                ],
                                default="",
                                max_length=15,
                            ),
                        ),
                        (
                            "exploitation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sexual", "Sexual exploitation"),
                                    ("labour", "Forced labour or debt bondage"),
                                    ("domestic", "Domestic servitude"),
                                    ("marriage", "Forced marriage"),
                                    ("begging", "Begging"),
                                    ("crime", "Forced crime, scam centres too"),
                                    ("organs", "Removal of organs"),
                                    ("other", "Another"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        (
                            "driver",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("flood", "Flood"),
                                    ("cyclone", "Cyclone"),
                                    ("debt", "Debt"),
                                    ("other", "Another"),
                                ],
                                default="",
                                max_length=7,
                            ),
                        ),
                        (
                            "withheld",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("passport", "Passport"),
                                    ("phone", "Phone"),
                                    ("both", "Passport and phone"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        (
                            "update",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trend",
                                to="threads.fieldupdate",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="UpdateCorrection",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("number", models.PositiveIntegerField()),
                        ("happened_on", models.DateField()),
                        (
                            "figures",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(null=True), size=8
                            ),
                        ),
                        ("replaced_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.place",
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrections",
                                to="threads.fieldupdate",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("update", "number"), name="update_corrected_once")
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="onlineabuse",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_new",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                            hash="3ae0fd4e11d35b8f87b7d9e2489f1d0a6eec9ad1",
                            operation="INSERT",
                            pgid="pgtrigger_numbers_new_c109b",
                            table="threads_onlineabuse",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="onlineabuse",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                            hash="e08f3761ae4935649b559301e82e41cc29723de1",
                            operation="UPDATE",
                            pgid="pgtrigger_numbers_change_aaa8a",
                            table="threads_onlineabuse",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="onlineabuseaudience",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_for_new_readers",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="UPDATE threads_onlineabuse AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                            hash="e7467805def82f1199ee29b4bc8d57a6100cc9e7",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_numbers_for_new_readers_ee100",
                            referencing="REFERENCING NEW TABLE AS touched ",
                            table="threads_onlineabuseaudience",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="onlineabuseaudience",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_for_former_readers",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="UPDATE threads_onlineabuse AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                            hash="76ea7fb0c76027bb9ee541d5f016438f2eb03b50",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_numbers_for_former_readers_32c2b",
                            referencing="REFERENCING OLD TABLE AS touched ",
                            table="threads_onlineabuseaudience",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
