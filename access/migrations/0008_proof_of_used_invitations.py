from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def note_proof(apps: Any, _editor: Any) -> None:
    """Whoever used a link had the address; whoever used a paper was handed it with the number."""
    user, invitation = apps.get_model("access", "User"), apps.get_model("access", "Invitation")
    for channel, column in (("mail", "email"), ("paper", "mobile")):
        used = invitation.objects.filter(user=OuterRef("pk"), channel=channel, used_at__isnull=False)
        proved = Subquery(used.order_by("used_at").values("used_at")[:1])
        user.objects.exclude(**{column: None}).update(**{f"{column}_proved_at": proved})


class Migration(migrations.Migration):
    """Accounts that were opened before keep the proof they gave."""

    dependencies = [("access", "0007_unproved_names")]

    operations = [migrations.RunPython(note_proof, migrations.RunPython.noop, elidable=True)]
