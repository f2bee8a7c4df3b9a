"""How government and NGOs work together: said of a meeting, and of a thread."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Cooperation(models.TextChoices):
    """The four modes of cooperation between government and NGOs."""

    PARTNERSHIP = "partnership", _("Partnership")
    CONSULTATION = "consultation", pgettext_lazy("mode of cooperation", "Consultation")
    NOTIFICATION = "notification", _("Notification")
    PARTICIPATION = "participation", _("Participation")
