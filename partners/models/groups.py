"""Groups of bodies that a meeting names in one breath: all union parishads, all departments concerned."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    """Each becomes one promise per body, and within one body one per seat."""

    UNIONS = "unions", _("All union parishads")
    DEPARTMENTS = "departments", _("All departments concerned")
    PARISHAD = "parishad", _("All members of the union parishad")
    MEMBERS = "members", _("All members of the committee")
