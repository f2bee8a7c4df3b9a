"""Users, the parties they belong to, and the access log."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

import access.toolkit.refs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        # Range exclusions, word search in both scripts, and search without accents.
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
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
                            ("committee-members", "Members of a committee"),
                            ("committee-secretariat", "Secretariat of a committee"),
                            ("committee-minute-takers", "Minute-takers of a committee"),
                            ("committee-government", "Government side of a committee"),
                            ("committee-ngo", "NGO side of a committee"),
                            ("seat", "Holder of a seat"),
                            ("office", "Holder of an office"),
                            ("role", "Holders of a role"),
                            ("person", "One person"),
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
                (
                    "is_administrator",
                    models.BooleanField(default=False, verbose_name="technical administrator"),
                ),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=200, verbose_name="shown as, in English"),
                ),
                (
                    "label_bn",
                    models.CharField(blank=True, max_length=200, verbose_name="shown as, in Bangla"),
                ),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined"
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
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("read", "Opened a restricted record"),
                            ("export", "Exported"),
                            ("denied", "Was refused"),
                            ("account", "Changed an account"),
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
            ],
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="party_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email__isnull", True),
                    ("email", django.db.models.functions.text.Lower("email")),
                    _connector="OR",
                ),
                name="user_email_is_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mobile__isnull", True), ("mobile__regex", "^\\+8801[3-9][0-9]{8}$"), _connector="OR"
                ),
                name="user_mobile_is_international",
            ),
        ),
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(fields=["record_type", "record_ref", "at"], name="access_log_record"),
        ),
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(fields=["at", "id"], name="access_log_at"),
        ),
        migrations.AddConstraint(
            model_name="partymember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("party", "="), ("user", "="), ("reason", "="), ("period", "&&")],
                name="party_member_terms_do_not_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="partymember",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isempty", False)), name="party_member_term_is_not_empty"
            ),
        ),
    ]
