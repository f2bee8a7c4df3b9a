"""Who wrote something, and in whose name."""

from django.conf import settings
from django.db import models

from access.models import Party
from partners.models import Organisation

OFFICE_LENGTH = 200


class Voiced(models.Model):
    """Something that a person wrote for a body they serve, or for their office alone."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The author's own account; and the body in whose name it was written, or again the account.
    author_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    voice_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    # As the office was called then.
    office_en = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    office_bn = models.CharField(max_length=OFFICE_LENGTH, blank=True)

    class Meta:
        abstract = True
