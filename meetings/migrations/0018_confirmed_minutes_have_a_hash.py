from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_who_attended_and_what_is_confirmed")]

    operations = [
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_sha256", ""), ("is_confirmed", False)),
                    models.Q(("is_confirmed", True), models.Q(("confirmed_sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="minutes_confirmed_have_a_hash",
            ),
        ),
    ]
