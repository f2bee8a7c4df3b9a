"""Where an organisation works, at what, from when until when: who is at a place beside its offices."""

from datetime import date
from typing import ClassVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Record
from access.rules.engine import PermittedManager
from partners.models.organisations import Organisation
from partners.models.places import Place


class Work(models.TextChoices):
    """What an organisation does at a place, in the words of the national plan and of services.

    None of them says where people are sheltered: with the name of a union that would be an address.
    """

    AWARENESS = "awareness", pgettext_lazy("work at a place", "Awareness and prevention")
    IDENTIFICATION = "identification", pgettext_lazy("work at a place", "Identification and rescue")
    COUNSELLING = "counselling", pgettext_lazy("work at a place", "Counselling and health care")
    LEGAL_AID = "legal-aid", pgettext_lazy("work at a place", "Legal aid and prosecution")
    LIVELIHOOD = "livelihood", pgettext_lazy("work at a place", "Livelihood and reintegration")
    CAPACITY = "capacity", pgettext_lazy("work at a place", "Training and coordination")


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Presence(Record):
    """One line that the organisation's liaison officer keeps; `until` is the last day, if there is one.

    Whoever verifies what was promised was there before: `entered_at` says since when that was said here.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="presences")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="presences")
    work = models.CharField(_("kind of work"), max_length=16, choices=Work)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    entered_at = models.DateTimeField(editable=False)

    objects = PermittedManager["Presence"]()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(work__in=Work.values), name="presence_work_is_known"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="presence_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_presence_of_a_work_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    ("work", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "since", "until", RangeBoundary(inclusive_upper=True), function="DATERANGE"
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at {self.place_id}"

    def runs_on(self, day: date) -> bool:
        """Whether the organisation works there on this day."""
        return self.since <= day and (self.until is None or day <= self.until)
