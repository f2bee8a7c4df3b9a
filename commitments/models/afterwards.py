"""What became of a promise that was due before anybody entered it here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Became(models.TextChoices):
    """What whoever entered it answers, once. None of the three verifies anything."""

    DONE = "done", _("Done")
    STILL_OPEN = "still-open", _("Still open")
    NOT_NEEDED = "not-needed", _("No longer needed")
