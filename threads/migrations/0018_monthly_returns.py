import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
from access.migrations._together import Together
from notifications.changes import ADDED_OR_GONE, note_rows


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0027_official_addresses"),
        ("access", "__first__"),
        ("partners", "0030_listed_introductions"),
        ("threads", "0017_updates_from_tools"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="MonthlyReturn",
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
                        ("kind", models.CharField(max_length=40)),
                        ("month", models.DateField()),
                        ("due_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("owed", "Not yet sent"),
                                    ("sent", "Sent"),
                                    ("asked", "More information requested"),
                                    ("accepted", "Accepted"),
                                ],
                                default="owed",
                                max_length=8,
                            ),
                        ),
                        ("is_nothing", models.BooleanField(default=False)),
                        ("figures", models.JSONField(blank=True, default=dict)),
                        ("version", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "desk_party",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="access.party",
                            ),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.organisation",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.organisation",
                            ),
                        ),
                        (
                            "sender",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.organisation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["rank", "at", "id"], name="monthlyreturn_at"),
                            models.Index(
                                condition=models.Q(("live", True)),
                                fields=["rank", "at", "id"],
                                name="monthlyreturn_at_live",
                            ),
                            models.Index(fields=["change", "id"], name="monthlyreturn_change"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "month", "sender"), name="monthly_return_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="monthly_return_of_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("figures", {}),
                                        ("is_nothing", False),
                                        ("sent_at", None),
                                        ("state", "owed"),
                                        ("version", 0),
                                    ),
                                    models.Q(
                                        models.Q(("state", "owed"), _negated=True),
                                        ("sent_at__isnull", False),
                                        ("version__gte", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="monthly_return_said_or_owed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("is_nothing", False), ("figures", {}), _connector="OR"),
                                name="monthly_return_of_nothing_has_no_figure",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyReturnAudience",
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
                                to="threads.monthlyreturn",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["party", "rank", "at", "record"], name="monthlyreturnaudience_all"
                            ),
                            models.Index(
                                condition=models.Q(("live", True)),
                                fields=["party", "rank", "at", "record"],
                                name="monthlyreturnaudience_live",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("record", "party"), name="monthlyreturnaudience_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnOrder",
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
                        ("kind", models.CharField(max_length=40, unique=True)),
                        ("since", models.DateField()),
                        ("opened_until", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("opened_until__day", 1), ("since__day", 1)),
                                name="return_order_of_months",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnStep",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sent", "Sent"),
                                    ("corrected", "Corrected"),
                                    ("asked", "More information requested"),
                                    ("stands", "It stands as it was sent"),
                                    ("accepted", "Accepted"),
                                    ("passed", "Passed to the successor"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("at", access.models.history.WrittenAt()),
                        ("body_en", models.CharField(blank=True, max_length=200)),
                        ("body_bn", models.CharField(blank=True, max_length=200)),
                        ("office_en", models.CharField(blank=True, max_length=200)),
                        ("office_bn", models.CharField(blank=True, max_length=200)),
                        ("version", models.PositiveSmallIntegerField()),
                        ("is_nothing", models.BooleanField(default=False)),
                        ("figures", models.JSONField(blank=True, default=dict)),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("does-not-add-up", "It does not add up"),
                                    ("unlike-before", "It differs much from the months before"),
                                    ("blank", "Something was left blank"),
                                    ("tip-or-som", "TIP or SOM: look at where it was counted"),
                                    ("call", "Please call us about it"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "about",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
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
                            "monthly",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="threads.monthlyreturn",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind__in", ["sent", "corrected"])),
                                fields=("monthly", "version"),
                                name="return_said_once_a_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "asked"), _negated=True),
                                    models.Q(("why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="return_asked_about_something",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_new",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                            hash="2b64486eb12ea134156101c94a6404e6673b5eba",
                            operation="INSERT",
                            pgid="pgtrigger_numbers_new_d69e2",
                            table="threads_monthlyreturn",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                            hash="ad690afb8881671e509e9012c2616b46d4fc1cfe",
                            operation="UPDATE",
                            pgid="pgtrigger_numbers_change_8f347",
                            table="threads_monthlyreturn",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturnaudience",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_for_new_readers",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="UPDATE threads_monthlyreturn AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                            hash="1291c472bfbaffad50fd056ad99e61193f3df782",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_numbers_for_new_readers_72a6a",
                            referencing="REFERENCING NEW TABLE AS touched ",
                            table="threads_monthlyreturnaudience",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="monthlyreturnaudience",
                    trigger=pgtrigger.compiler.Trigger(
                        name="numbers_for_former_readers",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="UPDATE threads_monthlyreturn AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                            hash="cf870232b40bb9226e57f22878066a533d31151c",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_numbers_for_former_readers_a6534",
                            referencing="REFERENCING OLD TABLE AS touched ",
                            table="threads_monthlyreturnaudience",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
        note_rows("threads_monthlyreturn", ("threads.monthlyreturn", "id")),
        note_rows(
            "threads_monthlyreturnaudience", ("threads.monthlyreturn", "record_id"), when=ADDED_OR_GONE
        ),
    ]
