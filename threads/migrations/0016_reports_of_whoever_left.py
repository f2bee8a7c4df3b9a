import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever left the body for which they reported online abuse is named by no row of it any more."""

    dependencies = [("threads", "0015_newest_posts_first")]

    operations = [
        migrations.AlterField(
            model_name="onlineabuse",
            name="author_party",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.party"
            ),
        ),
    ]
