"""Tokens of persons, and what programs sent under a key."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import access.toolkit.refs


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0021_erasures"),
    ]

    operations = [
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("made_ref", models.CharField(blank=True, max_length=22)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
