import django.db.models.deletion
from django.db import migrations, models

# What is counted in a quarter that is published already is counted in no other one.
_TAKE = """
    INSERT INTO threads_countedupdate (update_id, table_id)
    SELECT u.id, t.id FROM threads_publishedtable t
    JOIN threads_fieldupdate u ON u.month >= t.quarter AND u.month < t.quarter + interval '3 months'
    WHERE t.name = 'protection' AND u.is_counted AND u.type IN ('interception', 'rescue', 'repatriation', 'reintegration', 'legal-aid')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0031_places_of_the_secretariat"),
        ("threads", "0018_monthly_returns"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedUpdate",
            fields=[
                (
                    "update",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counted_in",
                        serialize=False,
                        to="threads.fieldupdate",
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="publishedcell",
            name="published_cell_told_or_hidden",
        ),
        migrations.AddField(
            model_name="publishedcell",
            name="asked",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="publishedcell",
            name="sent",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="publishedcell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("count__gte", 11), ("count__isnull", False), ("hidden", "")),
                    models.Q(("count", None), ("hidden__in", ["under", "held-back", "missing"])),
                    _connector="OR",
                ),
                name="published_cell_told_or_hidden",
            ),
        ),
        migrations.AddField(
            model_name="countedupdate",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="threads.publishedtable"
            ),
        ),
        migrations.RunSQL(_TAKE, migrations.RunSQL.noop),
    ]
