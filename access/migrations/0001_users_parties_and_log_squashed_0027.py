"""The room as its first migrations left it: people, parties, the log, and what every record has."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
from access.migrations._first_parties import FIRST_PARTIES
from access.migrations._search import SEARCH
from access.migrations._together import Together

TABLES = [
    migrations.CreateModel(
        name="Party",
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
                        ("everyone", "Everyone in the network"),
                        ("organisation-all", "Everyone in an organisation"),
                        ("organisation-liaison", "Head and liaison officers of an organisation"),
                        ("organisation-acting", "Those who act for the head of an organisation"),
                        ("committee-members", "Members of a committee"),
                        ("committee-secretariat", "Secretariat of a committee"),
                        ("committee-minute-takers", "Minute-takers of a committee"),
                        ("committee-government", "Government side of a committee"),
                        ("committee-ngo", "NGO side of a committee"),
                        ("seat", "Holder of a seat"),
                        ("office", "Holder of an office"),
                        ("role", "Holders of a role"),
                        ("person", "One person"),
                        ("attended", "Those who attended a meeting"),
                    ],
                    max_length=24,
                ),
            ),
            ("code", models.CharField(max_length=160, unique=True)),
            ("label_en", models.CharField(max_length=300)),
            ("label_bn", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="User",
        fields=[
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "email",
                models.EmailField(
                    blank=True, max_length=254, null=True, unique=True, verbose_name="e-mail address"
                ),
            ),
            (
                "mobile",
                models.CharField(
                    blank=True, max_length=16, null=True, unique=True, verbose_name="mobile number"
                ),
            ),
            (
                "language",
                models.CharField(
                    choices=[("bn", "Bangla"), ("en", "English")],
                    default="bn",
                    max_length=2,
                    verbose_name="language",
                ),
            ),
            ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ("is_administrator", models.BooleanField(default=False, verbose_name="technical administrator")),
            ("label_en", models.CharField(blank=True, max_length=200, verbose_name="shown as, in English")),
            ("label_bn", models.CharField(blank=True, max_length=200, verbose_name="shown as, in Bangla")),
            (
                "joined_at",
                models.DateTimeField(
                    default=django.utils.timezone.now, editable=False, verbose_name="joined"
                ),
            ),
            ("email_proved_at", models.DateTimeField(blank=True, null=True)),
            ("mobile_proved_at", models.DateTimeField(blank=True, null=True)),
            (
                "opened_by",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("device_generation", models.PositiveIntegerField(default=0, editable=False)),
            (
                "answerable",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "groups",
                models.ManyToManyField(
                    blank=True,
                    help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.group",
                    verbose_name="groups",
                ),
            ),
            (
                "user_permissions",
                models.ManyToManyField(
                    blank=True,
                    help_text="Specific permissions for this user.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.permission",
                    verbose_name="user permissions",
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("email__isnull", True),
                        ("email", django.db.models.functions.text.Lower("email")),
                        _connector="OR",
                    ),
                    name="user_email_is_lower_case",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("mobile__isnull", True), ("mobile__regex", "^\\+8801[3-9][0-9]{8}$"), _connector="OR"
                    ),
                    name="user_mobile_is_international",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("answerable__isnull", True),
                        models.Q(
                            ("password__startswith", "!"),
                            ("email__isnull", True),
                            ("is_administrator", False),
                            ("mobile__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="user_program_has_no_way_in_by_the_door",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AccessLog",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("at", access.models.history.WrittenAt()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("read", "Opened a restricted record"),
                        ("export", "Exported"),
                        ("denied", "Was refused"),
                        ("account", "Changed an account"),
                        ("erasure", "Had a passage erased, or asked for it"),
                        ("office", "Said that numbers in a file are an office's"),
                    ],
                    max_length=10,
                ),
            ),
            ("record_type", models.CharField(max_length=100)),
            ("record_ref", models.CharField(blank=True, max_length=40)),
            ("purpose", models.CharField(blank=True, max_length=500)),
            (
                "user",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "answerable",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["record_type", "record_ref", "at"], name="access_log_record"),
                models.Index(fields=["at", "id"], name="access_log_at"),
                models.Index(fields=["kind", "at", "id"], name="access_log_kind_at"),
            ],
        },
    ),
    migrations.CreateModel(
        name="PartyMember",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("reason", models.CharField(max_length=120)),
            ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="members", to="access.party"
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="party_memberships",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["user", "party"], include=("period",), name="party_member_of_person"),
                models.Index(models.F("period__startswith"), name="party_member_begins"),
                models.Index(models.F("period__endswith"), name="party_member_ends"),
            ],
            "constraints": [
                django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("party", "="), ("user", "="), ("reason", "="), ("period", "&&")],
                    name="party_member_terms_do_not_overlap",
                ),
                models.CheckConstraint(
                    condition=models.Q(("period__isempty", False)), name="party_member_term_is_not_empty"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Invitation",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "purpose",
                models.CharField(
                    choices=[
                        ("welcome", "Invitation"),
                        ("reset", "New password"),
                        ("join", "Invitation to serve a body or hold an office"),
                        ("address", "New address or number"),
                        ("parted", "Farewell to an old address"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "channel",
                models.CharField(
                    choices=[("mail", "Link by e-mail"), ("paper", "Printed code")], max_length=10
                ),
            ),
            ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ("created_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField()),
            ("used_at", models.DateTimeField(null=True)),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("sent_at", models.DateTimeField(null=True)),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("next_try_at", models.DateTimeField(null=True)),
            (
                "invited_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="invitations",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("disowned_at", models.DateTimeField(null=True)),
            ("email", models.EmailField(blank=True, max_length=254)),
            ("label_bn", models.CharField(blank=True, max_length=200)),
            ("label_en", models.CharField(blank=True, max_length=200)),
            ("mobile", models.CharField(blank=True, max_length=16)),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("next_try_at__isnull", False)),
                    fields=["next_try_at"],
                    name="invitation_to_send",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AccountChange",
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
                        ("code-printed", "A one-time code for the account was printed"),
                        ("factor-removed", "The second factor of the account was removed"),
                        ("reopened", "The closed account was opened again"),
                        ("address-corrected", "An administrator entered another address or number"),
                        ("address-passed", "Its official address passed on with the office"),
                        ("address-changed", "The account signs in with another address or number"),
                    ],
                    max_length=20,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=300)),
            ("is_watched", models.BooleanField(default=False)),
            ("at", access.models.history.WrittenAt()),
            ("live", models.BooleanField(default=True)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "account_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["change", "id"], name="accountchange_change"),
                models.Index(fields=["rank", "at", "id"], name="accountchange_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="accountchange_at_live",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AccountChangeAudience",
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
                    to="access.accountchange",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="accountchangeaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="accountchangeaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="accountchangeaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Submission",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("digest", models.CharField(max_length=64)),
            ("made_model", models.CharField(blank=True, max_length=100)),
            ("made_pk", models.BigIntegerField(null=True)),
            ("at", models.DateTimeField(db_index=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("led_to", models.TextField(blank=True)),
            ("shows_code", models.BooleanField(default=False)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("user", "digest"), name="one_submission_does_its_work_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="AttemptCount",
        fields=[
            ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
            ("attempts", models.PositiveIntegerField()),
            ("most", models.PositiveIntegerField()),
            ("until", models.DateTimeField()),
        ],
        options={
            "indexes": [models.Index(fields=["until"], name="attempts_until")],
        },
    ),
    migrations.CreateModel(
        name="PasswordWish",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            (
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="CalendarAddress",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
            ("made_at", models.DateTimeField()),
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="calendar_address",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Cover",
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
            ("record_type", models.CharField(max_length=100)),
            ("record_id", models.BigIntegerField()),
            ("title_en", models.CharField(blank=True, max_length=300)),
            ("title_bn", models.CharField(blank=True, max_length=300)),
            ("passage", models.TextField()),
            ("decide_by", models.DateField()),
            (
                "secretariat_says",
                models.CharField(
                    blank=True,
                    choices=[("show", "Show it again"), ("keep", "Leave it covered")],
                    max_length=4,
                ),
            ),
            (
                "oversight_says",
                models.CharField(
                    blank=True,
                    choices=[("show", "Show it again"), ("keep", "Leave it covered")],
                    max_length=4,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "asker_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "oversight_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "oversight_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "secretariat_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "secretariat_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            ("took_away", models.ManyToManyField(related_name="+", to="access.party")),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="cover_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="cover_at_live"
                ),
                models.Index(fields=["change", "id"], name="cover_change"),
                models.Index(fields=["record_type", "record_id"], name="cover_of_record"),
                models.Index(
                    condition=models.Q(("decided_at__isnull", True)),
                    fields=["asked_by"],
                    name="cover_undecided_by",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("decided_at__isnull", True),
                        models.Q(
                            ("secretariat_says", models.F("oversight_says")),
                            ("secretariat_says__in", ["show", "keep"]),
                        ),
                        _connector="OR",
                    ),
                    name="cover_decided_by_both_alike",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("secretariat_by__isnull", True),
                        ("oversight_by__isnull", True),
                        models.Q(("secretariat_by", models.F("oversight_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="cover_decided_by_two_people",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CoverAudience",
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
                    to="access.cover",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="coveraudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="coveraudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="coveraudience_once")],
        },
    ),
    migrations.CreateModel(
        name="Erasure",
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
            ("passage", models.CharField(max_length=60)),
            ("record_type", models.CharField(max_length=100)),
            ("record_ref", models.CharField(max_length=40)),
            ("place", models.CharField(max_length=100)),
            ("reason", models.CharField(blank=True, max_length=500)),
            ("asked_at", access.models.history.WrittenAt()),
            ("done_at", models.DateTimeField(null=True)),
            (
                "asked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "oversight_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
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
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="erasure_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="erasure_at_live"
                ),
                models.Index(fields=["change", "id"], name="erasure_change"),
                models.Index(fields=["record_type", "record_ref"], name="erasure_record"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ErasedText",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("sha256_before", models.CharField(max_length=64)),
            ("sha256_after", models.CharField(db_index=True, max_length=64)),
            ("at", access.models.history.WrittenAt()),
            (
                "erasure",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="access.erasure"
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="ErasureAnswer",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "side",
                models.CharField(
                    choices=[("secretariat", "The secretariat"), ("oversight", "Independent oversight")],
                    max_length=12,
                ),
            ),
            ("consents", models.BooleanField()),
            ("reason", models.CharField(blank=True, max_length=500)),
            ("at", access.models.history.WrittenAt()),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "erasure",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="access.erasure",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("erasure", "side"), name="erasure_answered_once_by_a_side"),
                models.UniqueConstraint(fields=("erasure", "by"), name="erasure_answered_once_by_a_person"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ErasureAudience",
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
                    to="access.erasure",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="erasureaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="erasureaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="erasureaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="AccessToken",
        fields=[
            ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
            ("token_key", models.CharField(db_index=True, max_length=25)),
            ("created", models.DateTimeField(auto_now_add=True)),
            ("expiry", models.DateTimeField(blank=True, null=True)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("name", models.CharField(max_length=80)),
            (
                "scope",
                models.CharField(choices=[("read", "Read"), ("write", "Read and write")], max_length=5),
            ),
            ("last_used_at", models.DateTimeField(null=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("expiry__isnull", False)), name="access_token_ends"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="KeyedSending",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("digest", models.CharField(max_length=64)),
            ("body_digest", models.CharField(max_length=64)),
            ("status", models.PositiveSmallIntegerField(default=0)),
            ("made_ref", models.CharField(blank=True, max_length=40)),
            ("at", models.DateTimeField(db_index=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("user", "digest"), name="one_sending_under_a_key")
            ],
        },
    ),
]
TRIGGERS = [
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
    pgtrigger.migrations.AddTrigger(
        model_name="cover",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="00452ec7af475882277b438327d5de80c19916d6",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_56c9a",
                table="access_cover",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="cover",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="0a054a4f1af4931bd00d5237447c380b65459194",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_074f8",
                table="access_cover",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="coveraudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE access_cover AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="a38aa23dd846562141c1cb15a23a35df110fc8e3",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_e7bab",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="access_coveraudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="coveraudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE access_cover AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="f07ac805e49fb3592f77a4cb19ba8c68ef41abc7",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_08cac",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="access_coveraudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="erasure",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="e26431405dcf1d1573375dead9618e859dedf4db",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_c0654",
                table="access_erasure",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="erasure",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="4dd094a598dc6a9a3c3974140580858b0ebc9ee1",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_bc9db",
                table="access_erasure",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="erasureaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE access_erasure AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="39221a5c76cb55f5a61523c984f8e631d17b978f",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_5ba1e",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="access_erasureaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="erasureaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE access_erasure AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="517b339e6f5be28c354eb252cad708b3f0ff047f",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_09794",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="access_erasureaudience",
                when="AFTER",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True
    # As it was called while it stood for fewer: databases and backups note it by that name.
    formerly = ("0001_users_parties_and_log_squashed_0025",)

    replaces = [
        ("access", "0001_users_parties_and_log"),
        ("access", "0002_everyone_and_roles"),
        ("access", "0003_sign_in"),
        ("access", "0004_access_log_by_kind"),
        ("access", "0005_account_changes"),
        ("access", "0006_account_opened_again"),
        ("access", "0007_unproved_names"),
        ("access", "0008_proof_of_used_invitations"),
        ("access", "0009_the_database_dates_the_log"),
        ("access", "0010_submissions"),
        ("access", "0011_where_submissions_led"),
        ("access", "0012_limits_at_the_door"),
        ("access", "0013_wishes_for_a_password"),
        ("access", "0014_terms_of_a_person_and_when_they_change"),
        ("access", "0015_numbers_of_changes"),
        ("access", "0016_ranks"),
        ("access", "0017_calendar_addresses"),
        ("access", "0018_party_of_those_who_attended"),
        ("access", "0019_covers"),
        ("access", "0020_search_rows"),
        ("access", "0021_erasures"),
        ("access", "0022_tokens_and_keys"),
        ("access", "0023_programs_of_organisations"),
        ("access", "0024_words_about_numbers_in_files"),
        ("access", "0025_references_of_what_was_made"),
        ("access", "0026_assistants_who_act"),
        ("access", "0027_official_addresses"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("language", "0002_search_words"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        Together([*TABLES, *TRIGGERS]),
        *FIRST_PARTIES,
        *SEARCH,
    ]
