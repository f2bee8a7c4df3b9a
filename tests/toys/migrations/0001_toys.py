"""The tables of the toy world."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import access.toolkit.refs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_everyone_and_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Club",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "ref",
                    models.CharField(
                        default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                (
                    "keeper_party",
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
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "ref",
                    models.CharField(
                        default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                    ),
                ),
                ("is_confirmed", models.BooleanField(default=False)),
                (
                    "at",
                    models.DateTimeField(default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                ),
                ("live", models.BooleanField(default=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["at", "id"], name="toy_letter_at"),
                    models.Index(
                        condition=models.Q(("live", True)), fields=["at", "id"], name="toy_letter_at_live"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "ref",
                    models.CharField(
                        default=access.toolkit.refs.new_ref, editable=False, max_length=22, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                (
                    "at",
                    models.DateTimeField(default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                ),
                ("live", models.BooleanField(default=True)),
                (
                    "author_party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.party",
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="toys.club",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=22, unique=True)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="toys.paper"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperAudience",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="audience", to="toys.paper"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LetterAudience",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="audience", to="toys.letter"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["party", "at", "record"], name="letteraudience_all"),
                    models.Index(
                        condition=models.Q(("live", True)),
                        fields=["party", "at", "record"],
                        name="letteraudience_live",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("record", "party"), name="letteraudience_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["at", "id"], name="toy_paper_at"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["at", "id"], name="toy_paper_at_live"
            ),
        ),
        migrations.AddIndex(
            model_name="paperaudience",
            index=models.Index(fields=["party", "at", "record"], name="paperaudience_all"),
        ),
        migrations.AddIndex(
            model_name="paperaudience",
            index=models.Index(
                condition=models.Q(("live", True)),
                fields=["party", "at", "record"],
                name="paperaudience_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperaudience",
            constraint=models.UniqueConstraint(fields=("record", "party"), name="paperaudience_once"),
        ),
    ]
