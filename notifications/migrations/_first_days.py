"""Fill the table of days: Sunday to Thursday less the public holidays, 2018 to 2030."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from notifications.public_holidays import rows


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    days = apps.get_model("notifications", "Day")
    days.objects.bulk_create([days(**row) for row in rows()], ignore_conflicts=True)


FIRST_DAYS = [migrations.RunPython(fill, migrations.RunPython.noop)]
