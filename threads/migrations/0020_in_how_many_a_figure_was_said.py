from django.db import migrations, models

# What stands in the sums was said at least once; in how many updates the command `recount_figures` counts.
_SAID = "; ".join(
    f"UPDATE threads_{table} SET women_said = (women > 0)::int, men_said = (men > 0)::int,"
    " girls_said = (girls > 0)::int, boys_said = (boys > 0)::int"
    for table in ("networksum", "ownsum")
)


class Migration(migrations.Migration):
    dependencies = [
        ("threads", "0019_what_published_quarters_miss"),
    ]

    operations = [
        migrations.AddField(
            model_name="networksum",
            name="boys_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="networksum",
            name="girls_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="networksum",
            name="men_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="networksum",
            name="women_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ownsum",
            name="boys_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ownsum",
            name="girls_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ownsum",
            name="men_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ownsum",
            name="women_said",
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunSQL(_SAID, migrations.RunSQL.noop),
    ]
