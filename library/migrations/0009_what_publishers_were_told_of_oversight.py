"""Of the documents that were published before oversight could open any, it opens none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The rows that are there say no; each new one says yes."""

    dependencies = [("library", "0008_document_openings")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="said_of_oversight",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name="document",
            name="said_of_oversight",
            field=models.BooleanField(default=True, editable=False),
        ),
    ]
