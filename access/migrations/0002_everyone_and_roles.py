"""The parties that exist before anything else: everyone, and the two roles that read whole types."""

from django.db import migrations

from access.migrations._first_parties import FIRST_PARTIES


class Migration(migrations.Migration):
    dependencies = [("access", "0001_users_parties_and_log")]

    operations = FIRST_PARTIES
