"""The room as its first migrations left it: meetings, minutes with all that is decided in them, requests and papers."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import access.models.history
import access.models.records
import access.toolkit.refs
from access.migrations._together import Together
from meetings.migrations._search import SEARCH

TABLES = [
    migrations.CreateModel(
        name="Meeting",
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
                        ("ordinary", "Ordinary meeting"),
                        ("emergency", "Emergency meeting"),
                        ("task-force", "Task force meeting"),
                        ("joint", "Joint meeting"),
                        ("bilateral", "Bilateral meeting"),
                        ("consultation", "Consultation"),
                        ("webinar", "Webinar"),
                        ("observance", "Observance of a day"),
                        ("training", "Joint training"),
                        ("mission", "Field mission"),
                        ("workshop", "Workshop"),
                    ],
                    default="ordinary",
                    max_length=14,
                ),
            ),
            (
                "mode",
                models.CharField(
                    choices=[
                        ("in-person", "In person"),
                        ("online", "Online"),
                        ("hybrid", "In person and online"),
                    ],
                    default="in-person",
                    max_length=10,
                ),
            ),
            (
                "cooperation",
                models.CharField(
                    choices=[
                        ("partnership", "Partnership"),
                        ("consultation", "Consultation"),
                        ("notification", "Notification"),
                        ("participation", "Participation"),
                    ],
                    default="participation",
                    max_length=14,
                ),
            ),
            (
                "level",
                models.CharField(
                    choices=[
                        ("committee", "The committee"),
                        ("committee-and-upline", "The committee and the secretariats above it"),
                        ("network", "Everyone in the network"),
                    ],
                    default="committee-and-upline",
                    max_length=22,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("planned", "Planned"),
                        ("notice-sent", "Notice sent"),
                        ("in-session", "Minutes being written"),
                        ("drafted", "Minutes drafted"),
                        ("approved", "Approved by the chair"),
                        ("circulated", "Circulated"),
                        ("confirmed", "Confirmed"),
                        ("cancelled", "Cancelled"),
                    ],
                    default="planned",
                    max_length=12,
                ),
            ),
            ("title_en", models.CharField(blank=True, max_length=300)),
            ("title_bn", models.CharField(blank=True, max_length=300)),
            ("on_date", models.DateField()),
            (
                "precision",
                models.CharField(
                    choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                    default="day",
                    max_length=5,
                ),
            ),
            ("starts_at", models.DateTimeField(blank=True, null=True)),
            ("ends_at", models.DateTimeField(blank=True, null=True)),
            ("place_text", models.CharField(blank=True, max_length=300)),
            ("link", models.CharField(blank=True, max_length=500)),
            ("memo_number", models.CharField(blank=True, max_length=80)),
            ("called_at", models.DateTimeField(null=True)),
            ("notice_sent_at", models.DateTimeField(blank=True, null=True)),
            ("entered_afterwards", models.BooleanField(default=False)),
            ("note", models.TextField(blank=True)),
            ("source", models.CharField(blank=True, max_length=300)),
            ("source_code", models.CharField(blank=True, max_length=60, null=True, unique=True)),
            ("is_illustrative", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "called_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "chair_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            (
                "lead_committee",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="led_meetings",
                    to="partners.committee",
                ),
            ),
            (
                "minute_takers_party",
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
            ("untold_change_at", models.DateTimeField(blank=True, null=True)),
            (
                "untold_change_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("discreet", models.BooleanField(default=False)),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
            ("covered", models.JSONField(null=True)),
            (
                "committees",
                models.ManyToManyField(
                    related_name="meetings", through="meetings.MeetingOf", to="partners.committee"
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["lead_committee", "at"], name="meeting_of_committee_at"),
                models.Index(
                    condition=models.Q(("untold_change_at__isnull", False)),
                    fields=["untold_change_at"],
                    name="meeting_untold_change",
                ),
                models.Index(fields=["change", "id"], name="meeting_change"),
                models.Index(fields=["rank", "at", "id"], name="meeting_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="meeting_at_live"
                ),
                models.Index(
                    condition=models.Q(("state", "confirmed")),
                    fields=["rank", "at", "id"],
                    name="meeting_at_confirmed",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("ends_at__isnull", True),
                        ("starts_at__isnull", True),
                        ("ends_at__gt", models.F("starts_at")),
                        _connector="OR",
                    ),
                    name="meeting_ends_after_it_starts",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AgendaItem",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("business", "Business"),
                        ("matters-arising", "Matters arising"),
                        ("any-other", "Any other business"),
                    ],
                    default="business",
                    max_length=16,
                ),
            ),
            ("title", models.CharField(blank=True, max_length=300)),
            ("note", models.CharField(blank=True, max_length=300)),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="agenda", to="meetings.meeting"
                ),
            ),
            ("is_on_notice", models.BooleanField(default=True)),
        ],
        options={
            "ordering": ["position", "id"],
            "constraints": [
                models.UniqueConstraint(
                    deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                    fields=("meeting", "position"),
                    name="agenda_position_once",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="MeetingAudience",
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
                    to="meetings.meeting",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="meetingaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="meetingaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="meetingaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="MeetingEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("id", models.BigIntegerField()),
            ("ref", models.CharField(default=access.toolkit.refs.new_ref, editable=False, max_length=22)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("ordinary", "Ordinary meeting"),
                        ("emergency", "Emergency meeting"),
                        ("task-force", "Task force meeting"),
                        ("joint", "Joint meeting"),
                        ("bilateral", "Bilateral meeting"),
                        ("consultation", "Consultation"),
                        ("webinar", "Webinar"),
                        ("observance", "Observance of a day"),
                        ("training", "Joint training"),
                        ("mission", "Field mission"),
                        ("workshop", "Workshop"),
                    ],
                    default="ordinary",
                    max_length=14,
                ),
            ),
            (
                "mode",
                models.CharField(
                    choices=[
                        ("in-person", "In person"),
                        ("online", "Online"),
                        ("hybrid", "In person and online"),
                    ],
                    default="in-person",
                    max_length=10,
                ),
            ),
            (
                "cooperation",
                models.CharField(
                    choices=[
                        ("partnership", "Partnership"),
                        ("consultation", "Consultation"),
                        ("notification", "Notification"),
                        ("participation", "Participation"),
                    ],
                    default="participation",
                    max_length=14,
                ),
            ),
            (
                "level",
                models.CharField(
                    choices=[
                        ("committee", "The committee"),
                        ("committee-and-upline", "The committee and the secretariats above it"),
                        ("network", "Everyone in the network"),
                    ],
                    default="committee-and-upline",
                    max_length=22,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("planned", "Planned"),
                        ("notice-sent", "Notice sent"),
                        ("in-session", "Minutes being written"),
                        ("drafted", "Minutes drafted"),
                        ("approved", "Approved by the chair"),
                        ("circulated", "Circulated"),
                        ("confirmed", "Confirmed"),
                        ("cancelled", "Cancelled"),
                    ],
                    default="planned",
                    max_length=12,
                ),
            ),
            ("title_en", models.CharField(blank=True, max_length=300)),
            ("title_bn", models.CharField(blank=True, max_length=300)),
            ("on_date", models.DateField()),
            (
                "precision",
                models.CharField(
                    choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                    default="day",
                    max_length=5,
                ),
            ),
            ("starts_at", models.DateTimeField(blank=True, null=True)),
            ("ends_at", models.DateTimeField(blank=True, null=True)),
            ("place_text", models.CharField(blank=True, max_length=300)),
            ("link", models.CharField(blank=True, max_length=500)),
            ("memo_number", models.CharField(blank=True, max_length=80)),
            ("called_at", models.DateTimeField(null=True)),
            ("notice_sent_at", models.DateTimeField(blank=True, null=True)),
            ("entered_afterwards", models.BooleanField(default=False)),
            ("note", models.TextField(blank=True)),
            ("source", models.CharField(blank=True, max_length=300)),
            ("source_code", models.CharField(blank=True, max_length=60, null=True)),
            ("is_illustrative", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "called_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "chair_party",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="access.party",
                ),
            ),
            (
                "lead_committee",
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
                "minute_takers_party",
                models.ForeignKey(
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
                    to="meetings.meeting",
                ),
            ),
            (
                "secretariat_party",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="access.party",
                ),
            ),
            ("untold_change_at", models.DateTimeField(blank=True, null=True)),
            (
                "untold_change_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("discreet", models.BooleanField(default=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="MeetingOf",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("number", models.PositiveIntegerField(blank=True, null=True)),
            ("name_en", models.CharField(blank=True, max_length=300)),
            ("name_bn", models.CharField(blank=True, max_length=300)),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sittings",
                    to="partners.committee",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="sittings",
                    to="meetings.meeting",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "committee"), name="meeting_of_committee_once"),
                models.UniqueConstraint(
                    condition=models.Q(("number__isnull", False)),
                    fields=("committee", "number"),
                    name="meeting_number_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MeetingOrganiser",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("organiser", "Organised by"),
                        ("supporter", "Supported by"),
                        ("funder", "Funded by"),
                        ("for", "Held for"),
                        ("facilitator", "Facilitated by"),
                        ("invited", "Invited"),
                    ],
                    default="organiser",
                    max_length=12,
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.committee",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="organisers",
                    to="meetings.meeting",
                ),
            ),
            (
                "organisation",
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
                models.UniqueConstraint(
                    fields=("meeting", "organisation", "role"), name="meeting_organiser_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("committee__isnull", True), ("organisation__isnull", False)),
                        models.Q(("committee__isnull", False), ("organisation__isnull", True)),
                        _connector="OR",
                    ),
                    name="meeting_organiser_is_one_body",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Minutes",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("opened_at", models.DateTimeField()),
            ("saved_at", models.DateTimeField(blank=True, null=True)),
            ("with_chair_since", models.DateTimeField(blank=True, null=True)),
            ("sent_back_at", models.DateTimeField(blank=True, null=True)),
            ("sent_back_note", models.TextField(blank=True)),
            ("approved_at", models.DateTimeField(blank=True, null=True)),
            ("signed_by", models.CharField(blank=True, max_length=200)),
            ("signed_on", models.DateField(blank=True, null=True)),
            ("circulated_at", models.DateTimeField(blank=True, null=True)),
            ("frozen_text", models.TextField(blank=True)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("quorum_needed", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("is_confirmed", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
            (
                "approved_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "circulated_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "entered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "meeting",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="meetings.meeting"
                ),
            ),
            (
                "entered_under",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.delegation",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
            ("memo_number", models.CharField(blank=True, max_length=80)),
            (
                "attended_party",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
            ("confirmed_at", models.DateTimeField(null=True)),
            (
                "confirmed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "confirmed_in",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.meeting",
                ),
            ),
            ("confirmed_on", models.DateField(null=True)),
            ("confirmed_sha256", models.CharField(blank=True, max_length=64)),
            ("confirmed_text", models.TextField(blank=True)),
            ("seats", models.PositiveSmallIntegerField(editable=False, null=True)),
            ("seats_mailed", models.PositiveSmallIntegerField(editable=False, null=True)),
            ("seats_told", models.PositiveSmallIntegerField(editable=False, null=True)),
        ],
        options={
            "verbose_name_plural": "minutes",
            "indexes": [
                models.Index(
                    condition=models.Q(("is_confirmed", False)),
                    fields=["at", "id"],
                    name="minutes_at_unconfirmed",
                ),
                models.Index(fields=["change", "id"], name="minutes_change"),
                models.Index(fields=["rank", "at", "id"], name="minutes_at"),
                models.Index(
                    condition=models.Q(("live", True)), fields=["rank", "at", "id"], name="minutes_at_live"
                ),
                models.Index(
                    condition=models.Q(("is_confirmed", True)),
                    fields=["rank", "at", "id"],
                    name="minutes_at_confirmed",
                ),
                models.Index(
                    fields=["sha256"], name="minutes_by_beginning_of_hash", opclasses=["varchar_pattern_ops"]
                ),
                models.Index(
                    condition=models.Q(("is_confirmed", True), ("live", True)),
                    fields=["rank", "at", "id"],
                    name="minutes_at_live_confirmed",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("sha256", ""), models.Q(("frozen_text", ""), _negated=True), _connector="OR"
                    ),
                    name="minutes_hash_is_of_a_text",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("is_confirmed", False), models.Q(("sha256", ""), _negated=True), _connector="OR"
                    ),
                    name="minutes_confirmed_are_frozen",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("confirmed_sha256", ""),
                        models.Q(("confirmed_text", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="minutes_second_hash_is_of_a_text",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("confirmed_sha256", ""), ("is_confirmed", False)),
                        models.Q(("is_confirmed", True), models.Q(("confirmed_sha256", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="minutes_confirmed_have_a_hash",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MatterArising",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("reported-done", "Reported done"),
                        ("carried-forward", "Carry forward"),
                        ("drop-proposed", "Propose to drop"),
                    ],
                    max_length=16,
                ),
            ),
            ("note", models.TextField(blank=True)),
            ("what", models.TextField()),
            ("owner_en", models.CharField(max_length=300)),
            ("owner_bn", models.CharField(blank=True, max_length=300)),
            ("due_on", models.DateField(blank=True, null=True)),
            (
                "commitment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commitments.commitment"
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="matters", to="meetings.minutes"
                ),
            ),
        ],
        options={
            "ordering": ["id"],
            "constraints": [
                models.UniqueConstraint(fields=("minutes", "commitment"), name="matter_arising_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="ItemMinutes",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("discussion", models.TextField(blank=True)),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "item",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="written",
                    to="meetings.agendaitem",
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="items", to="meetings.minutes"
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="HeadCount",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("participants", "Participants"),
                        ("survivors", "Survivors"),
                        ("survivors-spoke", "Survivors who spoke"),
                        ("other", "Another group"),
                    ],
                    default="participants",
                    max_length=16,
                ),
            ),
            ("group", models.CharField(blank=True, max_length=200)),
            ("total", models.PositiveIntegerField()),
            ("female", models.PositiveIntegerField(blank=True, null=True)),
            ("male", models.PositiveIntegerField(blank=True, null=True)),
            ("at_least", models.BooleanField(default=False)),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="head_counts",
                    to="meetings.minutes",
                ),
            ),
        ],
        options={
            "ordering": ["id"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("female__isnull", True),
                        ("male__isnull", True),
                        (
                            "total__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("female"), "+", models.F("male")
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="head_count_by_sex_fits_the_total",
                ),
                models.CheckConstraint(
                    condition=models.Q(("group", ""), ("kind", "other"), _negated=True),
                    name="head_count_says_which_group",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Decision",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("text", models.TextField()),
            ("number", models.CharField(blank=True, max_length=20)),
            (
                "item",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="decision",
                    to="meetings.agendaitem",
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="decisions",
                    to="meetings.minutes",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Attendance",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("position", models.PositiveSmallIntegerField(default=0)),
            ("label_en", models.CharField(blank=True, max_length=300)),
            ("label_bn", models.CharField(blank=True, max_length=300)),
            ("side", models.CharField(blank=True, max_length=20)),
            ("counts_for_quorum", models.BooleanField(default=False)),
            (
                "status",
                models.CharField(
                    blank=True,
                    choices=[
                        ("present", "Present"),
                        ("delegate", "Delegate sent"),
                        ("apologies", "Apologies"),
                        ("absent", "Absent"),
                        ("invited", "Invited"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "capacity",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "In attendance"),
                        ("chair", "Chairperson"),
                        ("secretary", "Member secretary"),
                        ("guest", "Guest"),
                        ("concluded", "Gave the concluding remarks"),
                    ],
                    default="",
                    max_length=10,
                ),
            ),
            ("delegate_label", models.CharField(blank=True, max_length=200)),
            (
                "delegate",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.person",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.seat",
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="attendance",
                    to="meetings.minutes",
                ),
            ),
        ],
        options={
            "ordering": ["position", "id"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("seat__isnull", False)),
                    fields=("minutes", "seat"),
                    name="attendance_of_seat_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("label_bn", ""), ("label_en", ""), _negated=True),
                    name="attendance_says_which_office",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ActionPoint",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("what", models.TextField()),
            ("owner_en", models.CharField(max_length=300)),
            ("owner_bn", models.CharField(blank=True, max_length=300)),
            ("due_on", models.DateField()),
            (
                "commitment",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="action_point",
                    to="commitments.commitment",
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.organisation",
                ),
            ),
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="action_points",
                    to="meetings.agendaitem",
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="action_points",
                    to="meetings.minutes",
                ),
            ),
            ("chosen", models.ManyToManyField(blank=True, related_name="+", to="partners.seat")),
            (
                "commitments",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="action_point",
                    to="commitments.commitmentgroup",
                ),
            ),
            (
                "group",
                models.CharField(
                    blank=True,
                    choices=[
                        ("unions", "All union parishads"),
                        ("departments", "All departments concerned"),
                        ("parishad", "All members of the union parishad"),
                        ("members", "All members of the committee"),
                    ],
                    db_default="",
                    max_length=12,
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
        ],
        options={
            "ordering": ["position", "id"],
            "constraints": [
                models.UniqueConstraint(fields=("item", "position"), name="action_point_position_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("group", ""), ("owner__isnull", False)),
                        models.Q(
                            models.Q(("group", ""), _negated=True), ("owner", None), ("speaks_for", None)
                        ),
                        _connector="OR",
                    ),
                    name="action_point_is_of_a_body_or_a_group",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MinutesAudience",
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
                    to="meetings.minutes",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="minutesaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="minutesaudience_live",
                ),
            ],
            "constraints": [models.UniqueConstraint(fields=("record", "party"), name="minutesaudience_once")],
        },
    ),
    migrations.CreateModel(
        name="DraftOpening",
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
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="openings",
                    to="meetings.minutes",
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
        },
    ),
    migrations.CreateModel(
        name="DelegatedStep",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            (
                "step",
                models.CharField(
                    choices=[
                        ("called", "Called the meeting"),
                        ("past", "Entered a past meeting"),
                        ("changed", "Changed day, time, place or title"),
                        ("cancelled", "Called the meeting off"),
                        ("agenda", "Changed the agenda after the notice"),
                        ("notice", "Sent the notice"),
                        ("guests", "Changed the guests whom the notice names"),
                        ("asked", "Asked another committee to hold the meeting together"),
                        ("opened", "Started the minutes"),
                        ("to-chair", "Sent the draft to the chair"),
                        ("taken-back", "Took the draft back"),
                        ("signature", "Entered the chair’s signature on paper"),
                    ],
                    max_length=10,
                ),
            ),
            ("at", access.models.history.WrittenAt()),
            ("live", models.BooleanField(default=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "delegation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.delegation"
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="delegated_steps",
                    to="meetings.meeting",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["change", "id"], name="delegatedstep_change"),
                models.Index(fields=["rank", "at", "id"], name="delegatedstep_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="delegatedstep_at_live",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DelegatedStepAudience",
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
                    to="meetings.delegatedstep",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="delegatedstepaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="delegatedstepaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="delegatedstepaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="JointRequest",
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
                        ("asked", "Asked, no answer yet"),
                        ("agreed", "Agreed"),
                        ("declined", "Declined"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="asked",
                    max_length=10,
                ),
            ),
            ("asked_at", models.DateTimeField()),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            ("reason", models.TextField(blank=True)),
            ("at", models.DateTimeField()),
            ("live", models.BooleanField(default=True)),
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
                "asked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.committee"
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="joint_requests",
                    to="meetings.meeting",
                ),
            ),
            ("change", access.models.records.ChangeNumber()),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["change", "id"], name="jointrequest_change"),
                models.Index(fields=["rank", "at", "id"], name="jointrequest_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="jointrequest_at_live",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at", None), ("state", "asked")),
                        models.Q(models.Q(("state", "asked"), _negated=True), ("answered_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="joint_request_answered_or_not",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["asked", "agreed"])),
                    fields=("meeting", "committee"),
                    name="asked_of_a_committee_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="JointRequestAudience",
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
                    to="meetings.jointrequest",
                ),
            ),
            ("rank", access.models.records.RankField()),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="jointrequestaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="jointrequestaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="jointrequestaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Announcement",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("nth", models.PositiveIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("notice", "Notice sent"),
                        ("change", "A change was told"),
                        ("again", "Notice sent again"),
                        ("cancelled", "Told that it is off"),
                    ],
                    max_length=10,
                ),
            ),
            ("number", models.PositiveIntegerField(null=True)),
            ("on_date", models.DateField()),
            (
                "precision",
                models.CharField(
                    choices=[("day", "Day"), ("month", "Month"), ("year", "Year")], max_length=5
                ),
            ),
            ("starts_at", models.DateTimeField(null=True)),
            ("ends_at", models.DateTimeField(null=True)),
            ("place_text", models.CharField(blank=True, max_length=300)),
            ("link", models.CharField(blank=True, max_length=500)),
            (
                "mode",
                models.CharField(
                    choices=[
                        ("in-person", "In person"),
                        ("online", "Online"),
                        ("hybrid", "In person and online"),
                    ],
                    max_length=10,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=1000)),
            ("told_at", access.models.history.WrittenAt()),
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
                "meeting",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="announcements",
                    to="meetings.meeting",
                ),
            ),
            ("seats", models.PositiveSmallIntegerField(editable=False, null=True)),
            ("seats_mailed", models.PositiveSmallIntegerField(editable=False, null=True)),
            ("seats_told", models.PositiveSmallIntegerField(editable=False, null=True)),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("meeting", "nth"), name="announcement_once")],
        },
    ),
    migrations.CreateModel(
        name="Addendum",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("text", models.TextField()),
            ("sha256", models.CharField(max_length=64)),
            ("added_at", access.models.history.WrittenAt()),
            ("by_label_en", models.CharField(blank=True, max_length=200)),
            ("by_label_bn", models.CharField(blank=True, max_length=200)),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="addenda", to="meetings.minutes"
                ),
            ),
        ],
        options={
            "ordering": ["number"],
            "constraints": [
                models.UniqueConstraint(fields=("minutes", "number"), name="addendum_number_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Correction",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("line", models.CharField(max_length=60)),
            ("was", models.TextField(blank=True)),
            ("wished", models.TextField()),
            ("reason", models.TextField()),
            ("proposed_at", access.models.history.WrittenAt()),
            ("by_label_en", models.CharField(blank=True, max_length=200)),
            ("by_label_bn", models.CharField(blank=True, max_length=200)),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("open", "Not yet answered"),
                        ("accepted", "Accepted"),
                        ("declined", "Declined"),
                        ("withdrawn", "Taken back"),
                    ],
                    default="open",
                    max_length=10,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            ("answer_note", models.TextField(blank=True)),
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
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="corrections",
                    to="meetings.minutes",
                ),
            ),
            (
                "proposed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "proposer_party",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="access.party",
                ),
            ),
        ],
        options={
            "ordering": ["id"],
            "indexes": [
                models.Index(
                    condition=models.Q(("answer", "open")), fields=["minutes"], name="correction_waits"
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("answer", "declined"), ("answer_note", ""), _negated=True),
                    name="correction_declined_says_why",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("answer__in", ["accepted", "withdrawn"]), ("decided_at__isnull", True), _negated=True
                    ),
                    name="correction_closed_has_a_moment",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DecisionSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="decisionsearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="MeetingSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="meetingsearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="MinutesSearch",
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
                    fastupdate=False, fields=["keys", "parties"], name="minutessearch_found"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ItemProposal",
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
            ("title", models.CharField(max_length=300)),
            ("why", models.TextField()),
            ("by_label_en", models.CharField(blank=True, max_length=300)),
            ("by_label_bn", models.CharField(blank=True, max_length=300)),
            ("proposed_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waits", "Not yet answered"),
                        ("taken", "Taken onto the agenda"),
                        ("declined", "Declined"),
                        ("withdrawn", "Taken back"),
                    ],
                    default="waits",
                    max_length=10,
                ),
            ),
            ("answered_at", models.DateTimeField(null=True)),
            ("reason", models.TextField(blank=True)),
            ("source_type", models.CharField(blank=True, max_length=60)),
            ("source_ref", models.CharField(blank=True, max_length=22)),
            ("source_text", models.CharField(blank=True, max_length=300)),
            ("covered", models.JSONField(null=True)),
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
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.committee"
                ),
            ),
            (
                "item",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="proposal",
                    to="meetings.agendaitem",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="meetings.meeting",
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
            (
                "proposed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "proposer_party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["rank", "at", "id"], name="itemproposal_at"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["rank", "at", "id"],
                    name="itemproposal_at_live",
                ),
                models.Index(fields=["change", "id"], name="itemproposal_change"),
                models.Index(
                    condition=models.Q(("state", "waits")), fields=["committee"], name="item_proposal_waits"
                ),
                models.Index(
                    condition=models.Q(("source_ref", ""), _negated=True),
                    fields=["source_ref"],
                    name="item_proposal_source",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at", None), ("state", "waits")),
                        models.Q(models.Q(("state", "waits"), _negated=True), ("answered_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="item_proposal_answered_or_not",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), ("state", "declined"), _negated=True),
                    name="item_proposal_declined_says_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ItemProposalAudience",
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
                    to="meetings.itemproposal",
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [
                models.Index(fields=["party", "rank", "at", "record"], name="itemproposalaudience_all"),
                models.Index(
                    condition=models.Q(("live", True)),
                    fields=["party", "rank", "at", "record"],
                    name="itemproposalaudience_live",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("record", "party"), name="itemproposalaudience_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="MeetingFile",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("at", models.DateTimeField()),
            ("words", models.CharField(blank=True, max_length=200)),
            ("is_covered", models.BooleanField(default=False)),
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
                "item",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="meetings.agendaitem",
                ),
            ),
            (
                "record",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.meeting"
                ),
            ),
        ],
        options={
            "ordering": ["at", "pk"],
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Reply",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            (
                "ref",
                models.CharField(
                    default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("nth", models.PositiveSmallIntegerField()),
            (
                "said",
                models.CharField(
                    choices=[
                        ("comes", "Will come"),
                        ("apologies", "Sends apologies"),
                        ("delegate", "Sends a delegate"),
                        ("taken-back", "Answer taken back"),
                    ],
                    max_length=10,
                ),
            ),
            ("delegate_label", models.CharField(blank=True, max_length=200)),
            ("on_date", models.DateField()),
            ("starts_at", models.DateTimeField(null=True)),
            ("said_at", access.models.history.WrittenAt()),
            ("typed_by_en", models.CharField(blank=True, max_length=200)),
            ("typed_by_bn", models.CharField(blank=True, max_length=200)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "delegate",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.person",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="meetings.meeting"
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
            (
                "seat",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="partners.seat",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "replies",
            "ordering": ["id"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("seat__isnull", False)),
                    fields=("meeting", "seat", "nth"),
                    name="reply_of_seat_once",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("organisation__isnull", False)),
                    fields=("meeting", "organisation", "nth"),
                    name="reply_of_body_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("organisation", None), ("seat__isnull", False)),
                        models.Q(("organisation__isnull", False), ("seat", None)),
                        _connector="OR",
                    ),
                    name="reply_is_of_a_seat_or_a_body",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("said", "delegate"),
                        models.Q(("delegate", None), ("delegate_label", "")),
                        _connector="OR",
                    ),
                    name="reply_names_who_comes_instead",
                ),
            ],
        },
    ),
]
TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name="meeting",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "meetings_meetingevent" ("at", "called_at", "called_by_id", "chair_party_id", "cooperation", "discreet", "ends_at", "entered_afterwards", "id", "is_illustrative", "kind", "lead_committee_id", "level", "link", "live", "memo_number", "minute_takers_party_id", "mode", "note", "notice_sent_at", "on_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_text", "precision", "ref", "secretariat_party_id", "source", "source_code", "starts_at", "state", "title_bn", "title_en", "untold_change_at", "untold_change_by_id") VALUES (NEW."at", NEW."called_at", NEW."called_by_id", NEW."chair_party_id", NEW."cooperation", NEW."discreet", NEW."ends_at", NEW."entered_afterwards", NEW."id", NEW."is_illustrative", NEW."kind", NEW."lead_committee_id", NEW."level", NEW."link", NEW."live", NEW."memo_number", NEW."minute_takers_party_id", NEW."mode", NEW."note", NEW."notice_sent_at", NEW."on_date", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_text", NEW."precision", NEW."ref", NEW."secretariat_party_id", NEW."source", NEW."source_code", NEW."starts_at", NEW."state", NEW."title_bn", NEW."title_en", NEW."untold_change_at", NEW."untold_change_by_id"); RETURN NULL;',
                hash="9a45437791da54f883e5aa4bbce4ac6806757567",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_61d9e",
                table="meetings_meeting",
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
        model_name="meeting",
        trigger=pgtrigger.compiler.Trigger(
            name="meeting_stays_with_minutes",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (ROW(NEW.on_date, NEW.precision, NEW.starts_at, NEW.ends_at, NEW.place_text, NEW.title_en, NEW.title_bn, NEW.kind) IS DISTINCT FROM ROW(OLD.on_date, OLD.precision, OLD.starts_at, OLD.ends_at, OLD.place_text, OLD.title_en, OLD.title_bn, OLD.kind))",
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE meeting_id = NEW.id ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE meeting_id = NEW.id AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="da57148e6fe0440244d771464107ff74502d0bd2",
                operation="UPDATE",
                pgid="pgtrigger_meeting_stays_with_minutes_41440",
                table="meetings_meeting",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="agendaitem",
        trigger=pgtrigger.compiler.Trigger(
            name="agenda_stays_with_minutes",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE meeting_id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.meeting_id ELSE OLD.meeting_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE meeting_id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.meeting_id ELSE OLD.meeting_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="f9187dfd61b83461f04e71cce591fa8afaac388f",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_agenda_stays_with_minutes_7939a",
                table="meetings_agendaitem",
                when="BEFORE",
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
        model_name="meetingof",
        trigger=pgtrigger.compiler.Trigger(
            name="sitting_stays_with_minutes",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE meeting_id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.meeting_id ELSE OLD.meeting_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE meeting_id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.meeting_id ELSE OLD.meeting_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="824a9686b3fa9cc6221ffe8514751074a9e913ab",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_sitting_stays_with_minutes_8a4c4",
                table="meetings_meetingof",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="minutes",
        trigger=pgtrigger.compiler.Trigger(
            name="minutes_stay_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.sha256 <> '')",
                func="\n            IF TG_OP = 'UPDATE' AND ROW(NEW.sha256, NEW.frozen_text, NEW.circulated_at, NEW.meeting_id)\n                IS NOT DISTINCT FROM ROW(OLD.sha256, OLD.frozen_text, OLD.circulated_at, OLD.meeting_id) THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n        ",
                hash="8f5af5159e72709bd8764c90a8727eb0f9a0c54f",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_minutes_stay_frozen_93aeb",
                table="meetings_minutes",
                when="BEFORE",
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
        model_name="minutes",
        trigger=pgtrigger.compiler.Trigger(
            name="minutes_stay_confirmed",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.confirmed_sha256 <> '' AND ROW(NEW.confirmed_sha256, NEW.confirmed_text, NEW.confirmed_at, NEW.confirmed_on, NEW.confirmed_in_id, NEW.confirmed_by_id, NEW.is_confirmed) IS DISTINCT FROM ROW(OLD.confirmed_sha256, OLD.confirmed_text, OLD.confirmed_at, OLD.confirmed_on, OLD.confirmed_in_id, OLD.confirmed_by_id, OLD.is_confirmed))",
                func="RAISE EXCEPTION 'confirmed minutes are locked' USING ERRCODE = 'check_violation';",
                hash="9b1b05d175cca7b3aa02f63212fa8e6eb861ef7f",
                operation="UPDATE",
                pgid="pgtrigger_minutes_stay_confirmed_b7ba8",
                table="meetings_minutes",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="matterarising",
        trigger=pgtrigger.compiler.Trigger(
            name="matter_arising_stays_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="8c7fe103081a3f0949043cc63e34df2b4da44205",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_matter_arising_stays_frozen_e2c75",
                table="meetings_matterarising",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="itemminutes",
        trigger=pgtrigger.compiler.Trigger(
            name="item_minutes_stay_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="ad427a1047b5d00562c91b2fa0281c3faaaa341f",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_item_minutes_stay_frozen_29c32",
                table="meetings_itemminutes",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="headcount",
        trigger=pgtrigger.compiler.Trigger(
            name="head_count_stays_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="492baf5579e0c441f91104ba27fbbeecf4677327",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_head_count_stays_frozen_cfa2d",
                table="meetings_headcount",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="decision",
        trigger=pgtrigger.compiler.Trigger(
            name="decision_stays_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="3a0570712b25213a8d67a33ab698c4901158ace0",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_decision_stays_frozen_9222b",
                table="meetings_decision",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="attendance",
        trigger=pgtrigger.compiler.Trigger(
            name="attendance_stays_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="a7c5868c3fe0bb21f87dde67014ee53637fc9e15",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_attendance_stays_frozen_df04d",
                table="meetings_attendance",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="actionpoint",
        trigger=pgtrigger.compiler.Trigger(
            name="action_point_stays_frozen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n    \n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) ORDER BY id FOR SHARE;\n    PERFORM 1 FROM meetings_minutes WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END,\n                 CASE WHEN TG_OP = 'DELETE' THEN OLD.minutes_id ELSE NEW.minutes_id END) AND sha256 <> '';\n    IF FOUND THEN\n        RAISE EXCEPTION 'circulated minutes are frozen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n",
                hash="a0589e58d233776e0a40a7fdf49a132fb0eb1b67",
                operation="INSERT OR UPDATE OR DELETE",
                pgid="pgtrigger_action_point_stays_frozen_24422",
                table="meetings_actionpoint",
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
        model_name="addendum",
        trigger=pgtrigger.compiler.Trigger(
            name="addendum_once_confirmed",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n            PERFORM 1 FROM meetings_minutes WHERE id = NEW.minutes_id FOR SHARE;\n            PERFORM 1 FROM meetings_minutes WHERE id = NEW.minutes_id AND NOT (confirmed_sha256 <> '');\n            IF FOUND THEN\n                RAISE EXCEPTION 'these minutes take no such line now' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                hash="399fde3c96232b97644797015e3c823ecb224260",
                operation="INSERT OR UPDATE",
                pgid="pgtrigger_addendum_once_confirmed_ecde8",
                table="meetings_addendum",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="correction",
        trigger=pgtrigger.compiler.Trigger(
            name="correction_until_confirmed",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n            PERFORM 1 FROM meetings_minutes WHERE id = NEW.minutes_id FOR SHARE;\n            PERFORM 1 FROM meetings_minutes WHERE id = NEW.minutes_id AND NOT (sha256 <> '' AND confirmed_sha256 = '');\n            IF FOUND THEN\n                RAISE EXCEPTION 'these minutes take no such line now' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                hash="92648291ebeea3bedaf4fee6eef13d0ee52028bf",
                operation="INSERT OR UPDATE",
                pgid="pgtrigger_correction_until_confirmed_35f55",
                table="meetings_correction",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="itemproposal",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_new",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="bf6cdaacc7fc6227e277f1c339dcd7d26f6af4b6",
                operation="INSERT",
                pgid="pgtrigger_numbers_new_126e5",
                table="meetings_itemproposal",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="itemproposal",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_change",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func="NEW.change := pg_catalog.pg_current_xact_id()::text::bigint; RETURN NEW;",
                hash="29df3ca5c79437d273329339dce95a392c6ae801",
                operation="UPDATE",
                pgid="pgtrigger_numbers_change_eef83",
                table="meetings_itemproposal",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="itemproposalaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_new_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE meetings_itemproposal AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="e7db4ffebf62043d19fa59af038908b55603bed0",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_numbers_for_new_readers_c54cb",
                referencing="REFERENCING NEW TABLE AS touched ",
                table="meetings_itemproposalaudience",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="itemproposalaudience",
        trigger=pgtrigger.compiler.Trigger(
            name="numbers_for_former_readers",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="UPDATE meetings_itemproposal AS listed SET change = pg_catalog.pg_current_xact_id()::text::bigint WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> pg_catalog.pg_current_xact_id()::text::bigint; RETURN NULL;",
                hash="aff2a155461ee74ddce635594fc120367f80ab95",
                level="STATEMENT",
                operation="DELETE",
                pgid="pgtrigger_numbers_for_former_readers_54b93",
                referencing="REFERENCING OLD TABLE AS touched ",
                table="meetings_itemproposalaudience",
                when="AFTER",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True
    # As it was called while it stood for fewer: databases and backups note it by that name.
    formerly = ("0001_meetings_and_minutes_squashed_0028",)

    replaces = [
        ("meetings", "0001_meetings_and_minutes"),
        ("meetings", "0002_agenda_on_notice"),
        ("meetings", "0003_draft_openings"),
        ("meetings", "0004_the_database_dates_openings"),
        ("meetings", "0005_delegated_steps"),
        ("meetings", "0006_joint_requests"),
        ("meetings", "0007_announcements"),
        ("meetings", "0008_announce_noticed_meetings"),
        ("meetings", "0009_guests_and_repeated_requests"),
        ("meetings", "0010_meeting_discreet"),
        ("meetings", "0011_guests_and_asking_are_noted"),
        ("meetings", "0012_numbers_of_changes"),
        ("meetings", "0013_ranks"),
        ("meetings", "0014_minutes_by_code"),
        ("meetings", "0015_memo_number_of_minutes"),
        ("meetings", "0016_minutes_made_final"),
        ("meetings", "0017_who_attended_and_what_is_confirmed"),
        ("meetings", "0018_confirmed_minutes_have_a_hash"),
        ("meetings", "0019_covered_passages"),
        ("meetings", "0020_search"),
        ("meetings", "0021_search_words"),
        ("meetings", "0022_fill_search"),
        ("meetings", "0023_corrections_taken_back"),
        ("meetings", "0024_who_takes_corrections_back"),
        ("meetings", "0025_drafts_of_the_nation"),
        ("meetings", "0026_proposed_items"),
        ("meetings", "0027_papers_of_a_meeting"),
        ("meetings", "0028_proposals_by_source"),
        ("meetings", "0029_whom_a_telling_reached"),
        ("meetings", "0030_groups_and_seats"),
        ("meetings", "0031_answers_to_notices"),
    ]

    dependencies = [
        ("commitments", "0021_groups"),
        ("partners", "0026_head_parties"),
    ]

    operations = [
        Together([*TABLES, *TRIGGERS]),
        *SEARCH,
    ]
