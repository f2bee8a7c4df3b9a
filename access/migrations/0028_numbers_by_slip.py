from typing import Any

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def note_slips(apps: Any, _editor: Any) -> None:
    """Whoever opened an account with a slip had the slip: the number is shown by a later confirmation alone."""
    user, invitation = apps.get_model("access", "User"), apps.get_model("access", "Invitation")
    used = invitation.objects.filter(
        user=OuterRef("pk"), mobile=OuterRef("mobile"), channel="paper", used_at__isnull=False
    )
    by_slip = user.objects.filter(
        Exists(used.filter(purpose="join")),
        ~Exists(used.filter(purpose="address")),
        mobile_proved_at__isnull=False,
    )
    by_slip.update(mobile_by_slip_at=F("mobile_proved_at"), mobile_proved_at=None)


class Migration(migrations.Migration):
    """A third state of a number: somebody came in with a slip that was printed for it."""

    dependencies = [("access", "0027_official_addresses")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mobile_by_slip_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(note_slips, migrations.RunPython.noop, elidable=True),
    ]
