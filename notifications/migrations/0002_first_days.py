"""Fill the table of days: Sunday to Thursday less the public holidays, 2018 to 2030."""

from django.db import migrations

from notifications.migrations._first_days import FIRST_DAYS


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_notices_and_days")]
    operations = FIRST_DAYS
