from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_account_changes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accountchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("code-printed", "A one-time code for the account was printed"),
                    ("factor-removed", "The second factor of the account was removed"),
                    ("reopened", "The closed account was opened again"),
                ],
                max_length=16,
            ),
        ),
    ]
