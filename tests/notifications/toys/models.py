"""A promise as a room above would keep it. None exists outside the tests."""

from django.db import models

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager


class Promise(ListedRecord):
    """Somebody's promise, due on a day."""

    class Stage(models.TextChoices):
        OPEN = "open"
        EVIDENCE_IN = "evidence-in"
        KEPT = "kept"

    what = models.CharField(max_length=200)
    body_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    verifier_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    secretariat_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.OPEN)
    due_on = models.DateField(null=True)
    due_seq = models.IntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    evidence_on = models.DateField(null=True)

    objects = PermittedManager["Promise"]()

    def __str__(self) -> str:
        return self.what


class PromiseAudience(Audience):
    record = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="audience")
