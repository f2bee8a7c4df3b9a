"""Accounts of programs, and in the log who answered for one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0022_tokens_and_keys"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="accesslog",
            name="answerable",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="answerable",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
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
        ),
    ]
