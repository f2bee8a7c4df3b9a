"""The room as its first migrations left it: places, organisations, offices, committees and who sits there."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
import language.lookups
from access.migrations._together import Together
from partners.migrations._search import SEARCH

TABLES = [
    migrations.CreateModel(
        name="Organisation",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("code", models.CharField(max_length=120, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("ministry", "ministry"),
                        ("division", "division of a ministry"),
                        ("department", "department"),
                        ("law enforcement", "law enforcement agency"),
                        ("local office", "local office"),
                        ("local government", "local government"),
                        ("ngo", "NGO"),
                        ("ingo", "international NGO"),
                        ("un", "UN agency"),
                        ("development partner", "development partner"),
                        ("coalition", "coalition"),
                        ("survivors' network", "survivors’ network"),
                        ("research", "research body"),
                        ("media", "media"),
                        ("business", "business"),
                        ("court or prosecution", "court or prosecution"),
                        ("community", "community representatives"),
                        ("foreign counterpart", "foreign counterpart"),
                    ],
                    max_length=24,
                ),
            ),
            (
                "side",
                models.CharField(
                    choices=[
                        ("government", "Government"),
                        ("ngo", "NGO"),
                        ("international", "UN and international"),
                        ("community", "Community"),
                    ],
                    max_length=14,
                ),
            ),
            ("name_en", models.CharField(max_length=200)),
            ("name_bn", models.CharField(max_length=200)),
            ("short_en", models.CharField(blank=True, max_length=60)),
            ("short_bn", models.CharField(blank=True, max_length=60)),
            (
                "aliases",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                ),
            ),
            (
                "focus",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                ),
            ),
            ("note", models.TextField(blank=True)),
            ("until", models.DateField(blank=True, null=True)),
            ("has_left", models.BooleanField(default=False)),
            (
                "all_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "liaison_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="branches",
                    to="partners.organisation",
                ),
            ),
            (
                "successor",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="predecessors",
                    to="partners.organisation",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="organisations",
                    to="partners.place",
                ),
            ),
            (
                "coalitions",
                models.ManyToManyField(
                    blank=True, related_name="coalition_members", to="partners.organisation"
                ),
            ),
            (
                "acting_party",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "head_party",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    language.lookups.AllFolded("aliases"), name="organisation_aliases_folded"
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("name_en"), "gin_trgm_ops"
                    ),
                    name="organisation_en_folded",
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("name_bn"), "gin_trgm_ops"
                    ),
                    name="organisation_bn_folded",
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("short_en"), "gin_trgm_ops"
                    ),
                    name="organisation_short_en_folded",
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("short_bn"), "gin_trgm_ops"
                    ),
                    name="organisation_short_bn_folded",
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(language.lookups.Folded("code"), "gin_trgm_ops"),
                    name="organisation_code_folded",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Office",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("code", models.CharField(max_length=120, unique=True)),
            ("title_en", models.CharField(max_length=160)),
            ("title_bn", models.CharField(blank=True, max_length=160)),
            ("heads", models.BooleanField(default=False)),
            ("precedence", models.PositiveSmallIntegerField(default=100)),
            ("phone", models.CharField(blank=True, max_length=20)),
            ("email", models.EmailField(blank=True, max_length=254)),
            (
                "party",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="offices",
                    to="partners.organisation",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="offices",
                    to="partners.place",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["place", "precedence"], name="office_place_precedence")],
        },
    ),
    migrations.CreateModel(
        name="Committee",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("code", models.CharField(max_length=120, unique=True)),
            (
                "tier",
                models.CharField(
                    choices=[
                        ("national", "national"),
                        ("division", "division"),
                        ("district", "district"),
                        ("upazila", "upazila"),
                        ("union", "union"),
                        ("municipality", "municipality"),
                    ],
                    max_length=12,
                ),
            ),
            ("name_en", models.CharField(max_length=200)),
            ("name_bn", models.CharField(max_length=200)),
            ("short_en", models.CharField(blank=True, max_length=80)),
            ("short_bn", models.CharField(blank=True, max_length=80)),
            ("aliases", models.JSONField(blank=True, default=list)),
            ("terms_of_reference", models.TextField(blank=True)),
            ("note", models.TextField(blank=True)),
            ("meets_every_months", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("is_frequency_verified", models.BooleanField(default=False)),
            ("quorum_seats", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("is_quorum_verified", models.BooleanField(default=False)),
            ("founded_on", models.DateField(blank=True, null=True)),
            ("ended_on", models.DateField(blank=True, null=True)),
            (
                "government_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "members_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "minute_takers_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "ngo_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="children",
                    to="partners.committee",
                ),
            ),
            (
                "secretariat_party",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "convener",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="convenes",
                    to="partners.organisation",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="committees",
                    to="partners.place",
                ),
            ),
            ("readers_behind_since", models.DateTimeField(blank=True, editable=False, null=True)),
            (
                "callers_party",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "notifiers_party",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "signers_party",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "permissions": [("take_minutes_committee", "May take the committee's minutes")],
            "indexes": [
                models.Index(fields=["tier", "name_en"], name="committee_tier_name"),
                models.Index(fields=["parent", "name_en"], name="committee_parent_name"),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("name_en"), "gin_trgm_ops"
                    ),
                    name="committee_en_folded",
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("name_bn"), "gin_trgm_ops"
                    ),
                    name="committee_bn_folded",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OrganisationName",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("name_en", models.CharField(blank=True, max_length=200)),
            ("name_bn", models.CharField(blank=True, max_length=200)),
            ("until", models.DateField(blank=True, null=True)),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="former_names",
                    to="partners.organisation",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Person",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("label_en", models.CharField(max_length=200)),
            ("label_bn", models.CharField(blank=True, max_length=200)),
            (
                "user",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="person",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("label_en"), "gin_trgm_ops"
                    ),
                    name="person_en_folded",
                ),
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        language.lookups.Folded("label_bn"), "gin_trgm_ops"
                    ),
                    name="person_bn_folded",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OfficeAssistant",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            (
                "office",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assistants",
                    to="partners.office",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assists",
                    to="partners.person",
                ),
            ),
            ("acts", models.BooleanField(db_default=False, default=False)),
            (
                "desk",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assists",
                    to="partners.office",
                ),
            ),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("by_label_bn", models.CharField(blank=True, db_default="", max_length=200)),
            ("by_label_en", models.CharField(blank=True, db_default="", max_length=200)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("desk__isnull", False), ("person", None)),
                        models.Q(("desk", None), ("person__isnull", False)),
                        _connector="OR",
                    ),
                    name="assistant_is_a_person_or_a_desk",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Delegation",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="delegations",
                    to="partners.committee",
                ),
            ),
            (
                "granted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="delegations",
                    to="partners.person",
                ),
            ),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("may_call", models.BooleanField(default=False)),
            ("may_enter_signature", models.BooleanField(default=False)),
            ("may_notify", models.BooleanField(default=False)),
        ],
    ),
    migrations.CreateModel(
        name="Place",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("code", models.CharField(max_length=40, unique=True)),
            (
                "tier",
                models.CharField(
                    choices=[
                        ("national", "national"),
                        ("division", "division"),
                        ("district", "district"),
                        ("upazila", "upazila"),
                        ("union", "union"),
                        ("municipality", "municipality"),
                        ("ward", "city-corporation ward"),
                        ("land-port", "land port"),
                        ("border-point", "border point"),
                        ("airport", "airport"),
                        ("landing", "landing place"),
                        ("camp", "camp"),
                    ],
                    max_length=12,
                ),
            ),
            ("path", models.CharField(db_index=True, max_length=80)),
            ("name_en", models.CharField(max_length=120)),
            ("name_bn", models.CharField(max_length=120)),
            (
                "aliases",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                ),
            ),
            ("bbs_code", models.CharField(blank=True, max_length=12)),
            ("p_code", models.CharField(blank=True, max_length=16)),
            ("since", models.DateField(blank=True, null=True)),
            ("until", models.DateField(blank=True, null=True)),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="children",
                    to="partners.place",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["parent", "name_en"], name="place_parent_name"),
                django.contrib.postgres.indexes.GinIndex(
                    language.lookups.AllFolded("aliases"), name="place_aliases_folded"
                ),
                models.Index(language.lookups.Folded("name_en"), name="place_en_folded"),
                models.Index(language.lookups.Folded("name_bn"), name="place_bn_folded"),
            ],
        },
    ),
    migrations.CreateModel(
        name="OrganisationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            ("code", models.CharField(max_length=120)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("ministry", "ministry"),
                        ("division", "division of a ministry"),
                        ("department", "department"),
                        ("law enforcement", "law enforcement agency"),
                        ("local office", "local office"),
                        ("local government", "local government"),
                        ("ngo", "NGO"),
                        ("ingo", "international NGO"),
                        ("un", "UN agency"),
                        ("development partner", "development partner"),
                        ("coalition", "coalition"),
                        ("survivors' network", "survivors’ network"),
                        ("research", "research body"),
                        ("media", "media"),
                        ("business", "business"),
                        ("court or prosecution", "court or prosecution"),
                        ("community", "community representatives"),
                        ("foreign counterpart", "foreign counterpart"),
                    ],
                    max_length=24,
                ),
            ),
            (
                "side",
                models.CharField(
                    choices=[
                        ("government", "Government"),
                        ("ngo", "NGO"),
                        ("international", "UN and international"),
                        ("community", "Community"),
                    ],
                    max_length=14,
                ),
            ),
            ("name_en", models.CharField(max_length=200)),
            ("name_bn", models.CharField(max_length=200)),
            ("short_en", models.CharField(blank=True, max_length=60)),
            ("short_bn", models.CharField(blank=True, max_length=60)),
            (
                "aliases",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                ),
            ),
            (
                "focus",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                ),
            ),
            ("note", models.TextField(blank=True)),
            ("until", models.DateField(blank=True, null=True)),
            ("has_left", models.BooleanField(default=False)),
            (
                "all_party",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="access.party",
                ),
            ),
            (
                "liaison_party",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="access.party",
                ),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
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
                    to="partners.organisation",
                ),
            ),
            (
                "successor",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.place",
                ),
            ),
            (
                "acting_party",
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
                "head_party",
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
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="OfficeEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            ("code", models.CharField(max_length=120)),
            ("title_en", models.CharField(max_length=160)),
            ("title_bn", models.CharField(blank=True, max_length=160)),
            ("heads", models.BooleanField(default=False)),
            ("precedence", models.PositiveSmallIntegerField(default=100)),
            ("phone", models.CharField(blank=True, max_length=20)),
            ("email", models.EmailField(blank=True, max_length=254)),
            (
                "party",
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
                    to="partners.office",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.place",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Seat",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("code", models.CharField(max_length=200, unique=True)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("chair", "chairperson"),
                        ("co_chair", "co-chairperson"),
                        ("member_secretary", "member secretary"),
                        ("member", "member"),
                        ("observer", "observer"),
                    ],
                    default="member",
                    max_length=16,
                ),
            ),
            ("title_en", models.CharField(blank=True, max_length=160)),
            ("title_bn", models.CharField(blank=True, max_length=160)),
            (
                "side",
                models.CharField(
                    choices=[
                        ("government", "Government"),
                        ("ngo", "NGO"),
                        ("international", "UN and international"),
                        ("community", "Community"),
                    ],
                    max_length=14,
                ),
            ),
            ("precedence", models.PositiveSmallIntegerField(default=100)),
            ("until", models.DateField(blank=True, null=True)),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="partners.committee"
                ),
            ),
            (
                "office",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="seats",
                    to="partners.office",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="seats",
                    to="partners.organisation",
                ),
            ),
            (
                "party",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["committee", "precedence"], name="seat_committee_precedence")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("office__isnull", False), ("until__isnull", True)),
                    fields=("committee", "office"),
                    name="one_seat_per_office",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SeatEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            ("code", models.CharField(max_length=200)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("chair", "chairperson"),
                        ("co_chair", "co-chairperson"),
                        ("member_secretary", "member secretary"),
                        ("member", "member"),
                        ("observer", "observer"),
                    ],
                    default="member",
                    max_length=16,
                ),
            ),
            ("title_en", models.CharField(blank=True, max_length=160)),
            ("title_bn", models.CharField(blank=True, max_length=160)),
            (
                "side",
                models.CharField(
                    choices=[
                        ("government", "Government"),
                        ("ngo", "NGO"),
                        ("international", "UN and international"),
                        ("community", "Community"),
                    ],
                    max_length=14,
                ),
            ),
            ("precedence", models.PositiveSmallIntegerField(default=100)),
            ("until", models.DateField(blank=True, null=True)),
            (
                "committee",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.committee",
                ),
            ),
            (
                "office",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.office",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "party",
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
                    to="partners.seat",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="CommitteeUserPermission",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "content_object",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="partners.committee"),
            ),
            (
                "permission",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
            ),
            (
                "user",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
            ),
        ],
        options={
            "abstract": False,
            "unique_together": {("user", "permission", "content_object")},
        },
    ),
    migrations.CreateModel(
        name="OfficeHolder",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            (
                "manner",
                models.CharField(
                    choices=[
                        ("substantive", "substantive"),
                        ("acting", "acting"),
                        ("additional_charge", "additional charge"),
                    ],
                    default="substantive",
                    max_length=18,
                ),
            ),
            ("order_number", models.CharField(blank=True, max_length=80)),
            ("order_date", models.DateField(blank=True, null=True)),
            (
                "office",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="holders", to="partners.office"
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="offices_held",
                    to="partners.person",
                ),
            ),
        ],
        options={
            "constraints": [
                django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("office", "="), ("period", "&&")], name="one_holder_of_an_office_at_a_time"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Membership",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "role",
                models.CharField(
                    choices=[("head", "head"), ("liaison", "liaison officer"), ("staff", "staff")],
                    max_length=8,
                ),
            ),
            ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="memberships",
                    to="partners.organisation",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="memberships",
                    to="partners.person",
                ),
            ),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
        ],
        options={
            "constraints": [
                django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("person", "="), ("organisation", "="), ("role", "="), ("period", "&&")],
                    name="one_membership_of_a_role_at_a_time",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Introduction",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Invited, not here yet"),
                        ("claimed", "Accepted with an account that existed before"),
                        ("accepted", "Accepted"),
                        ("refused", "The account was not the right one"),
                        ("disowned", "The account with this address or number is somebody else’s"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("claimed_at", models.DateTimeField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "claimed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
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
                "entered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "invitation",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="introduction",
                    to="access.invitation",
                ),
            ),
            (
                "office",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="introductions",
                    to="partners.office",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="introductions",
                    to="partners.organisation",
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="introductions",
                    to="partners.person",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
            ("is_listed", models.BooleanField(default=False)),
        ],
        options={
            "indexes": [
                models.Index(fields=["entered_by", "at"], name="introduction_entered_by_at"),
                models.Index(fields=["change", "id"], name="introduction_change"),
                models.Index(fields=["rank", "at", "id"], name="introduction_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="introduction_at_live",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("office__isnull", False), ("organisation__isnull", True)),
                        models.Q(("office__isnull", True), ("organisation__isnull", False)),
                        _connector="OR",
                    ),
                    name="introduction_is_into_one_thing",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="IntroductionAudience",
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
                    to="partners.introduction",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="introductionaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="introductionaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="introductionaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="OfficeChange",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("outgoing_until", models.DateTimeField(null=True)),
            ("order_number", models.CharField(max_length=80)),
            ("order_date", models.DateField()),
            ("at", access.models.history.WrittenAt()),
            ("objection_until", models.DateField()),
            ("objected_at", models.DateTimeField(null=True)),
            ("objection", models.TextField(blank=True)),
            ("decided_at", models.DateTimeField(null=True)),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[("stands", "The entry stands"), ("wrong", "The entry was wrong")],
                    max_length=6,
                ),
            ),
            ("is_undone", models.BooleanField(default=False)),
            ("live", models.BooleanField(default=False)),
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
                "deciding_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "entered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "entered_for",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.committee"
                ),
            ),
            (
                "incoming_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "incoming_term",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="partners.officeholder",
                ),
            ),
            (
                "objected_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "office",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="partners.office"
                ),
            ),
            (
                "outgoing_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "outgoing_term",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="partners.officeholder",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["office", "at"], name="office_change_of_office"),
                models.Index(fields=["change", "id"], name="officechange_change"),
                models.Index(fields=["rank", "at", "id"], name="officechange_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="officechange_at_live",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("decided_at__isnull", True), ("objected_at__isnull", False), _connector="OR"
                    ),
                    name="office_change_is_decided_on_objection",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="OfficeChangeAudience",
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
                    to="partners.officechange",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="officechangeaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="officechangeaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="officechangeaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="NetworkFigure",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "side",
                models.CharField(
                    blank=True,
                    choices=[
                        ("government", "Government"),
                        ("ngo", "NGO"),
                        ("international", "UN and international"),
                        ("community", "Community"),
                    ],
                    max_length=14,
                    unique=True,
                ),
            ),
            ("people", models.PositiveIntegerField()),
            ("counted_at", models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name="CommitteeSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="committeesearch_found"
                ),
                django.contrib.postgres.indexes.GinIndex(
                    fields=["names"], name="committeesearch_names", opclasses=["gin_trgm_ops"]
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OfficeSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="officesearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="OrganisationSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="organisationsearch_found"
                ),
                django.contrib.postgres.indexes.GinIndex(
                    fields=["names"], name="organisationsearch_names", opclasses=["gin_trgm_ops"]
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PlaceSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="placesearch_found"
                ),
                django.contrib.postgres.indexes.GinIndex(
                    fields=["names"], name="placesearch_names", opclasses=["gin_trgm_ops"]
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Program",
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
            ("name", models.CharField(max_length=60)),
            ("answerable_since", models.DateTimeField()),
            ("speaks", models.BooleanField(default=False)),
            ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            (
                "answerable",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="programs", to="partners.person"
                ),
            ),
            (
                "answerable_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="programs",
                    to="partners.organisation",
                ),
            ),
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="program",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="program_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="program_at_live"
                ),
                models.Index(fields=["change", "id"], name="program_change"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ProgramAudience",
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
                    to="partners.program",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="programaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="programaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="programaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="FirstStep",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "step",
                models.CharField(
                    choices=[("seats", "Look at the seats"), ("last-meeting", "Enter the last meeting")],
                    max_length=12,
                ),
            ),
            ("at", access.models.history.WrittenAt()),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.committee"
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("user", "committee", "step"), name="first_step_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Presence",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "work",
                models.CharField(
                    choices=[
                        ("awareness", "Awareness and prevention"),
                        ("identification", "Identification and rescue"),
                        ("counselling", "Counselling and health care"),
                        ("legal-aid", "Legal aid and prosecution"),
                        ("livelihood", "Livelihood and reintegration"),
                        ("capacity", "Training and coordination"),
                    ],
                    max_length=16,
                    verbose_name="kind of work",
                ),
            ),
            ("since", models.DateField(verbose_name="from")),
            ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="presences",
                    to="partners.organisation",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="partners.place"
                ),
            ),
            ("entered_at", models.DateTimeField(editable=False)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                    name="presence_ends_after_it_begins",
                ),
                django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[
                        ("organisation", "="),
                        ("place", "="),
                        ("work", "="),
                        (
                            models.Func(
                                "since",
                                "until",
                                django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                function="DATERANGE",
                            ),
                            "&&",
                        ),
                    ],
                    name="one_presence_of_a_work_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "work__in",
                            [
                                "awareness",
                                "identification",
                                "counselling",
                                "legal-aid",
                                "livelihood",
                                "capacity",
                            ],
                        )
                    ),
                    name="presence_work_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PresenceEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            (
                "work",
                models.CharField(
                    choices=[
                        ("awareness", "Awareness and prevention"),
                        ("identification", "Identification and rescue"),
                        ("counselling", "Counselling and health care"),
                        ("legal-aid", "Legal aid and prosecution"),
                        ("livelihood", "Livelihood and reintegration"),
                        ("capacity", "Training and coordination"),
                    ],
                    max_length=16,
                    verbose_name="kind of work",
                ),
            ),
            ("since", models.DateField(verbose_name="from")),
            ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            (
                "organisation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
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
                    to="partners.presence",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.place",
                ),
            ),
            ("entered_at", models.DateTimeField(editable=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="OfficeKind",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "tier",
                models.CharField(
                    choices=[("district", "district"), ("upazila", "upazila"), ("union", "union")],
                    max_length=12,
                    verbose_name="level",
                ),
            ),
            ("slug", models.CharField(max_length=79)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("ministry", "ministry"),
                        ("division", "division of a ministry"),
                        ("department", "department"),
                        ("law enforcement", "law enforcement agency"),
                        ("local office", "local office"),
                        ("local government", "local government"),
                        ("ngo", "NGO"),
                        ("ingo", "international NGO"),
                        ("un", "UN agency"),
                        ("development partner", "development partner"),
                        ("coalition", "coalition"),
                        ("survivors' network", "survivors’ network"),
                        ("research", "research body"),
                        ("media", "media"),
                        ("business", "business"),
                        ("court or prosecution", "court or prosecution"),
                        ("community", "community representatives"),
                        ("foreign counterpart", "foreign counterpart"),
                    ],
                    max_length=24,
                ),
            ),
            (
                "side",
                models.CharField(
                    choices=[("government", "Government"), ("community", "Community")],
                    max_length=14,
                    verbose_name="side",
                ),
            ),
            ("name_en", models.CharField(max_length=120)),
            ("name_bn", models.CharField(max_length=120)),
            ("head_en", models.CharField(max_length=79)),
            ("head_bn", models.CharField(max_length=79)),
            (
                "aliases",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                ),
            ),
            ("made", models.PositiveIntegerField(blank=True, editable=False, null=True)),
            ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("formerly", models.JSONField(blank=True, default=list, editable=False)),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("tier", "slug"), name="one_kind_of_an_office_in_a_tier"),
                models.CheckConstraint(
                    condition=models.Q(("side__in", ["government", "community"])),
                    name="office_kind_of_no_other_side",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OfficeKindEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            (
                "tier",
                models.CharField(
                    choices=[("district", "district"), ("upazila", "upazila"), ("union", "union")],
                    max_length=12,
                    verbose_name="level",
                ),
            ),
            ("slug", models.CharField(max_length=79)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("ministry", "ministry"),
                        ("division", "division of a ministry"),
                        ("department", "department"),
                        ("law enforcement", "law enforcement agency"),
                        ("local office", "local office"),
                        ("local government", "local government"),
                        ("ngo", "NGO"),
                        ("ingo", "international NGO"),
                        ("un", "UN agency"),
                        ("development partner", "development partner"),
                        ("coalition", "coalition"),
                        ("survivors' network", "survivors’ network"),
                        ("research", "research body"),
                        ("media", "media"),
                        ("business", "business"),
                        ("court or prosecution", "court or prosecution"),
                        ("community", "community representatives"),
                        ("foreign counterpart", "foreign counterpart"),
                    ],
                    max_length=24,
                ),
            ),
            (
                "side",
                models.CharField(
                    choices=[("government", "Government"), ("community", "Community")],
                    max_length=14,
                    verbose_name="side",
                ),
            ),
            ("name_en", models.CharField(max_length=120)),
            ("name_bn", models.CharField(max_length=120)),
            ("head_en", models.CharField(max_length=79)),
            ("head_bn", models.CharField(max_length=79)),
            (
                "aliases",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                ),
            ),
            ("made", models.PositiveIntegerField(blank=True, editable=False, null=True)),
            ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("formerly", models.JSONField(blank=True, default=list, editable=False)),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="partners.organisation",
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
                    to="partners.officekind",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="OfficerList",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("read", "Read: nobody is appointed yet"),
                        ("running", "Is being carried out"),
                        ("paused", "Paused: not all could be done now. Go on later, or tomorrow"),
                        ("done", "Carried out"),
                        ("stopped", "Stopped: you enter no officers of this committee any more"),
                    ],
                    default="read",
                    max_length=8,
                ),
            ),
            ("order_number", models.CharField(blank=True, max_length=80)),
            ("order_date", models.DateField(null=True)),
            (
                "unknown_heads",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=80), default=list, size=None
                ),
            ),
            ("above", models.PositiveIntegerField(default=0)),
            (
                "others",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=40), default=list, size=None
                ),
            ),
            ("alive_at", models.DateTimeField(null=True)),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="officer_lists",
                    to="partners.committee",
                ),
            ),
            (
                "entered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["entered_by", "at"], name="officer_list_of_sender"),
                models.Index(
                    condition=models.Q(("state", "running")), fields=["at"], name="officer_list_running"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OfficerRow",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("number", models.PositiveIntegerField()),
            ("typed", models.JSONField(default=dict)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("will", "Will be appointed"),
                        ("done", "Appointed"),
                        ("there", "Already there"),
                        ("held", "Somebody holds this office"),
                        ("asked", "To be made clear"),
                        ("refused", "Not done"),
                    ],
                    max_length=8,
                ),
            ),
            ("why", models.CharField(blank=True, max_length=30)),
            ("done_at", models.DateTimeField(null=True)),
            (
                "introduction",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="officer_row",
                    to="partners.introduction",
                ),
            ),
            (
                "office",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.office",
                ),
            ),
            (
                "officer_list",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="rows",
                    to="partners.officerlist",
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "indexes": [
                models.Index(fields=["officer_list", "id"], name="officer_row_of_list"),
                models.Index(fields=["done_at"], name="officer_row_done_at"),
            ],
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="organisation",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "partners_organisationevent" ("acting_party_id", "aliases", "all_party_id", "code", "focus", "has_left", "head_party_id", "id", "kind", "liaison_party_id", "name_bn", "name_en", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "short_bn", "short_en", "side", "successor_id", "until") VALUES (OLD."acting_party_id", OLD."aliases", OLD."all_party_id", OLD."code", OLD."focus", OLD."has_left", OLD."head_party_id", OLD."id", OLD."kind", OLD."liaison_party_id", OLD."name_bn", OLD."name_en", OLD."note", OLD."parent_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."ref", OLD."short_bn", OLD."short_en", OLD."side", OLD."successor_id", OLD."until"); RETURN NULL;',
                hash="882848b8c21a22a8296dc28d3246af599be72c99",
                operation="UPDATE",
                pgid="pgtrigger_update_update_8fb0e",
                table="partners_organisation",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="organisation",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "partners_organisationevent" ("acting_party_id", "aliases", "all_party_id", "code", "focus", "has_left", "head_party_id", "id", "kind", "liaison_party_id", "name_bn", "name_en", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "short_bn", "short_en", "side", "successor_id", "until") VALUES (OLD."acting_party_id", OLD."aliases", OLD."all_party_id", OLD."code", OLD."focus", OLD."has_left", OLD."head_party_id", OLD."id", OLD."kind", OLD."liaison_party_id", OLD."name_bn", OLD."name_en", OLD."note", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."ref", OLD."short_bn", OLD."short_en", OLD."side", OLD."successor_id", OLD."until"); RETURN NULL;',
                hash="c906f2a10377a5505924228e24ec3cc17f85c0d3",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_7d3a7",
                table="partners_organisation",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="office",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "partners_officeevent" ("code", "email", "heads", "id", "organisation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "precedence", "ref", "title_bn", "title_en") VALUES (OLD."code", OLD."email", OLD."heads", OLD."id", OLD."organisation_id", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."place_id", OLD."precedence", OLD."ref", OLD."title_bn", OLD."title_en"); RETURN NULL;',
                hash="46668e1b74885c6eb72f06a2ba25669d3f3e813d",
                operation="UPDATE",
                pgid="pgtrigger_update_update_c80d1",
                table="partners_office",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="office",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "partners_officeevent" ("code", "email", "heads", "id", "organisation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "precedence", "ref", "title_bn", "title_en") VALUES (OLD."code", OLD."email", OLD."heads", OLD."id", OLD."organisation_id", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."place_id", OLD."precedence", OLD."ref", OLD."title_bn", OLD."title_en"); RETURN NULL;',
                hash="ab79e9dd354ab1a5be544e40f0251c4a5b153e21",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_2001f",
                table="partners_office",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="seat",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "partners_seatevent" ("code", "committee_id", "id", "office_id", "organisation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precedence", "ref", "role", "side", "title_bn", "title_en", "until") VALUES (OLD."code", OLD."committee_id", OLD."id", OLD."office_id", OLD."organisation_id", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."precedence", OLD."ref", OLD."role", OLD."side", OLD."title_bn", OLD."title_en", OLD."until"); RETURN NULL;',
                hash="6d1a42b74a9293535f438675caa4f815cda90618",
                operation="UPDATE",
                pgid="pgtrigger_update_update_276ea",
                table="partners_seat",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="seat",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "partners_seatevent" ("code", "committee_id", "id", "office_id", "organisation_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precedence", "ref", "role", "side", "title_bn", "title_en", "until") VALUES (OLD."code", OLD."committee_id", OLD."id", OLD."office_id", OLD."organisation_id", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precedence", OLD."ref", OLD."role", OLD."side", OLD."title_bn", OLD."title_en", OLD."until"); RETURN NULL;',
                hash="0bc1b1ac1aec8a5edeadea3af1399eade5d8bcf4",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_21f3f",
                table="partners_seat",
                when="AFTER",
            ),
        ),
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
    pgtrigger.migrations.AddTrigger(
        model_name="program",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="3790c1f769ad985ef839c15cd194d139485360c9",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_ef694",
                table="partners_program",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="program",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="d03b44d790e71f345613ab17bf89d7c592d981e5",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_c8f0e",
                table="partners_program",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="programaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE partners_program AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="cf882b993291eeb77ae63c281ee413eda1a4f701",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_a0c02",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="partners_programaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="programaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE partners_program AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="0dbaba48260014db9f807d60c27a769ad6bd2209",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_b76f0",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="partners_programaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="presence",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "partners_presenceevent" ("entered_at", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "since", "until", "work") VALUES (OLD."entered_at", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."ref", OLD."since", OLD."until", OLD."work"); RETURN NULL;',
                hash="8dab266ba1e90189a0a0559f9322d9ce396bd264",
                operation="UPDATE",
                pgid="pgtrigger_update_update_470a8",
                table="partners_presence",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="presence",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "partners_presenceevent" ("entered_at", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "since", "until", "work") VALUES (OLD."entered_at", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."ref", OLD."since", OLD."until", OLD."work"); RETURN NULL;',
                hash="0ee7c04a923441b0a1d1134d5e87ae7e261ee0fc",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_152dd",
                table="partners_presence",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="officekind",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "partners_officekindevent" ("aliases", "asked_at", "formerly", "head_bn", "head_en", "id", "kind", "made", "name_bn", "name_en", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "side", "slug", "tier") VALUES (OLD."aliases", OLD."asked_at", OLD."formerly", OLD."head_bn", OLD."head_en", OLD."id", OLD."kind", OLD."made", OLD."name_bn", OLD."name_en", OLD."parent_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ref", OLD."side", OLD."slug", OLD."tier"); RETURN NULL;',
                hash="8df01a6f82ddfac1a344ded86fff02573171add1",
                operation="UPDATE",
                pgid="pgtrigger_update_update_05f2c",
                table="partners_officekind",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="officekind",
        trigger=pgtrigger.compiler.Trigger(
            name="delete_delete",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "partners_officekindevent" ("aliases", "asked_at", "formerly", "head_bn", "head_en", "id", "kind", "made", "name_bn", "name_en", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "side", "slug", "tier") VALUES (OLD."aliases", OLD."asked_at", OLD."formerly", OLD."head_bn", OLD."head_en", OLD."id", OLD."kind", OLD."made", OLD."name_bn", OLD."name_en", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."side", OLD."slug", OLD."tier"); RETURN NULL;',
                hash="1a24c15cacaf3ac7219bb863054fb388b49d4a40",
                operation="DELETE",
                pgid="pgtrigger_delete_delete_fc96a",
                table="partners_officekind",
                when="AFTER",
            ),
        ),
    ),
]
# These were added to tables that stood, and are called so everywhere.
REFS = [
    migrations.RunSQL(
        f"ALTER TABLE {table} RENAME CONSTRAINT {table}_ref_key TO {table}_ref_{called}_uniq",
        f"ALTER TABLE {table} RENAME CONSTRAINT {table}_ref_{called}_uniq TO {table}_ref_key",
    )
    for table, called in (
        ("partners_delegation", "da574df6"),
        ("partners_membership", "0a450dbd"),
        ("partners_officeassistant", "fa0aeb4a"),
    )
]


class Migration(migrations.Migration):
    initial = True
    # As it was called while it stood for fewer: databases and backups note it by that name.
    formerly = ("0001_places_organisations_committees_squashed_0019",)

    replaces = [
        ("partners", "0001_places_organisations_committees"),
        ("partners", "0002_history_of_offices_and_seats"),
        ("partners", "0003_committee_readers_behind"),
        ("partners", "0004_membership_and_delegation_refs"),
        ("partners", "0005_fill_membership_and_delegation_refs"),
        ("partners", "0006_require_membership_and_delegation_refs"),
        ("partners", "0007_introductions"),
        ("partners", "0008_folded_names"),
        ("partners", "0009_powers_of_delegations"),
        ("partners", "0010_office_changes"),
        ("partners", "0011_network_figures"),
        ("partners", "0012_numbers_of_changes"),
        ("partners", "0013_short_names_and_codes_folded"),
        ("partners", "0014_ranks"),
        ("partners", "0015_search"),
        ("partners", "0016_search_words"),
        ("partners", "0017_fill_search"),
        ("partners", "0018_names_of_people_folded"),
        ("partners", "0019_programs"),
        ("partners", "0020_first_steps"),
        ("partners", "0021_presence"),
        ("partners", "0022_community_bodies"),
        ("partners", "0023_assistants_who_act"),
        ("partners", "0024_no_line_says_shelter"),
        ("partners", "0025_when_presence_was_entered"),
        ("partners", "0026_head_parties"),
        ("partners", "0027_places_of_more_kinds"),
        ("partners", "0028_kinds_of_local_offices"),
        ("partners", "0029_officer_lists"),
        ("partners", "0030_listed_introductions"),
    ]

    dependencies = [
        ("access", "0027_official_addresses"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
        *REFS,
        *SEARCH,
    ]
