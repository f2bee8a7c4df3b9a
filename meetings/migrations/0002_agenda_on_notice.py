from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_meetings_and_minutes")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="is_on_notice",
            field=models.BooleanField(default=True),
        ),
    ]
